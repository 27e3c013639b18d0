"""An item of the ledger from 登记 to 销号, over HTTP, on the days of the campaign."""

from typing import Any

from tests.api.arrears.ledger import DEBTOR, IN_CHARGE, PATH, Ledger, paid, share, verification
from tests.api.walking import Walk
from tests.builders.arrears import DEBTOR_USCC
from tests.builders.arrears_bodies import yuan

PLAN = {
    "difficulty": "本年度预算已下达，专项债券资金预计十月到位。",
    "instalments": [
        {"due_on": "2022-10-31", "amount": yuan("900000.00")},
        {"due_on": "2022-12-31", "amount": yuan("900000.00")},
    ],
}
APPROVAL = {"approved": True, "reason": "情况属实，同意。"}


async def test_an_item_goes_from_registration_to_clearance(ledger: Ledger) -> None:
    await ledger.go_to("2022-08-22T10:00+08:00")
    walk = await ledger.registered()
    assert walk.state["number"] == "LX-A-2022-000001"
    assert walk.state["creditor"]["contact"]["phone"] == "138****5678"

    await ledger.go_to("2022-08-24T10:00+08:00", walk)
    verified = await walk.order_twice("verification", verification("1800000.00"))
    assert (verified["size_class"], verified["status_zh"]) == ("LE_2M", "清偿中")
    assert verified["plan_duty"]["due"]["last_day"] == "2022-09-05"
    assert verified["duties"][0]["due"]["last_day"] == "2022-12-31"

    await ledger.go_to("2022-08-30T10:00+08:00", walk)
    await walk.order_twice("plan", PLAN, DEBTOR)
    await walk.refused("plan-decision", APPROVAL, DEBTOR, status=403, code="not_supervising")
    planned = await walk.order_twice("plan-decision", APPROVAL, IN_CHARGE)
    assert [one["due"]["last_day"] for one in planned["duties"]] == ["2022-10-31", "2022-12-31"]

    await ledger.go_to("2022-10-28T10:00+08:00", walk)
    first = await walk.order_twice("payments", paid("900000.00", "2022-10-28"), DEBTOR)
    assert first["amounts"]["outstanding"] == yuan("900000.00")
    await ledger.go_to("2022-12-30T10:00+08:00", walk)
    await walk.refused("clearance-announcement", status=409, code="still_outstanding")
    await walk.order("payments", paid("900000.00", "2022-12-30"), "platform")

    await walk.order_twice("clearance-announcement")
    await walk.refused("clearance", status=409, code="creditor_still_has_time")
    await walk.order("creditor-confirmation", {"received": True}, "platform")
    cleared = await walk.order_twice("clearance", {"note": "本金已全部清偿，凭证齐全。"})
    assert (cleared["status_zh"], cleared["amounts"]["repaid"]) == ("已销号", yuan("1800000.00"))

    await _can_be_checked(ledger, walk)


async def _can_be_checked(ledger: Ledger, walk: Walk) -> None:
    """Whoever asks later finds the days, the journal, the interest and the history of it."""
    clock = await _read(ledger, f"{walk.path}/clock")
    assert [one["clock"] for one in clock["clocks"]] == [
        "immediate",
        "instalment",
        "instalment",
        "objection",
    ]
    assert clock["contract"]["due_on"] == "2021-12-30"
    journal = await _read(ledger, f"{walk.path}/journal")
    assert [entry["fact"] for entry in journal["entries"]] == [
        "arrears_verified",
        "arrears_paid",
        "arrears_paid",
    ]
    assert journal["balances"][0]["balance"] == yuan("0.00")
    interest = await _read(ledger, f"{walk.path}/interest", until="2022-12-31")
    assert interest["interest"] == yuan("300150.00")  # 0.05% of 1.8 m for 302 days, 0.9 m for 63
    history = [event["name"] for event in await walk.history()]
    assert (history[0], history[-1]) == ("arrears_registered", "arrears_cleared")
    assert (await walk.look(as_of_version=1))["status"] == "registered"


