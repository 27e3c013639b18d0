"""What a document of the ladder is made from: a step, and the item as it stood when it was taken."""

from datetime import date

from msgspec import Struct

from services.arrears.events import ArrearsStepTaken
from services.arrears.programme.state import Programmes
from services.arrears.state import DueStep, Item, evolve
from shared.kernel.clock import shanghai_date


class Issued(Struct, frozen=True, kw_only=True, gc=False):
    """Nothing that was recorded after the step is in it, so its document never changes.

    item      as the step left it
    grounds   what had put the step in order while it waited to be taken; none for what the office
              may take without one
    campaign  the document of the item's programme, in the version that judged the step
    """

    step: ArrearsStepTaken
    item: Item
    grounds: tuple[DueStep, ...]
    campaign: str

    @property
    def day(self) -> date:
        return shanghai_date(self.step.taken_at)


def issued(before: Item, step: ArrearsStepTaken, programmes: Programmes) -> Issued:
    """`before` is the item up to the event in front of the step's own."""
    item = evolve(before, step)
    if not isinstance(item, Item):
        raise TypeError("a step does not unmake an item")
    return Issued(
        step=step,
        item=item,
        grounds=tuple(due for due in before.steps_due if due.step is step.step),
        campaign=programmes.versions[step.programme_version - 1].document_no,
    )
