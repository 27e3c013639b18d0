"""The editions of the documents: layout and words, each in force from its day on.

A document is in the edition of the day its step was recorded on, whenever it is asked for.
"""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Final

from msgspec import Struct

from services.arrears.documents import wording
from services.arrears.documents.issued import Issued
from services.arrears.documents.rendering import Facts, rendered
from shared.kernel.clock import shanghai_date

TEMPLATES: Final = Path(__file__).parent / "templates"


class Edition(Struct, frozen=True, gc=False):
    """`templates` holds one for each step, `inquiry-1.docx`; `worded` fills in what they ask for."""

    number: int
    effective_on: date
    templates: Path
    worded: Callable[[Issued], Facts]


# In the order of their effect. One that documents were issued in is never changed.
EDITIONS: Final = (Edition(1, date(2022, 8, 19), TEMPLATES, wording.worded),)


def document(
    issued: Issued, recorded_at: datetime, editions: Sequence[Edition] = EDITIONS
) -> bytes:
    """The document of a step as .docx: for ever the same bytes."""
    edition = _in_force(shanghai_date(recorded_at), editions)
    template = edition.templates / f"{issued.step.step}-{edition.number}.docx"
    return rendered(template, edition.worded(issued), issued.step.taken_at)


def _in_force(day: date, editions: Sequence[Edition]) -> Edition:
    """A day before the first has the first."""
    begun = [edition for edition in editions if edition.effective_on <= day]
    return begun[-1] if begun else editions[0]
