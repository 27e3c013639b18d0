"""The contact's card: personal data beside the log, written and erased with the events."""

from collections.abc import Iterable, Sequence
from typing import Any

from services.tickets.commands import SubmitTicket
from services.tickets.events import TicketContactErased
from shared.kernel.decider import Card


def cards(command: Any, events: Sequence[Any]) -> Iterable[Card]:
    """A submission writes its contact's card; an erasure empties it (PIPL art. 47)."""
    if isinstance(command, SubmitTicket) and events:
        yield Card(command.contact_id, command.contact)
    for event in events:
        if isinstance(event, TicketContactErased):
            yield Card(event.contact_id, None)
