"""What many decisions ask first."""

from collections.abc import Sequence
from datetime import date

from services.arrears import refusals
from services.arrears.rules.due import World
from services.arrears.rules.names import STATUS_ZH
from services.arrears.rules.people import is_debtor
from services.arrears.rules.policies import programme_of
from services.arrears.state import Item, Status
from shared.kernel.clock import shanghai_date
from shared.kernel.decider import Context, Event, On
from shared.kernel.followed_calendar import work_calendar

Facts = Sequence[Event | On]


def require(item: Item, *statuses: Status) -> None:
    if item.status not in statuses:
        raise refusals.WrongStatus(status=item.status, status_zh=STATUS_ZH[item.status])


def world_of(item: Item, context: Context) -> World:
    """The item's programme, the calendar and the instant a decision is made in."""
    version = programme_of(item, context)
    return World(
        programme=version.programme,
        programme_version=version.version,
        calendar=work_calendar(context),
        now=context.now,
    )


def check_reason(reason: str) -> None:
    if blank(reason):
        raise refusals.ReasonMissing


def check_past(day: date, context: Context, pointer: str | None = None) -> None:
    """What is entered has happened (A-13). `pointer` is the field, where an order has one of its own."""
    today = shanghai_date(context.now)
    if day > today:
        raise refusals.DateInFuture(day=day.isoformat(), today=today.isoformat()).at(pointer)


def check_not_debtor(item: Item, context: Context) -> None:
    """A-18: nobody judges their own debt."""
    if is_debtor(item, context.actor):
        raise refusals.DebtorCannot


def blank(text: str) -> bool:
    return not text.strip()
