"""Files that came with tickets: as the events name them, and what that claims."""

from collections.abc import Iterable
from typing import Any

from services.tickets.events import (
    TicketHelperReplied,
    TicketReplied,
    TicketSubmitted,
    TicketSupplementGiven,
)
from shared.files.references import file_claims
from shared.kernel.decider import Claim

_WITH_FILES = TicketSubmitted | TicketSupplementGiven | TicketHelperReplied | TicketReplied


def claims(event: Any) -> Iterable[Claim]:
    """Every file an event names is in use from its commit on."""
    return file_claims(event.attachments) if isinstance(event, _WITH_FILES) else ()
