"""How alike two matters are, in basis points (T-12). Pure, and exactly this:

1. Title and text, the text to its first 1,000 characters, are folded to one form: NFKC (full width
   to half width), case folded, everything but letters and digits left out.
2. What says nothing about the matter is cut out: the firm's own name, and the set phrases of
   petitions (`FORMULAS`). Text on both sides of a cut is not joined.
3. What is left is counted as pairs of neighbouring characters; Chinese is written without spaces,
   and most of its words have two characters.
4. Likeness is the share of the shorter matter's pairs that the longer one has too, each counted as
   often as it stands there (overlap coefficient of multisets). A matter of fewer than 20 pairs
   counts as 20: two words in common are no proof. Matters whose words are the same are 10,000 alike.

Measured in `tests/unit/tickets/test_likeness.py`; why so, in ADR 0008.
"""

import re
import unicodedata
from collections import Counter
from typing import Final

from msgspec import Struct

ALL: Final = 10_000
TEXT_LENGTH: Final = 1_000
FEWEST_PAIRS: Final = 20

# What petitions of any matter say: who speaks, why times are hard, what is asked for.
FORMULAS: Final = (
    "来电人反映", "来访人反映", "来件反映", "企业反映", "来电人", "来访人", "来件", "来电", "来信",
    "反映", "咨询", "企业称", "我公司", "本公司", "该公司", "其公司", "公司", "企业",
    "我店", "本店", "小店", "我厂", "本厂", "称",
    "受疫情影响", "因疫情影响", "疫情影响", "疫情期间", "受疫情", "因疫情",
    "经营十分困难", "经营困难", "生活困难", "资金周转十分困难", "资金周转困难", "资金周转不开",
    "资金周转", "收入锐减", "帮助企业渡过难关", "渡过难关", "为维护企业合法权益",
    "区人民政府", "人民政府", "区政府", "政府", "有关部门",
    "核实处理", "核实", "处理", "多次催要未果", "多次催要",
    "至今没有", "至今未", "至今", "一直没有", "一直未", "一直", "尽快", "及时",
    "现请求", "请求", "恳请", "希望", "申请", "要求", "协调解决", "协调", "督促", "督办", "解决",
    "帮助", "协助", "帮忙", "请予", "予以", "给予", "能否", "问题", "困难",
    "关于", "事项", "情况说明", "报告", "请示", "的诉求",
)  # fmt: skip
_FORMULA: Final = re.compile("|".join(sorted(FORMULAS, key=len, reverse=True)))
_CUT: Final = "\n"


class Matter(Struct, frozen=True, gc=False):
    """What a ticket is about. `firm` is the firm's name, which tells nothing apart."""

    firm: str
    title: str
    text: str


def likeness(one: Matter, other: Matter) -> int:
    """0 for nothing in common, 10,000 for the same words."""
    first, second = _words(one), _words(other)
    if first == second:
        return ALL
    pairs, others = _pairs(first), _pairs(second)
    shared = (pairs & others).total()
    return ALL * shared // max(FEWEST_PAIRS, min(pairs.total(), others.total()))


def _words(matter: Matter) -> list[str]:
    """The stretches of text that say something about the matter."""
    told = f"{_folded(matter.title)}{_CUT}{_folded(matter.text[:TEXT_LENGTH])}"
    name = _folded(matter.firm)
    if name:
        told = told.replace(name, _CUT)
    return _FORMULA.sub(_CUT, told).split()


def _folded(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(filter(str.isalnum, folded))


def _pairs(words: list[str]) -> Counter[str]:
    return Counter(word[start : start + 2] for word in words for start in range(len(word) - 1))
