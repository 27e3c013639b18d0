"""Laws of overdue interest and of the legal ledger: exact, additive, monotone."""

from datetime import date, timedelta
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from services.arrears.interest.ledger import LEGAL_ORDER, Cost, LegalPayment, Part, legal_ledger
from services.arrears.interest.lpr import LPR_1Y
from services.arrears.interest.model import Interest, Per, PrincipalPayment, Rate, RateTerms
from services.arrears.interest.overdue import overdue_interest
from services.arrears.interest.rate import rate_of
from tests.builders.arrears_interest import rate_terms

DUE = date(2022, 6, 30)
FEN = st.integers(0, 10**13)
DAYS = st.integers(-60, 2000).map(lambda n: DUE + timedelta(days=n))
PAYMENTS = st.lists(st.builds(PrincipalPayment, DAYS, FEN), max_size=6)
CONTRACT_DAYS = st.dates(date(2018, 1, 1), date(2027, 12, 31))
PERCENT = st.decimals(-1, 40, places=4, allow_nan=False, allow_infinity=False)
RATES = st.builds(Rate, PERCENT, st.sampled_from(Per))
REGULATED = st.dates(date(2020, 9, 1), date(2027, 12, 31))
TERMS = st.builds(
    lambda on, agreed, year_days, *, void: rate_terms(
        on.isoformat(), agreed, year_days=year_days, back_to_back_void=void
    ),
    REGULATED,
    st.none() | RATES,
    st.sampled_from((365, 360)),
    void=st.booleans(),
)


def reckon(
    principal: int, until: date, payments: list[PrincipalPayment], terms: RateTerms
) -> Interest:
    return overdue_interest(
        principal_fen=principal,
        due_on=DUE,
        payments=payments,
        until=until,
        terms=terms,
        lpr=LPR_1Y,
    )


def exact(found: Interest) -> Fraction:
    assert found.exact_fen is not None
    return Fraction(found.exact_fen)


@given(FEN, FEN, DAYS, PAYMENTS, TERMS)
def test_more_principal_never_earns_less(
    principal: int, more: int, until: date, payments: list[PrincipalPayment], terms: RateTerms
) -> None:
    less = reckon(principal, until, payments, terms)
    assert exact(less) <= exact(reckon(principal + more, until, payments, terms))


@given(FEN, DAYS, DAYS, PAYMENTS, TERMS)
def test_more_days_never_earn_less(
    principal: int, one: date, two: date, payments: list[PrincipalPayment], terms: RateTerms
) -> None:
    early, late = (exact(reckon(principal, until, payments, terms)) for until in sorted((one, two)))
    assert early <= late


@given(FEN, DAYS, PAYMENTS, TERMS)
def test_the_segments_are_disjoint_and_add_up_before_the_rounding(
    principal: int, until: date, payments: list[PrincipalPayment], terms: RateTerms
) -> None:
    found = reckon(principal, until, payments, terms)
    assert sum((Fraction(part.exact_fen) for part in found.segments), Fraction()) == exact(found)
    last = DUE
    for part in found.segments:
        assert (part.from_on, part.days) == (last, (part.to_on - part.from_on).days)
        last = part.to_on
    assert found.interest_fen is not None
    assert -Fraction(1, 2) <= exact(found) - found.interest_fen < Fraction(1, 2)


@given(FEN, DAYS, DAYS, TERMS)
def test_a_day_between_divides_nothing(
    principal: int, one: date, two: date, terms: RateTerms
) -> None:
    """A payment of nothing cuts a segment in two and changes no sum."""
    between, until = sorted((one, two))
    cut = reckon(principal, until, [PrincipalPayment(between, 0)], terms)
    assert exact(cut) == exact(reckon(principal, until, [], terms))


@given(FEN, DAYS, PAYMENTS, DAYS, FEN, FEN, TERMS)
def test_a_payment_split_on_its_day_changes_nothing(
    principal: int,
    until: date,
    payments: list[PrincipalPayment],
    on: date,
    one: int,
    two: int,
    terms: RateTerms,
) -> None:
    whole = reckon(principal, until, [*payments, PrincipalPayment(on, one + two)], terms)
    parts = [PrincipalPayment(on, two), *payments, PrincipalPayment(on, one)]
    assert reckon(principal, until, parts, terms) == whole


