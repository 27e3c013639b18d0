"""How many months, which ones, and what they cost (R-3, R-7 to R-14, R-26; vectors 4.3)."""

from fractions import Fraction

import pytest

from services.rent.months.converted import Charged, ChargedAboveContract, converted_months
from services.rent.months.exact import Exact, shown_months
from services.rent.months.granted import (
    Given,
    Proration,
    months_allowed,
    months_to_grant,
    premises_cap,
)
from services.rent.months.lease import Instalment, LeaseTerms, RentBasis, RentPeriod
from services.rent.months.segments import days_available, months_available, segments
from services.rent.months.waived import Freed, NotEnoughMonths, amount_fen, amounts_by_payment
from tests.builders.rent_leases import YEAR, day, lease, waive_months

ACTUAL, PRO_RATA = Proration.ACTUAL_MONTHS, Proration.PRO_RATA_DAYS
MARCH = lease("2022-03-01", "2022-12-31", monthly=5000)


@pytest.mark.parametrize(("months", "fen"), [(3, 12_500_00), (6, 25_000_00)])
def test_vector_4_3_an_annual_rent_of_50000_is_rounded_once(months: int, fen: int) -> None:
    assert amount_fen(waive_months(lease(annual=50_000), months)) == fen


def test_vector_4_3_a_lease_from_november_has_two_months_and_gets_two() -> None:
    terms = lease("2022-11-01", "2023-10-31")
    assert months_available(terms, YEAR) == 2
    assert months_allowed(3, terms, YEAR, ACTUAL) == 2


def test_vector_4_3_a_lease_from_march_gets_its_three_months() -> None:
    allowed = months_allowed(3, MARCH, YEAR, ACTUAL)
    assert allowed == 3
    assert amount_fen(waive_months(MARCH, allowed)) == 15_000_00


def test_vector_4_3_pro_rata_the_same_lease_gets_306_of_365_days() -> None:
    allowed = months_allowed(3, MARCH, YEAR, PRO_RATA)
    assert days_available(MARCH, YEAR) == 306
    assert allowed == Fraction(3 * 306, 365)
    assert amount_fen(waive_months(MARCH, allowed)) == 12_575_34


def test_vector_4_3_half_the_rent_for_five_months_is_two_and_a_half_months() -> None:
    converted = converted_months([Charged(2500_00, Fraction(5000_00))] * 5)
    assert shown_months(converted) == "2.5000"


def test_r_7_part_of_a_month_counts_by_its_days() -> None:
    terms = lease("2022-11-11", "2022-12-31")
    assert months_available(terms, YEAR) == Fraction(20, 30) + 1
    assert amount_fen(waive_months(terms, Fraction(20, 30) + 1)) == 8333_33


def test_r_7_a_lease_of_another_year_has_no_month() -> None:
    terms = lease("2023-01-01", "2023-12-31")
    assert segments(terms, YEAR) == ()
    assert months_available(terms, YEAR) == 0


@pytest.mark.parametrize(
    ("tenant", "premises", "granted"),
    [(0, 0, 3), (1, 1, 2), (3, 3, 0), (0, 4, 2), (0, 6, 0), (0, 7, 0), (2, 6, 0)],
)
def test_r_8_and_r_14_what_was_given_before_counts_to_both_caps(
    tenant: int, premises: int, granted: int
) -> None:
    given = Given(Fraction(tenant), Fraction(premises))
    assert months_to_grant(Fraction(3), premises_cap(3, 2), given) == granted


def test_r_8_no_premises_has_more_than_the_year() -> None:
    assert [premises_cap(entitled, 2) for entitled in (3, 6, 12)] == [6, 12, 12]


@pytest.mark.parametrize(
    ("starts", "ends"), [("2022-01-01", "2022-01-31"), ("2022-02-01", "2022-02-28")]
)
def test_r_9_pro_rata_never_gives_more_than_the_lease_has(starts: str, ends: str) -> None:
    assert months_allowed(12, lease(starts, ends), YEAR, PRO_RATA) <= 1


