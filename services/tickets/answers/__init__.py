"""What the routes answer."""

from services.tickets.answers.clock import (
    ClockAnswer,
    ClocksAnswer,
    ClockStep,
)
from services.tickets.answers.duplicates import DuplicateAnswer, duplicate_answers
from services.tickets.answers.policies import (
    PolicyAnswer,
    RoutingAnswer,
    policy_answer,
    routing_answer,
)
from services.tickets.answers.summary import TicketSummary, summary
from services.tickets.answers.ticket import TicketAnswer, ticket_answer

__all__ = [
    "ClockAnswer",
    "ClockStep",
    "ClocksAnswer",
    "DuplicateAnswer",
    "PolicyAnswer",
    "RoutingAnswer",
    "TicketAnswer",
    "TicketSummary",
    "duplicate_answers",
    "policy_answer",
    "routing_answer",
    "summary",
    "ticket_answer",
]
