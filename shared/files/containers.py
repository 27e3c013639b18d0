"""What lies in a ZIP or an OLE file, by its directory alone: nothing is unpacked, nothing is run."""

import struct
import zipfile
from pathlib import Path
from typing import BinaryIO, Final

import olefile

from shared.kernel.zip_directory import TAIL_BYTES, zip_directory

# A document has some dozens of parts. A file of the largest size could list half a million, each an
# object in memory once it is read.
_PARTS_MAX: Final = 5_000
_DIRECTORY_BYTES_MAX: Final = 1_048_576
_MACRO_STORAGES: Final = frozenset({"macros", "_vba_project_cur", "vba"})


class Macros(Exception):
    """The document holds macros."""


def zip_names(path: Path) -> frozenset[str]:
    """The names of a ZIP file's parts; none when it is damaged or lists too many. Raises Macros."""
    try:
        with path.open("rb") as file:
            if not _is_bounded(file):
                return frozenset()
            with zipfile.ZipFile(file) as archive:
                names = frozenset(archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, struct.error):
        return frozenset()
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise Macros
    return names


def _is_bounded(file: BinaryIO) -> bool:
    """Whether the directory that the file's end announces is one of a document."""
    size = file.seek(0, 2)
    start = max(0, size - TAIL_BYTES)
    file.seek(start)
    announced = zip_directory(file.read(), start)
    file.seek(0)
    return (
        announced is not None
        and announced.parts <= _PARTS_MAX
        and announced.directory_bytes <= _DIRECTORY_BYTES_MAX
    )


def ole_streams(path: Path) -> frozenset[str]:
    """The names at the top of an OLE file in lower case; none when it is damaged. Raises Macros."""
    try:
        with olefile.OleFileIO(str(path)) as file:
            entries = file.listdir(streams=True, storages=True)
    except (OSError, ValueError, IndexError, struct.error, RecursionError, MemoryError):
        return frozenset()
    names = frozenset(entry[0].lower() for entry in entries if len(entry) == 1)
    if names & _MACRO_STORAGES:
        raise Macros
    return names
