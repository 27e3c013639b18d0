"""From facts to entries: one function a fact that moves money."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any, Final

from services.arrears import events
from services.arrears.journal.accounts import Account, Entry, Posting
from shared.kernel.decider import Event

CREDIT_SIDE: Final = frozenset({Account.VERIFIED, Account.OVERPAID})

# By how much each account's balance changes, on the side its balance stands on.
Changes = Mapping[Account, int]
Balances = Mapping[Account, int]


class Journal:
    """The entries of one item so far; `balances` are what the accounts stand at."""

    def __init__(self) -> None:
        self.balances: Counter[Account] = Counter()

    def post(self, name: str, at: datetime, event: Event) -> Entry | None:
        """The entry of one more fact; None for one that moves no money.

        Raises ValueError when its two sides differ: the fact contradicts itself or the history.
        """
        changes_of = _CHANGES.get(type(event))
        if changes_of is None:
            return None
        changes = changes_of(event, self.balances)
        entry = Entry(name, at, tuple(_postings(changes)))
        debit_fen = sum(posting.debit_fen for posting in entry.postings)
        credit_fen = sum(posting.credit_fen for posting in entry.postings)
        if debit_fen != credit_fen:
            raise ValueError(f"{name}: {debit_fen} fen debited, {credit_fen} fen credited")
        self.balances.update(changes)
        return entry if entry.postings else None


def entries(history: Iterable[tuple[str, datetime, Event]]) -> Iterator[Entry]:
    """The journal of an item, from its facts with their stored names and instants."""
    journal = Journal()
    for name, at, event in history:
        entry = journal.post(name, at, event)
        if entry is not None:
            yield entry


def _postings(changes: Changes) -> Iterator[Posting]:
    for account, fen in changes.items():
        if fen:
            debit = (fen > 0) != (account in CREDIT_SIDE)
            yield Posting(account, abs(fen) if debit else 0, 0 if debit else abs(fen))


def _verified(event: events.ArrearsVerified, _balances: Balances) -> Changes:
    return {
        Account.UNDISPUTED: event.principal_fen - event.disputed_fen,
        Account.DISPUTED: event.disputed_fen,
        Account.VERIFIED: event.principal_fen,
    }


def _disputed(event: events.ArrearsDisputed, balances: Balances) -> Changes:
    more = event.disputed_fen - balances[Account.DISPUTED]
    return {Account.DISPUTED: more, Account.UNDISPUTED: -more}


def _resolved(event: events.ArrearsDisputeResolved, _balances: Balances) -> Changes:
    return {
        Account.UNDISPUTED: event.owed_fen,
        Account.WRITTEN_OFF: event.dropped_fen,
        Account.DISPUTED: -event.owed_fen - event.dropped_fen,
    }


def _came_in(event: Any, _balances: Balances) -> Changes:
    """A payment, a bill or note that counts, or what was said to be given back and was not."""
    return _received(event.credited_fen, event.overpaid_fen, event.acknowledged_fen)


def _went_back(event: Any, _balances: Balances) -> Changes:
    """A payment that was none, or a bill or note that was not paid."""
    return _received(-event.debited_fen, -event.overpaid_fen, -event.disputed_fen)


def _received(credited: int, overpaid: int, acknowledged: int) -> Changes:
    return {
        Account.RECEIVED: credited + overpaid,
        Account.UNDISPUTED: acknowledged - credited,
        Account.DISPUTED: -acknowledged,
        Account.OVERPAID: overpaid,
    }


def _settled(event: events.ArrearsOverpaymentSettled, _balances: Balances) -> Changes:
    return {Account.OVERPAID: -event.amount_fen, Account.RECEIVED: -event.amount_fen}


def _corrected(event: events.ArrearsAmountCorrected, balances: Balances) -> Changes:
    return _resized(event.reduced_fen, event.disputed_fen, event.overpaid_fen, balances)


def _ruled(event: events.ArrearsJudicialEnded, balances: Balances) -> Changes:
    return _resized(event.dropped_fen, 0, event.overpaid_fen, balances)


def _resized(reduced: int, disputed: int, overpaid: int, balances: Balances) -> Changes:
    """Another principal: what is disputed and what is paid too much of it stand in the fact."""
    disputed -= balances[Account.DISPUTED]
    overpaid -= balances[Account.OVERPAID]
    return {
        Account.WRITTEN_OFF: reduced,
        Account.DISPUTED: disputed,
        Account.OVERPAID: overpaid,
        Account.UNDISPUTED: overpaid - disputed - reduced,
    }


_CHANGES: Final[dict[type[Event], Callable[[Any, Balances], Changes]]] = {
    events.ArrearsVerified: _verified,
    events.ArrearsDisputed: _disputed,
    events.ArrearsDisputeResolved: _resolved,
    events.ArrearsPaid: _came_in,
    events.ArrearsInstrumentReceived: _came_in,
    events.ArrearsInstrumentPaid: _came_in,
    events.ArrearsPaymentReversed: _went_back,
    events.ArrearsInstrumentDishonoured: _went_back,
    events.ArrearsOverpaymentSettled: _settled,
    events.ArrearsSettlementWithdrawn: _came_in,
    events.ArrearsAmountCorrected: _corrected,
    events.ArrearsJudicialEnded: _ruled,
}
