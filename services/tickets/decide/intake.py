"""受理, 不予受理, 并案; repeats, withdrawals, recusals, linked cases."""

from typing import Final

from services.tickets import refusals
from services.tickets.commands import (
    AcceptTicket,
    DeclineTicket,
    EraseContact,
    LinkCase,
    MergeTicket,
    RecordRepeat,
    RecuseStaff,
    RequestCase,
    WithdrawTicket,
)
from services.tickets.decide.dispatch import registered
from services.tickets.decide.duplicates import settle
from services.tickets.decide.guards import Facts, blank, wrong_status
from services.tickets.events import (
    DeclineReason,
    TicketAbsorbed,
    TicketCaseLinked,
    TicketCaseRequested,
    TicketContactErased,
    TicketDeclined,
    TicketMerged,
    TicketRepeated,
    TicketStaffRecused,
    TicketWithdrawn,
)
from services.tickets.numbers import number_held, parts_of_number, upstream_key
from services.tickets.rules.names import CASE_ZH, STATUS_ZH
from services.tickets.rules.people import has_handled
from services.tickets.state import Status, Ticket
from shared.kernel.actor import Role
from shared.kernel.decider import Context, Event, On

_NOT_DISPATCHED: Final = frozenset({Status.SUBMITTED, Status.REGISTERED})
_CLOSED: Final = frozenset({Status.CLOSED, Status.CLOSED_EXPLAINED})


def accept(command: AcceptTicket, ticket: Ticket, context: Context) -> list[Event]:
    """5.3, Accept: duplicates were looked for, and none proposed is left undecided (T-12)."""
    if ticket.status is Status.REGISTERED:
        return []
    if ticket.status is not Status.SUBMITTED:
        raise wrong_status(refusals.TicketNotSubmitted, ticket)
    if not command.duplicates_checked:
        raise refusals.DuplicatesNotChecked
    ruled_out = settle(command.ruled_out, ticket, context)
    return [
        *ruled_out,
        *registered(ticket.category, ticket.links, context, duplicates_checked=True),
    ]


def decline(command: DeclineTicket, ticket: Ticket, context: Context) -> list[Event]:
    """5.3, Decline; also of a ticket whose return was approved, and after silence (T-6)."""
    if ticket.status is Status.NOT_ACCEPTED and ticket.declined is command.reason:
        return []
    if ticket.status not in _NOT_DISPATCHED:
        raise wrong_status(refusals.TicketNotInIntake, ticket)
    if has_handled(ticket, context.actor):
        raise refusals.HandlerCannotDecide
    if blank(command.advice):
        raise refusals.AdviceMissing
    if command.reason is DeclineReason.SUPPLEMENT_NOT_GIVEN:
        check_silence(ticket, context)
    return [
        TicketDeclined(
            reason=command.reason,
            advice=command.advice,
            declined_by=context.actor.id,
            declined_at=context.now,
        )
    ]


def check_silence(ticket: Ticket, context: Context) -> None:
    """T-6: the firm was asked and let its time pass."""
    supplement = ticket.supplement
    silent = supplement is not None and supplement.given_at is None
    if supplement is None or not silent or not supplement.until.passed(context.now):
        raise refusals.SupplementStillOpen


def merge(command: MergeTicket, ticket: Ticket, context: Context) -> Facts:
    """5.3, Merge: into an open ticket of the same firm, or as a group case (T-12)."""
    if ticket.status is Status.MERGED and ticket.master_id == command.master_id:
        return []
    if ticket.status not in _NOT_DISPATCHED:
        raise wrong_status(refusals.TicketNotInIntake, ticket)
    if has_handled(ticket, context.actor):
        raise refusals.HandlerCannotDecide
    if blank(command.reason):
        raise refusals.ReasonMissing
    master = context.others.get(command.master_id)
    if not isinstance(master, Ticket):
        raise refusals.MasterNotFound
    _check_master(command, ticket, master)
    return [
        TicketMerged(
            master_id=command.master_id,
            master_number=master.number,
            group_case=command.group_case,
            reason=command.reason,
            merged_by=context.actor.id,
            merged_at=context.now,
        ),
        *(
            On(command.master_id, TicketAbsorbed(number=number, absorbed_at=context.now))
            for number in (ticket.number, *ticket.absorbed)
        ),
    ]


