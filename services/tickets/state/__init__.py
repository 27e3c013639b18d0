"""What a ticket is, folded from its events."""

from services.tickets.state.evolve import NEXT, evolve
from services.tickets.state.parts import (
    Call,
    CameWith,
    Dispatch,
    Enclosure,
)
from services.tickets.state.ticket import (
    FINISHED,
    INITIAL,
    NoTicket,
    State,
    Status,
    Ticket,
)

__all__ = [
    "FINISHED",
    "INITIAL",
    "NEXT",
    "Call",
    "CameWith",
    "Dispatch",
    "Enclosure",
    "NoTicket",
    "State",
    "Status",
    "Ticket",
    "evolve",
]
