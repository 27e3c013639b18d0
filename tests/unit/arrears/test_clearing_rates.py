"""清偿率, by value date and by what was known when (A-12, A-15, A-19 to A-21)."""

from datetime import date
from fractions import Fraction

import pytest
from msgspec.structs import replace

from services.arrears.codes import CreditorKind
from services.arrears.commands import (
    AssignClaim,
    DecideCorrection,
    DisputeArrears,
    EndJudicial,
    RequestCorrection,
    ResolveDispute,
    ReversePayment,
    StartJudicial,
)
from services.arrears.events import Correction, CorrectionKind, JudicialWay
from services.arrears.state import State
from services.arrears.statistics import (
    Dimension,
    Figures,
    Rate,
    Standing,
    Target,
    measure,
    meets,
    standing,
)
from shared.testing.specs import Spec
from tests.builders.arrears import (
    COLLEAGUE,
    DEBTOR_USCC,
    PRINCIPAL,
    PROOF,
    THE_CONTRACT,
    THE_CREDITOR,
    pay,
    verified,
)
from tests.unit.arrears.test_clearance import announced, cleared

YEAR_END = date(2022, 12, 31)
FILED = StartJudicial(
    way=JudicialWay.ARBITRATION,
    body="临沧仲裁委员会",
    case_number="临仲〔2022〕8号",
    filed_on=date(2022, 10, 10),
)


def on(spec: Spec[State], day: date = YEAR_END) -> Standing:
    found = standing(spec.history, day)
    assert found is not None
    return found


def test_a_21_a_payment_recorded_in_january_is_on_time_by_its_value_date() -> None:
    known_in_time = verified()
    paid = known_in_time.given(pay("V1", PRINCIPAL, "2022-12-30"), at="2023-01-05T10:00+08:00")
    assert on(known_in_time).repaid_fen == 0
    assert on(paid).repaid_fen == PRINCIPAL
    assert on(paid, date(2022, 12, 29)).repaid_fen == 0


def test_an_item_counts_from_the_day_it_was_verified() -> None:
    assert standing(verified().history, date(2022, 8, 23)) is None
    assert standing(verified().history[:1], YEAR_END) is None


def test_a_15_an_item_counts_at_most_once_over() -> None:
    spec = verified().given(pay("V1", PRINCIPAL + 500, "2022-08-24"))
    assert on(spec).repaid_fen == PRINCIPAL


def test_a_reversed_payment_was_never_one() -> None:
    spec = verified().given(pay("V1", PRINCIPAL, "2022-08-24"))
    bounced = ReversePayment(payer_uscc=DEBTOR_USCC, voucher_number="V1", reason="退票")
    after = spec.given(bounced, at="2023-02-01T10:00+08:00")
    assert on(spec).repaid_fen == PRINCIPAL
    assert on(after).repaid_fen == 0


def test_a_16_a_correction_restates_every_day() -> None:
    said = Correction(kind=CorrectionKind.AMOUNT, principal_fen=150_000_000)
    corrected = (
        verified()
        .given(
            RequestCorrection(correction=said, reason="核减", evidence=PROOF),
            at="2023-02-01T10:00+08:00",
        )
        .given(DecideCorrection(approved=True, reason="属实"), actor=COLLEAGUE)
    )
    assert on(verified()).principal_fen == PRINCIPAL
    assert on(corrected).principal_fen == 150_000_000


def test_a_23_a_corrected_delivery_can_make_an_old_debt_a_new_one() -> None:
    delivered = replace(THE_CONTRACT, delivered_on=date(2022, 5, 20))
    said = Correction(kind=CorrectionKind.CONTRACT, contract=delivered)
    corrected = verified().given(
        RequestCorrection(correction=said, reason="交付日期有误", evidence=PROOF),
        at="2022-09-05T10:00+08:00",
    )
    assert not on(corrected).new
    assert on(corrected.given(DecideCorrection(approved=True, reason="属实"), actor=COLLEAGUE)).new


