"""Whatever the lease: no month twice, none too many, and the money is the months' (R-7 to R-13)."""

from datetime import date, timedelta
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from services.rent.eligibility.answer import answer
from services.rent.eligibility.question import Question
from services.rent.listings.state import Listings
from services.rent.months.exact import Exact
from services.rent.months.granted import Given, Proration, months_allowed
from services.rent.months.lease import Instalment, LeaseTerms, RentBasis, RentPeriod
from services.rent.months.segments import days_available, months_available, segments
from services.rent.months.waived import amount_fen, amounts_by_payment, waive
from tests.builders.rent import CAFE, PROGRAMME_2022, STATE_PREMISES, ask, confirmed, listing

YEAR = 2022
LISTED = confirmed(listing()).state
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
    one = waive(segments(terms, YEAR), first, ())
    two = waive(segments(terms, YEAR), more, one)
    assert sum((part.months.value for part in one), Fraction(0)) == first
    assert sum((part.months.value for part in two), Fraction(0)) == more
    for segment in segments(terms, YEAR):
        parts = (part for part in (*one, *two) if part.from_on == segment.from_on)
        assert sum((part.months.value for part in parts), Fraction(0)) <= segment.share


@given(leases(), months)
def test_the_amount_is_the_rent_of_the_months_rounded_once(
    terms: LeaseTerms, wanted: Fraction
) -> None:
    waived = waive(segments(terms, YEAR), min(wanted, months_available(terms, YEAR)), ())
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


@given(leases(), st.booleans(), st.fractions(0, 6, max_denominator=30))
def test_an_answer_grants_what_is_left(
    terms: LeaseTerms,
    listed: bool,  # noqa: FBT001
    given_before: Fraction,
) -> None:
    """R-3, R-7, R-8, R-14: in two steps as many months as in one."""
    listings = LISTED if listed else Listings()
    whole = ask(listings, terms=terms)
    given_before = min(given_before, whole.reckoned.allowed)
    first = waive(segments(terms, YEAR), given_before, ())
    question = Question(
        tested_on=date(2022, 8, 22),
        premises=STATE_PREMISES,
        tenant=CAFE,
        terms=terms,
        given=Given(given_before, given_before),
    )
    rest = answer(question, PROGRAMME_2022, listings, first)
    assert given_before + sum(p.months.value for p in rest.waived) == whole.reckoned.allowed
