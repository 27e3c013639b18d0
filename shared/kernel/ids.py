"""Identifiers: UUIDv7 for new things, name-derived UUIDs where a repeat must give the same id."""

import hashlib
import uuid

import uuid_utils


def new_id() -> str:
    """A fresh UUIDv7 (RFC 9562): sorts by creation time."""
    return str(uuid_utils.uuid7())


def derived_id(*parts: str) -> str:
    """The same parts always give the same UUID (version 8, SHA-256 of the length-prefixed parts).

    Used for command ids that must survive a retry: (client, operation, idempotency key), or
    (subscription, source event).
    """
    digest = hashlib.sha256()
    for part in parts:
        encoded = part.encode()
        digest.update(len(encoded).to_bytes(4, "big"))
        digest.update(encoded)
    raw = bytearray(digest.digest()[:16])
    raw[6] = (raw[6] & 0x0F) | 0x80
    raw[8] = (raw[8] & 0x3F) | 0x80
    return str(uuid.UUID(bytes=bytes(raw)))
