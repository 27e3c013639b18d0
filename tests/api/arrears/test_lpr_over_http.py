"""The LPR table and the interest that is reckoned by it, over HTTP (1.3)."""

from typing import Any

from shared.kernel.ids import new_id
from tests.api.arrears.ledger import Ledger
from tests.builders.arrears_bodies import contract, lpr_version

LPR = "/v1/lpr"


async def test_interest_names_the_table_it_is_reckoned_by_and_an_old_answer_stays(
    ledger: Ledger,
) -> None:
    low = contract(
        new_id(), agreed_rate_percent="2", signed_on="2022-05-25", delivered_on="2022-06-15"
    )
    walk = await ledger.registered(contract=low)
    await ledger.verify(walk, "1000000.00")

    async def interest(**asked: Any) -> dict[str, Any]:
        answer = await ledger.api.get(f"{walk.path}/interest", until="2022-12-31", **asked)
        assert answer.status_code == 200, answer.text
        told: dict[str, Any] = answer.json()
        return told

    before = await interest()
    assert before["lpr"]["version"] == 1
    assert before["lpr"]["entry"] == {"published_on": "2022-01-20", "percent": "3.70"}
    assert (before["rate"]["basis"], before["rate"]["percent"]) == ("lpr_floor", "3.70")

    await ledger.go_to("2022-08-23T10:00+08:00")
    body = lpr_version("2022-05-20", "3.75")
    published = await ledger.api.post(f"{LPR}/versions", body, version=1)
    assert published.status_code == 200, published.text
    assert [one["version"] for one in published.json()["versions"]] == [1, 2]
    after = await interest()
    assert (after["lpr"]["version"], after["lpr"]["entry"]["percent"]) == (2, "3.75")
    assert after["interest"] != before["interest"]
    assert await interest(as_of="2022-08-22T23:00:00+08:00") == before


async def test_a_rate_that_is_none_is_refused_by_its_field(ledger: Ledger) -> None:
    body = lpr_version("2022-08-22", "365")
    answer = await ledger.api.post(f"{LPR}/versions", body, version=2)
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == "/points/0/percent"
