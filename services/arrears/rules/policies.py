"""What a decision is judged by: the calendar and the programme the item belongs to."""

from typing import Final

from services.arrears.programme.state import PROGRAMME, Programmes, Version
from services.arrears.state import Item
from shared.kernel.clock import shanghai_date
from shared.kernel.decider import Context
from shared.kernel.ids import derived_id
from shared.kernel.workdays import WorkCalendar

CALENDAR: Final = derived_id("policy", "calendar")


def work_calendar(context: Context) -> WorkCalendar:
    return context.policy(CALENDAR, WorkCalendar)


def programmes(context: Context) -> Programmes:
    return context.policy(PROGRAMME, Programmes)


def programme_of(item: Item, context: Context) -> Version:
    """The numbers of the item's programme in force now. Raises LookupError when there are none."""
    version = programmes(context).of(item.programme, shanghai_date(context.now))
    if version is None:
        raise LookupError(f"{item.number} belongs to the unknown programme {item.programme}")
    return version
