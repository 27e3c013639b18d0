"""What a schema cannot say about positive data of the ledger.

A cursor is opaque and a key belongs to one order. A credit code has check digits, a contract is
entered once and signed in the past, a file was uploaded, debtor and creditor differ. A payment file is a
list of payments. The first share of a voucher is
that of the item itself, a correction says one thing, and a programme's days follow one another.
A year is disclosed when it is over. A workbook is one with a row of its own; what is only checked
has no id to be asked for.
"""

from collections.abc import Callable
from typing import Any

import schemathesis

from shared.kernel.ids import new_id
from shared.workbooks.sheets import WORKBOOK_TYPE
from tests.api import schemathesis_sparing  # noqa: F401  its hook
from tests.api.workbook_bodies import sent
from tests.builders import files
from tests.builders.arrears import CREDITOR_USCC, DEBTOR_USCC
from tests.builders.arrears_bodies import (
    average_version,
    contract,
    lpr_version,
    programme_version,
    yuan,
)
from tests.builders.arrears_workbooks import form_of
from tests.builders.complaints import complaint_body
from tests.builders.payment_files import as_text, line

_PAST = "2022-08-20"
_YEAR_OVER = 2022


@schemathesis.serializer(WORKBOOK_TYPE)
def workbook(context: schemathesis.SerializationContext, value: Any) -> bytes:
    return sent(context, value, lambda: form_of(f"C-{new_id()}"))


@schemathesis.hook
def before_call(_context: Any, case: schemathesis.Case[Any], _kwargs: dict[str, Any]) -> None:
    if case.meta is None or not case.meta.generation.mode.is_positive:
        return
    for name in ("cursor", "known_at", "dry_run"):
        if case.query and name in case.query:
            del case.query[name]
    if case.query and "year" in case.query:
        case.query["year"] = _YEAR_OVER
    if case.headers and "Idempotency-Key" in case.headers:
        case.headers["Idempotency-Key"] = new_id()
    if case.method == "POST" and case.operation.path in _FILES:
        _FILES[case.operation.path](case)
    if isinstance(case.body, dict):
        for part, mend in _MENDED.items():
            if part in case.body:
                mend(case.body)


def _upload(case: schemathesis.Case[Any]) -> None:
    case.query, case.body = {"name": "合同.pdf"}, files.pdf()


def _payment_file(case: schemathesis.Case[Any]) -> None:
    case.body = as_text(line(new_id(), "1.00")).encode()


_FILES: dict[str, Callable[[schemathesis.Case[Any]], None]] = {
    "/v1/arrears-evidence": _upload,
    "/v1/payment-files": _payment_file,
}


def _parties(body: dict[str, Any]) -> None:
    for party, uscc in (("debtor", DEBTOR_USCC), ("creditor", CREDITOR_USCC)):
        if isinstance(body.get(party), dict):
            body[party]["uscc"] = uscc


def _registration(body: dict[str, Any]) -> None:
    body["contract"] = contract(f"C-{new_id()}")
    body["claim"].update(amount=yuan("1.00"), discovered_on=_PAST)
    body["claim"].pop("upstream_number", None)
    body.pop("split", None)


def _voucher(body: dict[str, Any]) -> None:
    voucher = body["voucher"]
    voucher.update(payer_uscc=DEBTOR_USCC, payee_uscc=CREDITOR_USCC, value_on=_PAST)
    voucher.pop("shares", None)
    body.pop("spread", None)


def _correction(body: dict[str, Any]) -> None:
    body["correction"] = {"kind": "amount", "principal": yuan("1.00")}
    body["evidence"] = [{"title": "工程结算审核报告"}]


def _programme(body: dict[str, Any]) -> None:
    body.update(programme_version(), effective_on="2099-12-31")


def _average(body: dict[str, Any]) -> None:
    body.update(average_version("national", "96.40"))


def _complaint(body: dict[str, Any]) -> None:
    body.update(complaint_body(upstream_number=new_id()))
    body.pop("arrears_id", None)


def _evidence(body: dict[str, Any]) -> None:
    for document in body["evidence"]:
        document.pop("digest", None)  # must have been uploaded


def _file_rows(body: dict[str, Any]) -> None:
    """Row 4 is the one that a list of one payment has."""
    confirmed: list[Any] = [{**row, "row": 4} for row in body["rows"][:1] if isinstance(row, dict)]
    for row in confirmed:
        row.pop("payer_uscc", None)
        row.pop("payee_uscc", None)
    body["rows"] = confirmed or [4]


# By the field that tells the body: how it is made to say something that can be true.
_MENDED: dict[str, Callable[[dict[str, Any]], None]] = {
    "debtor": _parties,
    "creditor": _parties,
    "claim": _registration,
    "notified_on": lambda body: body.update(notified_on=_PAST),
    "voucher": _voucher,
    "correction": _correction,
    "programme": _programme,
    "average": _average,
    "points": lambda body: body.update(lpr_version(_PAST, "3.70")),
    "complainant": _complaint,
    "evidence": _evidence,
    "conduct": lambda body: body.update(happened_on=_PAST),
    "principal": lambda body: body.update(principal=yuan("1.00"), disputed=yuan("0.00")),
    "rows": _file_rows,
    "payer_uscc": lambda body: body.update(payer_uscc=DEBTOR_USCC),
}
