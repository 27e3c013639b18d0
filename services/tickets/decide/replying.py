"""答复: on one of the plan's two paths, with basis and evidence (M2-P04, T-9, T-18)."""

from typing import Final

from services.tickets import refusals
from services.tickets.commands import ReplyAsHelper, ReplyToTicket
from services.tickets.decide.guards import (
    blank,
    check_not_waiting,
    check_room,
    dispatch_led_by_caller,
    wrong_status,
)
from services.tickets.events import Basis, TicketHelperReplied, TicketReplied
from services.tickets.provisions import PROVISIONS
from services.tickets.rules.alarms import WITH_THE_LEAD
from services.tickets.state import CameWith, Dispatch, Status, Ticket
from shared.kernel.actor import Role
from shared.kernel.decider import Context, Event

_ANSWERABLE: Final = frozenset({Status.IN_PROGRESS, Status.PLAN_ACTIVE})


def reply(command: ReplyToTicket, ticket: Ticket, context: Context) -> list[Event]:
    """5.3, Reply."""
    order = dispatch_led_by_caller(ticket, context, refusals.TicketNotInProgress)
    _check_path(command)
    _check_route(command, order)
    if not command.evidence:
        raise refusals.EvidenceMissing
    if ticket.status is Status.REPLIED and _same_reply(command, ticket):
        return []
    if ticket.status not in _ANSWERABLE:
        raise wrong_status(refusals.TicketNotInProgress, ticket)
    check_not_waiting(ticket)
    check_room(ticket, command.attachments)
    return [
        TicketReplied(
            department=order.lead,
            text=command.text,
            basis=command.basis,
            provisions=command.provisions,
            evidence=command.evidence,
            replied_by=context.actor.id,
            replied_at=context.now,
            study=command.study,
            legal_limit=command.legal_limit or order.legal_limit,
            route=command.route,
            attachments=command.attachments,
        )
    ]


def _check_path(command: ReplyToTicket) -> None:
    """T-18: with policy, provisions of the plan; without, what was studied or proposed."""
    for provision in command.provisions:
        if provision not in PROVISIONS:
            raise refusals.UnknownProvision(provision=provision)
    if command.basis is Basis.POLICY and not command.provisions:
        raise refusals.ProvisionMissing
    without = command.basis is Basis.NO_POLICY
    if without and (command.study is None or blank(command.study.reference)):
        raise refusals.StudyMissing


def _check_route(command: ReplyToTicket, order: Dispatch) -> None:
    """T-9: where a law sets a longer limit, the answer tells route and limit."""
    limit = command.legal_limit or order.legal_limit
    if limit is not None and blank(command.route):
        raise refusals.RouteMissing(source=limit.source, until=limit.until.isoformat())


def _same_reply(command: ReplyToTicket, ticket: Ticket) -> bool:
    given = ticket.reply
    return given is not None and (
        command.text,
        command.basis,
        command.provisions,
        command.evidence,
        command.study,
        command.route,
        command.attachments,
    ) == (
        given.text,
        given.basis,
        given.provisions,
        given.evidence,
        given.study,
        given.route,
        ticket.enclosed(CameWith.REPLY, given.at, given.department),
    )


def reply_as_helper(command: ReplyAsHelper, ticket: Ticket, context: Context) -> list[Event]:
    """T-10: the helper's own clock ends with it; the lead stays answerable."""
    order, actor = ticket.dispatch, context.actor
    if order is None or actor.role is not Role.DEPARTMENT or actor.unit not in order.helpers:
        raise refusals.NotAHelper
    duty = next(duty for duty in order.duties if duty.department == actor.unit)
    given = ticket.enclosed(CameWith.HELPER_REPLY, duty.replied_at, duty.department)
    if duty.replied_at is not None and (duty.text, duty.evidence, given) == (
        command.text,
        command.evidence,
        command.attachments,
    ):
        return []
    if ticket.status not in WITH_THE_LEAD:
        raise wrong_status(refusals.HelpNoLongerNeeded, ticket)
    check_room(ticket, command.attachments)
    return [
        TicketHelperReplied(
            department=duty.department,
            text=command.text,
            evidence=command.evidence,
            replied_by=actor.id,
            replied_at=context.now,
            attachments=command.attachments,
        )
    ]
