"""The year of the campaign, counted three times: by the API, by a fold of the log written apart from
the service, and by SQL over the events alone. To the fen, at three instants of knowledge.

`CAMPAIGN_SEED` plays another year; a failure names the one that was played.
"""

import json
import os
from collections import Counter
from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Final, NamedTuple

import asyncpg
import pytest
from prometheus_client import CollectorRegistry

from deploy.local.databases import Database
from deploy.local.nats import NatsServer
from services.arrears.commands import RecordPayment
from services.arrears.events import Share
from services.arrears.model import MODEL
from services.arrears.service import SERVICE
from services.arrears.state import Item
from services.arrears.statistics import Dimension
from services.arrears.work import watch_due_dates
from shared.eventstore.store import Store
from shared.kernel.clock import SimulatedClock
from shared.messaging import timers
from shared.messaging.timers import TimerMetrics
from shared.settings import SERVICES
from shared.testing.client import Api
from shared.testing.orders import order
from shared.testing.progress import beside
from shared.testing.running import RunningService
from shared.testing.servers import Templates, scratch_folder
from shared.testing.specs import instant
from shared.testing.stores import findings, opened, whole_log
from tests.builders.arrears import verify_arrears, voucher
from tests.builders.arrears_recount import NUMBERS, Told, recount
from tests.builders.arrears_year import CampaignYear, turns

SEED: Final = int(os.environ.get("CAMPAIGN_SEED", "56"))
ITEMS: Final = 500
OVER_HTTP: Final = 30
RECOMPUTATION: Final = Path(__file__).with_name("arrears_figures.sql").read_text(encoding="utf-8")

AUTUMN: Final = "2022-11-09T18:00:00+08:00"
NEW_YEAR: Final = "2023-01-01T09:00:00+08:00"
RECORDED: Final = "2023-01-05T08:30:00+08:00"  # the late payment alone, since the new year
RESTATED: Final = "2023-01-20T18:00:00+08:00"
ASKED: Final = (
    ("2022-11-09", AUTUMN),
    ("2022-12-31", NEW_YEAR),
    ("2022-09-30", RESTATED),
    ("2022-12-31", RESTATED),
    ("2023-01-20", RESTATED),
)
RATES: Final = (
    ("rate_all", "repaid", "principal"),
    ("rate_undisputed", "repaid_undisputed", "undisputed"),
    ("rate_count", "cleared", "items"),
)
Figures = dict[tuple[str, str], dict[str, int]]
pytestmark = pytest.mark.parametrize("seed", [SEED], scope="module")  # told with every failure


class Played(NamedTuple):
    """`sent` are the reports as they were sent at their instant, before anything later was known."""

    store: Store
    database: Database
    api: Api
    sent: dict[str, dict[str, Any]]
    late_fen: int


@pytest.fixture(scope="module")
async def played(templates: Templates, seed: int) -> AsyncIterator[Played]:
    """A server over HTTP, a second writer beside it, and the real timer, all by one clock."""
    database = await templates.copy(SERVICE)
    with scratch_folder() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(timers, "POLL_SECONDS", 0.02)
        clock = SimulatedClock(folder / "clock.json")
        clock.start_at(instant("2022-01-04T09:00+08:00"), speed=0)
        nats = NatsServer(folder / "nats", users=SERVICES)
        nats.start()
        running = RunningService(
            SERVICE, folder, database, nats, settings={"SHUKUN_SIMULATION": "1"}
        )
        try:
            async with opened(MODEL, database.app_url, clock=clock) as store:
                runtime: Any = SimpleNamespace(
                    store=store, clock=clock, timer_metrics=TimerMetrics(CollectorRegistry())
                )
                async with beside(watch_due_dates(runtime)):
                    running.start()
                    async with Api(running) as api:
                        year = CampaignYear(store, clock, api, seed)
                        yield Played(store, database, api, *await _play(year, clock, api))
        finally:
            running.stop()
            nats.stop()
    await templates.drop(database)


