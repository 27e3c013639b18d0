"""Who is asking: bearer tokens (JWT) verified against the issuer's keys."""

import base64
import warnings
from collections import OrderedDict
from collections.abc import Collection, Mapping
from typing import Any, Final

import msgspec
from joserfc import jwt
from joserfc.errors import JoseError, SecurityWarning
from joserfc.jwk import Key
from joserfc.jws import JWSRegistry

from shared.kernel.actor import Actor, parse_role
from shared.kernel.clock import Clock, SystemClock
from shared.web.jwks import KeyStore, KeysUnavailable
from shared.web.problem_kinds import (
    IDENTITY_UNAVAILABLE,
    TOKEN_EXPIRED,
    TOKEN_INVALID,
    TOKEN_MISSING,
    Bilingual,
    ProblemKind,
)
from shared.web.problems import ProblemError

ALGORITHMS: Final = ("Ed25519", "EdDSA", "ES256", "PS256", "RS256")
LEEWAY_SECONDS: Final = 30
_REMEMBERED: Final = 4096
_TOKEN_BYTES: Final = 8192

_MALFORMED = Bilingual("格式不正确", "it is malformed")
_ALGORITHM = Bilingual("签名算法不在允许之列", "its algorithm is not allowed")
_UNKNOWN_KEY = Bilingual("签名密钥不属于认可的签发者", "its key is not one of the issuer's")
_SIGNATURE = Bilingual("签名不符", "its signature does not match")
_ISSUER = Bilingual("签发者不符", "it is from another issuer")
_AUDIENCE = Bilingual("不是签发给本系统的", "it is meant for another audience")
_NOT_YET = Bilingual("尚未生效", "it is not valid yet")
_CLAIMS = Bilingual("缺少必要的声明（sub、exp、role）", "it lacks sub, exp or role")
_ROLE = Bilingual("角色声明（role）无法识别", "its role claim is unknown")


class Claims(msgspec.Struct, frozen=True):
    """The claims we read. `role` is `coordinator`, `department:HRSS` and the like."""

    iss: str
    sub: str
    exp: float
    role: str
    aud: str | list[str] = ""
    nbf: float = 0
    iat: float = 0
    client_id: str = ""
    azp: str = ""


class _Header(msgspec.Struct, frozen=True):
    alg: str
    kid: str | None = None


class _Known(msgspec.Struct, frozen=True):
    """A verified token: for whom, until when (seconds since the epoch), by which keys."""

    actor: Actor
    ends: float
    generation: int


