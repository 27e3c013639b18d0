"""The embedded issuer: its own key in a folder, and tokens for trying out.

Production points `SHUKUN_JWKS` at the government's issuer and has no such folder.
"""

import os
from datetime import timedelta
from pathlib import Path
from typing import Final

import msgspec
from joserfc import jwt
from joserfc.jwk import OKPKey

from shared.kernel.actor import parse_role
from shared.kernel.clock import SystemClock
from shared.kernel.ids import new_id

_ALGORITHM: Final = "Ed25519"
_PRIVATE: Final = "private.json"
_PUBLIC: Final = "jwks.json"


def ensure_issuer(folder: Path) -> None:
    """Make the key on first use: `private.json` for its owner only, `jwks.json` for verifiers.

    Raises OSError when the folder cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    private = folder / _PRIVATE
    if not private.exists():
        fresh = OKPKey.generate_key("Ed25519", {"use": "sig", "alg": _ALGORITHM}, auto_kid=True)
        _write(private, msgspec.json.encode(fresh.as_dict(private=True)), 0o600)
    public = {"keys": [_signing_key(folder).as_dict(private=False)]}
    encoded = msgspec.json.encode(public)
    if not (folder / _PUBLIC).exists() or (folder / _PUBLIC).read_bytes() != encoded:
        _write(folder / _PUBLIC, encoded, 0o644)


def mint_token(
    folder: Path,
    *,
    role: str,
    subject: str,
    issuer: str,
    audience: str,
    minutes: int = 480,
    client: str | None = None,
) -> str:
    """Sign a token for `role` (`coordinator`, `department:HRSS`, ...), valid from now on.

    `client` is the calling system, the subject itself when not given. Raises ValueError when the
    role is none of ours, FileNotFoundError when the folder holds no key.
    """
    parse_role(role)
    now = SystemClock().now()
    claims = {
        "iss": issuer,
        "aud": audience,
        "sub": subject,
        "client_id": client or subject,
        "role": role,
        "iat": int(now.timestamp()),
        "exp": int((now + timedelta(minutes=minutes)).timestamp()),
        "jti": new_id(),
    }
    key = _signing_key(folder)
    return jwt.encode({"alg": _ALGORITHM, "kid": key.kid}, claims, key, algorithms=[_ALGORITHM])


def _signing_key(folder: Path) -> OKPKey:
    return OKPKey.import_key(msgspec.json.decode((folder / _PRIVATE).read_bytes()))


def _write(path: Path, content: bytes, mode: int) -> None:
    """Write whole or not at all, never readable more widely than `mode`."""
    fresh = path.with_suffix(f".{os.getpid()}.tmp")
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
    fresh.chmod(mode)
    fresh.replace(path)
