"""What an item's contract and payments make of overdue interest (1.3) and of the order in which
payments count by law (A-17). Derived each time, never stored.
"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from services.arrears.interest.ledger import LegalLedger, LegalPayment, legal_ledger
from services.arrears.interest.lpr import LprTable
from services.arrears.interest.model import Interest, Per, PrincipalPayment, Rate, RateTerms
from services.arrears.interest.overdue import overdue_interest
from services.arrears.rules.contract import contract_creditor
from services.arrears.state import Item
from services.arrears.terms.model import TermFlag

_PERCENT: Final = 2  # decimal places from a fraction to percent


def interest_of(item: Item, until: date, lpr: LprTable) -> Interest:
    """On the whole principal of a verified item, as the statistic counts its payments."""
    return overdue_interest(
        principal_fen=item.money.principal_fen,
        due_on=_due_on(item),
        payments=[PrincipalPayment(one.on, one.principal_fen) for one in _kept(item)],
        until=until,
        terms=rate_terms(item),
        lpr=lpr,
    )


def legal_ledger_of(item: Item, interest: Interest) -> LegalLedger:
    """The whole of each payment, whatever its voucher calls it, counted by law up to the same day."""
    return legal_ledger(
        principal_fen=interest.principal_fen,
        due_on=interest.due_on,
        rate=interest.rate,
        payments=[
            LegalPayment(one.on, one.principal_fen + one.interest_fen)
            for one in _kept(item)
            if one.principal_fen + one.interest_fen
        ],
        until=interest.until,
    )


def rate_terms(item: Item) -> RateTerms:
    contract, told = item.contract, item.payment_due
    rate = contract.agreed_rate
    return RateTerms(
        creditor=contract_creditor(item).kind,
        contract_on=contract.signed_on,
        agreed=None if rate is None else Rate(Decimal(rate).scaleb(_PERCENT), Per.YEAR),
        back_to_back_void=told is not None and TermFlag.BACK_TO_BACK_VOID in told.flags,
    )


def _due_on(item: Item) -> date | None:
    return item.payment_due.due_on if item.payment_due else None


class _CameIn(Struct, frozen=True, gc=False):
    """What one voucher, bill or note brought, on the day it counts from."""

    on: date
    principal_fen: int
    interest_fen: int = 0


def _came_in(item: Item) -> Iterator[_CameIn]:
    for payment in item.payments:
        if payment.reversed_at is None:
            yield _CameIn(payment.voucher.value_on, payment.counted_fen, payment.interest_fen)
    for instrument in item.instruments:
        if instrument.counted_on is not None:
            yield _CameIn(instrument.counted_on, instrument.counted_fen)


def _kept(item: Item) -> Iterator[_CameIn]:
    """What came in less what went back as paid too much (A-15), taken from the latest first."""
    returned = sum(one.amount_fen for one in item.settlements)
    for one in sorted(_came_in(item), key=_day, reverse=True):
        back = min(returned, one.principal_fen)
        returned -= back
        yield replace(one, principal_fen=one.principal_fen - back)


def _day(one: _CameIn) -> date:
    return one.on
