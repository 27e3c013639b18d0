"""The statistics of a simulated quarter, against an independent recomputation in SQL.

`ticket_figures.sql` counts the raw JSON of `event_readable` and knows nothing of the service's code.
"""

from collections import Counter
from collections.abc import AsyncIterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Final, NamedTuple

import asyncpg
import pytest
from msgspec import structs

from deploy.local.databases import Database
from services.tickets.model import MODEL
from services.tickets.service import SERVICE
from services.tickets.statistics.definitions import Indicator
from services.tickets.statistics.measure import Counts, Grouping, Period, Question
from services.tickets.statistics_reading import Report, report
from shared.eventstore.store import Store
from shared.testing.orders import clock_at
from shared.testing.servers import Templates
from shared.testing.specs import instant
from shared.testing.stores import findings, opened
from tests.builders.ticket_quarter import Quarter
from tests.builders.tickets import notice

MONTHS: Final = ("2022-09", "2022-10", "2022-11")
# One lies within the quarter, on the very instant of some events; the other after all of it.
KNOWN_AT: Final = (instant("2022-11-07T17:05+08:00"), instant("2022-12-31T00:00+08:00"))
RECOMPUTATION: Final = Path(__file__).with_name("ticket_figures.sql").read_text(encoding="utf-8")


class Played(NamedTuple):
    """`sent` are the reports of the first instant, made before anything later was recorded."""

    store: Store
    database: Database
    sent: list[Report]
    units: dict[datetime, list[asyncpg.Record]]


@pytest.fixture(scope="module")
async def played(templates: Templates) -> AsyncIterator[Played]:
    """2,000 tickets from September to November 2022; a notice in October moves deadlines."""
    database = await templates.copy(SERVICE)
    clock = clock_at("2022-09-01T00:00+08:00")
    async with opened(MODEL, database.app_url, clock=clock) as store:
        quarter = Quarter(store, clock, seed=56)
        await quarter.begin()
        await quarter.play(date(2022, 9, 1), date(2022, 10, 26), tickets=1_240)
        await quarter.publish(notice(2022, off="2022-10-31", document_no="临翔政办通〔2022〕9号"))
        await quarter.play(date(2022, 10, 27), date(2022, 11, 7), tickets=260)
        sent = await reports(store, KNOWN_AT[0])
        await quarter.play(date(2022, 11, 8), date(2022, 11, 30), tickets=500)
        await quarter.play(date(2022, 12, 1), date(2022, 12, 9), tickets=0)
        units = {at: await recomputed(database, at) for at in KNOWN_AT}
        yield Played(store, database, sent, units)
    await templates.drop(database)


async def reports(store: Store, known_at: datetime) -> list[Report]:
    """Every month by every dimension, as of an instant."""
    return [
        await report(
            store,
            Question(period=Period.of(month, None, None), known_at=known_at, group_by=group_by),
        )
        for month in MONTHS
        for group_by in Grouping
    ]


async def recomputed(database: Database, known_at: datetime) -> list[asyncpg.Record]:
    connection = await asyncpg.connect(
        database.owner_url, server_settings={"figures.known_at": known_at.isoformat()}
    )
    try:
        await connection.execute(RECOMPUTATION)
        rows: list[asyncpg.Record] = await connection.fetch("SELECT * FROM figure")
    finally:
        await connection.close()
    return rows


def counted(units: list[asyncpg.Record], month: str, key: str) -> dict[tuple[str, str], list[int]]:
    """Numerator and denominator by group and rate."""
    numbers: dict[tuple[str, str], list[int]] = {}
    for unit in units:
        if unit["month"] == month:
            pair = numbers.setdefault((unit[key], unit["indicator"]), [0, 0])
            pair[0] += unit["counted"]
            pair[1] += 1
    return numbers


def flat(groups: Mapping[str, Counts]) -> dict[tuple[str, str], list[int]]:
    return {
        (key, indicator.value): [count.numerator, count.denominator]
        for key, counts in groups.items()
        for indicator, count in counts.items()
        if count.denominator
    }


async def test_the_quarter_holds_everything_the_rates_depend_on(played: Played) -> None:
    """Without it, the comparison would prove nothing."""
    names = Counter({row["name"]: row["n"] for row in await played.store.pool.fetch(
        "SELECT name, count(*) AS n FROM event GROUP BY name"
    )})  # fmt: skip
    assert names["ticket_submitted"] == 2_000
    for name in (
        "ticket_dispatched", "ticket_taken_over", "ticket_return_requested",
        "ticket_return_decided", "ticket_designated", "ticket_reclassification_decided",
        "ticket_planned", "ticket_extension_decided", "ticket_supplement_asked",
        "ticket_supplement_given", "ticket_supplement_lapsed", "ticket_replied",
        "ticket_called_back", "ticket_cycle_started", "ticket_closed", "ticket_rated",
        "ticket_reopened", "ticket_supervised", "ticket_deadline_recalculated",
        "ticket_declined", "ticket_merged", "ticket_withdrawn",
    ):  # fmt: skip
        assert names[name] >= 10, (name, names)
    for indicator in Indicator:
        units = [u for u in played.units[KNOWN_AT[1]] if u["indicator"] == indicator.value]
        assert 0 < sum(u["counted"] for u in units) < len(units), indicator


@pytest.mark.parametrize("month", MONTHS)
@pytest.mark.parametrize("known_at", KNOWN_AT, ids=str)
@pytest.mark.parametrize("group_by", Grouping)
async def test_the_figures_match_the_recomputation(
    played: Played, group_by: Grouping, known_at: datetime, month: str
) -> None:
    asked = Question(period=Period.of(month, None, None), known_at=known_at, group_by=group_by)
    answer = await report(played.store, asked)
    assert flat(answer.groups) == counted(played.units[known_at], month, group_by.value)


@pytest.mark.parametrize("month", MONTHS)
async def test_each_department_is_given_what_the_whole_district_shows_of_it(
    played: Played, month: str
) -> None:
    period = Period.of(month, None, None)
    everyone = Question(period=period, known_at=KNOWN_AT[1], group_by=Grouping.DEPARTMENT)
    groups = (await report(played.store, everyone)).groups
    for code in ("FINOFF", "HRSS", ""):
        alone = Question(period=period, known_at=KNOWN_AT[1], department=code)
        assert flat({code: (await report(played.store, alone)).total}) == flat({code: groups[code]})


async def test_a_report_once_sent_is_reproducible(played: Played) -> None:
    """Whatever a month more has brought: the same figures, and by now they are final."""
    again = await reports(played.store, KNOWN_AT[0])
    assert [structs.replace(each, final=True) for each in played.sent] == again
    assert not any(each.final for each in played.sent)
    later = await reports(played.store, KNOWN_AT[1])
    assert all(one.total != other.total for one, other in zip(again, later, strict=True))


async def test_the_later_report_restates_the_earlier_month(played: Played) -> None:
    """T-17: reopenings of November change what is known of October."""
    october = Period.of("2022-10", None, None)
    first, second = [
        await report(played.store, Question(period=october, known_at=at)) for at in KNOWN_AT
    ]
    before, after = (r.total[Indicator.REOPENED].numerator for r in (first, second))
    assert after > before
    closed = [r.total[Indicator.SOLVED].denominator for r in (first, second)]
    assert closed[0] - closed[1] == after - before
    assert (first.final, second.final) == (True, False)
    assert first.position < second.position


async def test_the_played_log_is_sound(played: Played) -> None:
    assert await findings(MODEL, played.database.owner_url) == []
