"""The tickets service's model: its aggregates, the names its events are stored under, its rows."""

from collections.abc import Iterable
from typing import Any, Final

from services.tickets import attachments, cards, events, numbers, state, tables
from services.tickets.calendar import decide as calendar_decide
from services.tickets.calendar import state as calendar_state
from services.tickets.calendar.commands import PublishCalendar
from services.tickets.calendar.events import CalendarPublished
from services.tickets.commands import ImportTickets, SubmitTicket
from services.tickets.decide import DECISIONS, decide
from services.tickets.policy import decide as policy_decide
from services.tickets.policy import state as policy_state
from services.tickets.policy.commands import PublishPolicy
from services.tickets.policy.events import PolicyPublished
from services.tickets.routing import decide as routing_decide
from services.tickets.routing import state as routing_state
from services.tickets.routing.commands import PublishRouting
from services.tickets.routing.events import RoutingPublished
from services.tickets.rules.people import owned_by, visible_to
from shared.eventstore.codec import EventRegistry, EventType
from shared.eventstore.model import Model, ReadModel
from shared.kernel.decider import Aggregate, Claim
from shared.kernel.imports import IMPORT, ImportReceived

REGISTRY: Final = EventRegistry(
    EventType("ticket_submitted", 1, events.TicketSubmitted),
    EventType("ticket_duplicates_proposed", 1, events.TicketDuplicatesProposed),
    EventType("ticket_duplicates_ruled_out", 1, events.TicketDuplicatesRuledOut),
    EventType("ticket_registered", 1, events.TicketRegistered),
    EventType("ticket_declined", 1, events.TicketDeclined),
    EventType("ticket_merged", 1, events.TicketMerged),
    EventType("ticket_absorbed", 1, events.TicketAbsorbed),
    EventType("ticket_repeated", 1, events.TicketRepeated),
    EventType("ticket_withdrawn", 1, events.TicketWithdrawn),
    EventType("ticket_staff_recused", 1, events.TicketStaffRecused),
    EventType("ticket_contact_erased", 1, events.TicketContactErased),
    EventType("ticket_case_requested", 1, events.TicketCaseRequested),
    EventType("ticket_case_linked", 1, events.TicketCaseLinked),
    EventType("ticket_dispatched", 1, events.TicketDispatched),
    EventType("ticket_taken_over", 1, events.TicketTakenOver),
    EventType("ticket_return_requested", 1, events.TicketReturnRequested),
    EventType("ticket_return_decided", 1, events.TicketReturnDecided),
    EventType("ticket_designated", 1, events.TicketDesignated),
    EventType("ticket_reclassification_requested", 1, events.TicketReclassificationRequested),
    EventType("ticket_reclassification_decided", 1, events.TicketReclassificationDecided),
    EventType("ticket_planned", 1, events.TicketPlanned),
    EventType("ticket_milestone_done", 1, events.TicketMilestoneDone),
    EventType("ticket_extension_requested", 1, events.TicketExtensionRequested),
    EventType("ticket_extension_decided", 1, events.TicketExtensionDecided),
    EventType("ticket_supplement_asked", 1, events.TicketSupplementAsked),
    EventType("ticket_supplement_given", 1, events.TicketSupplementGiven),
    EventType("ticket_supplement_lapsed", 1, events.TicketSupplementLapsed),
    EventType("ticket_helper_replied", 1, events.TicketHelperReplied),
    EventType("ticket_replied", 1, events.TicketReplied),
    EventType("ticket_called_back", 1, events.TicketCalledBack),
    EventType("ticket_cycle_started", 1, events.TicketCycleStarted),
    EventType("ticket_closed", 1, events.TicketClosed),
    EventType("ticket_rated", 1, events.TicketRated),
    EventType("ticket_reopened", 1, events.TicketReopened),
    EventType("ticket_target_missed", 1, events.TicketTargetMissed),
    EventType("ticket_due_soon", 1, events.TicketDueSoon),
    EventType("ticket_clock_ran_out", 1, events.TicketClockRanOut),
    EventType("ticket_supervised", 1, events.TicketSupervised),
    EventType("ticket_deadline_recalculated", 1, events.TicketDeadlineRecalculated),
    EventType("calendar_published", 1, CalendarPublished),
    EventType("policy_published", 1, PolicyPublished),
    EventType("routing_published", 1, RoutingPublished),
    EventType("import_received", 1, ImportReceived),
)

# These name other tickets, and are shown only to whom those are shown (T-12, T-19).
ABOUT_DUPLICATES: Final = frozenset({"ticket_duplicates_proposed", "ticket_duplicates_ruled_out"})


def _claims(event: Any) -> Iterable[Claim]:
    yield from numbers.claims(event)
    yield from attachments.claims(event)


TICKET: Final[Aggregate[state.State]] = Aggregate(
    name="ticket",
    initial=state.INITIAL,
    decide=decide,
    evolve=state.evolve,
    commands=frozenset({SubmitTicket, ImportTickets, *DECISIONS}),
    events=frozenset(t.shape for t in REGISTRY.types if t.name.startswith("ticket_")),
    begins=frozenset({SubmitTicket}),
    owned_by=owned_by,
    visible_to=visible_to,
    asks=numbers.asks,
    claims=_claims,
    cards=cards.cards,
)

CALENDAR: Final = Aggregate(
    name="calendar",
    initial=calendar_state.INITIAL,
    decide=calendar_decide.decide,
    evolve=calendar_state.evolve,
    commands=frozenset({PublishCalendar}),
    events=frozenset({CalendarPublished}),
)

POLICY: Final = Aggregate(
    name="policy",
    initial=policy_state.INITIAL,
    decide=policy_decide.decide,
    evolve=policy_state.evolve,
    commands=frozenset({PublishPolicy}),
    events=frozenset({PolicyPublished}),
)

ROUTING: Final = Aggregate(
    name="routing",
    initial=routing_state.INITIAL,
    decide=routing_decide.decide,
    evolve=routing_state.evolve,
    commands=frozenset({PublishRouting}),
    events=frozenset({RoutingPublished}),
)

MODEL: Final = Model(
    service="tickets",
    registry=REGISTRY,
    aggregates=(TICKET, CALENDAR, POLICY, ROUTING, IMPORT),
    read_models={"ticket": (ReadModel(table=tables.TicketRow, row=tables.row),)},
    policies={
        calendar_state.CALENDAR: CALENDAR,
        policy_state.POLICY: POLICY,
        routing_state.ROUTING: ROUTING,
    },
)
