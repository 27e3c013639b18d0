"""A-22: what state organs and public institutions had not paid at the end of a year, by contract.

Decree 728 art. 16 and Decree 802 art. 18 have them publish, by 31 March, the contracts and amounts
that were overdue in the year before. Overdue is judged by the day the contract had to be paid by the
Payment Regulation (1.2), not by a campaign's days; amounts are principal. Whenever a debt was found,
it was owed on the day asked for.
"""

from collections.abc import Iterable
from datetime import date
from typing import Final

from msgspec import Struct

from services.arrears import events
from services.arrears.codes import CreditorKind, DebtorKind
from services.arrears.events import Contract, Creditor, Debtor
from services.arrears.statistics.standing import standing
from services.arrears.terms.model import PaymentDue
from shared.kernel.decider import Event

DISCLOSING: Final = frozenset({DebtorKind.STATE_ORGAN, DebtorKind.PUBLIC_INSTITUTION})


class Overdue(Struct, frozen=True, kw_only=True, gc=False):
    """A contract that was not paid at the end of a day. `due_on` is None where its day cannot be
    told, so that nobody can say whether it had passed. `disputed_fen` is part of what is
    outstanding; `judicial` says that a court or arbitration body had the matter.
    """

    number: str
    debtor: Debtor
    creditor: Creditor
    contract: Contract
    due_on: date | None
    principal_fen: int
    outstanding_fen: int
    disputed_fen: int
    judicial: bool


class Disclosed(Struct, frozen=True, kw_only=True, gc=False):
    """What one debtor has to publish: contracts overdue, and apart those whose day is unknown."""

    debtor: Debtor
    overdue: tuple[Overdue, ...]
    undetermined: tuple[Overdue, ...]

    @property
    def outstanding_fen(self) -> int:
        return sum(one.outstanding_fen for one in self.overdue)

    @property
    def disputed_fen(self) -> int:
        return sum(one.disputed_fen for one in self.overdue)

    @property
    def self_employed(self) -> tuple[Overdue, ...]:
        """Those of the overdue that are owed to the self-employed, who are no firms (1.1)."""
        kind = CreditorKind.SELF_EMPLOYED
        return tuple(one for one in self.overdue if one.creditor.kind is kind)


def overdue(history: Iterable[Event], day: date) -> Overdue | None:
    """The item if it has to be told of at the end of `day`: owed by a state organ or a public
    institution, not paid, and its day of payment come or unknown. A payment at the end of its last
    day is too late (CAL-4), so that a contract due on the day itself is overdue at its end.
    """
    facts = tuple(history)
    stood = standing(facts, day, found_later=True)
    if stood is None or not stood.outstanding_fen or stood.debtor.kind not in DISCLOSING:
        return None
    number, contract, due = _papers(facts)
    if due.due_on is not None and due.due_on > day:
        return None
    if contract.signed_on > day:
        return None
    return Overdue(
        number=number,
        debtor=stood.debtor,
        creditor=stood.creditor,
        contract=contract,
        due_on=due.due_on,
        principal_fen=stood.principal_fen,
        outstanding_fen=stood.outstanding_fen,
        disputed_fen=stood.disputed_fen,
        judicial=stood.judicial,
    )


def disclosed(found: Iterable[Overdue]) -> list[Disclosed]:
    """By debtor, in the order of their codes; contracts in the order of their items' numbers. Of
    several names of one debtor the one of its last item holds.
    """
    by_debtor: dict[str, list[Overdue]] = {}
    for one in sorted(found, key=lambda one: one.number):
        by_debtor.setdefault(one.debtor.uscc, []).append(one)
    return [
        Disclosed(
            debtor=own[-1].debtor,
            overdue=tuple(one for one in own if one.due_on is not None),
            undetermined=tuple(one for one in own if one.due_on is None),
        )
        for _, own in sorted(by_debtor.items())
    ]


def _papers(facts: Iterable[Event]) -> tuple[str, Contract, PaymentDue]:
    """Number, contract and day of payment as they are known now: a correction says how it has
    always been (A-16), and so does a notice of days off (CAL-8).
    """
    number, contract, due = "", None, None
    for event in facts:
        if isinstance(event, events.ArrearsRegistered):
            number, contract = event.number, event.contract
        elif isinstance(event, events.ArrearsVerified):
            due = event.payment_due
        elif isinstance(event, events.ArrearsPartyCorrected):
            contract = event.correction.contract or contract
            due = event.payment_due or due
        elif isinstance(event, events.ArrearsDeadlinesRecalculated):
            due = event.payment_due or due
    if contract is None or due is None:
        raise ValueError("an item that was verified has a contract and a day of payment")
    return number, contract, due
