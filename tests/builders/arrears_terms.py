"""Contracts as the tests of the payment term need them: whatever is not named is ordinary."""

from datetime import date
from typing import Any

from services.arrears.codes import CreditorKind, DebtorKind
from services.arrears.terms.due import payment_due
from services.arrears.terms.model import ContractTerms, PaymentDue
from shared.kernel.calendars import seeded_calendar

CALENDAR = seeded_calendar()
DATES = {"delivered_on", "accepted_on", "acceptance_ends_on", "settled_on"}
ORGAN, LARGE = DebtorKind.STATE_ORGAN, DebtorKind.OTHER_LARGE_ENTERPRISE


def day(text: str) -> date:
    return date.fromisoformat(text)


def contract(
    debtor: DebtorKind = ORGAN, on: str | None = "2022-03-01", **terms: Any
) -> ContractTerms:
    """A small firm's contract. Dates are ISO texts."""
    whole: dict[str, Any] = {"creditor": CreditorKind.SMALL, **terms}
    for name in whole.keys() & DATES:
        whole[name] = day(whole[name]) if isinstance(whole[name], str) else whole[name]
    return ContractTerms(debtor=debtor, contract_on=day(on) if on else None, **whole)


def due(debtor: DebtorKind = ORGAN, on: str | None = "2022-03-01", **terms: Any) -> PaymentDue:
    return payment_due(contract(debtor, on, **terms), CALENDAR)
