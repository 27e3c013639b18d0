"""The contacts' cards: personal data beside the log, written and erased with the events."""

from collections.abc import Iterable, Sequence
from typing import Any

from services.arrears.commands import AssignClaim, RegisterArrears
from services.arrears.events import ArrearsContactErased
from shared.kernel.decider import Card


def cards(command: Any, events: Sequence[Any]) -> Iterable[Card]:
    """A registration and an assignment write their parties' cards; an erasure empties one (PIPL 47)."""
    if isinstance(command, RegisterArrears) and events:
        if command.creditor_contact_id is not None:
            yield Card(command.creditor_contact_id, command.creditor_contact)
        if command.debtor_contact_id is not None:
            yield Card(command.debtor_contact_id, command.debtor_contact)
    if isinstance(command, AssignClaim) and events and command.creditor_contact_id is not None:
        yield Card(command.creditor_contact_id, command.creditor_contact)
    for event in events:
        if isinstance(event, ArrearsContactErased):
            yield Card(event.contact_id, None)