async def _read(ledger: Ledger, path: str, **asked: Any) -> dict[str, Any]:
    answer = await ledger.api.get(path, **asked)
    assert answer.status_code == 200, answer.text
    body: dict[str, Any] = answer.json()
    return body


async def test_one_voucher_pays_two_items_and_its_reversal_takes_both_back(ledger: Ledger) -> None:
    one, other = await ledger.verified(), await ledger.verified()
    shares = [share(one, "1000.00"), share(other, "500.00")]
    body = paid("1500.00", "2022-08-01", shares=shares)
    await one.order_twice("payments", body)
    await other.meanwhile()
    assert other.state["amounts"]["repaid"] == yuan("500.00")
    await other.refused("payments", body, status=422, code="first_share_elsewhere")

    reversal = {
        "payer_uscc": DEBTOR_USCC,
        "voucher_number": body["voucher"]["number"],
        "reason": "收款账号有误，银行已退票。",
    }
    await other.order_twice("payment-reversal", reversal)
    await one.meanwhile()
    assert [walk.state["amounts"]["repaid"] for walk in (one, other)] == [yuan("0.00")] * 2


async def test_a_reversal_upon_a_version_that_never_was_is_stale(ledger: Ledger) -> None:
    walk = await ledger.verified()
    reversal = {"payer_uscc": DEBTOR_USCC, "voucher_number": "V1", "reason": "退票。"}
    answer = await ledger.api.post(f"{walk.path}/payment-reversal", reversal, version=10**17)
    assert (answer.status_code, answer.json()["code"]) == (412, "stale_version")


async def test_a_department_pays_on_no_item_but_its_own(ledger: Ledger) -> None:
    own = await ledger.verified()
    debtor = {**own.state["debtor"], "supervising": "COM", "unit": "COM"}
    for shown in ("kind_zh", "supervising_zh", "contact"):
        debtor.pop(shown)
    foreign = await ledger.registered(debtor=debtor)
    await ledger.verify(foreign, "1000.00")
    body = paid("2.00", "2022-08-01", shares=[share(own, "1.00"), share(foreign, "1.00")])
    await own.refused("payments", body, DEBTOR, status=403, code="share_not_yours")


async def test_a_voucher_that_is_known_with_other_content_is_a_conflict(ledger: Ledger) -> None:
    walk = await ledger.verified()
    body = paid("10.00", "2022-08-01")
    await walk.order("payments", body)
    again = {"voucher": {**body["voucher"], "amount": yuan("11.00")}}
    problem = await walk.refused("payments", again, status=409, code="voucher_used")
    assert problem["errors"][0]["pointer"] == "/voucher/number"


async def test_a_dispute_takes_its_part_out_of_the_days_and_a_settlement_brings_it_back(
    ledger: Ledger,
) -> None:
    walk = await ledger.verified()
    await walk.order_twice("dispute", {"disputed": yuan("300000.00"), "reason": "签证有争议。"})
    assert walk.state["amounts"]["payable"] == yuan("1500000.00")
    resolution = {
        "owed": yuan("200000.00"),
        "dropped": yuan("100000.00"),
        "effective_on": "2022-08-20",
        "basis": "双方和解协议",
    }
    resolved = await walk.order_twice("dispute-resolution", resolution)
    assert resolved["amounts"]["payable"] == yuan("1700000.00")
    assert resolved["amounts"]["reduced"] == yuan("100000.00")


