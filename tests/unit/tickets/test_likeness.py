"""How alike two texts are: the measure, and how well it tells the same matter from another (T-12)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.tickets.policy.state import SIMILARITY
from services.tickets.rules.likeness import ALL, TEXT_LENGTH, Matter, likeness
from tests.builders.duplicate_pairs import (
    DIFFERENT,
    HARD,
    HELD_OUT_DIFFERENT,
    HELD_OUT_SAME,
    SAME,
    Pair,
)

TEXTS = st.text(st.sampled_from("贷款展期 到期1２A,。银行农"), max_size=40)
MATTERS = st.builds(Matter, st.sampled_from(("", "临翔区昔归茶业有限公司")), TEXTS, TEXTS)
# Pairs of characters enough that the floor of 20 does not count.
LONG = "农业银行流动资金贷款两百万元九月三十日到期无力归还展期六个月"


def proposed(pairs: tuple[Pair, ...]) -> int:
    return sum(likeness(*pair.matters()) >= SIMILARITY for pair in pairs)


def alike(one: str, other: str, firm: str = "") -> int:
    return likeness(Matter(firm, "", one), Matter(firm, "", other))


def test_there_are_pairs_enough_to_judge_by() -> None:
    assert (len(SAME), len(DIFFERENT), len(HARD)) == (36, 31, 6)


def test_the_same_matter_in_other_words_is_found() -> None:
    """Recall: missing one means that two departments handle it."""
    assert proposed(SAME) / len(SAME) >= 0.95


def test_few_other_matters_are_proposed() -> None:
    """Precision, a look of the clerk each: with and without those that only a name tells apart."""
    found = proposed(SAME)
    assert found / (found + proposed(DIFFERENT)) >= 0.85
    assert found / (found + proposed(DIFFERENT) + proposed(HARD)) >= 0.75


def test_it_holds_for_pairs_it_was_not_chosen_by() -> None:
    assert proposed(HELD_OUT_SAME) >= 7
    assert proposed(HELD_OUT_DIFFERENT) <= 1


def test_matters_that_only_a_name_tells_apart_are_left_to_a_person() -> None:
    assert proposed(HARD) == len(HARD)


@given(MATTERS, MATTERS)
def test_it_is_symmetric_and_stays_in_its_range(one: Matter, other: Matter) -> None:
    assert 0 <= likeness(one, other) == likeness(other, one) <= ALL


@given(MATTERS)
def test_a_matter_is_wholly_like_itself(matter: Matter) -> None:
    assert likeness(matter, matter) == ALL


@pytest.mark.parametrize(
    "written",
    [
        pytest.param("ＬＯＡＮ贷款２００万，展期！", id="full width"),
        pytest.param("Loan 贷款 200 万\n展期", id="spaces, lines, capitals"),
        pytest.param("loan贷款200万。（展期）", id="punctuation"),
    ],
)
def test_how_it_is_typed_does_not_matter(written: str) -> None:
    assert alike(written, "loan贷款200万展期") == ALL


def test_the_firms_own_name_and_set_phrases_say_nothing() -> None:
    firm = "临翔区昔归茶业有限公司"
    polite = f"{firm}反映：受疫情影响，经营困难，{LONG}，恳请政府协调解决。"
    assert alike(polite, LONG, firm) == ALL
    assert alike(f"{firm}请求协调解决困难", f"{firm}反映，要求帮助处理：茶叶", firm) == 0


def test_it_is_the_share_of_the_shorter_text_that_the_longer_has_too() -> None:
    """21 pairs, of which 16 stand in the longer text, too; none is counted across a cut."""
    shorter = LONG[:17] + "另作他用吧"
    assert alike(shorter, LONG) == ALL * 16 // 21


def test_a_few_words_in_common_are_no_proof() -> None:
    assert alike("贷款展期", f"贷款展期{LONG}") == ALL * 3 // 20 < SIMILARITY


def test_what_lies_behind_the_first_thousand_characters_is_not_compared() -> None:
    text = "".join(chr(0x4E00 + n) for n in range(TEXT_LENGTH))
    assert alike(text + "甲乙丙", text + "丁戊己") == ALL
