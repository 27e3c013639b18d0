"""Uploads in a real database: who may name them, and when they are cleaned away."""

import asyncio
import hashlib
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import asyncpg
import pytest

from services.tickets.events import Attachment
from services.tickets.model import MODEL
from services.tickets.service import MIGRATIONS, SERVICE
from shared.files.cleaning import sweep
from shared.files.filesystem import FilesystemStore
from shared.files.receiving import take_in
from shared.files.refusals import FileUnknown
from shared.files.uploads import LOCK, Upload, named
from shared.files.verify import FileFinding, verify_files
from shared.kernel.actor import Actor, Role
from shared.kernel.ids import new_id
from shared.runtime import Runtime
from shared.settings import Settings
from shared.testing.orders import order
from shared.testing.servers import FreshDatabase
from shared.testing.stores import opened
from shared.web.health import NotReady
from tests.builders import files
from tests.builders.tickets import submit_ticket

PLATFORM = Actor(id="clerk", role=Role.PLATFORM, client="platform")
COLLEAGUE = Actor(id="other", role=Role.PLATFORM, client="platform")
DAY_ONE = datetime(2022, 9, 24, tzinfo=UTC)
WEEK = timedelta(days=7)


@pytest.fixture
async def pool(fresh_database: FreshDatabase) -> AsyncIterator[asyncpg.Pool]:
    database = await fresh_database(SERVICE)
    async with asyncpg.create_pool(database.app_url, min_size=1) as pool:
        yield pool


@pytest.fixture
def store(tmp_path: Path) -> FilesystemStore:
    return FilesystemStore(tmp_path / "files")


async def take(
    pool: asyncpg.Pool,
    store: FilesystemStore,
    content: bytes,
    *,
    actor: Actor = PLATFORM,
    at: datetime = DAY_ONE,
) -> Upload:
    async def chunks() -> AsyncIterator[bytes]:
        yield content

    upload, _ = await take_in(
        pool, store, chunks(),
        command_id=new_id(), name="合同.pdf", declared=None, actor=actor, now=at,
    )  # fmt: skip
    return upload


async def speak_of(pool: asyncpg.Pool, upload: Upload) -> None:
    """As the commit of an event that names the file does."""
    await pool.execute(
        "INSERT INTO claim VALUES ($1, $2, $3)", f"file/{upload.digest}", upload.id, upload.size
    )


async def test_only_the_account_that_uploaded_a_file_can_name_it(
    pool: asyncpg.Pool, store: FilesystemStore
) -> None:
    upload = await take(pool, store, files.pdf())
    assert await named(pool, store, PLATFORM, [upload.digest] * 2, DAY_ONE) == [upload]
    for other in (COLLEAGUE, Actor(id="clerk", role=Role.PLATFORM, client="elsewhere")):
        with pytest.raises(FileUnknown):
            await named(pool, store, other, [upload.digest], DAY_ONE)


async def test_a_record_whose_bytes_never_came_cannot_be_named(
    pool: asyncpg.Pool, store: FilesystemStore
) -> None:
    upload = await take(pool, store, files.pdf())
    await store.remove(upload.digest)  # as after a crash between record and bytes
    with pytest.raises(FileUnknown):
        await named(pool, store, PLATFORM, [upload.digest], DAY_ONE)


async def test_a_file_that_nobody_named_goes_after_its_time_with_its_record(
    pool: asyncpg.Pool, store: FilesystemStore
) -> None:
    upload = await take(pool, store, files.pdf())
    assert await sweep(pool, store, upload.uploaded_at) == 0
    assert await store.size(upload.digest) is not None
    assert await sweep(pool, store, upload.uploaded_at + WEEK) == 1
    assert await store.size(upload.digest) is None
    assert await pool.fetchval("SELECT count(*) FROM upload") == 0


