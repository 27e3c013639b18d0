"""What a ticket told as a spec contributes to the statistics of September 2022."""

from typing import Any

from services.tickets.state import State
from services.tickets.statistics import facts
from services.tickets.statistics.definitions import Indicator
from services.tickets.statistics.facts import TicketFacts
from services.tickets.statistics.measure import Period, Question, Tally
from shared.kernel.decider import Event
from shared.testing.specs import Spec, instant

LONG_AFTER = "2022-12-31T00:00+08:00"
SEPTEMBER, OCTOBER, NOVEMBER = "2022-09", "2022-10", "2022-11"


def facts_of(events: tuple[Event, ...]) -> TicketFacts:
    folded: TicketFacts | None = None
    for event in events:
        folded = facts.evolve(folded, event)
    assert folded is not None
    return folded


def question(month: str = SEPTEMBER, known_at: str = LONG_AFTER, **narrowed: Any) -> Question:
    return Question(period=Period.of(month, None, None), known_at=instant(known_at), **narrowed)


def tally(asked: Question, *tickets: Spec[State]) -> Tally:
    counted = Tally(asked)
    for ticket in tickets:
        counted.take(facts_of(ticket.history))
    return counted


def figures(
    indicator: Indicator, *tickets: Spec[State], month: str = SEPTEMBER, **asked: Any
) -> tuple[int, int]:
    """Numerator and denominator of one rate."""
    count = tally(question(month, **asked), *tickets).total[indicator]
    return count.numerator, count.denominator
