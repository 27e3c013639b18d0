"""The orders about a payment file."""

from msgspec import Struct

from services.arrears.events import Share
from services.arrears.payment_files.values import FileFormat, FileSource, PaidRow
from shared.kernel.decider import Command


class ReceivePaymentFile(Command, frozen=True, kw_only=True):
    """接收: the file as it was read; see `PaymentFileReceived`."""

    name: str
    digest: str
    format: FileFormat
    source: FileSource
    account_holder: str | None
    columns: dict[str, str]
    rows: tuple[PaidRow, ...]
    incoming: int


class RowConfirmation(Struct, frozen=True, kw_only=True):
    """What a row pays. A code says who a party is that the file gives no code of, and whose name
    there is not the one of the item.
    """

    row: int
    shares: tuple[Share, ...]
    payer_uscc: str | None = None
    payee_uscc: str | None = None


class ConfirmRows(Command, frozen=True, kw_only=True):
    """确认: all of these rows, or none; the items are the order's further streams.

    `keys` are claims that the decision is expected to look at, so that they are read in one go.
    """

    rows: tuple[RowConfirmation, ...]
    keys: tuple[str, ...] = ()


class SetRowsAside(Command, frozen=True, kw_only=True):
    """不予登记, with the reason."""

    rows: tuple[int, ...]
    reason: str
