"""`/v1/payment-files`: what a bank or the treasury says was paid, held against the ledger (A-13).

Nothing of a file is entered by itself: a person confirms what each row pays, or sets it aside.
"""

import asyncio
from collections.abc import AsyncIterator, Sequence
from datetime import datetime
from itertools import islice
from typing import Annotated, Final

from fastapi import Path, Query
from starlette.responses import Response

from services.arrears import payment_file_queries
from services.arrears.model import PAYMENT_FILE
from services.arrears.numbers import voucher_key
from services.arrears.payment_file_answers import (
    PaymentFileAnswer,
    PaymentFileSummary,
    PaymentRowAnswer,
    payment_file_answer,
    payment_file_summary,
    payment_row_answer,
)
from services.arrears.payment_file_receiving import FILE_BYTES_MAX, Said, received
from services.arrears.payment_files.proposing import Known, Proposal, propose
from services.arrears.payment_files.refusals import PaymentFileNotFound
from services.arrears.payment_files.state import PaymentFile
from services.arrears.payment_files.values import FileSource, PaidRow, RowState
from services.arrears.schemas.reconciling import ConfirmationsBody, SetAsideBody
from shared.eventstore.log import Outcome
from shared.kernel.decider import Command
from shared.parts.history import history_page
from shared.parts.imports.answering import unreadable_answer
from shared.runtime import Runtime
from shared.web.answers import json_response
from shared.web.feed import EventAnswer
from shared.web.paging import CursorText, Limit, Page
from shared.web.preconditions import Errand
from shared.web.routing import (
    CurrentCaller,
    CurrentContent,
    CurrentErrand,
    Routes,
)
from shared.web.values import UUID_PATTERN, Line
from shared.workbooks.faults import UnreadableWorkbook

_LOOKED_AT: Final = 200  # rows that are held against the ledger with one look at it

PaymentFileId = Annotated[
    str,
    Path(
        title="付款文件标识",
        pattern=UUID_PATTERN,
        examples=["5c1f0f3e-8d3a-8c44-9b1e-5f0e6a1c2d3e"],
    ),
]
FileName = Annotated[
    str, Query(title="文件名", min_length=1, max_length=255, examples=["2022年12月支付明细.xlsx"])
]
SourceText = Annotated[FileSource, Query(title="文件来源", examples=["treasury"])]
AccountHolder = Annotated[
    Line | None,
    Query(
        title="账户户名",
        description="Whose account the file is of: who pays, where it names no payer.",
        examples=["临沧市临翔区住房和城乡建设局"],
    ),
]


def payment_file_routes(runtime: Runtime) -> Routes:
    routes = Routes(prefix="/v1/payment-files", tag="payment-files")
    _declare_receiving(routes, runtime)
    _declare_deciding(routes, runtime)
    _declare_queries(routes, runtime)
    return routes


def _declare_receiving(routes: Routes, runtime: Runtime) -> None:
    @routes.upload(
        "", "payment_files.receive", answer=PaymentFileAnswer, limit_bytes=FILE_BYTES_MAX
    )
    async def receive(
        content: CurrentContent,
        errand: CurrentErrand,
        name: FileName,
        source: SourceText,
        account_holder: AccountHolder = None,
    ) -> Response:
        """接收付款文件 (CSV or xlsx, at most 2,000 payments): all its rows are read, or none.

        The same file again is the same one. Compare `total` with the bank's own slip.
        """
        try:
            said = Said(name, source, account_holder)
            outcome = await received(runtime, errand, content, said)
        except UnreadableWorkbook as unreadable:
            return unreadable_answer(unreadable)
        return outcome if isinstance(outcome, Response) else _answer_after(outcome, 201)


def _declare_deciding(routes: Routes, runtime: Runtime) -> None:
    @routes.command(
        "/{payment_file_id}/confirmations",
        "payment_files.confirm",
        answer=PaymentFileAnswer,
        versioned=True,
    )
    async def confirm(
        payment_file_id: PaymentFileId, body: ConfirmationsBody, errand: CurrentErrand
    ) -> Response:
        """确认: each row is entered on the items it pays, by the rules of every payment.

        All rows of the order or none; a row that was entered otherwise meanwhile refuses it.
        """
        items = body.item_ids()
        command = body.command(await _expected_keys(runtime, payment_file_id, body, items))
        return await _carry_out(runtime, errand, payment_file_id, command, *items)

    @routes.command(
        "/{payment_file_id}/set-asides",
        "payment_files.set_aside",
        answer=PaymentFileAnswer,
        versioned=True,
    )
    async def set_aside(
        payment_file_id: PaymentFileId, body: SetAsideBody, errand: CurrentErrand
    ) -> Response:
        """不予登记: rows that are no payments of the ledger, with the reason."""
        return await _carry_out(runtime, errand, payment_file_id, body.command())