async def _play(
    year: CampaignYear, clock: SimulatedClock, api: Api
) -> tuple[dict[str, dict[str, Any]], int]:
    sent: dict[str, dict[str, Any]] = {}
    days = list(turns(date(2022, 1, 5), date(2022, 12, 28), 21))
    finding = len(days) - 2
    for number, at in enumerate(days):
        if not sent and at > instant(AUTUMN):
            await _send(sent, AUTUMN, year, clock, api)
        share = _share(ITEMS - OVER_HTTP - 1, number, finding)
        await year.turn(at, found=share, over_http=_share(OVER_HTTP, number, finding))
    late = await _to_be_paid_late(year)
    await _send(sent, NEW_YEAR, year, clock, api)
    clock.set(instant(RECORDED))
    fen = await _pay_late(year, *late)
    for day in ("05", "12", "20"):
        await year.turn(instant(f"2023-01-{day}T16:00+08:00"))
    await _send(sent, RESTATED, year, clock, api)
    return sent, fen


def _share(whole: int, number: int, turns: int) -> int:
    """What of `whole` falls to one of so many turns; nothing to those after them."""
    before, after = min(number, turns), min(number + 1, turns)
    return whole * after // turns - whole * before // turns


async def _send(
    sent: dict[str, dict[str, Any]], at: str, year: CampaignYear, clock: SimulatedClock, api: Api
) -> None:
    clock.set(instant(at))
    await year.caught_up()
    answer = await api.get("/v1/arrears/statistics", known_at=at, as_of=at[:10])
    sent[at] = answer.json()


async def _to_be_paid_late(year: CampaignYear) -> tuple[str, Item]:
    """One more item, which takes no other step."""
    registration = year.registration()
    item_id = registration.streams[0]
    verified = order(verify_arrears(123_456_789), item_id)
    await year.carry_out([registration])
    await year.carry_out([verified])
    return item_id, year.items.pop(item_id)


async def _pay_late(year: CampaignYear, item_id: str, item: Item) -> int:
    """A-21: of the last days of the year, by a voucher that reaches the office in January."""
    fen = item.money.outstanding_fen
    share = Share(item_id, fen, fen)
    paid = voucher("LATE", fen, "2022-12-30", payee_uscc=item.creditor.uscc, shares=(share,))
    await year.carry_out([order(RecordPayment(voucher=paid), item_id)])
    assert year.items[item_id].money.outstanding_fen == 0
    return fen


async def asked_of_the_api(api: Api, as_of: str, known_at: str) -> Figures:
    """By dimension and code; the dimension `""` is the whole district."""
    figures: Figures = {}
    for by in Dimension:
        answer = await api.get(
            "/v1/arrears/statistics", as_of=as_of, known_at=known_at, by=by.value
        )
        assert answer.status_code == 200, answer.text
        told = answer.json()
        figures["", ""] = _numbers(told["total"])
        figures |= {(by.value, one["key"]): _numbers(one["figures"]) for one in told["groups"]}
    return figures


def _numbers(figures: dict[str, Any]) -> dict[str, int]:
    numbers = {
        name: _fen(figures[name]) if isinstance(figures[name], dict) else figures[name]
        for name in NUMBERS
    }
    for rate, counted, whole in RATES:
        told = figures[rate]
        assert (told["numerator"], told["denominator"]) == (numbers[counted], numbers[whole])
        assert (told["percent"] is None) == (not numbers[whole])
    return numbers


def _fen(amount: dict[str, str]) -> int:
    return int(amount["amount"].replace(".", ""))


async def recounted_in_sql(database: Database, as_of: str, known_at: str) -> Figures:
    settings = {"figures.known_at": known_at, "figures.as_of": as_of}
    connection = await asyncpg.connect(database.owner_url, server_settings=settings)
    try:
        await connection.execute(RECOMPUTATION)
        rows = await connection.fetch("SELECT * FROM figure")
    finally:
        await connection.close()
    return {(row["dimension"], row["key"]): {name: row[name] for name in NUMBERS} for row in rows}