def _check_master(command: MergeTicket, ticket: Ticket, master: Ticket) -> None:
    if master.number == ticket.number:
        raise refusals.MergeIntoItself
    if not master.open:
        raise refusals.MasterNotOpen(
            number=master.number, status=master.status, status_zh=STATUS_ZH[master.status]
        )
    if master.firm.uscc != ticket.firm.uscc and not command.group_case:
        raise refusals.MasterOfAnotherFirm(number=master.number)


def repeat(command: RecordRepeat, ticket: Ticket, context: Context) -> list[Event]:
    """T-13: the earlier result is told again; no clock starts."""
    if ticket.status not in _CLOSED:
        raise wrong_status(refusals.TicketNotClosed, ticket)
    if command.upstream_number is not None:
        held = context.claims.get(upstream_key(command.channel, command.upstream_number))
        if held is not None and number_held(held) == ticket.number:
            return []
        if held is not None:
            raise refusals.UpstreamNumberKnown(
                upstream_number=command.upstream_number,
                number=number_held(held),
                ticket_id=held.stream_id,
            )
    year, sequence = parts_of_number(ticket.number)
    return [
        TicketRepeated(
            channel=command.channel,
            upstream_number=command.upstream_number,
            answer=ticket.reply.text if ticket.reply else ticket.closing_note,
            repeated_at=context.now,
            year=year,
            sequence=sequence,
        )
    ]


def withdraw(command: WithdrawTicket, ticket: Ticket, context: Context) -> list[Event]:
    """5.3, Withdraw: of the firm's free will, and never by the hand that should solve it."""
    if ticket.status is Status.WITHDRAWN:
        return []
    if not ticket.open:
        raise wrong_status(refusals.TicketFinished, ticket)
    if not command.free_will:
        raise refusals.NotOfFreeWill
    if has_handled(ticket, context.actor):
        raise refusals.HandlerCannotWithdraw
    if context.actor.role is not Role.PLATFORM and blank(command.proof):
        raise refusals.ProofMissing
    return [
        TicketWithdrawn(
            statement=command.statement,
            proof=command.proof,
            withdrawn_by=context.actor.id,
            withdrawn_at=context.now,
        )
    ]


def recuse(command: RecuseStaff, ticket: Ticket, context: Context) -> list[Event]:
    """T-20: from now on this person takes no part."""
    actor = context.actor
    if actor.role is Role.DEPARTMENT and actor.id != command.person:
        raise refusals.RecusalOfAnother
    if command.person in ticket.recused:
        return []
    return [
        TicketStaffRecused(person=command.person, ground=command.ground, recused_at=context.now)
    ]


def erase_contact(command: EraseContact, ticket: Ticket, context: Context) -> list[Event]:
    """PIPL art. 47, once."""
    if ticket.contact_erased:
        return []
    return [
        TicketContactErased(
            contact_id=ticket.contact_id, ground=command.ground, erased_at=context.now
        )
    ]


def request_case(command: RequestCase, ticket: Ticket, context: Context) -> list[Event]:
    """T-21, T-22: one case a ledger; asked for by the office or the lead."""
    order, actor = ticket.dispatch, context.actor
    if actor.role is Role.DEPARTMENT and (order is None or order.lead != actor.unit):
        raise refusals.CaseAskedByLead
    if any(link.case is command.case for link in ticket.links):
        return []
    if not ticket.open:
        raise wrong_status(refusals.TicketFinished, ticket)
    return [TicketCaseRequested(case=command.case, requested_at=context.now)]


def link_case(command: LinkCase, ticket: Ticket, context: Context) -> list[Event]:
    """The reaction to the other ledger's fact fills in its id."""
    link = next((link for link in ticket.links if link.case is command.case), None)
    names = {"case": command.case, "case_zh": CASE_ZH[command.case]}
    if link is None:
        raise refusals.CaseNotRequested(**names)
    if link.case_id == command.case_id:
        return []
    if link.case_id is not None:
        raise refusals.CaseAlreadyLinked(**names, case_number=link.case_number)
    return [
        TicketCaseLinked(
            case=command.case,
            case_id=command.case_id,
            case_number=command.case_number,
            linked_at=context.now,
        )
    ]
