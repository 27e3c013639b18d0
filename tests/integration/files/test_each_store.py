"""What only one of the stores can show: crashes of the folder, an unreachable bucket."""

import os
import signal
import subprocess
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from shared.files import filesystem
from shared.files.filesystem import FilesystemStore
from shared.files.opening import open_files
from shared.files.s3 import S3Store
from shared.files.spool import STALE_SECONDS, remove_stale
from shared.files.store import FileStore, StoreUnreachable
from shared.settings import Settings
from tests.integration.files.conftest import bucket_store

Keep = Callable[[FileStore, bytes], Awaitable[str]]
ROOT = Path(__file__).parents[3]
# Puts a file and dies where the bytes are on the disk and not yet under their digest.
DIES_BEFORE_THE_RENAME = """
import asyncio, os, signal, sys
from pathlib import Path
from shared.files.filesystem import FilesystemStore
store = FilesystemStore(Path(sys.argv[1]))
store.incoming.mkdir(parents=True)
source = store.incoming / "in-half"
source.write_bytes(b"%PDF-1.7 half")
Path.replace = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
asyncio.run(store.put("sha256:" + "1" * 64, source))
"""


async def test_a_kill_before_the_rename_leaves_no_file_and_the_rest_is_cleaned_up(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "files"
    died = subprocess.run(
        [sys.executable, "-c", DIES_BEFORE_THE_RENAME, str(folder)], cwd=ROOT, check=False
    )
    assert died.returncode == -signal.SIGKILL
    store = FilesystemStore(folder)
    assert await store.size(f"sha256:{'1' * 64}") is None
    [half] = store.incoming.iterdir()
    assert remove_stale(store) == 0
    old = half.stat().st_mtime - STALE_SECONDS - 1
    os.utime(half, (old, old))
    assert remove_stale(store) == 1


async def test_the_bytes_are_on_the_disk_before_the_name_and_the_name_before_the_answer(
    tmp_path: Path, keep: Keep, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    rename = Path.replace

    def synced(path: Path) -> None:
        done.append("bytes" if path.is_file() else "folder")

    def renamed(path: Path, target: Path) -> Path:
        done.append("rename")
        return rename(path, target)

    store = FilesystemStore(tmp_path / "files")
    await keep(store, b"first")
    monkeypatch.setattr(filesystem, "_sync", synced)
    monkeypatch.setattr(Path, "replace", renamed)
    await keep(store, b"first")
    assert done == ["bytes", "rename", "folder", "folder", "folder"]


async def test_two_replicas_share_a_folder(tmp_path: Path, keep: Keep) -> None:
    one, other = FilesystemStore(tmp_path / "files"), FilesystemStore(tmp_path / "files")
    digest = await keep(one, b"shared")
    assert await other.size(digest) == 6


async def test_a_folder_that_cannot_be_written_is_unreachable(tmp_path: Path) -> None:
    (tmp_path / "files").write_text("a file where the folder should be")
    with pytest.raises(StoreUnreachable, match="Not a directory"):
        await FilesystemStore(tmp_path / "files").probe()


async def test_a_bucket_that_is_not_there_is_unreachable(s3_server: str, tmp_path: Path) -> None:
    with pytest.raises(StoreUnreachable):
        await bucket_store(s3_server, tmp_path, bucket="elsewhere").probe()


async def test_the_settings_choose_the_store_and_keep_the_services_apart(
    s3_server: str, tmp_path: Path, keep: Keep
) -> None:
    settings = Settings(data=tmp_path)
    in_folder = open_files(settings, "tickets")
    digest = await keep(in_folder, b"a ticket's")
    assert (tmp_path / "files" / "tickets" / "sha256").is_dir()
    assert await open_files(settings, "rent").size(digest) is None

    (tmp_path / "key").write_text("key\n")
    (tmp_path / "secret").write_text("secret\n")
    bucket = settings.model_copy(
        update={
            "files_bucket": "shukun",
            "files_endpoint": s3_server,
            "files_access_key_file": tmp_path / "key",
            "files_secret_key_file": tmp_path / "secret",
        }
    )
    in_bucket = open_files(bucket, "tickets")
    assert isinstance(in_bucket, S3Store)
    digest = await keep(in_bucket, b"another ticket's")
    assert await in_bucket.size(digest) == len(b"another ticket's")
    assert await open_files(bucket, "rent").size(digest) is None
