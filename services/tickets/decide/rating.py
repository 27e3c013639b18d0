"""评价 and 重新办理: the firm's last word, and its way back (T-15, T-17)."""

from datetime import timedelta
from typing import Final

from services.tickets import refusals
from services.tickets.commands import RateTicket, ReopenTicket
from services.tickets.decide.dispatch import dispatched
from services.tickets.decide.guards import blank, wrong_status
from services.tickets.events import ReopenGround, TicketRated, TicketReopened
from services.tickets.rules.calls import rating_may_change, ratings_of
from services.tickets.rules.due import answer_deadline
from services.tickets.rules.policies import policy, work_calendar
from services.tickets.state import Status, Ticket
from shared.kernel.actor import Role
from shared.kernel.clock import shanghai_date
from shared.kernel.decider import Context, Event

_RATEABLE: Final = frozenset({Status.REPLIED, Status.CLOSED, Status.CLOSED_EXPLAINED})
_CLOSED: Final = frozenset({Status.CLOSED, Status.CLOSED_EXPLAINED})


def rate(command: RateTicket, ticket: Ticket, context: Context) -> list[Event]:
    """T-15: voluntary, only by the firm, one rating a cycle, changed within 7 days."""
    if context.actor.role is not Role.PLATFORM:
        raise refusals.OnlyFirmRates
    if ticket.status not in _RATEABLE:
        raise wrong_status(refusals.NothingToRate, ticket)
    version, earlier = policy(context), ratings_of(ticket, ticket.cycle)
    if earlier and earlier[-1].satisfaction is command.satisfaction:
        return []
    today = shanghai_date(context.now)
    if earlier and not rating_may_change(version.numbers, earlier[0], today):
        raise refusals.RatingFixed(days=version.numbers.rating_change_days)
    return [
        TicketRated(
            cycle=ticket.cycle,
            satisfaction=command.satisfaction,
            comment=command.comment,
            rated_at=context.now,
            policy_version=version.version,
        )
    ]


def reopen(command: ReopenTicket, ticket: Ticket, context: Context) -> list[Event]:
    """5.3, Reopen: a new cycle, at once with the department that answered (T-17)."""
    if blank(command.statement):
        raise refusals.StatementMissing
    if ticket.status is Status.DISPATCHED and _same_reopening(command, ticket):
        return []
    if ticket.status not in _CLOSED:
        raise wrong_status(refusals.TicketNotClosed, ticket)
    explained = ticket.status is Status.CLOSED_EXPLAINED
    if explained and command.ground is not ReopenGround.NEW_FACT:
        raise refusals.NothingNew
    _check_time(ticket, context)
    order = ticket.dispatch
    if order is None:
        raise ValueError(f"ticket {ticket.number} was closed without an order")
    return [
        TicketReopened(
            cycle=ticket.cycle + 1,
            ground=command.ground,
            statement=command.statement,
            due=answer_deadline(context, context.now),
            reopened_by=context.actor.id,
            reopened_at=context.now,
            policy_version=policy(context).version,
        ),
        dispatched(
            order.lead, order.helpers, order.kind, order.grounds, order.legal_limit, context
        ),
    ]


def _check_time(ticket: Ticket, context: Context) -> None:
    """The firm within 30 days, a day off moved on (Civil Code 203); the office at any time."""
    if context.actor.role is not Role.PLATFORM or ticket.closed_at is None:
        return
    days = policy(context).numbers.reopen_days
    last_day = shanghai_date(ticket.closed_at) + timedelta(days=days)
    last_day = work_calendar(context).roll_forward(last_day)
    if shanghai_date(context.now) > last_day:
        raise refusals.ReopeningTooLate(days=days, last_day=last_day.isoformat())


def _same_reopening(command: ReopenTicket, ticket: Ticket) -> bool:
    return ticket.reopening is not None and (command.ground, command.statement) == (
        ticket.reopening.ground,
        ticket.reopening.statement,
    )
