"""The ticket after facts of its intake."""

from typing import Final

from msgspec.structs import replace

from services.tickets.events import (
    Target,
    TicketAbsorbed,
    TicketCaseLinked,
    TicketCaseRequested,
    TicketContactErased,
    TicketDeclined,
    TicketMerged,
    TicketRegistered,
    TicketRepeated,
    TicketStaffRecused,
    TicketSubmitted,
    TicketWithdrawn,
)
from services.tickets.state.after_duplicates import merged_with
from services.tickets.state.clocks import Clock, Limit
from services.tickets.state.parts import (
    CameWith,
    CaseLink,
    Enclosure,
    Goal,
)
from services.tickets.state.ticket import (
    Next,
    Status,
    Ticket,
)
from shared.kernel.decider import Event


def submitted(event: TicketSubmitted) -> Ticket:
    """The first fact."""
    limit = event.upstream_limit
    clock = Clock(
        event.received_at,
        event.due.workdays if limit is None else FIRM_WORKDAYS,
        event.due,
        event.received_at,
        () if limit is None else (Limit(limit),),
    )
    return Ticket(
        number=event.number,
        status=Status.SUBMITTED,
        firm=event.firm,
        contact_id=event.contact_id,
        channel=event.channel,
        upstream_number=event.upstream_number,
        upstream_category=event.upstream_category,
        category=event.category,
        title=event.title,
        description=event.description,
        desired_result=event.desired_result,
        attachments=tuple(
            Enclosure(file, CameWith.SUBMISSION, event.received_at) for file in event.attachments
        ),
        confidential=event.confidential,
        complained_unit=event.complained_unit,
        client=event.client,
        unit=event.unit,
        visit_id=event.visit_id,
        imported_from=event.imported_from,
        received_at=event.received_at,
        cycle_started_at=event.received_at,
        clock=clock,
        goal=Goal(Target.DISPATCH, event.target_at) if event.target_at else None,
        recused=frozenset(event.named_staff),
    )


# The plan's 5 working days (M2), for a clock whose first due date was the sender's stricter one.
FIRM_WORKDAYS: Final = 5


def _registered(ticket: Ticket, event: TicketRegistered) -> Ticket:
    return replace(ticket, status=Status.REGISTERED, registered_at=event.registered_at)


def _declined(ticket: Ticket, event: TicketDeclined) -> Ticket:
    return replace(
        ticket,
        status=Status.NOT_ACCEPTED,
        declined=event.reason,
        closing_note=event.advice,
        closed_at=event.declined_at,
    )


def _merged(ticket: Ticket, event: TicketMerged) -> Ticket:
    return replace(
        ticket,
        status=Status.MERGED,
        master_id=event.master_id,
        master_number=event.master_number,
        closing_note=event.reason,
        closed_at=event.merged_at,
        duplicates=merged_with(
            event.master_number, ticket.duplicates, event.merged_at, event.reason
        ),
    )


def _absorbed(ticket: Ticket, event: TicketAbsorbed) -> Ticket:
    return replace(
        ticket,
        absorbed=(*ticket.absorbed, event.number),
        duplicates=merged_with(event.number, ticket.duplicates, event.absorbed_at),
    )


def _repeated(ticket: Ticket, _event: TicketRepeated) -> Ticket:
    return replace(ticket, repeats=ticket.repeats + 1)


def _withdrawn(ticket: Ticket, event: TicketWithdrawn) -> Ticket:
    return replace(
        ticket,
        status=Status.WITHDRAWN,
        closing_note=event.statement,
        closed_at=event.withdrawn_at,
    )


def _recused(ticket: Ticket, event: TicketStaffRecused) -> Ticket:
    return replace(ticket, recused=ticket.recused | {event.person})


def _contact_erased(ticket: Ticket, _event: TicketContactErased) -> Ticket:
    return replace(ticket, contact_erased=True)


def _case_requested(ticket: Ticket, event: TicketCaseRequested) -> Ticket:
    return replace(ticket, links=(*ticket.links, CaseLink(event.case, event.requested_at)))


def _case_linked(ticket: Ticket, event: TicketCaseLinked) -> Ticket:
    links = tuple(
        replace(link, case_id=event.case_id, case_number=event.case_number)
        if link.case is event.case
        else link
        for link in ticket.links
    )
    return replace(ticket, links=links)


AFTER_INTAKE: Final[dict[type[Event], Next]] = {
    TicketRegistered: _registered,
    TicketDeclined: _declined,
    TicketMerged: _merged,
    TicketAbsorbed: _absorbed,
    TicketRepeated: _repeated,
    TicketWithdrawn: _withdrawn,
    TicketStaffRecused: _recused,
    TicketContactErased: _contact_erased,
    TicketCaseRequested: _case_requested,
    TicketCaseLinked: _case_linked,
}
