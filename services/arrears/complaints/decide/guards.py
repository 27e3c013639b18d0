"""What many decisions about a complaint ask first."""

from collections.abc import Sequence
from datetime import date

from services.arrears.complaints import refusals
from services.arrears.complaints.state import Complaint
from services.arrears.complaints.values import STATUS_ZH, Status
from services.arrears.decide.guards import blank, check_past
from services.arrears.refusals import ArrearsNotFound
from services.arrears.rules.people import is_known_department, may_name, unit_of
from services.arrears.state import Item
from shared.kernel.actor import Role
from shared.kernel.decider import Context, Event
from shared.kernel.departments import DEPARTMENTS

Facts = Sequence[Event]


def require(complaint: Complaint, *statuses: Status) -> None:
    if complaint.status not in statuses:
        raise refusals.ComplaintStatusWrong(
            status=complaint.status, status_zh=STATUS_ZH[complaint.status]
        )


def check_handler(complaint: Complaint, context: Context) -> None:
    """The office may act for the handling department; no other department may, nor the respondent."""
    actor, handler = context.actor, complaint.handler or ""
    if actor.role is Role.DEPARTMENT and actor.unit != handler:
        raise refusals.NotHandler(handler=handler, handler_zh=DEPARTMENTS.get(handler, handler))
    check_not_respondent(complaint, context)


def check_not_respondent(complaint: Complaint, context: Context) -> None:
    """Nobody decides on a complaint about itself, and the office is 区工业和信息化局."""
    unit = complaint.respondent.unit
    if unit is not None and unit == unit_of(context.actor):
        raise refusals.RespondentCannot


def check_text(*texts: str) -> None:
    if any(blank(text) for text in texts):
        raise refusals.ComplaintTextMissing


def check_day(day: date, earliest: date, context: Context) -> None:
    """It has happened, and not before what it follows."""
    check_past(day, context)
    if day < earliest:
        raise refusals.DaysOutOfOrder(day=day.isoformat(), earliest=earliest.isoformat())


def check_unit(unit: str | None) -> None:
    if unit is not None and not is_known_department(unit):
        raise refusals.UnknownUnit(department=unit)


def item_between(
    item_id: str | None, creditor_uscc: str, debtor_uscc: str, context: Context
) -> Item | None:
    """The item of the ledger that the order names, which must be between the same parties."""
    if item_id is None:
        return None
    item = context.others.get(item_id)
    if not may_name(item, context.actor):
        raise ArrearsNotFound
    if (item.creditor.uscc, item.debtor.uscc) != (creditor_uscc, debtor_uscc):
        raise refusals.ItemOfOthers(number=item.number)
    return item
