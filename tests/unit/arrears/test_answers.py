"""From an item to what its readers see."""

from datetime import date
from typing import Any

import msgspec

from services.arrears.answers import arrears_answer, clocks_answer, interest_answer, journal_answer
from services.arrears.commands import (
    AnnounceClearance,
    AssignClaim,
    DecideCorrection,
    RequestCorrection,
    ReversePayment,
    SettleOverpayment,
    TakeStep,
)
from services.arrears.events import Correction, CorrectionKind, Share, Step
from services.arrears.interest.lpr import LPR_1Y
from services.arrears.model import REGISTRY
from services.arrears.rules.owed import rate_terms
from services.arrears.state import State
from services.arrears.statistics import Figures
from services.arrears.statistics_answers import figures_answer
from shared.kernel.calendars import seeded_calendar
from shared.testing.specs import STREAM, Spec, instant
from tests.builders.arrears import (
    COLLEAGUE,
    DEBTOR_USCC,
    PRINCIPAL,
    PROOF,
    THE_CONTRACT,
    THE_CREDITOR,
    item_of,
    pay,
    planned,
    registered,
    verified,
)

CALENDAR = seeded_calendar()
CALENDARS = dict.fromkeys(range(CALENDAR.version + 1), CALENDAR)
PAID = "2022-09-05T15:00+08:00"


def told(answer: Any) -> Any:
    """The answer as its readers get it."""
    return msgspec.json.decode(msgspec.json.encode(answer))


def item(spec: Spec[State], cards: dict[str, dict[str, str]] | None = None) -> Any:
    return told(arrears_answer(STREAM, 7, item_of(spec), cards or {}))


def clocks(spec: Spec[State]) -> dict[str, Any]:
    answer = told(clocks_answer(STREAM, 7, item_of(spec), CALENDARS))
    return {"contract": answer["contract"], **{one["clock"]: one for one in answer["clocks"]}}


def interest(spec: Spec[State], until: date) -> Any:
    return told(interest_answer(STREAM, 7, item_of(spec), until, LPR_1Y))


def test_an_item_that_is_not_verified_has_no_amounts_and_no_days() -> None:
    answer = item(registered())
    assert (answer["status_zh"], answer["amounts"], answer["duties"]) == ("待核实", None, [])


def test_amounts_are_yuan_and_add_up() -> None:
    answer = item(
        verified(disputed_fen=30_000_000).given(pay("V1", 50_000_000, "2022-09-05"), at=PAID)
    )
    assert {name: one["amount"] for name, one in answer["amounts"].items()} == {
        "verified": "1800000.00",
        "reduced": "0.00",
        "principal": "1800000.00",
        "repaid": "500000.00",
        "outstanding": "1300000.00",
        "undisputed": "1500000.00",
        "disputed": "300000.00",
        "payable": "1000000.00",
        "overpaid": "0.00",
    }
    assert answer["dispute"] == {
        "state": "partial",
        "state_zh": "部分有争议",
        "reason": "工程量尾项有争议",
    }


def test_a_contact_is_masked_and_an_erased_one_is_named_as_gone() -> None:
    named = registered(creditor_contact_id="c1", creditor_contact={"name": "张三", "phone": "1"})
    card = {"name": "张三", "phone": "13812345678"}
    assert item(named, {"c1": card})["creditor"]["contact"] == {
        "id": "c1",
        "name": "张*",
        "phone": "138****5678",
        "erased": False,
    }
    assert item(named)["creditor"]["contact"]["erased"] is True


def test_the_duties_of_a_plan_are_told_with_what_is_unpaid_of_each() -> None:
    duties = item(planned().given(pay("V1", 100_000_000, "2022-09-05"), at=PAID))["duties"]
    assert [(one["id"], one["unpaid"]["amount"]) for one in duties] == [
        ("plan-1/1", "0.00"),
        ("plan-1/2", "800000.00"),
    ]


def test_a_10_a_fixed_day_is_told_as_not_rolled_and_has_no_reckoning() -> None:
    final = clocks(verified())["final"]
    assert (final["due"]["last_day"], final["fixed"], final["days"]) == ("2022-12-31", True, [])
    assert final["note"]["en"] == "A fixed day, not rolled (A-10)."
    assert final["programme_version"] == 1


def test_a_counted_day_is_explained_day_by_day() -> None:
    plan = clocks(verified())["plan"]
    assert plan["due"]["last_day"] == "2022-09-05"
    counted = [day["number"] for day in plan["days"] if day["counted"]]
    assert counted == list(range(1, 11))
    assert (plan["days"][0]["date"], plan["days"][-1]["date"]) == ("2022-08-22", "2022-09-05")
    assert plan["programme_version"] == 1


def test_what_is_waited_for_has_its_clock_too() -> None:
    asked = verified().given(TakeStep(step=Step.INQUIRY, text="请说明情况。"))
    assert clocks(asked)["inquiry"]["programme_version"] == 1
    paid = asked.given(pay("V1", PRINCIPAL, "2022-09-05"), AnnounceClearance(), at=PAID)
    assert clocks(paid)["objection"]["due"]["last_day"] == "2022-09-13"  # 9-12: 中秋节


