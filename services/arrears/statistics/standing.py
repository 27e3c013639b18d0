"""Where one item stood on a day, told from the facts recorded so far (A-21).

Two times are at work. Which facts are given is when they were known; the day asked for is when
things happened: a payment counts from its value date, a dispute from the day it was raised, a
settlement or ruling, with the class it makes, from the day it took effect, an assignment from the
day the debtor was told. A correction and a reversal say how it has always been: once known, they
change every day.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any, Final, Generic, TypeVar

from msgspec import Struct

from services.arrears import events
from services.arrears.events import Creditor, Debtor
from shared.kernel.clock import shanghai_date
from shared.kernel.decider import Event

_ALWAYS: Final = date.min


class Standing(Struct, frozen=True, kw_only=True, gc=False):
    """An item of the ledger on a day. `judicial` ones are shown and in no rate (A-12)."""

    programme: str
    debtor: Debtor
    creditor: Creditor
    size_class: str
    new: bool
    principal_fen: int
    disputed_fen: int
    repaid_fen: int
    judicial: bool
    cleared: bool

    @property
    def undisputed_fen(self) -> int:
        return self.principal_fen - self.disputed_fen

    @property
    def outstanding_fen(self) -> int:
        return self.principal_fen - self.repaid_fen

    @property
    def repaid_undisputed_fen(self) -> int:
        return min(self.repaid_fen, self.undisputed_fen)


T = TypeVar("T")


class _Since(Generic[T]):
    """A value and the days it was another one."""

    def __init__(self) -> None:
        self._known: list[tuple[date, T]] = []

    def since(self, day: date, value: T) -> None:
        self._known.append((day, value))

    def correct(self, value: T) -> None:
        """It was entered wrong: what stands last has been this since it stands."""
        day, _ = self._known.pop()
        self._known.append((day, value))

    @property
    def last(self) -> T:
        return self._known[-1][1]

    def on(self, day: date) -> T:
        """Of several days that had come, what was entered last holds."""
        return next(value for since, value in reversed(self._known) if since <= day)


class _Story:
    """What has been read of the facts so far: changes by the day they happened on."""

    def __init__(self) -> None:
        self.programme = ""
        self.debtor: Debtor | None = None
        self.creditor: _Since[Creditor] = _Since()
        self.size_class: _Since[str] = _Since()
        self.new = False
        self.verified_on: date | None = None
        self.principal: list[tuple[date, int]] = []
        self.disputed: list[tuple[date, int]] = []
        self.acknowledged: dict[object, tuple[date, int]] = {}
        self.received: dict[object, tuple[date, int]] = {}
        self.in_court: list[list[date]] = []
        self.cleared_on: date | None = None

    def disputed_now(self) -> int:
        return sum(fen for _, fen in self.changes_of_dispute())

    def changes_of_dispute(self) -> Iterator[tuple[date, int]]:
        yield from self.disputed
        yield from self.acknowledged.values()

    def dispute(self, day: date, fen: int) -> None:
        self.disputed.append((day, fen))

    def receive(self, key: object, day: date, counted_fen: int, acknowledged_fen: int) -> None:
        """Money that came in; what it settled of a dispute goes with it."""
        self.received[key] = (day, counted_fen)
        self.acknowledged[key] = (day, -acknowledged_fen)

    def take_back(self, key: object, day: date, disputed_fen: int) -> None:
        """It never came in; of what it had settled, so much is disputed again from `day` on."""
        del self.received[key]
        _, acknowledged = self.acknowledged.pop(key)
        self.dispute(day, acknowledged + disputed_fen)


def standing(history: Iterable[Event], day: date, *, found_later: bool = False) -> Standing | None:
    """The item at the end of `day`; None for one that was not verified by then, unless those that
    were found later are asked for as well, as they stood on the day.
    """
    story = _Story()
    for event in history:
        read = _READ.get(type(event))
        if read is not None:
            read(story, event)
    if story.verified_on is None or (story.verified_on > day and not found_later):
        return None
    if story.debtor is None:
        raise ValueError("verified before it was registered")
    principal = _by(day, story.principal)
    received = _by(day, story.received.values())
    repaid = min(received, principal)
    disputed = min(_by(day, story.changes_of_dispute()), principal - repaid)
    return Standing(
        programme=story.programme,
        debtor=story.debtor,
        creditor=story.creditor.on(day),
        size_class=story.size_class.on(day),
        new=story.new,
        principal_fen=principal,
        disputed_fen=max(0, disputed),  # settled or paid as of a day before it was raised
        repaid_fen=repaid,
        judicial=any(
            filed <= day and (not ended or day < ended[0]) for filed, *ended in story.in_court
        ),
        cleared=story.cleared_on is not None and story.cleared_on <= day,
    )


def _by(day: date, changes: Iterable[tuple[date, int]]) -> int:
    return sum(fen for changed_on, fen in changes if changed_on <= day)


def _registered(story: _Story, event: events.ArrearsRegistered) -> None:
    story.programme = event.programme
    story.debtor = event.debtor
    story.creditor.since(_ALWAYS, event.creditor)


def _verified(story: _Story, event: events.ArrearsVerified) -> None:
    story.verified_on = shanghai_date(event.verified_at)
    story.new = event.new
    story.size_class.since(_ALWAYS, event.size_class)
    story.principal.append((_ALWAYS, event.principal_fen))
    story.dispute(_ALWAYS, event.disputed_fen)


def _party_corrected(story: _Story, event: events.ArrearsPartyCorrected) -> None:
    story.debtor = event.correction.debtor or story.debtor
    story.creditor.correct(event.correction.creditor or story.creditor.last)
    story.new = story.new if event.new is None else event.new


def _assigned(story: _Story, event: events.ArrearsClaimAssigned) -> None:
    story.creditor.since(event.notified_on, event.creditor)


def _amount_corrected(story: _Story, event: events.ArrearsAmountCorrected) -> None:
    """The principal was always so; what was disputed of it on a day before is limited by it."""
    story.principal.append((_ALWAYS, -event.reduced_fen))
    story.dispute(shanghai_date(event.decided_at), event.disputed_fen - story.disputed_now())
    story.size_class.correct(event.size_class)


def _disputed(story: _Story, event: events.ArrearsDisputed) -> None:
    more = event.disputed_fen - story.disputed_now()
    story.dispute(shanghai_date(event.disputed_at), more)


def _resolved(story: _Story, event: events.ArrearsDisputeResolved) -> None:
    story.principal.append((event.effective_on, -event.dropped_fen))
    story.dispute(event.effective_on, -event.owed_fen - event.dropped_fen)
    story.size_class.since(event.effective_on, event.size_class)


def _judicial_started(story: _Story, event: events.ArrearsJudicialStarted) -> None:
    story.in_court.append([event.filed_on])


def _judicial_ended(story: _Story, event: events.ArrearsJudicialEnded) -> None:
    story.in_court[-1].append(event.effective_on)
    story.principal.append((event.effective_on, -event.dropped_fen))
    story.dispute(event.effective_on, -story.disputed_now())
    story.size_class.since(event.effective_on, event.size_class)


def _paid(story: _Story, event: events.ArrearsPaid) -> None:
    key = ("voucher", event.voucher.payer_uscc, event.voucher.number)
    counted = event.credited_fen + event.overpaid_fen
    story.receive(key, event.voucher.value_on, counted, event.acknowledged_fen)


def _reversed(story: _Story, event: events.ArrearsPaymentReversed) -> None:
    key = ("voucher", event.payer_uscc, event.voucher_number)
    story.take_back(key, _ALWAYS, event.disputed_fen)


def _instrument_received(story: _Story, event: events.ArrearsInstrumentReceived) -> None:
    _instrument(story, event, shanghai_date(event.received_at))


def _instrument_paid(story: _Story, event: events.ArrearsInstrumentPaid) -> None:
    if event.credited_fen + event.overpaid_fen:
        _instrument(story, event, event.paid_on)


def _instrument(story: _Story, event: Any, on: date) -> None:
    counted = event.credited_fen + event.overpaid_fen
    story.receive(("instrument", event.number), on, counted, event.acknowledged_fen)


def _dishonoured(story: _Story, event: events.ArrearsInstrumentDishonoured) -> None:
    story.take_back(("instrument", event.number), event.dishonoured_on, event.disputed_fen)


def _settled(story: _Story, event: events.ArrearsOverpaymentSettled) -> None:
    key = ("settled", event.voucher_number)
    story.receive(key, shanghai_date(event.settled_at), -event.amount_fen, 0)


def _withdrawn(story: _Story, event: events.ArrearsSettlementWithdrawn) -> None:
    story.take_back(("settled", event.voucher_number), _ALWAYS, -event.acknowledged_fen)


def _cleared(story: _Story, event: events.ArrearsCleared) -> None:
    story.cleared_on = shanghai_date(event.cleared_at)


def _reopened(story: _Story, _event: events.ArrearsReopened) -> None:
    story.cleared_on = None


_READ: Final[dict[type[Event], Callable[[_Story, Any], None]]] = {
    events.ArrearsRegistered: _registered,
    events.ArrearsVerified: _verified,
    events.ArrearsPartyCorrected: _party_corrected,
    events.ArrearsClaimAssigned: _assigned,
    events.ArrearsAmountCorrected: _amount_corrected,
    events.ArrearsDisputed: _disputed,
    events.ArrearsDisputeResolved: _resolved,
    events.ArrearsJudicialStarted: _judicial_started,
    events.ArrearsJudicialEnded: _judicial_ended,
    events.ArrearsPaid: _paid,
    events.ArrearsPaymentReversed: _reversed,
    events.ArrearsInstrumentReceived: _instrument_received,
    events.ArrearsInstrumentPaid: _instrument_paid,
    events.ArrearsInstrumentDishonoured: _dishonoured,
    events.ArrearsOverpaymentSettled: _settled,
    events.ArrearsSettlementWithdrawn: _withdrawn,
    events.ArrearsCleared: _cleared,
    events.ArrearsReopened: _reopened,
}
