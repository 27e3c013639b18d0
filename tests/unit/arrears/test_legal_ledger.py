"""How payments count for law: costs, interest, principal (Civil Code 561; A-17)."""

import msgspec
import pytest

from services.arrears.interest.explain_ledger import explain_ledger
from services.arrears.interest.ledger import LEGAL_ORDER, LegalLedger, Part, Parts
from shared.kernel.money import parse_amount
from tests.builders.arrears_interest import interest, ledger, rate_terms

PAID = (("2022-08-15", "800000.00"), ("2022-12-30", "1200000.00"))


def parts(costs: str = "0", interest: str = "0", principal: str = "0") -> Parts:
    return Parts(
        costs_fen=parse_amount(costs),
        interest_fen=parse_amount(interest),
        principal_fen=parse_amount(principal),
    )


def test_a_17_a_payment_pays_interest_before_principal() -> None:
    found = ledger("2000000.00", "2022-06-30", "2022-12-30", *PAID)
    first, second = found.entries
    assert first.counted == parts("0", "46000.00", "754000.00")
    assert first.owed_after == parts("0", "0", "1246000.00")
    assert second.counted == parts("0", "85351.00", "1114649.00")
    assert found.owed == parts("0", "0", "131351.00")


def test_a_17_the_statistic_of_the_same_payments_counts_principal_only() -> None:
    statistic = interest("2000000.00", "2022-06-30", "2022-12-30", *PAID)
    ledger("2000000.00", "2022-06-30", "2022-12-30", *PAID)
    assert (statistic.outstanding_fen, statistic.interest_fen) == (0, 12_820_000)


def test_a_17_costs_come_first_from_the_day_they_are_incurred() -> None:
    costs = (("2022-08-15", "10000.00"), ("2022-08-16", "300.00"))
    found = ledger("2000000.00", "2022-06-30", "2022-08-16", PAID[0], costs=costs)
    [entry] = found.entries
    assert entry.counted == parts("10000.00", "46000.00", "744000.00")
    assert found.owed == parts("300.00", "628.00", "1256000.00")


def test_a_17_an_agreed_order_holds() -> None:
    order = (Part.PRINCIPAL, Part.INTEREST, Part.COSTS)
    costs = (("2022-07-01", "10000.00"),)
    found = ledger("2000000.00", "2022-06-30", "2022-12-30", *PAID, costs=costs, order=order)
    assert found.entries[0].counted == parts("0", "0", "800000.00")
    assert found.owed == parts("10000.00", "128200.00", "0")
    assert explain_ledger(found)[0].zh == "按双方约定的顺序抵充（《民法典》第五百六十一条）。"
    with pytest.raises(ValueError, match="once each"):
        ledger("1.00", "2022-06-30", "2022-12-30", order=(Part.INTEREST, Part.PRINCIPAL))


def test_a_payment_too_small_for_the_interest_leaves_the_principal_whole() -> None:
    found = ledger("2000000.00", "2022-06-30", "2022-08-16", ("2022-08-15", "40000.00"))
    assert found.entries[0].owed_after == parts("0", "6000.00", "2000000.00")
    assert found.owed == parts("0", "7000.00", "2000000.00")


def test_what_is_paid_beyond_everything_owed_is_shown_as_surplus() -> None:
    found = ledger("100.00", "2022-06-30", "2022-12-30", ("2022-07-10", "150.00"))
    [entry] = found.entries
    assert (entry.counted, entry.surplus_fen) == (parts("0", "0.50", "100.00"), 4_950)
    assert (found.owed, found.accrued) == (Parts(), None)
    assert "多付49.50元" in explain_ledger(found)[2].zh


def test_a_payment_before_the_due_day_pays_principal_and_one_after_the_day_asked_is_unknown() -> (
    None
):
    paid = (("2022-06-01", "50.00"), ("2022-07-11", "50.00"))
    found = ledger("100.00", "2022-06-30", "2022-07-10", *paid)
    assert len(found.entries) == 1
    assert (found.entries[0].accrued, found.entries[0].counted) == (None, parts("0", "0", "50.00"))
    assert found.owed == parts("0", "0.25", "50.00")


def test_many_small_payments_add_no_rounding_of_their_own() -> None:
    """10 yuan run up half a fen a day: 10 days are 5 fen, however often a fen is paid."""
    paid = tuple((f"2022-07-{n:02}", "0.01") for n in range(1, 11))
    found = ledger(
        "10.00",
        "2022-06-30",
        "2022-07-10",
        *paid,
        order=(Part.INTEREST, Part.COSTS, Part.PRINCIPAL),
    )
    assert found.owed is not None
    interest_fen = sum(entry.counted.interest_fen for entry in found.entries)
    assert interest_fen + found.owed.interest_fen == 5


def test_without_a_rate_or_a_due_day_nothing_is_counted() -> None:
    undated = ledger("100.00", None, "2022-12-30", PAID[0])
    assert (undated.owed, undated.entries) == (None, ())
    assert "无法计算法定抵充" in explain_ledger(undated)[0].zh
    older = ledger("100.00", "2020-06-30", "2022-12-30", PAID[0], terms=rate_terms("2020-01-01"))
    assert older.owed is None


def test_the_ledger_is_told_line_by_line() -> None:
    found = ledger(
        "2000000.00", "2022-06-30", "2022-08-16", PAID[0], costs=(("2022-07-01", "100"),)
    )
    assert [line.zh for line in explain_ledger(found)] == [
        "双方未约定抵充顺序，按实现债权的有关费用、利息、主债务的顺序抵充（《民法典》第五百六十一条）。",
        "2022年6月30日（不计入）至2022年8月15日（计入）共46日：2000000.00元 × 0.05%（日利率） × 46日 = 46000.00元。",
        "2022年8月15日付款800000.00元，抵充费用100.00元、利息46000.00元、本金753900.00元；尚欠费用0.00元、利息0.00元、本金1246100.00元。",
        "2022年8月15日（不计入）至2022年8月16日（计入）共1日：1246100.00元 × 0.05%（日利率） × 1日 = 623.05元。",
        "截至2022年8月16日，尚欠费用0.00元、利息623.05元、本金1246100.00元。",
    ]


def test_a_ledger_is_stored_and_read_back_whole() -> None:
    found = ledger("2000000.00", "2022-06-30", "2022-12-30", *PAID)
    assert msgspec.json.decode(msgspec.json.encode(found), type=LegalLedger) == found
    assert (found.order, found.interest_version) == (LEGAL_ORDER, 1)