def test_r_10_a_rent_that_changes_within_the_waived_months_counts_as_it_was() -> None:
    terms = LeaseTerms(
        starts_on=day("2022-01-01"),
        ends_on=day("2022-12-31"),
        rents=(
            RentPeriod(day("2022-01-01"), day("2022-02-14"), RentBasis.MONTHLY, 3000_00),
            RentPeriod(day("2022-02-15"), day("2022-12-31"), RentBasis.ANNUAL, 50_000_00),
        ),
    )
    assert months_available(terms, YEAR) == 12
    waived = waive_months(terms, 2)
    assert [str(part.to_on) for part in waived] == ["2022-01-31", "2022-02-14", "2022-02-28"]
    assert amount_fen(waived) == 3000_00 + 1500_00 + 2083_33


def test_r_11_unpaid_months_first_in_the_order_of_their_due_days() -> None:
    terms = lease(paid=(("2022-01-01", "2022-03-31"), ("2022-05-01", "2022-05-31")))
    assert [part.month.month for part in waive_months(terms, 3)] == [4, 6, 7]


def test_r_11_where_all_is_paid_the_first_months_go_back() -> None:
    waived = waive_months(lease(annual=50_000, paid=(("2022-01-01", "2022-12-31"),)), 3)
    assert [(part.month.month, part.paid) for part in waived] == [(1, True), (2, True), (3, True)]
    assert amounts_by_payment(waived) == (0, 12_500_00)


def test_r_11_what_is_not_due_any_more_and_what_goes_back_add_up() -> None:
    terms = lease(annual=50_000, paid=(("2022-01-01", "2022-11-30"),))
    waived = waive_months(terms, 3)
    assert [part.month.month for part in waived] == [12, 1, 2]
    assert amounts_by_payment(waived) == (4_166_67, 8_333_33)


def test_r_11_an_instalment_may_cut_a_month() -> None:
    terms = lease(paid=(("2022-01-01", "2022-01-10"),))
    first, second, *_ = segments(terms, YEAR)
    assert (first.share, first.paid, second.share, second.paid) == (
        Fraction(10, 31), True, Fraction(21, 31), False,
    )  # fmt: skip


def test_r_11_a_due_day_of_ones_own_goes_before_the_month() -> None:
    late = Instalment(day("2022-01-01"), day("2022-01-31"), due_on=day("2022-12-15"))
    terms = LeaseTerms(
        starts_on=day("2022-01-01"), ends_on=day("2022-12-31"),
        rents=lease().rents, instalments=(late,),
    )  # fmt: skip
    assert waive_months(terms, 12)[-1].month == day("2022-01-01")


def test_r_13_a_third_of_the_rent_is_shown_with_four_decimals() -> None:
    assert shown_months(converted_months([Charged(2000_00, Fraction(3000_00))])) == "0.3333"
    assert shown_months(Fraction(1, 20_000)) == "0.0001"


def test_r_13_more_than_the_contract_says_is_no_cut() -> None:
    with pytest.raises(ChargedAboveContract):
        converted_months([Charged(5000_01, Fraction(5000_00))])
    with pytest.raises(ValueError, match="without rent"):
        converted_months([Charged(0, Fraction(0))])


def test_r_15_a_top_up_takes_other_months_than_the_first_grant() -> None:
    first = waive_months(MARCH, 3)
    more = waive_months(MARCH, 3, first)
    assert [part.month.month for part in (*first, *more)] == [3, 4, 5, 6, 7, 8]


def test_r_14_what_was_given_over_a_span_of_days_counts_in_each_of_its_months() -> None:
    before = (Freed(day("2022-01-16"), day("2022-03-15"), Exact(3, 2)),)
    year = lease()
    rest = {
        part.month.month: part.months.value for part in waive_months(year, Fraction(21, 2), before)
    }
    given = Fraction(16, 31) + 1 + Fraction(15, 31)  # the span, month by month
    assert [1 - rest[month] for month in (1, 2, 3)] == [
        Fraction(16, 31) / given * Fraction(3, 2),
        Fraction(3, 2) / given,
        Fraction(15, 31) / given * Fraction(3, 2),
    ]
    assert rest[4] == 1


def test_more_months_than_the_lease_has_are_refused() -> None:
    with pytest.raises(NotEnoughMonths, match="11 months"):
        waive_months(MARCH, 11)


def test_less_than_nothing_is_no_number_of_months() -> None:
    with pytest.raises(ValueError, match="less than nothing"):
        Exact.of(-1)
