"""The fold: one function a fact, looked up by the fact's type. Nothing here judges."""

from typing import Final

from services.tickets.events import TicketSubmitted
from services.tickets.state.after_closing import AFTER_CLOSING
from services.tickets.state.after_dispatch import AFTER_DISPATCH
from services.tickets.state.after_duplicates import AFTER_DUPLICATES
from services.tickets.state.after_handling import AFTER_HANDLING
from services.tickets.state.after_intake import AFTER_INTAKE, submitted
from services.tickets.state.after_time import AFTER_TIME
from services.tickets.state.ticket import Next, State, Ticket
from shared.kernel.decider import Event


def _submitted_twice(ticket: Ticket, _event: TicketSubmitted) -> Ticket:
    raise ValueError(f"ticket {ticket.number} was submitted twice")


NEXT: Final[dict[type[Event], Next]] = {
    TicketSubmitted: _submitted_twice,
    **AFTER_INTAKE,
    **AFTER_DUPLICATES,
    **AFTER_DISPATCH,
    **AFTER_HANDLING,
    **AFTER_CLOSING,
    **AFTER_TIME,
}


def evolve(state: State, event: Event) -> State:
    """The ticket after one more fact.

    Raises ValueError when history does not begin with the one submission.
    """
    if isinstance(state, Ticket):
        return NEXT[type(event)](state, event)
    if isinstance(event, TicketSubmitted):
        return submitted(event)
    raise ValueError(f"{type(event).__name__} before the ticket was submitted")