def _declare_queries(routes: Routes, runtime: Runtime) -> None:
    @routes.query("", "payment_files.list", answer=Page[PaymentFileSummary])
    async def list_files(
        _caller: CurrentCaller,
        source: Annotated[FileSource | None, Query(title="文件来源")] = None,
        is_open: Annotated[bool | None, Query(title="是否有待办行", alias="open")] = None,
        limit: Limit = 50,
        cursor: CursorText = None,
    ) -> Response:
        """Payment files, received last first."""
        query = f"payment_files.list {source} {is_open}"
        place = runtime.cursors.read(query, cursor, tuple[datetime, str]) if cursor else None
        rows = await payment_file_queries.list_payment_files(
            runtime.store.pool, source=source, is_open=is_open, before=place, limit=limit + 1
        )
        items = [payment_file_summary(row) for row in rows[:limit]]
        more = None
        if len(rows) > limit:
            more = runtime.cursors.make(query, (items[-1].received_at, items[-1].id))
        return json_response({"items": items, "next": more})

    @routes.query("/{payment_file_id}", "payment_files.get", answer=PaymentFileAnswer)
    async def get_file(payment_file_id: PaymentFileId, _caller: CurrentCaller) -> Response:
        """One payment file, with what became of its rows so far."""
        file, version = await _read(runtime, payment_file_id)
        return json_response(payment_file_answer(payment_file_id, version, file), etag=version)

    @routes.query("/{payment_file_id}/rows", "payment_files.rows", answer=Page[PaymentRowAnswer])
    async def list_rows(
        payment_file_id: PaymentFileId,
        _caller: CurrentCaller,
        state: Annotated[RowState | None, Query(title="匹配状态")] = None,
        limit: Limit = 50,
        cursor: CursorText = None,
    ) -> Response:
        """The rows in the file's order, each held against the ledger as it stands now."""
        query = f"payment_files.rows {payment_file_id} {state}"
        after = runtime.cursors.read(query, cursor, int) if cursor else 0
        file, version = await _read(runtime, payment_file_id)
        items: list[PaymentRowAnswer] = []
        async for row in _rows(runtime, file, state, after):
            items.append(row)
            if len(items) > limit:
                break
        more = runtime.cursors.make(query, items[limit - 1].row) if len(items) > limit else None
        return json_response({"items": items[:limit], "next": more}, etag=version)

    @routes.query("/{payment_file_id}/events", "payment_files.events", answer=Page[EventAnswer])
    async def events(
        payment_file_id: PaymentFileId,
        _caller: CurrentCaller,
        limit: Limit = 50,
        cursor: CursorText = None,
    ) -> Response:
        """The file's history: what it stated, and every decision with who, when and why."""
        await _read(runtime, payment_file_id)
        return await history_page(runtime, "payment_files", payment_file_id, limit, cursor)


async def _rows(
    runtime: Runtime, file: PaymentFile, state: RowState | None, after: int
) -> AsyncIterator[PaymentRowAnswer]:
    """Rows behind `after` that have come to `state`; the ledger is looked at in portions."""
    left = (row for number, row in file.rows.items() if number > after)
    while portion := list(islice(left, _LOOKED_AT)):
        known = await payment_file_queries.known_about(runtime.store, file, portion)
        proposals = await asyncio.to_thread(_proposals, portion, file, known)
        for row, proposal in zip(portion, proposals, strict=True):
            if state in {None, proposal.state}:
                yield payment_row_answer(row, file, proposal)


def _proposals(rows: Sequence[PaidRow], file: PaymentFile, known: Known) -> list[Proposal]:
    """Takes its time where a payee is owed much: call it in a thread."""
    return [propose(row, file, known) for row in rows]


async def _expected_keys(
    runtime: Runtime, payment_file_id: str, body: ConfirmationsBody, items: list[str]
) -> list[str]:
    """The claims that a confirmation will look at, so that the writer reads them in one go."""
    file, _ = await _read(runtime, payment_file_id)
    debtors = await payment_file_queries.debtors_of(runtime.store.pool, items)
    keys: list[str] = []
    for one in body.rows:
        row = file.rows.get(one.row)
        if row is not None:
            debtor = debtors.get(one.shares[0].arrears_id, "")
            payer = one.payer_uscc or row.payer_uscc or debtor
            keys.append(voucher_key(payer, row.voucher_number))
    return keys


async def _carry_out(
    runtime: Runtime, errand: Errand, payment_file_id: str, command: Command, *items: str
) -> Response:
    """`items` are those that rows pay; If-Match is about the file."""
    order = errand.order(command, payment_file_id, *items)
    return _answer_after(await runtime.store.writer.submit(order), 200)


def _answer_after(outcome: Outcome, status: int) -> Response:
    """The file after the order, from memory; a repeated order says that it was one."""
    file = outcome.state
    if not isinstance(file, PaymentFile):
        raise TypeError("an accepted order leaves a payment file")
    headers = {}
    if status == 201:  # noqa: PLR2004  Created
        headers["location"] = f"/v1/payment-files/{outcome.stream_id}"
    if outcome.replayed:
        headers["idempotency-replayed"] = "true"
    body = payment_file_answer(outcome.stream_id, outcome.version, file)
    return json_response(body, status, etag=outcome.version, headers=headers)


async def _read(runtime: Runtime, payment_file_id: str) -> tuple[PaymentFile, int]:
    """Raises PaymentFileNotFound."""
    state, version = await runtime.store.reader.state(PAYMENT_FILE, payment_file_id)
    if not isinstance(state, PaymentFile):
        raise PaymentFileNotFound
    return state, version
