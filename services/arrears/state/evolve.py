"""The fold: one function a fact, looked up by the fact's type. Nothing here judges."""

from typing import Final

from services.arrears.events import ArrearsRegistered
from services.arrears.state.after_clearing import AFTER_CLEARING
from services.arrears.state.after_disputing import AFTER_DISPUTING
from services.arrears.state.after_intake import AFTER_INTAKE, registered
from services.arrears.state.after_paying import AFTER_PAYING
from services.arrears.state.item import Item, Next, State
from shared.kernel.decider import Event


def _registered_twice(item: Item, _event: ArrearsRegistered) -> Item:
    raise ValueError(f"item {item.number} was registered twice")


NEXT: Final[dict[type[Event], Next]] = {
    ArrearsRegistered: _registered_twice,
    **AFTER_INTAKE,
    **AFTER_DISPUTING,
    **AFTER_PAYING,
    **AFTER_CLEARING,
}


def evolve(state: State, event: Event) -> State:
    """The item after one more fact.

    Raises ValueError when history does not begin with the one registration.
    """
    if isinstance(state, Item):
        return NEXT[type(event)](state, event)
    if isinstance(event, ArrearsRegistered):
        return registered(event)
    raise ValueError(f"{type(event).__name__} before the item was registered")
