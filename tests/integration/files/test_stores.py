"""What both stores promise."""

import os
from collections.abc import AsyncIterator, Awaitable, Callable

import pytest

from shared.files.store import FileDamaged, FileMissing, FileStore, checked

Keep = Callable[[FileStore, bytes], Awaitable[str]]
UNKNOWN = f"sha256:{'0' * 64}"
CONTENT = os.urandom(700_000)


async def take(blocks: AsyncIterator[bytes], into: list[bytes]) -> None:
    """What arrives before it breaks off."""
    async for block in blocks:
        into += [block]


async def read(store: FileStore, digest: str) -> bytes:
    return b"".join([block async for block in checked(store, digest)])


async def test_what_was_put_is_read_again_block_by_block(store: FileStore, keep: Keep) -> None:
    digest = await keep(store, CONTENT)
    assert await store.size(digest) == len(CONTENT)
    blocks = [block async for block in checked(store, digest)]
    assert len(blocks) > 1
    assert b"".join(blocks) == CONTENT


async def test_putting_the_same_bytes_again_changes_nothing(store: FileStore, keep: Keep) -> None:
    first = await keep(store, CONTENT)
    assert await keep(store, CONTENT) == first
    assert await read(store, first) == CONTENT


async def test_nothing_of_a_file_on_its_way_in_stays_behind(store: FileStore, keep: Keep) -> None:
    await keep(store, CONTENT)
    assert list(store.incoming.iterdir()) == []


async def test_bytes_that_are_not_there_are_missing(store: FileStore) -> None:
    await store.probe()
    assert await store.size(UNKNOWN) is None
    with pytest.raises(FileMissing):
        await read(store, UNKNOWN)


async def test_removed_bytes_are_gone_and_removing_them_again_is_no_error(
    store: FileStore, keep: Keep
) -> None:
    digest = await keep(store, CONTENT)
    await store.remove(digest)
    await store.remove(digest)
    assert await store.size(digest) is None


@pytest.mark.parametrize("text", ["../../etc/passwd", "sha256:../../etc/passwd", "sha256:AB", ""])
async def test_nothing_but_a_digest_names_a_file(store: FileStore, text: str) -> None:
    with pytest.raises(ValueError, match="not a digest"):
        await store.size(text)


async def test_changed_bytes_are_never_given_out_whole_and_putting_them_again_heals(
    store: FileStore, keep: Keep
) -> None:
    digest = await keep(store, CONTENT)
    changed = store.incoming / "changed"
    changed.write_bytes(CONTENT[:-1] + bytes([CONTENT[-1] ^ 1]))
    await store.put(digest, changed)
    given: list[bytes] = []

    with pytest.raises(FileDamaged):
        await take(checked(store, digest), given)
    assert len(b"".join(given)) < len(CONTENT)
    await keep(store, CONTENT)
    assert await read(store, digest) == CONTENT
