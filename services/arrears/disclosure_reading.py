"""A-22 from the log, as it was known at an instant; nothing is kept between two questions."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final

from msgspec import Struct

from services.arrears.statistics import Disclosed, Overdue, disclosed, overdue
from services.arrears.statistics_reading import read_items
from services.arrears.terms.regulations import DECREE_728, DECREE_802, Regulation
from shared.eventstore.store import Store
from shared.kernel.decider import Event
from shared.kernel.sentences import Sentence

FIRST_YEAR: Final = DECREE_728.in_force_on.year
_ARTICLES: Final = {
    DECREE_728.decree: Sentence("第十六条", "art. 16"),
    DECREE_802.decree: Sentence("第十八条", "art. 18"),
}


class Disclosure(Struct, frozen=True, kw_only=True):
    """A year's disclosure, as of a position of the log; `final` says that no later reading can
    differ. `basis` is the article in force when it has to be published, by `publish_by`.
    """

    year: int
    known_at: datetime
    position: int
    final: bool
    basis: Sentence
    publish_by: date
    debtors: list[Disclosed]


async def disclosure(
    store: Store, year: int, known_at: datetime, debtor_uscc: str | None
) -> Disclosure:
    """What was overdue at the end of the year, of one debtor or of all."""
    found: list[Overdue] = []

    def take(history: Sequence[Event]) -> None:
        one = overdue(history, last_day(year))
        if one is not None and debtor_uscc in {None, one.debtor.uscc}:
            found.append(one)

    position, final = await read_items(store, known_at, take)
    publish_by = date(year + 1, 3, 31)
    in_force = _in_force(publish_by)
    return Disclosure(
        year=year,
        known_at=known_at,
        position=position,
        final=final,
        basis=in_force.cite(_ARTICLES[in_force.decree]),
        publish_by=publish_by,
        debtors=disclosed(found),
    )


def last_day(year: int) -> date:
    return date(year, 12, 31)


def _in_force(day: date) -> Regulation:
    return DECREE_802 if DECREE_802.in_force_on <= day else DECREE_728
