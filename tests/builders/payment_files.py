"""Builders of payment files: what the treasury paid in December, as rows, as text and as a workbook."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from openpyxl import Workbook

from services.arrears.events import Share
from services.arrears.model import PAYMENT_FILE
from services.arrears.payment_files.commands import (
    ConfirmRows,
    ReceivePaymentFile,
    RowConfirmation,
)
from services.arrears.payment_files.state import PaymentFile, State, file_id
from services.arrears.payment_files.values import FileFormat, FileSource, PaidRow
from shared.testing.specs import STREAM, Spec
from tests.builders.arrears import THE_CREDITOR, THE_DEBTOR, under
from tests.builders.workbooks import saved

DIGEST: Final = f"sha256:{'0' * 63}1"
FILE: Final = file_id(DIGEST)
RECEIVED: Final = "2023-01-04T09:00+08:00"
CONFIRMED: Final = "2023-01-05T10:00+08:00"
HEADINGS: Final = ("支付令编号", "付款单位", "收款单位", "支付金额（元）", "支付日期", "用途")


def paid_row(number: int = 4, amount_fen: int = 50_000_000, **changes: Any) -> PaidRow:
    """The debtor paid the creditor by the treasury on 2022-12-30; both are named, by no code."""
    fields: dict[str, Any] = {
        "payer_name": THE_DEBTOR.name,
        "payer_uscc": None,
        "payee_name": THE_CREDITOR.name,
        "payee_uscc": None,
        "value_on": date(2022, 12, 30),
        "voucher_number": f"ZF-{number}",
        "purpose": "工程款",
    }
    return PaidRow(number=number, amount_fen=amount_fen, **{**fields, **changes})


def receive(*rows: PaidRow, **changes: Any) -> ReceivePaymentFile:
    fields: dict[str, Any] = {
        "name": "支付明细.csv",
        "digest": DIGEST,
        "format": FileFormat.CSV,
        "source": FileSource.TREASURY,
        "account_holder": None,
        "columns": {"amount": "支付金额（元）"},
        "incoming": 0,
    }
    return ReceivePaymentFile(rows=rows or (paid_row(),), **{**fields, **changes})


def received(*rows: PaidRow, **changes: Any) -> Spec[State]:
    spec = Spec(PAYMENT_FILE, stream_id=FILE, policies=under())
    return spec.given(receive(*rows, **changes), at=RECEIVED)


def file_of(spec: Spec[State]) -> PaymentFile:
    assert isinstance(spec.state, PaymentFile)
    return spec.state


def confirm(*rows: RowConfirmation) -> ConfirmRows:
    return ConfirmRows(rows=rows)


def pays(row: PaidRow, *shares: tuple[str, int], **codes: str) -> RowConfirmation:
    """All of the row on the one item, unless shares say otherwise."""
    split = shares or ((STREAM, row.amount_fen),)
    return RowConfirmation(
        row=row.number, shares=tuple(Share(item, fen, fen) for item, fen in split), **codes
    )


def line(voucher: str, amount: str, /, **changes: str) -> list[str]:
    """A line of the treasury's list, in the order of HEADINGS."""
    cells = {
        "payer": THE_DEBTOR.name,
        "payee": THE_CREDITOR.name,
        "on": "20221230",
        "purpose": "工程款",
        **changes,
    }
    return [voucher, cells["payer"], cells["payee"], amount, cells["on"], cells["purpose"]]


def as_text(*lines: Sequence[str], headings: Sequence[str] = HEADINGS, separator: str = ",") -> str:
    """With a heading of the treasury's above the list, every field in quotation marks."""
    every = [["国库集中支付明细"], ["打印日期：2023-01-04", "单位：元"], headings, *lines]
    return "".join(separator.join(f'"{cell}"' for cell in each) + "\r\n" for each in every)


def as_workbook(*lines: Sequence[Any], headings: Sequence[str] = HEADINGS) -> bytes:
    book = Workbook()
    page = book.active
    assert page is not None
    for each in (["国库集中支付明细"], [], list(headings), *map(list, lines)):
        page.append(each)
    return saved(book)
