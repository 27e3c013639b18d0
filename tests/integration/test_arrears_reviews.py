"""The review of a finding is reached by timer and calendar, even where its item is cleared."""

from datetime import date

from msgspec.structs import replace
from prometheus_client import CollectorRegistry

from services.arrears.commands import (
    AnnounceClearance,
    ClearArrears,
    ConfirmReceipt,
    DecideInspection,
    TakeStep,
)
from services.arrears.events import Step
from services.arrears.model import MODEL
from services.arrears.queries import CASES
from services.arrears.seeds import seeds
from services.arrears.service import SERVICE
from shared.eventstore.store import open_store
from shared.testing.orders import clock_at, order
from shared.testing.servers import FreshDatabase
from shared.testing.specs import STREAM, instant
from tests.builders.arrears import (
    DEBTOR,
    OFFICE,
    PRINCIPAL,
    SUPERVISION_OFFICE,
    pay,
    register_arrears,
    verify_arrears,
)
from tests.builders.arrears_reviews import FINDING, RECORDER, REQUEST, REVIEWER, decide_review

NOW = "2022-09-08T10:00+08:00"
LATER = "2022-10-20T00:00+08:00"
COURSE = (
    (register_arrears(), OFFICE),
    (verify_arrears(), OFFICE),
    (TakeStep(step=Step.INSPECTION, text="长期拖欠，影响恶劣。"), OFFICE),
    (
        DecideInspection(number=1, ordered=True, approved_by="区长", reason="属实。"),
        SUPERVISION_OFFICE,
    ),
    (replace(FINDING, delivered_on=date(2022, 9, 8)), RECORDER),
    (REQUEST, DEBTOR),
    (pay("V1", PRINCIPAL, "2022-09-08"), OFFICE),
    (AnnounceClearance(), OFFICE),
    (ConfirmReceipt(received=True), OFFICE),
    (ClearArrears(), OFFICE),
)


async def test_a_cleared_item_is_watched_until_its_review_is_decided(
    fresh_database: FreshDatabase,
) -> None:
    database = await fresh_database(SERVICE)
    async with open_store(MODEL, database.app_url, clock_at(NOW), CollectorRegistry()) as store:
        submit, pool = store.writer.submit, store.pool
        for seed in seeds():
            await submit(order(seed.command, seed.stream_id))
        for command, actor in COURSE:
            await submit(order(command, STREAM, actor=actor))
        assert [due.stream_id for due in await CASES.due(pool, instant(LATER), 10)] == [STREAM]
        assert await CASES.open_until(pool, instant(NOW), None, 10) == [STREAM]
        await submit(order(decide_review(), STREAM, actor=REVIEWER))
        assert await CASES.due(pool, instant(LATER), 10) == []
        assert await CASES.open_until(pool, instant(NOW), None, 10) == []
