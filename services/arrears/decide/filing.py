"""证明材料: what is on file, and what is filed by itself (1.9)."""

from collections.abc import Iterator

from msgspec import UNSET

from services.arrears import refusals
from services.arrears.commands import AddEvidence
from services.arrears.events import ArrearsEvidenceAdded, Evidence, evidence_of
from services.arrears.state import Item
from shared.kernel.decider import Command, Context, Event


def add(command: AddEvidence, item: Item, context: Context) -> list[Event]:
    """Whatever is new of it; a document known by its digest is filed again with its file."""
    if not command.evidence:
        raise refusals.EvidenceMissing
    new = tuple(_not_on_file(command, item))
    if not new:
        return []
    return [
        ArrearsEvidenceAdded(
            evidence=new, note=command.note, added_by=context.actor.id, added_at=context.now
        )
    ]


def check_on_file(command: Command, item: Item) -> None:
    """An order that was carried out before is quiet; documents it brings anew are not lost by it."""
    for one in _not_on_file(command, item):
        raise refusals.EvidenceComesLate(title=one.title)


def _not_on_file(command: Command, item: Item) -> Iterator[Evidence]:
    for one in evidence_of(command):
        if not any(_is(one, known) for known in item.evidence):
            yield one


def _is(one: Evidence, known: Evidence) -> bool:
    """The same document, and nothing of it that was not there before."""
    return (
        (one.title, one.digest) == (known.title, known.digest)
        and one.kept_at in {UNSET, known.kept_at}
        and (one.file is UNSET or known.file is not UNSET)
    )
