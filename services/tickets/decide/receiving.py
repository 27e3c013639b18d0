"""收到: number, clock and, where the routing table is decisive, dispatch in the same commit."""

from collections.abc import Mapping
from datetime import datetime

from msgspec.structs import replace

from services.tickets import refusals
from services.tickets.commands import ImportTickets, SubmitTicket
from services.tickets.decide.dispatch import dispatched, registered
from services.tickets.decide.duplicates import propose
from services.tickets.decide.guards import check_room
from services.tickets.events import (
    TicketSubmitted,
)
from services.tickets.numbers import (
    claims,
    next_number,
    number_held,
    upstream_key,
)
from services.tickets.policy.state import Version
from services.tickets.routing.state import Route
from services.tickets.rules.due import WORKING_DAYS_TO_ANSWER, reckon
from services.tickets.rules.hours import beijing, dispatch_target
from services.tickets.rules.people import is_known_department
from services.tickets.rules.policies import policy, routing, work_calendar
from services.tickets.state import INITIAL, State, Ticket
from services.tickets.state.clocks import Limit
from shared.kernel.clock import shanghai_date
from shared.kernel.deadlines import Deadline
from shared.kernel.decider import Context, Event, On
from shared.kernel.divisions import is_township_of_district
from shared.kernel.imports import in_turn, was_imported


def submit(command: SubmitTicket, state: State, context: Context) -> list[Event]:
    """Receive (T-1); where the routing table is decisive, dispatch in the same commit (T-4).

    What may be a duplicate waits for a person: dispatched, it would be handled twice (M2-P04, T-12).
    """
    if isinstance(state, Ticket):
        raise refusals.TicketExists
    if was_imported(command.imported_from, context):
        return []
    check_room(None, command.attachments)
    _check_township(command, context)
    _check_upstream(command, context)
    if command.complained_unit is not None and not is_known_department(command.complained_unit):
        raise refusals.UnknownComplainedUnit(department=command.complained_unit)
    numbers = policy(context)
    proposed = propose(command, context)
    received = _received(command, context, numbers)
    if proposed:
        return [received, *proposed]
    table = routing(context)
    firm = command.firm
    route = table.route(command.category, firm.industry_code, firm.township_code)
    if route is None or not _decisive(route, command):
        return [received]
    return [
        received,
        *registered(command.category, (), context, duplicates_checked=False),
        dispatched(
            route.lead, route.helpers, route.kind, route.grounds, None, context,
            routing_version=table.version,
        ),
    ]  # fmt: skip


def import_all(command: ImportTickets, state: State, context: Context) -> list[On]:
    """Each submission is decided on top of the ones before it; the first refusal refuses all."""
    if any(isinstance(each, Ticket) for each in (state, *context.others.values())):
        raise refusals.TicketExists
    numbers: dict[str, str] = {}

    def one(ticket_id: str, submission: SubmitTicket, meanwhile: Context) -> list[Event]:
        events = submit(_numbered(submission, numbers), INITIAL, meanwhile)
        received = (event for event in events if isinstance(event, TicketSubmitted))
        numbers.update((ticket_id, event.number) for event in received)
        return events

    return in_turn(zip(command.ids, command.submissions, strict=True), one, claims, context)


def _numbered(submission: SubmitTicket, numbers: Mapping[str, str]) -> SubmitTicket:
    """The submission with the numbers of those it may duplicate that come in with it (T-12)."""
    looked = submission.looked
    if not looked.candidates:
        return submission
    candidates = tuple(
        replace(each, number=numbers.get(each.ticket_id, each.number)) for each in looked.candidates
    )
    return replace(submission, looked=replace(looked, candidates=candidates))


def _received(command: SubmitTicket, context: Context, numbers: Version) -> TicketSubmitted:
    number, sequence = next_number(context)
    calendar = work_calendar(context)
    return TicketSubmitted(
        number=number,
        sequence=sequence,
        firm=command.firm,
        contact_id=command.contact_id,
        channel=command.channel,
        upstream_number=command.upstream_number,
        category=command.category,
        title=command.title,
        description=command.description,
        desired_result=command.desired_result,
        confidential=command.confidential,
        client=context.actor.client,
        unit=context.actor.unit,
        received_at=context.now,
        due=_firms_due(command.upstream_limit, context),
        target_at=dispatch_target(calendar, numbers.numbers, context.now),
        upstream_limit=command.upstream_limit,
        upstream_category=command.upstream_category,
        attachments=command.attachments,
        complained_unit=command.complained_unit,
        named_staff=command.named_staff,
        visit_id=command.visit_id,
        notice=command.notice,
        policy_version=numbers.version,
        imported_from=command.imported_from,
    )


def _firms_due(limit: datetime | None, context: Context) -> Deadline:
    """5 working days, or the sender's own limit when that is stricter (T-3, 5.5)."""
    steps = () if limit is None else (Limit(limit),)
    return reckon(work_calendar(context), context.now, WORKING_DAYS_TO_ANSWER, steps)


def _decisive(route: Route, command: SubmitTicket) -> bool:
    """A confidential complaint is looked at by a person before it goes anywhere (T-19)."""
    return not (command.confidential and command.complained_unit in {route.lead, *route.helpers})


def _check_township(command: SubmitTicket, context: Context) -> None:
    """6.2: the firm sits in the district, by the list in force on the day of receipt."""
    received_on = shanghai_date(context.now)
    township_code = command.firm.township_code
    if not is_township_of_district(township_code, received_on):
        raise refusals.TownshipNotInDistrict(
            township_code=township_code, on=received_on.isoformat()
        )


def _check_upstream(command: SubmitTicket, context: Context) -> None:
    """T-12: the same upstream number of the same channel is the same ticket."""
    limit = command.upstream_limit
    if limit is not None and limit <= context.now:
        raise refusals.UpstreamLimitPassed(limit=beijing(limit))
    if command.upstream_number is None:
        return
    held = context.claims.get(upstream_key(command.channel, command.upstream_number))
    if held is not None:
        raise refusals.UpstreamNumberKnown(
            upstream_number=command.upstream_number,
            number=number_held(held),
            ticket_id=held.stream_id,
        )