def test_the_contracts_own_day_is_explained_by_the_regulation_of_its_time() -> None:
    contract = clocks(verified())["contract"]
    assert (contract["start_on"], contract["due_on"]) == ("2021-11-30", "2021-12-30")
    assert "机关" not in contract["decree"]
    assert contract["steps"]
    assert contract["steps"][0]["zh"].startswith("合同订立于2021年3月15日")


def test_the_journal_balances_after_every_entry() -> None:
    spec = verified().given(pay("V1", 200_000_000, "2022-09-05"), at=PAID)
    history = [(REGISTRY.encode(event)[0], instant(PAID), event) for event in spec.history]
    answer = told(journal_answer(STREAM, "LX-A-2022-000001", 3, history))
    assert [(one["version"], one["fact"]) for one in answer["entries"]] == [
        (2, "arrears_verified"),
        (3, "arrears_paid"),
    ]
    assert {one["account"]: one["balance"]["amount"] for one in answer["balances"]} == {
        "undisputed": "0.00",
        "disputed": "0.00",
        "received": "2000000.00",
        "written_off": "0.00",
        "verified": "1800000.00",
        "overpaid": "200000.00",
    }


def test_interest_runs_on_what_is_left_and_is_rounded_once() -> None:
    spec = verified().given(pay("V1", 80_000_000, "2022-09-01"), at=PAID)
    answer = interest(spec, date(2022, 12, 31))
    # 1,800,000 × 0.05% × 245 + 1,000,000 × 0.05% × 121
    assert answer["interest"]["amount"] == "281000.00"
    assert [(part["days"], part["principal"]["amount"]) for part in answer["segments"]] == [
        (245, "1800000.00"),
        (121, "1000000.00"),
    ]
    assert answer["rate"]["per_year"] == "18.25%"


def test_a_17_the_legal_ledger_counts_the_same_payment_towards_interest_first() -> None:
    spec = verified().given(pay("V1", 80_000_000, "2022-09-01"), at=PAID)
    [entry] = interest(spec, date(2022, 12, 31))["legal"]["entries"]
    assert entry["counted"]["interest"]["amount"] == "220500.00"
    assert entry["counted"]["principal"]["amount"] == "579500.00"


def test_a_reversed_payment_and_one_given_back_bear_no_interest_away() -> None:
    bounced = ReversePayment(payer_uscc=DEBTOR_USCC, voucher_number="V1", reason="退票。")
    spec = verified().given(pay("V1", 80_000_000, "2022-09-01"), bounced, at=PAID)
    assert interest(spec, date(2022, 12, 31))["segments"][0]["days"] == 366

    back = SettleOverpayment(
        amount_fen=20_000_000, refunded=True, voucher_number="TK1", note="已退回。"
    )
    twice = (pay("V1", 150_000_000, "2022-08-31"), pay("V2", 50_000_000, "2022-09-01"))
    spec = verified().given(*twice, back, at=PAID)
    entries = interest(spec, date(2022, 12, 31))["legal"]["entries"]
    assert [one["amount"]["amount"] for one in entries] == ["1500000.00", "300000.00"]


def test_a_share_of_interest_counts_by_law_and_not_in_the_statistic() -> None:
    shares = (Share(STREAM, 80_000_000, 60_000_000),)
    answer = interest(
        verified().given(pay("V1", 80_000_000, "2022-09-01", shares=shares), at=PAID),
        date(2022, 12, 31),
    )
    assert answer["outstanding"]["amount"] == "1200000.00"
    assert answer["legal"]["entries"][0]["amount"]["amount"] == "800000.00"


def test_an_assigned_claim_bears_the_interest_of_its_contract() -> None:
    other = msgspec.structs.replace(
        THE_CREDITOR, uscc="91530902MA6K9XYL3M", name="临翔区个体户", kind="self_employed"
    )
    assigned = verified().given(AssignClaim(creditor=other, notified_on=date(2022, 8, 24)))
    assert rate_terms(item_of(assigned)).creditor is THE_CREDITOR.kind
    assert item(assigned)["creditor"]["kind_zh"] == "个体工商户"


def test_a_corrected_contract_is_judged_anew() -> None:
    contract = msgspec.structs.replace(THE_CONTRACT, delivered_on=date(2022, 5, 20))
    corrected = verified().given(
        RequestCorrection(
            correction=Correction(kind=CorrectionKind.CONTRACT, contract=contract),
            reason="交付日期登记有误。",
            evidence=PROOF,
        )
    )
    after = corrected.given(DecideCorrection(approved=True, reason="属实。"), actor=COLLEAGUE)
    answer = item(after)
    assert (answer["payment_due"]["due_on"], answer["new"]) == ("2022-06-20", True)


def test_a_19_an_empty_set_has_rates_of_null_and_no_set_is_rounded_up_to_all() -> None:
    empty = told(figures_answer(Figures()))
    assert (empty["rate_all"]["percent"], empty["rate_count"]["percent"]) == (None, None)
    some = told(
        figures_answer(
            Figures(items=3, cleared=2, principal_fen=15_167_392_600, repaid_fen=14_944_062_600)
        )
    )
    assert some["rate_all"] == {
        "numerator": 14_944_062_600,
        "denominator": 15_167_392_600,
        "percent": "98.53",
        "reason": None,
    }
    assert empty["rate_all"]["reason"]["code"] == "nothing_to_divide_by"
    assert some["rate_count"]["percent"] == "66.67"
