"""What a routing table must be before it dispatches anything."""

from collections.abc import Iterable
from itertools import combinations

from services.tickets.events import Kind
from services.tickets.provisions import CATEGORIES
from services.tickets.routing import refusals
from services.tickets.routing.commands import PublishRouting
from services.tickets.routing.events import RoutingPublished
from services.tickets.routing.state import Key, Route, Tables, overlap
from shared.kernel.dated import has_authority
from shared.kernel.decider import Context
from shared.kernel.departments import DEPARTMENTS


def decide(command: PublishRouting, state: Tables, context: Context) -> list[RoutingPublished]:
    """Every route leads somewhere (T-10), and no ticket has two ways to go."""
    if not has_authority(command):
        raise refusals.RoutingWithoutAuthority
    for number, route in enumerate(command.routes, 1):
        _check_route(number, route)
    _check_unambiguous(command.routes)
    if state.repeats(command.routes, command):
        return []
    earliest = state.earliest(context.now)
    if command.effective_on < earliest:
        raise refusals.RoutingTooEarly(
            effective_on=command.effective_on.isoformat(), earliest=earliest.isoformat()
        )
    return [
        RoutingPublished(
            routes=command.routes,
            effective_on=command.effective_on,
            document_no=command.document_no,
            author=command.author,
        )
    ]


def _check_route(number: int, route: Route) -> None:
    for department in (route.lead, *route.helpers):
        if department not in DEPARTMENTS:
            raise refusals.RouteToNowhere(number=number, department=department)
    named = (route.lead, *route.helpers)
    if len(set(named)) < len(named):
        raise refusals.RouteNamesTwice(number=number)
    if route.category is not None and route.category not in CATEGORIES:
        raise refusals.RouteOfUnknownCategory(number=number, category=route.category)
    if route.kind is Kind.COMPLEX and not (route.helpers or route.grounds):
        raise refusals.RouteComplexWithoutGround(number=number)


def _check_unambiguous(routes: Iterable[Route]) -> None:
    keys: set[Key] = set()
    numbered = list(enumerate(routes, 1))
    for number, route in numbered:
        if route.key in keys:
            raise refusals.RoutingAmbiguous(first=_first(numbered, route), second=number)
        keys.add(route.key)
    for (first, one), (second, other) in combinations(numbered, 2):
        shared = overlap(one, other)
        nested = one.within(other) or other.within(one)
        if shared is not None and not nested and shared not in keys:
            raise refusals.RoutingAmbiguous(first=first, second=second)


def _first(numbered: Iterable[tuple[int, Route]], like: Route) -> int:
    return next(number for number, route in numbered if route.key == like.key)