async def recounted_from_the_log(store: Store, as_of: str, known_at: str) -> Figures:
    items: dict[str, list[Told]] = {}
    for event in await whole_log(store):
        if event.recorded_at <= instant(known_at) and event.name.startswith("arrears_"):
            items.setdefault(event.stream_id, []).append((event.name, json.loads(event.data)))
    return recount(items.values(), date.fromisoformat(as_of))


async def test_the_year_holds_everything_the_rates_depend_on(played: Played) -> None:
    """Without it, the comparison would prove nothing."""
    names = Counter({row["name"]: row["n"] for row in await played.store.pool.fetch(
        "SELECT name, count(*) AS n FROM event GROUP BY name"
    )})  # fmt: skip
    assert names["arrears_registered"] == ITEMS
    for name in (
        "arrears_verified", "arrears_paid", "arrears_payment_reversed", "arrears_disputed",
        "arrears_dispute_resolved", "arrears_judicial_started", "arrears_judicial_ended",
        "arrears_amount_corrected", "arrears_party_corrected", "arrears_correction_refused",
        "arrears_claim_assigned", "arrears_instrument_received", "arrears_instrument_paid",
        "arrears_instrument_dishonoured", "arrears_overpayment_settled",
        "arrears_settlement_withdrawn", "arrears_plan_approved", "arrears_plan_missed",
        "arrears_overdue", "arrears_step_due", "arrears_cleared", "arrears_reopened",
    ):  # fmt: skip
        assert names[name] >= 10, (name, names)


@pytest.mark.parametrize(("as_of", "known_at"), ASKED)
async def test_a_19_a_21_three_reckonings_agree_and_every_dimension_adds_up(
    played: Played, as_of: str, known_at: str
) -> None:
    told = await asked_of_the_api(played.api, as_of, known_at)
    assert told == await recounted_from_the_log(played.store, as_of, known_at)
    assert told == await recounted_in_sql(played.database, as_of, known_at)
    for by in Dimension:
        groups = [numbers for (dimension, _), numbers in told.items() if dimension == by.value]
        assert len(groups) > 1
        assert {name: sum(one[name] for one in groups) for name in NUMBERS} == told["", ""], by
    assert told["", ""]["judicial"] > 0
    assert 0 < told["", ""]["cleared"] < told["", ""]["items"]


async def test_the_items_add_up_to_the_districts_totals(played: Played) -> None:
    """Item by item as the list shows them today, to the fen."""
    items: list[dict[str, Any]] = []
    cursor: dict[str, Any] = {}
    while not items or cursor:
        page = (await played.api.get("/v1/arrears", limit=200, **cursor)).json()
        items += page["items"]
        cursor = {"cursor": page["next"]} if page["next"] else {}
    assert len(items) == ITEMS
    counted = [one for one in items if one["status"] in {"open", "cleared"}]
    today = _numbers(played.sent[RESTATED]["total"])
    assert len(counted) == today["items"]
    sums = {
        name: sum(_fen(one[name]) for one in counted)
        for name in ("principal", "repaid", "outstanding", "disputed")
    }
    assert sums == {
        "principal": today["principal"],
        "repaid": today["repaid"],
        "outstanding": today["principal"] - today["repaid"],
        "disputed": today["principal"] - today["undisputed"],
    }


async def test_a_21_a_report_once_sent_stays_and_a_late_payment_restates_the_year_end(
    played: Played,
) -> None:
    for at, sent in played.sent.items():
        again = await played.api.get("/v1/arrears/statistics", known_at=at, as_of=at[:10])
        assert again.json()["total"] == sent["total"]
    year_end, day_before = [
        {at: await _repaid(played.api, day, at) for at in (NEW_YEAR, RECORDED)}
        for day in ("2022-12-31", "2022-12-29")
    ]
    assert year_end[RECORDED] - year_end[NEW_YEAR] == played.late_fen
    assert day_before[RECORDED] == day_before[NEW_YEAR]


async def _repaid(api: Api, as_of: str, known_at: str) -> int:
    answer = await api.get("/v1/arrears/statistics", as_of=as_of, known_at=known_at)
    return _numbers(answer.json()["total"])["repaid"]


async def test_the_played_log_is_sound(played: Played) -> None:
    assert await findings(MODEL, played.database.owner_url) == []
