"""The hash chain over the log: each event's hash covers the one before and every stored column.

    hash(n) = SHA-256( hash(n-1)            32 bytes, zero before the first event
                     | position              8
                     | stream id            16
                     | version               4
                     | schema version        2
                     | recorded at           8, microseconds since 1970-01-01T00:00Z
                     | length of the name    2
                     | length of data        4
                     | length of meta        4
                     | name | data | meta )

Integers are big-endian. With the lengths in front no two rows give the same bytes.
"""

import hashlib
import struct
from datetime import UTC, datetime, timedelta
from typing import Final

GENESIS: Final = bytes(32)
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND: Final = timedelta(microseconds=1)
_FIXED: Final = struct.Struct(">q16siHqHII")
_sha256 = hashlib.sha256


def microseconds(at: datetime) -> int:
    """Microseconds since 1970-01-01T00:00Z, exact."""
    return (at - _EPOCH) // _MICROSECOND


def chain_hash(  # noqa: PLR0913, PLR0917  one parameter a column
    previous: bytes,
    position: int,
    stream_id: str,
    version: int,
    name: str,
    schema_version: int,
    recorded_at_us: int,
    data: bytes,
    meta: bytes,
) -> bytes:
    """The 32-byte hash of one event; `recorded_at_us` as `microseconds` gives it."""
    encoded_name = name.encode()
    fixed = _FIXED.pack(
        position,
        bytes.fromhex(stream_id.replace("-", "")),
        version,
        schema_version,
        recorded_at_us,
        len(encoded_name),
        len(data),
        len(meta),
    )
    return _sha256(b"".join((previous, fixed, encoded_name, data, meta))).digest()
