"""Debts as the tests of overdue interest need them: dates and amounts as texts."""

from decimal import Decimal
from typing import Any

from services.arrears.codes import CreditorKind
from services.arrears.interest.ledger import Cost, LegalLedger, LegalPayment, legal_ledger
from services.arrears.interest.lpr import LPR_1Y
from services.arrears.interest.model import Interest, Per, PrincipalPayment, Rate, RateTerms
from services.arrears.interest.overdue import overdue_interest
from services.arrears.interest.rate import rate_of
from shared.kernel.money import parse_amount
from tests.builders.arrears_terms import day


def yearly(percent: str) -> Rate:
    return Rate(Decimal(percent), Per.YEAR)


def rate_terms(
    on: str | None = "2022-01-10", agreed: str | Rate | None = None, **other: Any
) -> RateTerms:
    """`agreed` is percent a year where it is a text."""
    return RateTerms(
        contract_on=day(on) if on else None,
        agreed=yearly(agreed) if isinstance(agreed, str) else agreed,
        **{"creditor": CreditorKind.SMALL, **other},
    )


def interest(
    principal: str,
    due_on: str | None,
    until: str,
    *paid: tuple[str, str],
    terms: RateTerms | None = None,
) -> Interest:
    """`paid` are (value date, principal)."""
    return overdue_interest(
        principal_fen=parse_amount(principal),
        due_on=day(due_on) if due_on else None,
        payments=[PrincipalPayment(day(on), parse_amount(amount)) for on, amount in paid],
        until=day(until),
        terms=terms or rate_terms(),
        lpr=LPR_1Y,
    )


def ledger(
    principal: str,
    due_on: str | None,
    until: str,
    *paid: tuple[str, str],
    costs: tuple[tuple[str, str], ...] = (),
    **other: Any,
) -> LegalLedger:
    """At 0.05 % a day unless `terms` say otherwise; `paid` and `costs` are (day, amount)."""
    return legal_ledger(
        principal_fen=parse_amount(principal),
        due_on=day(due_on) if due_on else None,
        rate=rate_of(other.pop("terms", rate_terms()), LPR_1Y),
        payments=[LegalPayment(day(on), parse_amount(amount)) for on, amount in paid],
        until=day(until),
        costs=[Cost(day(on), parse_amount(amount)) for on, amount in costs],
        **other,
    )
