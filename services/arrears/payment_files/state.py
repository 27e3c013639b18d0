"""A payment file, folded from its facts. Nothing here judges."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Final

from msgspec import Struct
from msgspec.structs import replace

from services.arrears.events.values import Share
from services.arrears.payment_files import events
from services.arrears.payment_files.values import FileFormat, FileSource, PaidRow
from shared.kernel.decider import Event
from shared.kernel.ids import derived_id


class NoPaymentFile(Struct, frozen=True, gc=False):
    """Nothing was received under this id."""


class Confirmed(Struct, frozen=True, kw_only=True, gc=False):
    """What a row was found to pay."""

    payer_uscc: str
    payee_uscc: str
    shares: tuple[Share, ...]
    confirmed_by: str
    confirmed_at: datetime


class SetAside(Struct, frozen=True, kw_only=True, gc=False):
    reason: str
    set_aside_by: str
    set_aside_at: datetime


Decision = Confirmed | SetAside


class PaymentFile(Struct, frozen=True, kw_only=True, gc=False):
    """A file as it was read, and what persons decided of its rows, both by row number."""

    name: str
    digest: str
    format: FileFormat
    source: FileSource
    account_holder: str | None
    columns: Mapping[str, str]
    row_count: int
    total_fen: int
    incoming: int
    received_by: str
    received_at: datetime
    rows: Mapping[int, PaidRow]
    decisions: Mapping[int, Decision]

    def decided(self, kind: type[Decision]) -> list[PaidRow]:
        """The rows that were decided so."""
        return [self.rows[row] for row, one in self.decisions.items() if isinstance(one, kind)]


State = NoPaymentFile | PaymentFile
INITIAL: Final = NoPaymentFile()


def file_id(digest: str) -> str:
    """The same bytes are the same file, whoever sends them and however often."""
    return derived_id("payment-file", digest)


def evolve(state: State, event: Event) -> State:
    """The file after one more fact. Raises ValueError when it does not begin at the beginning."""
    if isinstance(state, PaymentFile):
        return _NEXT[type(event)](state, event)
    if isinstance(event, events.PaymentFileReceived):
        return _received(event)
    raise ValueError(f"{type(event).__name__} before the file was received")


def _received(event: events.PaymentFileReceived) -> PaymentFile:
    return PaymentFile(
        name=event.name,
        digest=event.digest,
        format=event.format,
        source=event.source,
        account_holder=event.account_holder,
        columns=event.columns,
        row_count=event.rows,
        total_fen=event.total_fen,
        incoming=event.incoming,
        received_by=event.received_by,
        received_at=event.received_at,
        rows={},
        decisions={},
    )


def _rows_read(file: PaymentFile, event: events.PaymentFileRowsRead) -> PaymentFile:
    return replace(file, rows={**file.rows, **{row.number: row for row in event.rows}})


def _confirmed(file: PaymentFile, event: events.PaymentFileRowConfirmed) -> PaymentFile:
    decision = Confirmed(
        payer_uscc=event.payer_uscc,
        payee_uscc=event.payee_uscc,
        shares=event.shares,
        confirmed_by=event.confirmed_by,
        confirmed_at=event.confirmed_at,
    )
    return replace(file, decisions={**file.decisions, event.row: decision})


def _set_aside(file: PaymentFile, event: events.PaymentFileRowsSetAside) -> PaymentFile:
    decision = SetAside(
        reason=event.reason, set_aside_by=event.set_aside_by, set_aside_at=event.set_aside_at
    )
    return replace(file, decisions={**file.decisions, **dict.fromkeys(event.rows, decision)})


def _released(file: PaymentFile, event: events.PaymentFileRowReleased) -> PaymentFile:
    left = {row: decision for row, decision in file.decisions.items() if row != event.row}
    return replace(file, decisions=left)


_NEXT: Final[dict[type[Event], Callable[[PaymentFile, Any], PaymentFile]]] = {
    events.PaymentFileRowsRead: _rows_read,
    events.PaymentFileRowConfirmed: _confirmed,
    events.PaymentFileRowsSetAside: _set_aside,
    events.PaymentFileRowReleased: _released,
}
