"""The contacts' cards: personal data beside the log, written and erased with the events."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from services.arrears.commands import AssignClaim, ImportArrears, RegisterArrears
from services.arrears.events import ArrearsContactErased, ArrearsRegistered
from shared.kernel.decider import Card


def cards(command: Any, events: Sequence[Any]) -> Iterable[Card]:
    """A registration, alone or from a file, and an assignment write their parties' cards; an erasure
    empties one (PIPL 47).
    """
    if isinstance(command, RegisterArrears) and events:
        yield from _of_parties(command)
    if isinstance(command, ImportArrears):
        rows = {event.imported_from for event in events if isinstance(event, ArrearsRegistered)}
        for registration in command.registrations:
            if registration.imported_from in rows:
                yield from _of_parties(registration)
    if isinstance(command, AssignClaim) and events and command.creditor_contact_id is not None:
        yield Card(command.creditor_contact_id, command.creditor_contact)
    for event in events:
        if isinstance(event, ArrearsContactErased):
            yield Card(event.contact_id, None)


def _of_parties(command: RegisterArrears) -> Iterator[Card]:
    if command.creditor_contact_id is not None:
        yield Card(command.creditor_contact_id, command.creditor_contact)
    if command.debtor_contact_id is not None:
        yield Card(command.debtor_contact_id, command.debtor_contact)
