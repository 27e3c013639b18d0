"""The fold: one function a fact, looked up by the fact's type. Nothing here judges."""

from typing import Final

from msgspec.structs import replace

from services.arrears.events import ArrearsEvidenceAdded, ArrearsRegistered, evidence_of
from services.arrears.state.after_clearing import AFTER_CLEARING
from services.arrears.state.after_disputing import AFTER_DISPUTING
from services.arrears.state.after_inspecting import AFTER_INSPECTING
from services.arrears.state.after_intake import AFTER_INTAKE, registered
from services.arrears.state.after_paying import AFTER_PAYING
from services.arrears.state.item import Item, Next, State, Status
from shared.kernel.decider import Event


def _registered_twice(item: Item, _event: ArrearsRegistered) -> Item:
    raise ValueError(f"item {item.number} was registered twice")


def _evidence_added(item: Item, _event: ArrearsEvidenceAdded) -> Item:
    return item  # filed as every fact's documents are


NEXT: Final[dict[type[Event], Next]] = {
    ArrearsRegistered: _registered_twice,
    ArrearsEvidenceAdded: _evidence_added,
    **AFTER_INTAKE,
    **AFTER_DISPUTING,
    **AFTER_PAYING,
    **AFTER_CLEARING,
    **AFTER_INSPECTING,
}


def evolve(state: State, event: Event) -> State:
    """The item after one more fact.

    Raises ValueError when history does not begin with the one registration.
    """
    if isinstance(state, Item):
        return _filed(_announced_as_it_is(NEXT[type(event)](state, event)), event)
    if isinstance(event, ArrearsRegistered):
        return _filed(registered(event), event)
    raise ValueError(f"{type(event).__name__} before the item was registered")


def _announced_as_it_is(item: Item) -> Item:
    """Without an announcement to the creditor that all was paid, once something is owed again: it
    was of another payment, and so was the creditor's word (A-18).
    """
    if item.clearance is None or item.status is Status.CLEARED or not item.money.payable_fen:
        return item
    return replace(item, clearance=None)


def _filed(item: Item, event: Event) -> Item:
    """With the documents that the fact rests on, each once (1.9)."""
    new = tuple(one for one in evidence_of(event) if one not in item.evidence)
    return replace(item, evidence=(*item.evidence, *new)) if new else item