async def test_a_file_that_an_order_has_just_named_waits_for_its_event(
    pool: asyncpg.Pool, store: FilesystemStore
) -> None:
    upload = await take(pool, store, files.pdf())
    await named(pool, store, PLATFORM, [upload.digest], DAY_ONE + WEEK)
    assert await sweep(pool, store, DAY_ONE + WEEK) == 0
    assert await sweep(pool, store, DAY_ONE + 2 * WEEK) == 1


async def test_a_file_that_an_event_speaks_of_stays(
    fresh_database: FreshDatabase, store: FilesystemStore
) -> None:
    database = await fresh_database(SERVICE)
    async with opened(MODEL, database.app_url) as log:
        pool = log.pool
        upload = await take(pool, store, files.pdf())
        file = Attachment(upload.digest, upload.name, upload.media_type, upload.size)
        await log.writer.submit(order(submit_ticket(attachments=(file,)), new_id()))
        assert await sweep(pool, store, DAY_ONE + 100 * WEEK) == 0
        assert await named(pool, store, PLATFORM, [upload.digest], DAY_ONE) == [upload]


async def test_the_same_bytes_of_another_account_keep_the_file(
    pool: asyncpg.Pool, store: FilesystemStore
) -> None:
    content = files.pdf()
    upload = await take(pool, store, content)
    later = await take(pool, store, content, actor=COLLEAGUE, at=DAY_ONE + WEEK)
    assert await sweep(pool, store, DAY_ONE + WEEK) == 0
    assert await named(pool, store, COLLEAGUE, [upload.digest], DAY_ONE) == [later]
    with pytest.raises(FileUnknown):
        await named(pool, store, PLATFORM, [upload.digest], DAY_ONE)


async def test_an_upload_waits_for_the_removal_of_the_same_bytes(
    pool: asyncpg.Pool, store: FilesystemStore
) -> None:
    content = files.pdf()
    digest = f"sha256:{hashlib.sha256(content).hexdigest()}"
    async with pool.acquire() as connection, connection.transaction():
        await connection.execute(LOCK, digest)
        taking = asyncio.create_task(take(pool, store, content))
        async with asyncio.timeout(10):
            while not await connection.fetchval(
                "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"
            ):
                await asyncio.sleep(0)
        assert await store.size(digest) is None
    await taking
    assert await store.size(digest) == len(content)


async def test_no_upload_loses_its_bytes_to_the_cleaning_of_an_older_one(
    pool: asyncpg.Pool, store: FilesystemStore
) -> None:
    content = files.pdf()
    upload = await take(pool, store, content)
    for round_ in range(1, 30):
        now = DAY_ONE + round_ * WEEK
        await asyncio.gather(
            sweep(pool, store, now), take(pool, store, content, at=now), sweep(pool, store, now)
        )
        assert await store.size(upload.digest) == len(content)


async def test_missing_and_changed_files_are_found_and_named(
    pool: asyncpg.Pool, store: FilesystemStore
) -> None:
    sound, gone, changed = [await take(pool, store, files.pdf()) for _ in range(3)]
    for each in (sound, gone, changed):
        await speak_of(pool, each)
    await store.remove(gone.digest)
    other = store.incoming / "other"
    other.write_bytes(b"%PDF-1.7 another")
    await store.put(changed.digest, other)
    done: list[int] = []
    report = await verify_files("tickets", pool, store, done.append)
    assert not report.sound
    assert (report.files, sum(done)) == (3, 3)
    assert sorted(report.findings, key=lambda each: each.what) == [
        FileFinding(changed.digest, changed.id, "changed"),
        FileFinding(gone.digest, gone.id, "missing"),
    ]


async def test_a_service_that_cannot_write_files_is_not_ready(tmp_path: Path) -> None:
    (tmp_path / "files").write_text("a file where the folder should be")
    probes = Runtime(Settings(data=tmp_path), MODEL, MIGRATIONS).probes()
    with pytest.raises(NotReady, match="the file store cannot be written to"):
        await probes["files"]()