def test_a_5_a_dispute_counts_from_its_day_to_the_day_its_settlement_took_effect() -> None:
    settled = ResolveDispute(
        owed_fen=20_000_000, dropped_fen=10_000_000, effective_on=date(2022, 11, 1), basis="调解书"
    )
    spec = (
        verified()
        .given(DisputeArrears(disputed_fen=30_000_000, reason="质量"), at="2022-09-05T10:00+08:00")
        .given(settled, at="2022-12-01T10:00+08:00")
    )
    told = [
        (on(spec, day).disputed_fen, on(spec, day).principal_fen)
        for day in (date(2022, 9, 4), date(2022, 9, 5), date(2022, 10, 31), date(2022, 11, 1))
    ]
    assert told == [
        (0, PRINCIPAL),
        (30_000_000, PRINCIPAL),
        (30_000_000, PRINCIPAL),
        (0, PRINCIPAL - 10_000_000),
    ]


def test_a_11_a_settlement_older_than_the_dispute_leaves_nothing_disputed_below_zero() -> None:
    settled = ResolveDispute(
        owed_fen=30_000_000, dropped_fen=0, effective_on=date(2022, 8, 25), basis="和解协议"
    )
    spec = (
        verified()
        .given(DisputeArrears(disputed_fen=30_000_000, reason="质量"), at="2022-09-05T10:00+08:00")
        .given(settled)
    )
    days = (date(2022, 8, 24), date(2022, 8, 25), date(2022, 9, 4), date(2022, 9, 5))
    assert [on(spec, day).undisputed_fen for day in days] == [PRINCIPAL] * 4


def test_a_11_what_was_disputed_after_its_payment_is_disputed_on_no_day() -> None:
    """A payment of the 1st recorded on the 20th, of what was wholly disputed on the 15th."""
    spec = (
        verified()
        .given(DisputeArrears(disputed_fen=PRINCIPAL, reason="质量"), at="2022-09-15T10:00+08:00")
        .given(pay("V1", 50_000_000, "2022-09-01"), at="2022-09-20T10:00+08:00")
    )
    days = (date(2022, 9, 10), date(2022, 9, 15))
    assert [on(spec, day).disputed_fen for day in days] == [0, PRINCIPAL - 50_000_000]


def test_a_16_a_correction_limits_what_was_disputed_and_erases_no_earlier_dispute() -> None:
    said = Correction(kind=CorrectionKind.AMOUNT, principal_fen=20_000_000)
    spec = (
        verified(PRINCIPAL, 10_000_000)
        .given(DisputeArrears(disputed_fen=30_000_000, reason="质量"), at="2022-09-05T10:00+08:00")
        .given(
            RequestCorrection(correction=said, reason="核减", evidence=PROOF),
            at="2022-10-10T10:00+08:00",
        )
        .given(DecideCorrection(approved=True, reason="属实"), actor=COLLEAGUE)
    )
    days = (date(2022, 9, 4), date(2022, 9, 5), date(2022, 10, 10))
    assert [on(spec, day).disputed_fen for day in days] == [10_000_000, 20_000_000, 20_000_000]


def test_a_4_a_ruling_changes_the_class_from_the_day_it_takes_effect() -> None:
    """A year-end report is not moved from one class to the other by what January decides."""
    settled = ResolveDispute(
        owed_fen=0, dropped_fen=20_000_000, effective_on=date(2023, 1, 10), basis="判决书"
    )
    spec = verified(210_000_000, 20_000_000).given(settled, at="2023-01-12T10:00+08:00")
    classes = [on(spec, day).size_class for day in (YEAR_END, date(2023, 1, 10))]
    assert classes == ["GT_2M", "LE_2M"]


