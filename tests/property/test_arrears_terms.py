"""Laws of the payment term: never before the next day, never earlier for a later start."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from services.arrears.codes import CreditorKind, DebtorKind
from services.arrears.complaints.limits import Stage, stage_limit
from services.arrears.terms.due import payment_due
from services.arrears.terms.explain import explain
from services.arrears.terms.model import Condition, ContractTerms, TermFlag, Unknown
from tests.builders.arrears_terms import CALENDAR, LARGE, ORGAN, contract

DAYS = st.dates(date(2019, 1, 1), date(2028, 12, 31))
AGREED = st.none() | st.integers(-5, 400)
TERMS = st.builds(
    ContractTerms,
    debtor=st.sampled_from(DebtorKind),
    creditor=st.sampled_from(CreditorKind),
    contract_on=st.none() | DAYS,
    condition=st.sampled_from(Condition),
    delivered_on=st.none() | DAYS,
    accepted_on=st.none() | DAYS,
    acceptance_ends_on=st.none() | DAYS,
    acceptance_late_by_seller=st.booleans(),
    settled_on=st.none() | DAYS,
    agreed_days=AGREED,
    back_to_back=st.booleans(),
    other_law=st.sampled_from(("", "《政府采购法实施条例》")),
    other_law_days=AGREED,
)


@given(TERMS, st.none() | DAYS)
def test_a_due_day_is_a_working_day_after_the_start_or_what_is_missing_is_named(
    terms: ContractTerms, delayed_until: date | None
) -> None:
    told = payment_due(terms, CALENDAR, delayed_until=delayed_until)
    assert (told.due_on is None) == bool(told.unknown)
    if told.due_on:
        assert told.start_on
        assert told.ends_on
        assert told.days
        assert told.start_on + timedelta(days=1) <= told.ends_on <= told.due_on
        assert told.ends_on - told.start_on == timedelta(days=told.days)
        assert told.due_on == CALENDAR.roll_forward(told.ends_on)
    explained = explain(terms, told, CALENDAR)
    assert len(explained.notes) == len(told.unknown) + len(told.flags)
    assert bool(explained.days) == bool(told.due_on)
    assert (Unknown.TERM_NOT_FIXED in told.unknown) <= (TermFlag.REVIEW in told.flags)


@given(DAYS, DAYS, st.sampled_from(DebtorKind), st.integers(1, 400))
def test_a_later_start_is_never_due_earlier(
    one: date, two: date, debtor: DebtorKind, agreed: int
) -> None:
    early, late = (
        payment_due(contract(debtor, delivered_on=on, agreed_days=agreed), CALENDAR).due_on
        for on in sorted((one, two))
    )
    assert early
    assert late
    assert early <= late


@given(DAYS, st.integers(1, 399))
def test_a_public_body_never_has_more_than_60_days(start: date, agreed: int) -> None:
    told = payment_due(contract(ORGAN, delivered_on=start, agreed_days=agreed), CALENDAR)
    assert told.days == min(agreed, 60)
    assert (TermFlag.VOID_OVER_60 in told.flags) == (agreed > 60)


@given(DAYS, st.integers(1, 399))
def test_a_large_enterprises_agreed_days_hold(start: date, agreed: int) -> None:
    told = payment_due(
        contract(LARGE, "2025-06-01", delivered_on=start, agreed_days=agreed), CALENDAR
    )
    assert told.days == agreed
    assert (TermFlag.REVIEW in told.flags) >= (agreed > 60)


@given(DAYS, DAYS, st.sampled_from(Stage))
def test_a_complaint_received_later_is_never_due_earlier(
    one: date, two: date, stage: Stage
) -> None:
    early, late = (stage_limit(stage, on, CALENDAR) for on in sorted((one, two)))
    assert early.last_day <= late.last_day
    assert early.start_on < early.ends_on <= early.last_day
    assert CALENDAR.is_workday(early.last_day)