@given(FEN, st.integers(0, 60), DAYS, TERMS)
def test_what_is_paid_by_the_due_day_earns_nothing(
    principal: int, early: int, until: date, terms: RateTerms
) -> None:
    paid = PrincipalPayment(DUE - timedelta(days=early), principal)
    found = reckon(principal, max(until, paid.paid_on), [paid], terms)
    assert (found.interest_fen, found.segments, found.outstanding_fen) == (0, (), 0)


@given(on=CONTRACT_DAYS, agreed=RATES, year_days=st.sampled_from((365, 360)), void=st.booleans())
def test_the_floor_never_lowers_a_rate(
    on: date, agreed: Rate, year_days: int, *, void: bool
) -> None:
    terms = rate_terms(on.isoformat(), agreed, year_days=year_days, back_to_back_void=void)
    found = rate_of(terms, LPR_1Y)
    assert found.rate
    assert found.rate.daily(terms.year_days) >= agreed.daily(terms.year_days)
    if found.decree and found.lpr:
        floor = Rate(found.lpr.percent, Per.YEAR)
        assert found.rate.daily(terms.year_days) >= floor.daily(terms.year_days)


@given(
    FEN,
    DAYS,
    st.lists(st.builds(LegalPayment, DAYS, FEN), max_size=6),
    st.lists(st.builds(Cost, DAYS, FEN), max_size=3),
    st.permutations(LEGAL_ORDER),
    TERMS,
)
def test_the_legal_ledger_loses_no_fen(
    principal: int,
    until: date,
    payments: list[LegalPayment],
    costs: list[Cost],
    order: list[Part],
    terms: RateTerms,
) -> None:
    found = legal_ledger(
        principal_fen=principal,
        due_on=DUE,
        rate=rate_of(terms, LPR_1Y),
        payments=payments,
        until=until,
        costs=costs,
        order=order,
    )
    assert found.owed
    paid = sum(entry.amount_fen for entry in found.entries)
    assert paid == sum(payment.amount_fen for payment in payments if payment.paid_on <= until)
    for entry in found.entries:
        assert entry.amount_fen == entry.counted.total_fen + entry.surplus_fen
        assert min(entry.counted.costs_fen, entry.counted.interest_fen, entry.surplus_fen) >= 0
        assert not (entry.surplus_fen and entry.owed_after.total_fen)
    to_principal = sum(entry.counted.principal_fen for entry in found.entries)
    assert found.owed.principal_fen == principal - to_principal >= 0
    to_costs = sum(entry.counted.costs_fen for entry in found.entries)
    incurred = sum(cost.amount_fen for cost in costs if cost.incurred_on <= until)
    assert found.owed.costs_fen == incurred - to_costs >= 0
    segments = [entry.accrued for entry in found.entries] + [found.accrued]
    run_up = sum((Fraction(part.exact_fen) for part in segments if part), Fraction())
    to_interest = sum(entry.counted.interest_fen for entry in found.entries)
    assert abs(run_up - to_interest - found.owed.interest_fen) <= Fraction(1, 2)


@given(FEN, DAYS, TERMS, st.lists(st.builds(LegalPayment, DAYS, FEN), max_size=4))
def test_paying_principal_last_never_leaves_less_principal_than_paying_it_first(
    principal: int, until: date, terms: RateTerms, payments: list[LegalPayment]
) -> None:
    """Why the statistic and the law keep two ledgers."""
    legal = legal_ledger(
        principal_fen=principal,
        due_on=DUE,
        rate=rate_of(terms, LPR_1Y),
        payments=payments,
        until=until,
    )
    statistic = reckon(
        principal,
        until,
        [PrincipalPayment(paid.paid_on, paid.amount_fen) for paid in payments],
        terms,
    )
    assert legal.owed
    assert legal.owed.principal_fen >= statistic.outstanding_fen
