"""File names as they are kept: what a person called it, without what could do harm elsewhere."""

import unicodedata
from typing import Final

from shared.files.refusals import FileNameMismatch, FileNameUnusable
from shared.files.types import FileType

NAME_BYTES_MAX: Final = 200
_RESERVED: Final = str.maketrans(dict.fromkeys('<>:"|?*', "_"))
# Cc, Cf: control characters and those that turn the direction of writing or show nothing at all;
# Cs: halves of characters; Co, Cn: what no font shows; Zl, Zp: line ends.
_UNSEEN: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


def clean_name(given: str, found: FileType) -> str:
    """The name without path, unseen and reserved characters, at most NAME_BYTES_MAX bytes of UTF-8.

    A name without an extension is given its content's own. Raises FileNameUnusable,
    FileNameMismatch when it ends in the extension of another type.
    """
    last = given.replace("\\", "/").rpartition("/")[2]
    composed = unicodedata.normalize("NFC", last).translate(_RESERVED)
    seen = "".join(each for each in composed if unicodedata.category(each) not in _UNSEEN)
    name = " ".join(seen.split()).strip(". ")
    if not name:
        raise FileNameUnusable
    stem, dot, ending = name.rpartition(".")
    extension = f".{ending.lower()}"
    if not dot or not stem:
        stem, ending = name, found.extensions[0].removeprefix(".")
    elif extension not in found.extensions:
        raise FileNameMismatch(
            name=name[:80], found=found.media_type, extensions="、".join(found.extensions)
        )
    return f"{_cut(stem, NAME_BYTES_MAX - len(ending) - 1)}.{ending}"


def _cut(text: str, bytes_max: int) -> str:
    """As many whole characters as fit."""
    return text.encode()[:bytes_max].decode(errors="ignore").rstrip()