async def test_a_court_takes_an_item_out_of_the_rates_and_its_ruling_brings_it_back(
    ledger: Ledger,
) -> None:
    walk = await ledger.verified()
    start = {
        "way": "litigation",
        "body": "临沧市临翔区人民法院",
        "case_number": "（2022）云0902民初1234号",
        "filed_on": "2022-08-20",
    }
    await walk.order_twice("judicial-start", start)
    before = await ledger.statistics()
    assert before["total"]["judicial"] == 1
    end = {"outcome": "判决支付本金。", "effective_on": "2022-08-22", "owed": yuan("1500000.00")}
    ended = await walk.order_twice("judicial-end", end)
    assert ended["amounts"]["principal"] == yuan("1500000.00")
    after = await ledger.statistics()
    assert (after["total"]["judicial"], after["total"]["items"]) == (
        0,
        before["total"]["items"] + 1,
    )


async def test_bills_count_when_they_are_paid_and_what_is_too_much_goes_back(
    ledger: Ledger,
) -> None:
    walk = await ledger.verified("1000.00")
    bill = {
        "number": f"B-{walk.id}",
        "kind": "bank_acceptance",
        "drawer": "临翔区城市建设投资有限公司",
        "amount": yuan("1200.00"),
        "matures_on": "2022-08-20",
        "accepted": False,
    }
    held = await walk.order_twice("instruments", bill, DEBTOR)
    assert held["amounts"]["repaid"] == yuan("0.00")
    settlement = {"number": bill["number"], "paid": True, "on": "2022-08-20"}
    settled = await walk.order_twice("instrument-settlement", settlement, DEBTOR)
    assert settled["amounts"]["overpaid"] == yuan("200.00")
    back = {"amount": yuan("200.00"), "refunded": True, "voucher_number": "TK1"}
    assert (await walk.order_twice("overpayment-settlement", back))["amounts"]["overpaid"] == yuan(
        "0.00"
    )
    withdrawal = {"voucher_number": "TK1", "reason": "退款未成功。"}
    withdrawn = await walk.order_twice("settlement-withdrawal", withdrawal)
    assert withdrawn["amounts"]["overpaid"] == yuan("200.00")


async def test_the_office_asks_and_the_supervision_office_decides(ledger: Ledger) -> None:
    walk = await ledger.verified()
    inquiry = {"step": "inquiry", "text": "请说明未制定还款计划的原因。"}
    asked = await walk.order_twice("steps", inquiry)
    assert asked["steps"][0]["document_no"].startswith("临翔清欠询〔2022〕")
    answered = {"number": 1, "text": "资金已申请。"}
    await walk.order_twice("step-answers", answered, DEBTOR)
    await walk.refused(
        "steps", {"step": "talk", "text": "约谈。"}, status=409, code="step_not_in_order"
    )
    await walk.order("steps", {"step": "inspection", "text": "情形严重，提请督查。"})
    decision = {"number": 2, "ordered": True, "approved_by": "区长", "reason": "决定开展督查。"}
    decided = await walk.order_twice("inspection-decision", decision, "supervisor")
    assert decided["steps"][1]["ordered"] is True


async def test_a_correction_changes_nothing_until_a_second_person_approves_it(
    ledger: Ledger,
) -> None:
    walk = await ledger.verified()
    said = {
        "correction": {"kind": "amount", "principal": yuan("2100000.00")},
        "reason": "结算审定金额与登记金额不一致。",
        "evidence": [{"title": "工程结算审核报告"}],
    }
    await walk.refused(
        "correction-request",
        said | {"evidence": []},
        DEBTOR,
        status=422,
        code="correction_without_evidence",
    )
    asked = await walk.order_twice("correction-request", said, DEBTOR)
    assert asked["amounts"]["principal"] == yuan("1800000.00")
    decision = {"approved": True, "reason": "情况属实，同意更正。"}
    corrected = await walk.order_twice("correction-decision", decision)
    assert (corrected["amounts"]["principal"], corrected["size_class"]) == (
        yuan("2100000.00"),
        "GT_2M",
    )


