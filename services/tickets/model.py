"""The tickets service's model: its aggregates, the names its events are stored under, its rows."""

from typing import Final

from services.tickets import cards, decide, numbers, rules, state, tables
from services.tickets.calendar import decide as calendar_decide
from services.tickets.calendar import state as calendar_state
from services.tickets.calendar.commands import PublishCalendar
from services.tickets.calendar.events import CalendarPublished
from services.tickets.commands import (
    CallBackFirm,
    CloseTicket,
    DispatchTicket,
    EraseContact,
    RecalculateDeadline,
    ReplyToTicket,
    SubmitTicket,
    SuperviseOverdueTicket,
    TakeOverTicket,
)
from services.tickets.events import (
    TicketCalledBack,
    TicketClosed,
    TicketContactErased,
    TicketCycleStarted,
    TicketDeadlineRecalculated,
    TicketDispatched,
    TicketRegistered,
    TicketReplied,
    TicketSubmitted,
    TicketSupervised,
    TicketTakenOver,
)
from shared.eventstore.codec import EventRegistry, EventType
from shared.eventstore.model import Model, ReadModel
from shared.kernel.decider import Aggregate

REGISTRY: Final = EventRegistry(
    EventType("ticket_submitted", 1, TicketSubmitted),
    EventType("ticket_registered", 1, TicketRegistered),
    EventType("ticket_dispatched", 1, TicketDispatched),
    EventType("ticket_taken_over", 1, TicketTakenOver),
    EventType("ticket_replied", 1, TicketReplied),
    EventType("ticket_called_back", 1, TicketCalledBack),
    EventType("ticket_cycle_started", 1, TicketCycleStarted),
    EventType("ticket_closed", 1, TicketClosed),
    EventType("ticket_supervised", 1, TicketSupervised),
    EventType("ticket_deadline_recalculated", 1, TicketDeadlineRecalculated),
    EventType("ticket_contact_erased", 1, TicketContactErased),
    EventType("calendar_published", 1, CalendarPublished),
)

TICKET: Final[Aggregate[state.State]] = Aggregate(
    name="ticket",
    initial=state.INITIAL,
    decide=decide.decide,
    evolve=state.evolve,
    commands=frozenset(
        {
            SubmitTicket,
            DispatchTicket,
            TakeOverTicket,
            ReplyToTicket,
            CallBackFirm,
            CloseTicket,
            SuperviseOverdueTicket,
            RecalculateDeadline,
            EraseContact,
        }
    ),
    events=frozenset(t.shape for t in REGISTRY.types if t.name.startswith("ticket_")),
    begins=frozenset({SubmitTicket}),
    owned_by=rules.owned_by,
    asks=numbers.asks,
    claims=numbers.claims,
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

MODEL: Final = Model(
    service="tickets",
    registry=REGISTRY,
    aggregates=(TICKET, CALENDAR),
    read_models={"ticket": (ReadModel(table=tables.TicketRow, row=tables.row),)},
    policies={calendar_state.CALENDAR: CALENDAR},
)
