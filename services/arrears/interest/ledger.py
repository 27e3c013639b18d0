"""How payments count for law: costs, then interest, then principal (Civil Code 561; A-17). Pure.

A second ledger beside the statistic: that one counts principal only, and nothing here changes it.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from services.arrears.interest.exact import rounded_fen
from services.arrears.interest.model import INTEREST_VERSION, RateDecision, Segment
from services.arrears.interest.overdue import accrue


class Part(StrEnum):
    """What a payment may be counted towards."""

    COSTS = "costs"
    INTEREST = "interest"
    PRINCIPAL = "principal"


LEGAL_ORDER: Final = (Part.COSTS, Part.INTEREST, Part.PRINCIPAL)


class LegalPayment(Struct, frozen=True, gc=False):
    """The whole sum paid, whatever the voucher calls it, on its value date."""

    paid_on: date
    amount_fen: int


class Cost(Struct, frozen=True, gc=False):
    """A cost of enforcing the claim (court fee, notary), owed from its day on."""

    incurred_on: date
    amount_fen: int


class Parts(Struct, frozen=True, gc=False, kw_only=True):
    """A sum by what it is for: what a payment was counted towards, or what is still owed."""

    costs_fen: int = 0
    interest_fen: int = 0
    principal_fen: int = 0

    @property
    def total_fen(self) -> int:
        return self.costs_fen + self.interest_fen + self.principal_fen


class LedgerEntry(Struct, frozen=True, gc=False, kw_only=True):
    """One payment: the interest run up before it, where it went, and what it left.

    `surplus_fen` is what was paid beyond everything owed that day.
    """

    paid_on: date
    amount_fen: int
    accrued: Segment | None
    counted: Parts
    surplus_fen: int
    owed_after: Parts


class LegalLedger(Struct, frozen=True, gc=False, kw_only=True):
    """What is owed for law on the evening of `until`; None where rate or due day is unknown."""

    until: date
    order: tuple[Part, ...]
    entries: tuple[LedgerEntry, ...]
    accrued: Segment | None
    owed: Parts | None
    interest_version: int = INTEREST_VERSION


class _Owed:
    """The running ledger. Interest is kept exact and owed as rounded sum so far less what of it
    was paid, so that no number of payments adds a rounding to another.
    """

    def __init__(self, principal_fen: int, due_on: date, decided: RateDecision) -> None:
        self._since = due_on
        self._decided = decided
        self._exact = Fraction()
        self._interest_paid_fen = 0
        self._costs_fen = 0
        self._principal_fen = principal_fen

    @property
    def parts(self) -> Parts:
        return Parts(
            costs_fen=self._costs_fen,
            interest_fen=rounded_fen(self._exact) - self._interest_paid_fen,
            principal_fen=self._principal_fen,
        )

    def until(self, day: date) -> Segment | None:
        """Interest runs on to the evening of a day."""
        rate = self._decided.rate
        if rate is None or day <= self._since or not self._principal_fen:
            return None
        segment = accrue(self._principal_fen, self._since, day, rate, self._decided.year_days)
        self._exact += Fraction(segment.exact_fen)
        self._since = day
        return segment

    def incur(self, amount_fen: int) -> None:
        self._costs_fen += amount_fen

    def pay(self, counted: Parts) -> None:
        self._costs_fen -= counted.costs_fen
        self._interest_paid_fen += counted.interest_fen
        self._principal_fen -= counted.principal_fen


def legal_ledger(
    *,
    principal_fen: int,
    due_on: date | None,
    rate: RateDecision,
    payments: Iterable[LegalPayment],
    until: date,
    costs: Iterable[Cost] = (),
    order: Sequence[Part] = LEGAL_ORDER,
) -> LegalLedger:
    """Count each payment on its value date towards what is owed by then, in `order`.

    Raises ValueError when the order does not name every part once, InvalidAmount beyond the range
    of amounts.
    """
    order = tuple(order)
    if sorted(order) != sorted(LEGAL_ORDER):
        raise ValueError("an order of allocation names costs, interest and principal once each")
    if due_on is None or rate.rate is None:
        return LegalLedger(until=until, order=order, entries=(), accrued=None, owed=None)
    owed = _Owed(principal_fen, due_on, rate)
    waiting = sorted(costs, key=lambda cost: cost.incurred_on)
    entries = []
    for payment in sorted(payments, key=lambda paid: paid.paid_on):
        if payment.paid_on > until:
            break
        waiting = _incur(owed, waiting, payment.paid_on)
        entries.append(_entry(owed, payment, order))
    _incur(owed, waiting, until)
    accrued = owed.until(until)
    return LegalLedger(
        until=until,
        order=order,
        entries=tuple(entries),
        accrued=accrued,
        owed=owed.parts,
    )


def _incur(owed: _Owed, waiting: list[Cost], day: date) -> list[Cost]:
    """Costs of that day and before are owed; the later ones still wait."""
    for cost in waiting:
        if cost.incurred_on <= day:
            owed.incur(cost.amount_fen)
    return [cost for cost in waiting if cost.incurred_on > day]


def _entry(owed: _Owed, payment: LegalPayment, order: tuple[Part, ...]) -> LedgerEntry:
    accrued = owed.until(payment.paid_on)
    counted = _counted(payment.amount_fen, owed.parts, order)
    owed.pay(counted)
    return LedgerEntry(
        paid_on=payment.paid_on,
        amount_fen=payment.amount_fen,
        accrued=accrued,
        counted=counted,
        surplus_fen=payment.amount_fen - counted.total_fen,
        owed_after=owed.parts,
    )


def _counted(amount_fen: int, owed: Parts, order: tuple[Part, ...]) -> Parts:
    counted, left = Parts(), amount_fen
    for part in order:
        field = f"{part}_fen"
        share = min(left, getattr(owed, field))
        counted, left = replace(counted, **{field: share}), left - share
    return counted