def test_a_claim_is_the_assignees_from_the_day_the_debtor_was_told() -> None:
    trader = replace(THE_CREDITOR, uscc="91530902MA6XTXT19X", kind=CreditorKind.SELF_EMPLOYED)
    assigned = AssignClaim(creditor=trader, notified_on=date(2022, 10, 10))
    spec = verified().given(assigned, at="2022-10-12T10:00+08:00")
    groups = [
        list(measure([on(spec, day)], Dimension.CREDITOR))
        for day in (date(2022, 10, 9), date(2022, 10, 10))
    ]
    assert groups == [["firm"], ["self_employed"]]


def test_a_12_before_a_court_an_item_is_in_no_rate_and_shown_apart() -> None:
    ruling = EndJudicial(outcome="裁决", effective_on=date(2023, 2, 1), owed_fen=PRINCIPAL)
    spec = (
        verified()
        .given(FILED, at="2022-10-11T10:00+08:00")
        .given(ruling, at="2023-02-03T10:00+08:00")
    )
    days = (date(2022, 10, 9), date(2022, 10, 10), date(2023, 1, 31), date(2023, 2, 1))
    assert [on(spec, day).judicial for day in days] == [False, True, True, False]
    [figures] = measure([on(spec)]).values()
    assert figures == Figures(judicial=1, judicial_fen=PRINCIPAL)


def test_a_19_three_rates() -> None:
    in_part = verified(PRINCIPAL, 80_000_000).given(pay("V1", 50_000_000, "2022-08-24"))
    both = [on(in_part), on(cleared())]
    [figures] = measure(both).values()
    assert figures.all == Rate(50_000_000 + PRINCIPAL, 2 * PRINCIPAL)
    assert figures.undisputed == Rate(50_000_000 + PRINCIPAL, 100_000_000 + PRINCIPAL)
    assert figures.count == Rate(1, 2)


def test_a_18_paid_is_not_yet_cleared() -> None:
    assert not on(announced()).cleared
    assert on(cleared()).cleared
    assert not on(cleared(), date(2022, 9, 5)).cleared


def test_a_19_an_empty_denominator_is_null() -> None:
    assert measure([]) == {"": Figures()}
    assert Figures().all.exact is None


def test_a_19_the_example_of_quanzhou() -> None:
    """1.5: 151,673,926 yuan in all, 149,440,626 repaid, one item of 2,233,300 disputed."""
    one = on(verified())
    paid = replace(one, principal_fen=14_944_062_600, disputed_fen=0, repaid_fen=14_944_062_600)
    disputed = replace(one, principal_fen=223_330_000, disputed_fen=223_330_000, repaid_fen=0)
    [figures] = measure([paid, disputed]).values()
    assert figures.undisputed.exact == 1
    assert figures.all.exact is not None
    assert round(figures.all.exact * 100, 2) == Fraction("98.53")


@pytest.mark.parametrize(
    ("dimension", "key"),
    [
        (Dimension.TOWNSHIP, "530902001"),
        (Dimension.DEPARTMENT, "DRC"),
        (Dimension.DEBTOR_KIND, "state_organ"),
        (Dimension.SIZE_CLASS, "LE_2M"),
        (Dimension.AGE, "old"),
        (Dimension.CREDITOR, "firm"),
    ],
)
def test_a_19_by_each_dimension(dimension: Dimension, key: str) -> None:
    assert list(measure([on(verified())], dimension)) == [key]


def test_a_20_the_test_is_made_on_the_unrounded_ratio() -> None:
    rate = Rate(9_853, 10_000)
    just_above = Fraction(9_853, 10_000) + Fraction(1, 10**12)
    assert meets(rate, Fraction(9_853, 10_000), Fraction(9, 10)) is Target.MET
    assert meets(rate, Fraction(9, 10), just_above) is Target.NOT_MET
    assert meets(rate, None, Fraction(9, 10)) is Target.UNKNOWN
    assert meets(Rate(0, 0), Fraction(9, 10), Fraction(9, 10)) is Target.UNKNOWN
