"""Identifiers: UUIDv7 for new things, name-derived UUIDs where a repeat must give the same id."""

import hashlib

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
    text = digest.hexdigest()
    variant = "89ab"[int(text[16], 16) & 0x3]
    return f"{text[:8]}-{text[8:12]}-8{text[13:16]}-{variant}{text[17:20]}-{text[20:32]}"
