"""The store that the settings name, each service's files apart from the others'."""

from pathlib import Path

from shared.files.filesystem import FilesystemStore
from shared.files.s3 import S3Store
from shared.files.store import FileStore
from shared.settings import Settings


def open_files(settings: Settings, service: str) -> FileStore:
    """The service's own part of the bucket, or of the folder when no bucket is set.

    Nothing is reached yet. Raises OSError when a key file cannot be read.
    """
    folder = settings.files_folder / service
    if settings.files_bucket is None:
        return FilesystemStore(folder)
    return S3Store(
        folder / "incoming",
        bucket=settings.files_bucket,
        prefix=service,
        endpoint=settings.files_endpoint,
        region=settings.files_region,
        access_key=_secret(settings.files_access_key_file),
        secret_key=_secret(settings.files_secret_key_file),
    )


def _secret(file: Path | None) -> str | None:
    return file.read_text().strip() if file else None