async def test_a_claim_is_assigned_and_a_contact_is_erased(ledger: Ledger) -> None:
    walk = await ledger.registered()
    assignee = {
        "uscc": "91530902MA6K9XYL3M",
        "name": "临翔区永泉建材有限公司",
        "kind": "micro",
        "township_code": "530902002",
        "industry_code": "5265",
        "contact": {"name": "李四", "phone": "13987654321"},
    }
    body = {"creditor": assignee, "notified_on": "2022-08-21"}
    creditor = (await walk.order_twice("assignment", body))["creditor"]
    assert (creditor["name"], creditor["contact"]["phone"]) == (assignee["name"], "139****4321")
    erasure = {"party": "creditor", "ground": "本人申请删除"}
    erased = await walk.order_twice("contact-erasure", erasure)
    assert (erased["creditor"]["contact"]["erased"], erased["creditor"]["contact"]["name"]) == (
        True,
        None,
    )
    await walk.refused(
        "contact-erasure",
        {"party": "debtor", "ground": "本人申请删除"},
        status=409,
        code="no_contact",
    )


async def test_what_is_no_item_is_excluded_and_a_clearance_is_taken_back(ledger: Ledger) -> None:
    walk = await ledger.registered()
    excluded = await walk.order_twice(
        "exclusion", {"reason": "not_a_purchase", "note": "该款项为借款。"}
    )
    assert excluded["excluded_zh"] == "不属于货物、工程、服务款项"

    walk = await ledger.verified("10.00")
    await walk.order("payments", paid("10.00", "2022-08-01"))
    await walk.order("clearance-announcement")
    await walk.order("creditor-confirmation", {"received": True})
    await walk.order("clearance")
    reopened = await walk.order_twice("reopening", {"reason": "付款凭证系重复使用。"})
    assert (reopened["status"], reopened["reopened"]) == ("open", 1)


async def test_lists_find_items_by_what_they_are(ledger: Ledger) -> None:
    big = await ledger.verified("3000000.00", disputed="3000000.00")
    query: dict[str, Any] = {"size_class": "GT_2M", "dispute": "disputed", "department": "DRC"}
    page = (await ledger.api.get(PATH, **query)).json()
    assert [item["id"] for item in page["items"]] == [big.id]
    assert page["items"][0]["principal"] == yuan("3000000.00")
    assert (await ledger.api.get(PATH, number=big.state["number"])).json()["items"][0][
        "id"
    ] == big.id
    others = await ledger.api.get(PATH, role="department:CAST")
    assert others.json()["items"] == []


async def test_lists_turn_their_pages(ledger: Ledger) -> None:
    await ledger.registered()
    await ledger.registered()
    first = (await ledger.api.get(PATH, limit=1)).json()
    second = (await ledger.api.get(PATH, limit=1, cursor=first["next"])).json()
    assert first["items"][0]["id"] > second["items"][0]["id"]


async def test_a_21_a_payment_recorded_late_counts_on_its_day_and_the_old_report_stays(
    ledger: Ledger,
) -> None:
    await ledger.go_to("2023-01-01T09:00+08:00")
    walk = await ledger.verified("1000.00")
    sent = await ledger.statistics(as_of="2023-01-01", by="department")
    known_at = sent["known_at"]
    await ledger.go_to("2023-01-05T09:00+08:00", walk)
    await walk.order("payments", paid("1000.00", "2022-12-30"))
    again = await ledger.statistics(as_of="2023-01-01", by="department", known_at=known_at)
    assert (again["total"], again["groups"], again["final"]) == (
        sent["total"],
        sent["groups"],
        True,
    )
    restated = await ledger.statistics(as_of="2023-01-01")
    before, now = (one["total"]["rate_all"] for one in (sent, restated))
    assert now["numerator"] - before["numerator"] == 100_000
    assert [group["name_zh"] for group in sent["groups"]] == ["区商务局", "区发展改革局"]


async def test_interest_of_an_item_that_is_not_verified_is_a_conflict(ledger: Ledger) -> None:
    walk = await ledger.registered()
    answer = await ledger.api.get(f"{walk.path}/interest")
    assert (answer.status_code, answer.json()["code"]) == (409, "not_verified")
