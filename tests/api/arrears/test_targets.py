"""The averages, the targets and the district's dashboard over HTTP (A-8, A-20)."""

from typing import Any

from tests.api.arrears.ledger import PATH, Ledger, paid
from tests.builders.arrears_bodies import average_version, yuan

AVERAGES = "/v1/averages"


async def published(ledger: Ledger, version: int, level: str, percent: str) -> dict[str, Any]:
    body = average_version(level, percent)
    answer = await ledger.api.post(f"{AVERAGES}/versions", body, version=version)
    assert answer.status_code == 200, answer.text
    told: dict[str, Any] = answer.json()
    return told


async def overview(ledger: Ledger, **asked: Any) -> dict[str, Any]:
    answer = await ledger.api.get(f"{PATH}/overview", **asked)
    assert answer.status_code == 200, answer.text
    body: dict[str, Any] = answer.json()
    return body


async def test_a_20_a_target_is_unknown_until_both_averages_are_entered_and_then_restated(
    ledger: Ledger,
) -> None:
    walk = await ledger.verified("1000.00")
    await walk.order("payments", paid("970.00", "2022-08-22"))
    before = await ledger.statistics()
    assert {one["result"] for one in before["targets"]} == {"unknown"}
    assert [why["code"] for why in before["targets"][0]["reasons"]] == [
        "national_not_entered",
        "provincial_not_entered",
    ]

    await ledger.go_to("2022-08-23T10:00+08:00")
    await published(ledger, 0, "national", "96.40")
    await published(ledger, 1, "provincial", "97.01")
    missed = (await ledger.statistics(as_of="2022-08-22"))["targets"][0]
    assert (missed["result"], missed["result_zh"]) == ("not_met", "未达到目标")
    assert missed["provincial"]["percent"] == "97.01"
    known = await ledger.statistics(as_of="2022-08-22", known_at="2022-08-22T23:00:00+08:00")
    assert known["targets"] == before["targets"]
    assert known["final"] is True

    told = await published(ledger, 2, "provincial", "97")
    assert [one["percent"] for one in told["versions"]] == ["96.40", "97.01", "97"]
    assert (await ledger.statistics())["targets"][0]["result"] == "met"


async def test_an_average_above_one_hundred_is_refused_by_its_field(ledger: Ledger) -> None:
    body = average_version("national", "100.5")
    answer = await ledger.api.post(f"{AVERAGES}/versions", body, version=3)
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == "/average/percent"


async def test_the_dashboard_counts_to_the_final_day_of_the_programme_and_lists_what_is_open(
    ledger: Ledger,
) -> None:
    await ledger.go_to("2022-12-08T10:00+08:00")
    walk = await ledger.verified("500.00")
    await walk.order("steps", {"step": "inquiry", "text": "请说明情况。"})
    await ledger.verified("3000000.00")
    shown = await overview(ledger)
    assert (shown["programme"], shown["within"]) == ("2022", "LE_2M")
    left = shown["days_left"]
    assert (left["final_on"], left["calendar_days"], left["working_days"]) == (
        "2022-12-31",
        23,
        16,
    )
    mine = next(one for one in shown["open_items"] if one["id"] == walk.id)
    assert mine["outstanding"] == yuan("500.00")
    assert mine["due_last_day"] == "2022-12-31"
    assert (mine["escalation"]["taken"], mine["escalation"]["taken_zh"]) == ("inquiry", "函询")
    assert mine["escalation"]["document_no"].startswith("临翔清欠询〔2022〕")
    assert shown["outstanding"] == yuan("3000530.00")
    assert shown["targets"][0]["result"] == "not_met"
    assert (await overview(ledger, limit=1))["more"] is True


async def test_a_department_is_shown_its_own_debtors_and_an_unknown_campaign_is_none(
    ledger: Ledger,
) -> None:
    shown = await overview(ledger, role="department:CAST")
    assert (shown["department"], shown["open_items"]) == ("CAST", [])
    assert shown["figures"]["rate_all"]["reason"]["code"] == "nothing_to_divide_by"
    answer = await ledger.api.get(f"{PATH}/overview", programme="1999")
    assert (answer.status_code, answer.json()["code"]) == (404, "programme_unknown")
