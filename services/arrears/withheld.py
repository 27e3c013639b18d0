"""What an item's history keeps from a reader: the steps whose documents are not for it (1.7)."""

from collections.abc import Callable, Sequence
from typing import Final

from services.arrears.events import ArrearsStepTaken, Step
from services.arrears.rules.people import may_read_document, may_read_step
from services.arrears.state import Item
from shared.eventstore.codec import EventRegistry
from shared.eventstore.log import Recorded
from shared.kernel.actor import Actor

_STEP_TAKEN: Final = "arrears_step_taken"
Told = Callable[[Recorded], bool]


def told_of(items: Sequence[Item], actor: Actor, registry: EventRegistry) -> Told:
    """Whether a fact of an item is for the actor: a step's holds its document's text and enclosures.

    `items` are the item as it is read and as it is now: a correction makes another unit the debtor.
    """
    return _told(registry, lambda step: all(may_read_document(step, item, actor) for item in items))


def told_in_feed(actor: Actor, registry: EventRegistry) -> Told:
    """The same of the items of a platform, which owes none of them."""
    return _told(registry, lambda step: may_read_step(step, actor))


def _told(registry: EventRegistry, may_read: Callable[[Step], bool]) -> Told:
    def told(event: Recorded) -> bool:
        if event.name != _STEP_TAKEN:
            return True
        fact = registry.decode(event.name, event.schema_version, event.data)
        return isinstance(fact, ArrearsStepTaken) and may_read(fact.step)

    return told
