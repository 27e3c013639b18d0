"""What a row may be: a pure function of the row, the items and the payments known. Never stored.

A proposal is for a person to look at. What fits is said with its grounds, what nearly does with
what stands against it; amounts and names are compared, never guessed.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from typing import Final

from msgspec import Struct

from services.arrears.payment_files.state import Confirmed, PaymentFile, SetAside
from services.arrears.payment_files.values import PaidRow, RowState
from services.arrears.payment_files.vouchers import is_party, states_the_same
from services.arrears.rules.schedule import unpaid
from services.arrears.state import Item, Payment, Status
from shared.kernel.numbering import normalised

_AT_WORK: Final = frozenset({Status.OPEN, Status.JUDICIAL})
_TELLING_CHARS: Final = 4  # a shorter contract number may stand in any text by chance


class Ground(StrEnum):
    """What speaks for an item."""

    PAYER_CODE = "payer_code"
    PAYER_NAME = "payer_name"
    PAYEE_CODE = "payee_code"
    PAYEE_NAME = "payee_name"
    WHOLE_OUTSTANDING = "whole_outstanding"
    INSTALMENT = "instalment"
    NAMED_IN_PURPOSE = "named_in_purpose"


class Obstacle(StrEnum):
    """What stands against an item that is owed to the payee."""

    PAYER_IS_ANOTHER = "payer_is_another"
    MORE_THAN_OUTSTANDING = "more_than_outstanding"
    BEFORE_CONTRACT = "before_contract"
    NOT_AT_WORK = "not_at_work"


class Candidate(Struct, frozen=True, kw_only=True, gc=False):
    """An item owed to the payee, with all that speaks for it and against it."""

    item_id: str
    item: Item
    grounds: tuple[Ground, ...]
    obstacles: tuple[Obstacle, ...]


class First(Struct, frozen=True, gc=False):
    """The payment that stands in the ledger under the row's voucher, and one of its items."""

    item_id: str
    item: Item
    payment: Payment


class Known(Struct, frozen=True, kw_only=True, gc=False):
    """What the ledger and the file hold that may concern a row, ordered for looking up.

    owed      items by whom they are owed to: its code, and its name as copies agree on it
    payments  those that stand, by voucher number
    rows      the first row of each voucher in the file, of those not set aside
    """

    owed: Mapping[str, Sequence[tuple[str, Item]]]
    payments: Mapping[str, Sequence[First]]
    rows: Mapping[tuple[str, str], int]


def known_of(items: Mapping[str, Item], file: PaymentFile) -> Known:
    """`items` are all that may be owed to a payee of the rows, or hold a voucher of theirs."""
    owed: dict[str, list[tuple[str, Item]]] = defaultdict(list)
    payments: dict[str, list[First]] = defaultdict(list)
    for item_id, item in items.items():
        owed[item.creditor.uscc].append((item_id, item))
        owed[normalised(item.creditor.name)].append((item_id, item))
        for payment in item.payments:
            if payment.reversed_at is None:
                first = First(item_id, item, payment)
                payments[normalised(payment.voucher.number)].append(first)
    rows: dict[tuple[str, str], int] = {}
    for row in file.rows.values():
        if not isinstance(file.decisions.get(row.number), SetAside):
            rows.setdefault(_voucher(row), row.number)
    return Known(owed=owed, payments=payments, rows=rows)


class Proposal(Struct, frozen=True, kw_only=True, gc=False):
    """What a row has come to.

    candidates   the items that fit; several where it is ambiguous, the best founded first
    near         items owed to the payee that do not fit
    first        the payment it is or conflicts with
    earlier_row  the row of the same file whose voucher it bears
    """

    state: RowState
    candidates: tuple[Candidate, ...] = ()
    near: tuple[Candidate, ...] = ()
    first: First | None = None
    earlier_row: int | None = None


def propose(row: PaidRow, file: PaymentFile, known: Known) -> Proposal:
    """Exactly one state for each row; a person's decision comes before everything else."""
    decision = file.decisions.get(row.number)
    if isinstance(decision, Confirmed):
        return Proposal(state=RowState.CONFIRMED)
    if isinstance(decision, SetAside):
        return Proposal(state=RowState.SET_ASIDE)
    first = _first(row, known)
    if first is not None:
        same = states_the_same(first.payment.voucher, first.item, row)
        return Proposal(state=RowState.RECORDED if same else RowState.CONFLICTING, first=first)
    earlier = _earlier(row, known)
    if earlier is not None:
        return Proposal(state=RowState.CONFLICTING, earlier_row=earlier)
    return _matched(_owed(row, known))


