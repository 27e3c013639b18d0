"""The SELECTs about payment files, and what of the ledger may concern their rows."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Final

import asyncpg
from sqlalchemy import and_, or_, select
from sqlmodel import col

from services.arrears.model import ITEM
from services.arrears.numbers import released, voucher_key
from services.arrears.payment_file_tables import PaymentFileRow
from services.arrears.payment_files.proposing import Known, known_of
from services.arrears.payment_files.state import PaymentFile
from services.arrears.payment_files.values import FileSource, PaidRow
from shared.eventstore.store import Store
from shared.kernel.numbering import normalised
from shared.parts.selecting import fetch

Place = tuple[datetime, str]  # instant of receipt and id: where a page of the list ends
# Names are compared as `numbers.normalised` has it.
_OWED: Final = r"""SELECT id::text FROM arrears
    WHERE status <> 'excluded' AND (creditor_uscc = ANY ($1::text[])
        OR upper(regexp_replace(normalize(creditor_name, NFKC), '\s', '', 'g')) = ANY ($2::text[]))"""
_DEBTORS: Final = r"""SELECT DISTINCT alike, debtor_uscc
    FROM arrears, upper(regexp_replace(normalize(debtor_name, NFKC), '\s', '', 'g')) AS alike
    WHERE alike = ANY ($1::text[])"""
_DEBTORS_OF: Final = "SELECT id::text, debtor_uscc FROM arrears WHERE id = ANY ($1::uuid[])"


async def list_payment_files(
    pool: asyncpg.Pool,
    *,
    source: FileSource | None,
    is_open: bool | None,
    before: Place | None,
    limit: int,
) -> list[asyncpg.Record]:
    """Received last, listed first."""
    received_at, identity = col(PaymentFileRow.received_at), col(PaymentFileRow.id)
    query = select(PaymentFileRow.__table__)  # type: ignore[attr-defined]
    if source is not None:
        query = query.where(col(PaymentFileRow.source) == source.value)
    if is_open is not None:
        query = query.where(col(PaymentFileRow.open) == is_open)
    if before is not None:
        at, last_id = before
        earlier = and_(received_at == at, identity < last_id)
        query = query.where(or_(received_at < at, earlier))
    return await fetch(pool, query.order_by(received_at.desc(), identity.desc()).limit(limit))


async def known_about(store: Store, file: PaymentFile, rows: Sequence[PaidRow]) -> Known:
    """What the ledger holds, as of now, that may concern these rows."""
    waiting = [row for row in rows if row.number not in file.decisions]
    ids = await _owed(store.pool, waiting) | await _holders(store, waiting)
    return known_of(await store.reader.states(ITEM, ids), file)


async def _owed(pool: asyncpg.Pool, rows: Sequence[PaidRow]) -> set[str]:
    """Items that are owed to a payee of the rows."""
    codes = {row.payee_uscc for row in rows if row.payee_uscc is not None}
    names = {normalised(row.payee_name) for row in rows if row.payee_uscc is None}
    return {row[0] for row in await pool.fetch(_OWED, list(codes), list(names))}


async def _holders(store: Store, rows: Sequence[PaidRow]) -> set[str]:
    """Items that hold a voucher of the rows, whoever they are owed to (A-13)."""
    names = {normalised(row.payer_name) for row in rows if row.payer_uscc is None}
    called = await store.pool.fetch(_DEBTORS, list(names))
    keys = [
        voucher_key(code, row.voucher_number)
        for row in rows
        for code in ([row.payer_uscc] if row.payer_uscc else _codes(row.payer_name, called))
    ]
    held = await store.claims.of(keys)
    return {one.stream_id for one in held.values() if not released(one)}


def _codes(name: str, called: Collection[asyncpg.Record]) -> list[str]:
    return [code for alike, code in called if alike == normalised(name)]


async def debtors_of(pool: asyncpg.Pool, item_ids: Collection[str]) -> dict[str, str]:
    """The codes of who owes these items, by item."""
    return {row[0]: row[1] for row in await pool.fetch(_DEBTORS_OF, list(item_ids))}
