"""The line between the classes over HTTP: what lies on it, and who crosses it (A-3, A-4, A-8, A-9)."""

from typing import Any, Final

from tests.api.arrears.ledger import DEBTOR, Ledger, paid
from tests.api.walking import Walk
from tests.builders.arrears_bodies import programme_version, yuan

YES: Final = {"approved": True, "reason": "情况属实，同意更正。"}
NUMBERS: Final = ("items", "principal")


def correction(principal: str) -> dict[str, Any]:
    return {
        "correction": {"kind": "amount", "principal": yuan(principal)},
        "reason": "结算审定金额与登记金额不一致。",
        "evidence": [{"title": "工程结算审核报告"}],
    }


async def corrected(walk: Walk, principal: str) -> None:
    """Asked for by the debtor, decided by the office."""
    await walk.order("correction-request", correction(principal), DEBTOR)
    await walk.order("correction-decision", YES)


async def clocks(ledger: Ledger, walk: Walk) -> dict[str, str]:
    """The last day of each clock of an item, by what it is for."""
    told = (await ledger.api.get(f"{walk.path}/clock")).json()["clocks"]
    return {one["clock"]: one["due"]["last_day"] for one in told if one["clock"] != "immediate"}


async def classes(ledger: Ledger) -> dict[str, tuple[int, int]]:
    """Items and principal of each class, as the statistics have them now."""
    groups = (await ledger.statistics(by="size_class"))["groups"]
    return {
        one["key"]: (
            one["figures"]["items"],
            int(one["figures"]["principal"]["amount"].replace(".", "")),
        )
        for one in groups
    }


async def test_a_3_exactly_two_million_is_below_the_line_and_a_fen_more_above(
    ledger: Ledger,
) -> None:
    """Civil Code art. 1259: 以下 includes the number itself; A-8, A-9: what each is due by."""
    lower, upper = await ledger.verified("2000000.00"), await ledger.verified("2000000.01")
    assert (lower.state["size_class"], upper.state["size_class"]) == ("LE_2M", "GT_2M")
    assert await clocks(ledger, lower) == {"final": "2022-12-31", "plan": "2022-09-05"}
    assert await clocks(ledger, upper) == {"plan": "2022-09-05"}


async def test_a_4_a_part_payment_never_changes_the_class(ledger: Ledger) -> None:
    walk = await ledger.verified("2000000.01")
    await walk.order("payments", paid("0.01", "2022-08-20"))
    assert walk.state["amounts"]["outstanding"] == yuan("2000000.00")
    await walk.order("payments", paid("1999999.00", "2022-08-20"))
    assert walk.state["size_class"] == "GT_2M"
    assert await clocks(ledger, walk) == {"plan": "2022-09-05"}


async def test_a_16_one_person_alone_moves_nothing_across_the_line(ledger: Ledger) -> None:
    walk, refused = await ledger.verified("2000000.00"), await ledger.verified("2000000.00")
    before = await classes(ledger)
    await walk.order("correction-request", correction("2000000.01"))
    await walk.refused("correction-decision", YES, status=403, code="second_person_needed")
    await refused.order("correction-request", correction("2000000.01"), DEBTOR)
    await refused.order("correction-decision", {"approved": False, "reason": "证据不足。"})
    assert (refused.state["size_class"], walk.state["size_class"]) == ("LE_2M", "LE_2M")
    assert await classes(ledger) == before


async def test_a_16_a_principal_above_the_contract_is_refused_by_the_field_that_says_so(
    ledger: Ledger,
) -> None:
    walk = await ledger.verified()
    above = correction("5000000.01")
    problem = await walk.refused(
        "correction-request", above, status=422, code="principal_above_contract"
    )
    assert problem["errors"][0]["pointer"] == "/correction/principal"
    start = {
        "way": "litigation",
        "body": "临沧市临翔区人民法院",
        "case_number": "（2022）云0902民初77号",
        "filed_on": "2022-08-20",
    }
    await walk.order("judicial-start", start)
    ruling = {
        "outcome": "判决支付本金。",
        "effective_on": "2022-08-22",
        "owed": yuan("5000000.01"),
    }
    problem = await walk.refused(
        "judicial-end", ruling, status=422, code="principal_above_contract"
    )
    assert problem["errors"][0]["pointer"] == "/owed"


async def test_a_4_a_9_a_correction_across_the_line_and_back_changes_class_days_and_statistics(
    ledger: Ledger,
) -> None:
    """Ten working days end in January; for the lower class the final day comes first."""
    await ledger.go_to("2022-12-26T10:00+08:00")
    walk = await ledger.verified("2000000.01")
    before = await classes(ledger)
    assert await clocks(ledger, walk) == {"plan": "2023-01-10"}
    await corrected(walk, "2000000.00")
    assert walk.state["size_class"] == "LE_2M"
    assert await clocks(ledger, walk) == {"corrected": "2022-12-31", "plan": "2022-12-31"}
    after = await classes(ledger)
    moved = {key: (after[key][0] - before[key][0], after[key][1] - before[key][1]) for key in after}
    assert moved == {"GT_2M": (-1, -200_000_001), "LE_2M": (1, 200_000_000)}
    await corrected(walk, "2000000.01")
    assert (walk.state["size_class"], await classes(ledger)) == ("GT_2M", before)
    assert await clocks(ledger, walk) == {"plan": "2023-01-10"}


async def test_a_campaign_of_2023_with_numbers_of_its_own_is_data(ledger: Ledger) -> None:
    old = await ledger.verified("1000000.01")
    body = programme_version(
        code="2023",
        name="2023年清理拖欠企业账款专项行动",
        registered_from="2023-01-01",
        threshold=yuan("1000000.00"),
        within="LE_1M",
        above="GT_1M",
        final_on="2023-11-30",
        plan_on="2023-06-30",
        base_on="2022-12-31",
        plan_workdays=7,
        effective_on="2023-01-01",
        document_no="临翔政办发〔2023〕1号",
    )
    published = await ledger.api.post("/v1/programmes/versions", body, version=1)
    assert published.status_code == 200, published.text

    await ledger.go_to("2023-02-01T10:00+08:00")
    lower, upper = await ledger.verified("1000000.00"), await ledger.verified("1000000.01")
    assert [walk.state["programme"] for walk in (old, lower, upper)] == ["2022", "2023", "2023"]
    assert [walk.state["size_class"] for walk in (old, lower, upper)] == ["LE_2M", "LE_1M", "GT_1M"]
    assert await clocks(ledger, lower) == {"final": "2023-11-30", "plan": "2023-06-30"}
    assert await clocks(ledger, upper) == {"plan": "2023-06-30"}
    await ledger.go_to("2023-06-26T10:00+08:00", old)
    assert await clocks(ledger, await ledger.verified("1000000.01")) == {"plan": "2023-07-05"}
    await corrected(old, "2000000.00")
    assert old.state["size_class"] == "LE_2M"
    assert {"LE_1M", "GT_1M", "LE_2M"} <= (await classes(ledger)).keys()
