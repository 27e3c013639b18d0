"""The facts about a payment file. The file itself is not kept; its rows are, as they were read."""

from datetime import datetime

from services.arrears.events.values import Share
from services.arrears.payment_files.values import FileFormat, FileSource, PaidRow
from shared.kernel.decider import Event


class PaymentFileReceived(Event, frozen=True, kw_only=True):
    """A file was read whole; its rows follow in the same commit.

    digest          of its bytes, `sha256:…`
    account_holder  who pays where the file names no payer
    columns         by what a row holds, the heading it was read from
    rows            payments in it, `total_fen` in all
    incoming        rows left out, since they state money that came in
    """

    name: str
    digest: str
    format: FileFormat
    source: FileSource
    account_holder: str | None
    columns: dict[str, str]
    rows: int
    total_fen: int
    incoming: int
    received_by: str
    received_at: datetime


class PaymentFileRowsRead(Event, frozen=True, kw_only=True):
    """A part of the file's rows, in its order."""

    rows: tuple[PaidRow, ...]


class PaymentFileRowConfirmed(Event, frozen=True, kw_only=True):
    """A person found what the row pays; the payment stands on the items in the same commit."""

    row: int
    payer_uscc: str
    payee_uscc: str
    shares: tuple[Share, ...]
    confirmed_by: str
    confirmed_at: datetime


class PaymentFileRowsSetAside(Event, frozen=True, kw_only=True):
    """These rows are no payments of the ledger, a person found."""

    rows: tuple[int, ...]
    reason: str
    set_aside_by: str
    set_aside_at: datetime


class PaymentFileRowReleased(Event, frozen=True, kw_only=True):
    """The payment that the row was confirmed as was reversed (A-16): it waits for a person again."""

    row: int
    reason: str
    released_by: str
    released_at: datetime
