"""What a decision is judged by: the programme the item belongs to; days by the calendar in force."""

from services.arrears.programme.state import PROGRAMME, Programmes, Version
from services.arrears.state import Item
from shared.kernel.clock import shanghai_date
from shared.kernel.decider import Context


def programmes(context: Context) -> Programmes:
    return context.policy(PROGRAMME, Programmes)


def programme_of(item: Item, context: Context) -> Version:
    """The numbers of the item's programme in force now. Raises LookupError when there are none."""
    version = programmes(context).of(item.programme, shanghai_date(context.now))
    if version is None:
        raise LookupError(f"{item.number} belongs to the unknown programme {item.programme}")
    return version