class TokenVerifier:
    """Verifies tokens and remembers, until they expire, those that it verified.

    `jwks_location` is a path or an https address. Time here is the machine's own: a simulated
    clock moves cases, never credentials.
    """

    def __init__(
        self,
        jwks_location: str,
        issuer: str,
        audience: str,
        *,
        algorithms: Collection[str] = ALGORITHMS,
        clock: Clock | None = None,
    ) -> None:
        unknown = sorted(set(algorithms) - set(ALGORITHMS))
        if unknown:
            raise ValueError(f"token algorithms {unknown} are not among {list(ALGORITHMS)}")
        self._clock = clock or SystemClock()
        self._keys = KeyStore(jwks_location, self._clock)
        self._issuer = issuer
        self._audience = audience
        self._algorithms = frozenset(algorithms)
        self._registry = JWSRegistry(algorithms=list(algorithms))
        self._known: OrderedDict[str, _Known] = OrderedDict()

    def remembered(self, token: str | None) -> Actor | None:
        """The actor of a token that was verified before and still holds, byte for byte the same.

        None says nothing about the token: ask `verify`. Refusals are never remembered.
        """
        known = self._known.get(token) if token else None
        if token is None or known is None:
            return None
        now = self._clock.now().timestamp()
        if now >= known.ends or not self._keys.unchanged(known.generation, now):
            return None
        self._known.move_to_end(token)
        return known.actor

    async def verify(self, token: str | None) -> Actor:
        """The actor a token stands for.

        Raises ProblemError: 401 `token_missing`, `token_invalid`, `token_expired`, or 503
        `identity_unavailable` when the issuer's keys cannot be had.
        """
        if not token:
            raise unauthenticated(TOKEN_MISSING)
        now = self._clock.now().timestamp()
        # Before the key is looked for: what a key verified is never kept under keys that came later.
        generation = await self._keys.generation(now)
        known = self._known.get(token)
        if known is None or known.generation != generation:
            claims = await self._verified_claims(token)
            self._check(claims, now)
            known = _Known(_actor(claims), claims.exp + LEEWAY_SECONDS, generation)
            self._known[token] = known
            if len(self._known) > _REMEMBERED:
                self._known.popitem(last=False)
        self._known.move_to_end(token)
        if now >= known.ends:
            raise unauthenticated(TOKEN_EXPIRED)
        return known.actor

    async def _verified_claims(self, token: str) -> Claims:
        header = _header(token)
        if header.alg not in self._algorithms:
            raise invalid_token(_ALGORITHM)
        try:
            key = await self._keys.find(header.kid)
        except KeysUnavailable:
            raise ProblemError(IDENTITY_UNAVAILABLE) from None
        if key is None:
            raise invalid_token(_UNKNOWN_KEY)
        payload = self._decoded(token, key)
        try:
            return msgspec.convert(payload, Claims)
        except msgspec.ValidationError:
            raise invalid_token(_CLAIMS) from None

    def _decoded(self, token: str, key: Key) -> Mapping[str, Any]:
        with warnings.catch_warnings():
            # RFC 9864 renamed EdDSA to Ed25519; issuers in service still say EdDSA.
            warnings.simplefilter("ignore", SecurityWarning)
            try:
                return jwt.decode(token, key, registry=self._registry).claims
            except (JoseError, ValueError):
                raise invalid_token(_SIGNATURE) from None

    def _check(self, claims: Claims, now: float) -> None:
        if claims.iss != self._issuer:
            raise invalid_token(_ISSUER)
        audiences = [claims.aud] if isinstance(claims.aud, str) else claims.aud
        if self._audience not in audiences:
            raise invalid_token(_AUDIENCE)
        if not now < claims.exp + LEEWAY_SECONDS:  # so that NaN is expired, too
            raise unauthenticated(TOKEN_EXPIRED)
        if max(claims.nbf, claims.iat) > now + LEEWAY_SECONDS:
            raise invalid_token(_NOT_YET)


def bearer(authorization: str | None) -> str | None:
    """The token of an `Authorization` header, None when it holds no Bearer token (RFC 6750)."""
    scheme, _, token = (authorization or "").partition(" ")
    return token.strip() or None if scheme.lower() == "bearer" else None


def unauthenticated(kind: ProblemKind, **params: Any) -> ProblemError:
    """A 401 with the challenge that RFC 6750 asks for."""
    challenge = 'Bearer realm="shukun"'
    if kind is not TOKEN_MISSING:
        challenge += ', error="invalid_token"'
    return ProblemError(kind, headers={"www-authenticate": challenge}, **params)


def invalid_token(reason: Bilingual) -> ProblemError:
    return unauthenticated(TOKEN_INVALID, reason=reason)


def _header(token: str) -> _Header:
    """Read a compact JWS's header, unverified: it only says which key to try."""
    if len(token) > _TOKEN_BYTES or token.count(".") != 2:  # noqa: PLR2004 (three parts, RFC 7515)
        raise invalid_token(_MALFORMED)
    try:
        return msgspec.json.decode(_unpadded(token.partition(".")[0]), type=_Header)
    except (ValueError, msgspec.DecodeError):
        raise invalid_token(_MALFORMED) from None


def _unpadded(part: str) -> bytes:
    return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))


def _actor(claims: Claims) -> Actor:
    try:
        role, unit = parse_role(claims.role)
    except ValueError:
        raise invalid_token(_ROLE) from None
    if not claims.sub:
        raise invalid_token(_CLAIMS)
    client = claims.client_id or claims.azp or claims.sub
    return Actor(id=claims.sub, role=role, unit=unit, client=client)
