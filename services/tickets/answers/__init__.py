"""What the routes answer."""

from services.tickets.answers.clock import (
    ClockAnswer,
    ClocksAnswer,
    ClockStep,
    clock_day,
)
from services.tickets.answers.duplicates import DuplicateAnswer, duplicate_answers
from services.tickets.answers.parts import due
from services.tickets.answers.policies import (
    CalendarAnswer,
    PolicyAnswer,
    RoutingAnswer,
    calendar_answer,
    policy_answer,
    routing_answer,
)
from services.tickets.answers.summary import TicketSummary, summary
from services.tickets.answers.ticket import TicketAnswer, ticket_answer

__all__ = [
    "CalendarAnswer",
    "ClockAnswer",
    "ClockStep",
    "ClocksAnswer",
    "DuplicateAnswer",
    "PolicyAnswer",
    "RoutingAnswer",
    "TicketAnswer",
    "TicketSummary",
    "calendar_answer",
    "clock_day",
    "due",
    "duplicate_answers",
    "policy_answer",
    "routing_answer",
    "summary",
    "ticket_answer",
]
