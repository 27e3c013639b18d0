"""The words a payment file is told in: where it came from, its rows, what a row has come to."""

from datetime import date
from enum import StrEnum
from typing import Final

from msgspec import Struct

ROWS_MAX: Final = 2_000  # of one file
ROWS_AN_EVENT: Final = 200  # some 0.5 MB at the longest texts: well within a message of the stream
ROWS_A_DECISION: Final = 100  # one order, one commit


class FileSource(StrEnum):
    """Whose file it is."""

    BANK = "bank"
    TREASURY = "treasury"


class FileFormat(StrEnum):
    CSV = "csv"
    XLSX = "xlsx"


class PaidRow(Struct, frozen=True, kw_only=True, gc=False):
    """A payment as the file states it; `number` is that of its row there, counted from 1.

    Names are kept as written, except that a natural person's without a credit code is masked (6.3).
    """

    number: int
    payer_name: str
    payer_uscc: str | None
    payee_name: str
    payee_uscc: str | None
    amount_fen: int
    value_on: date
    voucher_number: str
    purpose: str


class RowState(StrEnum):
    """What a row has come to. The first two a person decided; the others are looked up each time.

    recorded     its voucher stands in the ledger with the same content (A-13)
    conflicting  its voucher stands in the ledger, or in an earlier row, with other content
    matched      one open item fits
    ambiguous    several do
    unmatched    none does
    """

    CONFIRMED = "confirmed"
    SET_ASIDE = "set_aside"
    RECORDED = "recorded"
    CONFLICTING = "conflicting"
    MATCHED = "matched"
    AMBIGUOUS = "ambiguous"
    UNMATCHED = "unmatched"


SOURCE_ZH: Final = {FileSource.BANK: "银行", FileSource.TREASURY: "国库"}
STATE_ZH: Final = {
    RowState.CONFIRMED: "已确认",
    RowState.SET_ASIDE: "不予登记",
    RowState.RECORDED: "台账已有",
    RowState.CONFLICTING: "与台账不符",
    RowState.MATCHED: "唯一匹配",
    RowState.AMBIGUOUS: "多项匹配",
    RowState.UNMATCHED: "未匹配",
}
