"""A ticket as a request of GeoReport v2, by the table of domain rules 5.5."""

from datetime import datetime, timedelta
from typing import Final

from services.tickets.codes import CATEGORY_ZH
from services.tickets.open311.notes import lead_zh, service_notice, status_notes
from services.tickets.open311.shapes import (
    ExtendedAttributes,
    ExtendedServiceRequest,
    OpenOrClosed,
    ServiceRequest,
)
from services.tickets.state import Ticket
from shared.kernel.clock import shanghai_date
from shared.kernel.divisions import find_division
from shared.web.answers import shown

_A_SECOND: Final = timedelta(seconds=1)


def w3(at: datetime) -> datetime:
    """An instant in whole seconds, as the standard's examples have it: some clients read no more."""
    return shown(at.replace(microsecond=0))


def open_or_closed(ticket: Ticket) -> OpenOrClosed:
    """The standard knows no third word: whatever is not finished is open, received included."""
    return "open" if ticket.open else "closed"


def service_request(ticket: Ticket, last_event_at: datetime) -> ServiceRequest:
    """Email, phone, names and whatever else names a person are not among the fields (6.3).

    `expected_datetime` is the last second of the firm's last day: the deadline itself, 24:00, would
    be shown as the day after by a client that shows dates. `updated_datetime` of a closed ticket is
    when it was closed, as the standard wants it.
    """
    township = find_division(ticket.firm.township_code, shanghai_date(ticket.received_at))
    closed_at = None if ticket.open else ticket.closed_at
    return ServiceRequest(
        service_request_id=ticket.number,
        status=open_or_closed(ticket),
        status_notes=status_notes(ticket),
        service_name=CATEGORY_ZH[ticket.category],
        service_code=ticket.category,
        description=ticket.description,
        agency_responsible=lead_zh(ticket) or None,
        service_notice=service_notice(ticket),
        requested_datetime=w3(ticket.received_at),
        updated_datetime=w3(closed_at or last_event_at),
        expected_datetime=w3(ticket.due.at - _A_SECOND),
        address=township.name if township else "",
        address_id=ticket.firm.township_code,
        zipcode=None,
        lat=None,
        long=None,
        media_url=None,
    )


def extended(ticket: Ticket, last_event_at: datetime) -> ExtendedServiceRequest:
    """The same with what the standard has no field for."""
    plain = service_request(ticket, last_event_at)
    return ExtendedServiceRequest(
        **{name: getattr(plain, name) for name in plain.__struct_fields__},
        extended_attributes=ExtendedAttributes(
            title=ticket.title,
            provisional=ticket.due.provisional,
            supervision_level=ticket.supervision_level,
            cycle=ticket.cycle,
            master_service_request_id=ticket.master_number,
        ),
    )
