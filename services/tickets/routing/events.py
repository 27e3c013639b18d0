"""The one fact of the routing table."""

from datetime import date

from services.tickets.routing.state import Route
from shared.kernel.decider import Event


class RoutingPublished(Event, frozen=True, kw_only=True):
    """From `effective_on` this table dispatches; it replaces the one before as a whole."""

    routes: tuple[Route, ...]
    effective_on: date
    document_no: str
    author: str
