"""Whatever the lease: no month twice, none too many, and the money is the months' (R-7 to R-13)."""

from datetime import date, timedelta
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from services.rent.months.exact import Exact
from services.rent.months.granted import Proration, months_allowed
from services.rent.months.lease import Instalment, LeaseTerms, RentBasis, RentPeriod
from services.rent.months.segments import days_available, months_available, segments
from services.rent.months.waived import amount_fen, amounts_by_payment, waive

YEAR = 2022
DAY = timedelta(days=1)


@st.composite
def leases(draw: st.DrawFn) -> LeaseTerms:
    """Up to four rents and up to four instalments over a lease about the year."""
    starts = draw(st.dates(date(2021, 6, 1), date(2022, 12, 31)))
    ends = draw(st.dates(starts, date(2023, 6, 30)))
    cuts = sorted(draw(st.sets(st.dates(starts, ends), max_size=3)) - {starts})
    spans = list(zip([starts, *cuts], [*(cut - DAY for cut in cuts), ends], strict=True))
    rents = tuple(
        RentPeriod(a, b, draw(st.sampled_from(RentBasis)), draw(st.integers(0, 10**9)))
        for a, b in spans
    )
    instalments = tuple(
        Instalment(a, b, draw(st.dates(a, b)), draw(st.none() | st.just(a)))
        for a, b in spans
        if draw(st.booleans())
    )
    return LeaseTerms(starts_on=starts, ends_on=ends, rents=rents, instalments=instalments)


months = st.fractions(0, 12, max_denominator=40)


@given(leases())
def test_segments_cover_the_days_of_the_year_once(terms: LeaseTerms) -> None:
    found = segments(terms, YEAR)
    days = [s.from_on + n * DAY for s in found for n in range((s.to_on - s.from_on).days + 1)]
    assert days == sorted(set(days))
    assert days_available(terms, YEAR) == len(days)
    assert months_available(terms, YEAR) <= 12
    expected = [date(YEAR, 1, 1) + n * DAY for n in range(365)]
    assert days == [d for d in expected if terms.starts_on <= d <= terms.ends_on]


@given(leases(), st.sampled_from([3, 6, 12]), st.sampled_from(Proration))
def test_no_lease_is_allowed_more_than_it_is_entitled_to_or_has(
    terms: LeaseTerms, entitled: int, proration: Proration
) -> None:
    allowed = months_allowed(entitled, terms, YEAR, proration)
    assert 0 <= allowed <= entitled
    assert allowed <= months_available(terms, YEAR)


@given(leases(), months, months)
def test_two_grants_add_up_and_take_no_day_twice(
    terms: LeaseTerms, first: Fraction, more: Fraction
) -> None:
    available = months_available(terms, YEAR)
    first = min(first, available)
    more = min(more, available - first)
    one = waive(segments(terms, YEAR), first, {})
    before: dict[date, Fraction] = {}
    for part in one:
        before[part.month] = before.get(part.month, Fraction(0)) + part.months.value
    two = waive(segments(terms, YEAR), more, before)
    assert sum((part.months.value for part in one), Fraction(0)) == first
    assert sum((part.months.value for part in two), Fraction(0)) == more
    for month in {part.month for part in (*one, *two)}:
        taken = sum((p.months.value for p in (*one, *two) if p.month == month), Fraction(0))
        assert taken <= sum(
            (s.share for s in segments(terms, YEAR) if s.month == month), Fraction(0)
        )


@given(leases(), months)
def test_the_amount_is_the_rent_of_the_months_rounded_once(
    terms: LeaseTerms, wanted: Fraction
) -> None:
    waived = waive(segments(terms, YEAR), min(wanted, months_available(terms, YEAR)), {})
    exact = sum((part.months.value * part.monthly_fen.value for part in waived), Fraction(0))
    total = amount_fen(waived)
    assert -Fraction(1, 2) < total - exact <= Fraction(1, 2)
    unpaid, back = amounts_by_payment(waived)
    assert unpaid + back == total
    assert unpaid >= 0
    paid = [part.paid for part in waived]
    assert paid == sorted(paid)


@given(st.fractions(0, 10**6))
def test_an_exact_number_is_stored_without_loss(value: Fraction) -> None:
    assert Exact.of(value).value == value
