"""The one order the routing table takes."""

from datetime import date

from services.tickets.routing.state import Route
from shared.kernel.decider import Command


class PublishRouting(Command, frozen=True, kw_only=True):
    """Replace the whole routing table from a day on."""

    routes: tuple[Route, ...]
    effective_on: date
    document_no: str
    author: str
