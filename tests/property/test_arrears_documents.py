"""Whatever a name or a text holds, its document opens and says it."""

import re
from typing import Final

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from services.arrears.documents.editions import document
from services.arrears.events import Step
from tests.builders.step_documents import paragraphs, step_taken, with_debtor

INQUIRY: Final = step_taken(Step.INQUIRY)
LINES: Final = st.text(
    st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp")), min_size=1, max_size=40
)
# What docxtpl and jinja2 take for their own.
TRICKY: Final = st.lists(
    st.sampled_from(["{{", "}}", "{%", "%}", "{_{", "}_}", "{#", "&", "<w:t>", "&lt;", "甲", " "]),
    min_size=1,
    max_size=12,
).map("".join)


@settings(max_examples=20, deadline=None)
@given(name=LINES | TRICKY, text=LINES | TRICKY)
def test_any_name_and_any_text_are_printed_as_they_are(name: str, text: str) -> None:
    named = with_debtor(INQUIRY, name=name)
    asked = replace(named, step=replace(named.step, text=f"{text}\n请答复。"))
    printed = paragraphs(document(asked, asked.step.taken_at))
    assert f"{kept(name)}：" in printed
    assert "请答复。" in printed
    assert not kept(text).strip() or kept(text).strip() in printed


def kept(text: str) -> str:
    """Two code points that no XML holds are left out."""
    return re.sub("[\ufffe\uffff]", "", text)
