"""A confirmed row on a real log: on the file and on the item in one commit, or on neither."""

import asyncio
from collections.abc import AsyncIterator
from typing import NamedTuple

import asyncpg
import pytest
from msgspec.structs import replace

from deploy.local.databases import Database
from services.arrears.commands import ReversePayment
from services.arrears.model import ITEM, MODEL, PAYMENT_FILE
from services.arrears.payment_files.commands import ConfirmRows, ReceivePaymentFile
from services.arrears.payment_files.refusals import RowConflict
from services.arrears.payment_files.state import Confirmed, PaymentFile, file_id
from services.arrears.seeds import seeds
from services.arrears.service import SERVICE
from services.arrears.state import Item
from shared.eventstore.log import Outcome
from shared.eventstore.rebuild import rebuild
from shared.eventstore.store import Store
from shared.kernel.ids import new_id
from shared.testing.orders import clock_at, order
from shared.testing.servers import Templates
from shared.testing.stores import events_of, findings, opened
from tests.builders.arrears import DEBTOR_USCC, register_arrears, verify_arrears
from tests.builders.payment_files import CONFIRMED, confirm, paid_row, pays, receive

ROW = paid_row()


class Ledger(NamedTuple):
    """A log with one verified item."""

    store: Store
    database: Database
    item: str

    async def received(self, digest: str, **changes: object) -> str:
        """A file of one row, by the last digit of its digest."""
        command: ReceivePaymentFile = receive(replace(ROW, **changes))
        command = replace(command, digest=f"sha256:{digest * 64}")
        identity = file_id(command.digest)
        await self.store.writer.submit(order(command, identity))
        return identity

    def confirmation(self) -> ConfirmRows:
        return confirm(pays(ROW, (self.item, ROW.amount_fen)))

    async def paid(self) -> int:
        item, _ = await self.store.reader.state(ITEM, self.item)
        assert isinstance(item, Item)
        return item.money.repaid_fen

    async def decided(self, file: str) -> int:
        state, _ = await self.store.reader.state(PAYMENT_FILE, file)
        assert isinstance(state, PaymentFile)
        return len(state.decided(Confirmed))

    async def privileges(self, statement: str) -> None:
        owner = await asyncpg.connect(self.database.owner_url)
        try:
            await owner.execute(statement)
        finally:
            await owner.close()


@pytest.fixture
async def ledger(templates: Templates) -> AsyncIterator[Ledger]:
    database = await templates.copy(SERVICE)
    async with opened(MODEL, database.app_url, clock=clock_at(CONFIRMED)) as store:
        item = new_id()
        for seed in seeds():
            await store.writer.submit(order(seed.command, seed.stream_id))
        await store.writer.submit(order(register_arrears(), item))
        await store.writer.submit(order(verify_arrears(), item))
        yield Ledger(store, database, item)
    await templates.drop(database)


async def test_row_and_payment_are_one_commit_and_so_are_reversal_and_release(
    ledger: Ledger,
) -> None:
    file = await ledger.received("1")
    confirmed = order(ledger.confirmation(), file, ledger.item)
    await ledger.store.writer.submit(confirmed)
    first, second = await events_of(ledger.store, confirmed)
    assert [(each.name, each.stream_id) for each in (first, second)] == [
        ("payment_file_row_confirmed", file),
        ("arrears_paid", ledger.item),
    ]
    assert second.position == first.position + 1
    reverse = ReversePayment(payer_uscc=DEBTOR_USCC, voucher_number="ZF-4", reason="退票。")
    reversal = order(reverse, ledger.item, file)
    await ledger.store.writer.submit(reversal)
    assert [each.stream_id for each in await events_of(ledger.store, reversal)] == [
        ledger.item,
        file,
    ]
    assert (await ledger.paid(), await ledger.decided(file)) == (0, 0)
    await ledger.store.writer.submit(order(ledger.confirmation(), file, ledger.item))
    assert (await ledger.paid(), await ledger.decided(file)) == (ROW.amount_fen, 1)
    await _rows_are_as_rebuilt(ledger)


async def _rows_are_as_rebuilt(ledger: Ledger) -> None:
    """Rows of both kinds, written by orders about the other, are those folded from the log."""
    url = ledger.database.owner_url
    assert await findings(MODEL, url) == []
    live = await _rows(url)
    owner = await asyncpg.connect(url)
    try:
        await rebuild(MODEL, owner, lambda _count: None)
    finally:
        await owner.close()
    assert await _rows(url) == live


async def _rows(url: str) -> list[list[tuple[object, ...]]]:
    """On a connection of its own, which reads JSON as it is."""
    owner = await asyncpg.connect(url)
    try:
        tables = ("SELECT * FROM arrears", "SELECT * FROM payment_file")
        return [[tuple(row) for row in await owner.fetch(table)] for table in tables]
    finally:
        await owner.close()


async def test_a_commit_that_fails_between_file_and_item_leaves_neither(ledger: Ledger) -> None:
    file = await ledger.received("1")
    await ledger.privileges("REVOKE INSERT, UPDATE ON arrears FROM shukun_app")
    confirmed = order(ledger.confirmation(), file, ledger.item)
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await ledger.store.writer.submit(confirmed)
    assert (await ledger.paid(), await ledger.decided(file)) == (0, 0)
    await ledger.privileges("GRANT INSERT, UPDATE ON arrears TO shukun_app")
    await ledger.store.writer.submit(confirmed)
    again = await ledger.store.writer.submit(confirmed)
    assert again.replayed
    assert (await ledger.paid(), await ledger.decided(file)) == (ROW.amount_fen, 1)


async def test_one_voucher_in_two_files_confirmed_at_once_pays_once(ledger: Ledger) -> None:
    files = [await ledger.received("1"), await ledger.received("2", amount_fen=1)]
    confirmations = [
        ledger.confirmation(),
        confirm(pays(replace(ROW, amount_fen=1), (ledger.item, 1))),
    ]
    done, refused = await asyncio.gather(
        *(
            ledger.store.writer.submit(order(command, file, ledger.item))
            for command, file in zip(confirmations, files, strict=True)
        ),
        return_exceptions=True,
    )
    assert isinstance(done, Outcome)
    assert isinstance(refused, RowConflict)
    assert (refused.params["row"], refused.params["because"]) == (4, "voucher_used")
    assert await ledger.paid() == ROW.amount_fen
    assert [await ledger.decided(file) for file in files] == [1, 0]
