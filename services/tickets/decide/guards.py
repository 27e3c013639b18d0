"""What many decisions ask first."""

from collections.abc import Sequence
from typing import Any

from services.tickets import refusals
from services.tickets.events import Attachment
from services.tickets.rules.attachments import ATTACHMENTS_MAX
from services.tickets.rules.names import STATUS_ZH
from services.tickets.rules.people import department_zh, has_handled
from services.tickets.state import Dispatch, Ticket
from shared.kernel.actor import Role
from shared.kernel.decider import Context, Event, On
from shared.kernel.refusal import Refusal

Facts = Sequence[Event | On]


def wrong_status(refusal: type[Refusal], ticket: Ticket) -> Refusal:
    return refusal(status=ticket.status, status_zh=STATUS_ZH[ticket.status])


def dispatch_led_by_caller(ticket: Ticket, context: Context, not_yet: type[Refusal]) -> Dispatch:
    """The order in force, when the caller's department leads it (T-10)."""
    dispatch = ticket.dispatch
    if dispatch is None:
        raise wrong_status(not_yet, ticket)
    if context.actor.role is not Role.DEPARTMENT or context.actor.unit != dispatch.lead:
        raise refusals.NotLeadDepartment(lead=dispatch.lead, lead_zh=department_zh(dispatch.lead))
    return dispatch


def check_decider(ticket: Ticket, context: Context, reason: str) -> None:
    """Decisions on requests are the office's, by another hand than the one that asked (T-14)."""
    if has_handled(ticket, context.actor):
        raise refusals.HandlerCannotDecide
    if not reason.strip():
        raise refusals.ReasonMissing


def check_before_limit(ticket: Ticket, context: Context) -> None:
    """What must be asked for, and decided, before the firm's limit has passed (5.3)."""
    if ticket.due.passed(context.now):
        raise refusals.LimitAlreadyPassed(last_day=ticket.due.last_day.isoformat())


def check_room(ticket: Ticket | None, files: Sequence[Attachment]) -> None:
    """Bounded, so that no ticket becomes a store of files; None: there is no ticket yet."""
    there = len(ticket.attachments) if ticket else 0
    if files and there + len(files) > ATTACHMENTS_MAX:
        raise refusals.TooManyAttachments(there=there, most=ATTACHMENTS_MAX)


def check_not_waiting(ticket: Ticket) -> None:
    """T-6: while the firm's documents are waited for, nothing moves on."""
    if ticket.waiting:
        raise refusals.AwaitingSupplement


def blank(*texts: Any) -> bool:
    """Whether any of the texts says nothing."""
    return any(not text or not str(text).strip() for text in texts)
