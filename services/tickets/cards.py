"""The contact's card: personal data beside the log, written and erased with the events."""

from collections.abc import Iterable, Sequence
from typing import Any

from services.tickets.commands import ImportTickets, SubmitTicket
from services.tickets.events import TicketContactErased, TicketSubmitted
from shared.kernel.decider import Card


def cards(command: Any, events: Sequence[Any]) -> Iterable[Card]:
    """A submission writes its contact's card, an import those of its rows; an erasure empties it (PIPL art. 47)."""
    if isinstance(command, SubmitTicket) and events:
        yield Card(command.contact_id, command.contact)
    if isinstance(command, ImportTickets):
        received = {event.contact_id for event in events if isinstance(event, TicketSubmitted)}
        for submission in command.submissions:
            if submission.contact_id in received:
                yield Card(submission.contact_id, submission.contact)
    for event in events:
        if isinstance(event, TicketContactErased):
            yield Card(event.contact_id, None)
