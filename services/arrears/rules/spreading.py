"""Which debts a payment pays that names none (Civil Code art. 560; A-17). Pure."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby

from msgspec import Struct

from services.arrears.events import Share


class Owed(Struct, frozen=True, gc=False):
    """What is undisputed and not repaid of an item, and by when its contract had to be paid."""

    item_id: str
    due_on: date | None
    payable_fen: int


def spread(amount_fen: int, owed: Iterable[Owed], paid_on: date) -> tuple[Share, ...]:
    """Debts that are due come first, the earliest first; of one day each gets its proportion.

    Securities and burdens, which the article weighs in between, are not known to the ledger. What
    a fen cannot be divided into goes to the largest remainders, so that the shares add up to
    `amount_fen`. Raises ValueError when less is owed.
    """
    shares: list[Share] = []
    order = sorted(owed, key=lambda one: _rank(one, paid_on))
    for _, alike in groupby(order, key=lambda one: _rank(one, paid_on)):
        debts = list(alike)
        part = min(amount_fen, sum(one.payable_fen for one in debts))
        amount_fen -= part
        shares += [
            Share(one.item_id, fen, fen)
            for one, fen in zip(debts, _proportions(part, debts), strict=True)
            if fen
        ]
    if amount_fen:
        raise ValueError(f"{amount_fen} fen more than is owed")
    return tuple(shares)


def _rank(one: Owed, paid_on: date) -> tuple[bool, date]:
    due_on = one.due_on or date.max
    return due_on >= paid_on, due_on


def _proportions(fen: int, debts: Sequence[Owed]) -> Iterator[int]:
    total = sum(one.payable_fen for one in debts)
    if not total:
        yield from (0 for _ in debts)
        return
    exact = [divmod(fen * one.payable_fen, total) for one in debts]
    left = fen - sum(whole for whole, _ in exact)
    largest = sorted(range(len(debts)), key=lambda place: exact[place][1], reverse=True)[:left]
    yield from (whole + (place in largest) for place, (whole, _) in enumerate(exact))