def _matched(owed: Iterable[Candidate]) -> Proposal:
    found = list(owed)
    near = tuple(one for one in found if one.obstacles)
    fitting = [one for one in found if not one.obstacles]
    named = [one for one in fitting if Ground.NAMED_IN_PURPOSE in one.grounds]
    fitting = named if len(named) == 1 else fitting
    fitting.sort(key=lambda one: (-len(one.grounds), one.item.number))
    states = (RowState.UNMATCHED, RowState.MATCHED)
    state = states[len(fitting)] if len(fitting) < len(states) else RowState.AMBIGUOUS
    return Proposal(state=state, candidates=tuple(fitting), near=near)


def _first(row: PaidRow, known: Known) -> First | None:
    """The payment under the row's voucher: by the payer's code, or else by the payer's name."""
    for first in known.payments.get(normalised(row.voucher_number), ()):
        voucher = first.payment.voucher
        if is_party(row.payer_name, row.payer_uscc, voucher.payer_name, voucher.payer_uscc):
            return first
    return None


def _earlier(row: PaidRow, known: Known) -> int | None:
    """An earlier row of the file that bears the same voucher of the same payer."""
    first = known.rows[_voucher(row)]
    return first if first < row.number else None


def _voucher(row: PaidRow) -> tuple[str, str]:
    return normalised(row.voucher_number), row.payer_uscc or normalised(row.payer_name)


def _owed(row: PaidRow, known: Known) -> Iterator[Candidate]:
    """Every item that is owed to the payee: by its code where the row has one, else by its name."""
    payee = row.payee_uscc or normalised(row.payee_name)
    purpose = normalised(row.purpose)
    for item_id, item in known.owed.get(payee, ()):
        if item.status is not Status.EXCLUDED:
            debtor = item.debtor
            by_debtor = is_party(row.payer_name, row.payer_uscc, debtor.name, debtor.uscc)
            yield Candidate(
                item_id=item_id,
                item=item,
                grounds=tuple(_grounds(row, item, purpose, by_debtor=by_debtor)),
                obstacles=tuple(_obstacles(row, item, by_debtor=by_debtor)),
            )


def _obstacles(row: PaidRow, item: Item, *, by_debtor: bool) -> Iterator[Obstacle]:
    if not by_debtor:
        yield Obstacle.PAYER_IS_ANOTHER
    if row.value_on < item.contract.signed_on:
        yield Obstacle.BEFORE_CONTRACT
    if item.status not in _AT_WORK or item.amounts is None:
        yield Obstacle.NOT_AT_WORK
    elif row.amount_fen > item.amounts.outstanding_fen:
        yield Obstacle.MORE_THAN_OUTSTANDING


def _grounds(row: PaidRow, item: Item, purpose: str, *, by_debtor: bool) -> Iterator[Ground]:
    if by_debtor:
        yield Ground.PAYER_NAME if row.payer_uscc is None else Ground.PAYER_CODE
    yield Ground.PAYEE_NAME if row.payee_uscc is None else Ground.PAYEE_CODE
    if item.amounts is not None:
        if row.amount_fen == item.amounts.outstanding_fen:
            yield Ground.WHOLE_OUTSTANDING
        duties = unpaid(item.schedule, item.amounts.repaid_fen)
        if any(row.amount_fen == fen for _, fen in duties):
            yield Ground.INSTALMENT
    if _names(purpose, item.contract.number) or _names(purpose, item.number):
        yield Ground.NAMED_IN_PURPOSE


def _names(purpose: str, number: str) -> bool:
    """Whether a text, without blanks, names a number as a whole, not as a part of a longer one."""
    sought = normalised(number)
    if len(sought) < _TELLING_CHARS or sought not in purpose:
        return False
    whole = rf"(?<![0-9A-Z])(?<![0-9A-Z]-){re.escape(sought)}(?!-?[0-9A-Z])"
    return re.search(whole, purpose) is not None
