"""Which tokens are believed, and for how long."""

import base64
import http.server
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from joserfc import jwt
from joserfc.jwk import ECKey, Key, OctKey, OKPKey, RSAKey
from joserfc.jws import JWSRegistry

from shared.kernel.clock import FixedClock
from shared.web.identity import ALGORITHMS, TokenVerifier, bearer
from shared.web.problems import ProblemError

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
ISSUER, AUDIENCE = "https://issuer.example", "shukun"
ED = OKPKey.generate_key("Ed25519", {"kid": "ed", "use": "sig"})
OTHER = OKPKey.generate_key("Ed25519", {"kid": "other", "use": "sig"})


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(NOW)


def jwks(*keys: Key) -> bytes:
    return json.dumps({"keys": [key.as_dict(private=False) for key in keys]}).encode()


def verifier_for(folder: Path, clock: FixedClock, *keys: Key, **more: Any) -> TokenVerifier:
    path = folder / "jwks.json"
    path.write_bytes(jwks(*keys))
    return TokenVerifier(str(path), ISSUER, AUDIENCE, clock=clock, **more)


def token(key: Key = ED, alg: str = "Ed25519", kid: str | None = "", **changes: Any) -> str:
    claims = {
        "iss": ISSUER,
        "aud": AUDIENCE,
        "sub": "u-1",
        "role": "department:HRSS",
        "exp": int((NOW + timedelta(hours=1)).timestamp()),
        **changes,
    }
    claims = {name: value for name, value in claims.items() if value is not None}
    registry = JWSRegistry(algorithms=[alg])
    header = {"alg": alg} if kid is None else {"alg": alg, "kid": kid or key.kid}
    return jwt.encode(header, claims, key, registry=registry)


async def refused(verifier: TokenVerifier, given: str | None) -> tuple[int, str, str]:
    with pytest.raises(ProblemError) as caught:
        await verifier.verify(given)
    reason = caught.value.params.get("reason")
    return caught.value.status_code, caught.value.kind.code, reason.en if reason else ""


async def test_a_good_token_stands_for_an_actor(tmp_path: Path, clock: FixedClock) -> None:
    actor = await verifier_for(tmp_path, clock, ED).verify(token(client_id="portal"))
    assert (actor.id, actor.role, actor.unit, actor.client) == (
        "u-1",
        "department",
        "HRSS",
        "portal",
    )


@pytest.mark.parametrize(
    ("claims", "client"), [({"azp": "a"}, "a"), ({}, "u-1"), ({"client_id": "c", "azp": "a"}, "c")]
)
async def test_the_client_is_client_id_or_azp_or_the_subject(
    claims: dict[str, Any], client: str, tmp_path: Path, clock: FixedClock
) -> None:
    actor = await verifier_for(tmp_path, clock, ED).verify(token(**claims))
    assert actor.client == client


@pytest.mark.filterwarnings("ignore:EdDSA")
@pytest.mark.parametrize(
    ("alg", "key"),
    [
        ("Ed25519", ED),
        ("EdDSA", ED),
        ("ES256", ECKey.generate_key("P-256", {"kid": "ec"})),
        ("RS256", RSAKey.generate_key(2048, {"kid": "rsa"})),
        ("PS256", RSAKey.generate_key(2048, {"kid": "rsa"})),
    ],
)
async def test_each_allowed_algorithm_is_verified(
    alg: str, key: Key, tmp_path: Path, clock: FixedClock
) -> None:
    verifier = verifier_for(tmp_path, clock, OTHER, key)
    assert (await verifier.verify(token(key, alg))).id == "u-1"


def seconds(**after: float) -> int:
    return int((NOW + timedelta(**after)).timestamp())


@pytest.mark.parametrize(
    ("changes", "code", "reason"),
    [
        ({"aud": "another"}, "token_invalid", "it is meant for another audience"),
        ({"aud": ["another"]}, "token_invalid", "it is meant for another audience"),
        ({"aud": None}, "token_invalid", "it is meant for another audience"),
        ({"iss": "https://evil.example"}, "token_invalid", "it is from another issuer"),
        ({"exp": seconds(minutes=-1)}, "token_expired", ""),
        ({"exp": None}, "token_invalid", "it lacks sub, exp or role"),
        ({"exp": float("nan")}, "token_expired", ""),
        ({"nbf": seconds(minutes=1)}, "token_invalid", "it is not valid yet"),
        ({"iat": seconds(minutes=1)}, "token_invalid", "it is not valid yet"),
        ({"sub": ""}, "token_invalid", "it lacks sub, exp or role"),
        ({"role": None}, "token_invalid", "it lacks sub, exp or role"),
        ({"role": "mayor"}, "token_invalid", "its role claim is unknown"),
        ({"role": "system"}, "token_invalid", "its role claim is unknown"),
        ({"role": "department"}, "token_invalid", "its role claim is unknown"),
    ],
)
async def test_a_token_with_a_wrong_claim_is_refused(
    changes: dict[str, Any], code: str, reason: str, tmp_path: Path, clock: FixedClock
) -> None:
    verifier = verifier_for(tmp_path, clock, ED)
    assert await refused(verifier, token(**changes)) == (401, code, reason)


async def test_clocks_may_differ_by_half_a_minute(tmp_path: Path, clock: FixedClock) -> None:
    verifier = verifier_for(tmp_path, clock, ED)
    assert (await verifier.verify(token(exp=seconds(seconds=-29)))).id == "u-1"
    assert (await verifier.verify(token(nbf=seconds(seconds=29)))).id == "u-1"


async def test_a_token_signed_by_a_stranger_under_a_known_key_id_is_refused(
    tmp_path: Path, clock: FixedClock
) -> None:
    impostor = OKPKey.generate_key("Ed25519", {"kid": "ed"})
    verifier = verifier_for(tmp_path, clock, ED)
    assert (await refused(verifier, token(impostor)))[2] == "its signature does not match"


async def test_an_unknown_key_id_is_refused(tmp_path: Path, clock: FixedClock) -> None:
    verifier = verifier_for(tmp_path, clock, ED)
    assert (await refused(verifier, token(OTHER)))[2] == "its key is not one of the issuer's"


def unsigned(header: dict[str, Any], body: bytes) -> str:
    parts = (json.dumps(header).encode(), body)
    return ".".join(base64.urlsafe_b64encode(part).decode().rstrip("=") for part in parts) + "."


async def test_alg_none_is_refused(tmp_path: Path, clock: FixedClock) -> None:
    verifier = verifier_for(tmp_path, clock, ED)
    payload = base64.urlsafe_b64decode(token().split(".")[1] + "==")
    for alg in ("none", "None", "NONE"):
        given = unsigned({"alg": alg, "kid": "ed"}, payload)
        assert (await refused(verifier, given))[2] == "its algorithm is not allowed"


async def test_hs256_with_the_public_key_as_secret_is_refused(
    tmp_path: Path, clock: FixedClock
) -> None:
    public = json.dumps(ED.as_dict(private=False))
    secret = OctKey.import_key(public.encode(), {"kid": "ed"})
    verifier = verifier_for(tmp_path, clock, ED)
    assert (await refused(verifier, token(secret, "HS256")))[2] == "its algorithm is not allowed"


async def test_a_secret_in_the_key_set_is_passed_over(tmp_path: Path, clock: FixedClock) -> None:
    secret = OctKey.generate_key(256, {"kid": "oct"})
    path = tmp_path / "jwks.json"
    path.write_text(json.dumps({"keys": [secret.as_dict(private=True), ED.as_dict(private=False)]}))
    verifier = TokenVerifier(str(path), ISSUER, AUDIENCE, clock=clock)
    assert (await verifier.verify(token())).id == "u-1"
    assert (await refused(verifier, token(kid="oct")))[2] == "its key is not one of the issuer's"


async def test_a_key_made_for_encryption_verifies_no_signature(
    tmp_path: Path, clock: FixedClock
) -> None:
    given = {**ED.as_dict(private=False), "use": "enc"}
    (tmp_path / "jwks.json").write_text(json.dumps({"keys": [given, OTHER.as_dict(private=False)]}))
    verifier = TokenVerifier(str(tmp_path / "jwks.json"), ISSUER, AUDIENCE, clock=clock)
    assert (await refused(verifier, token()))[2] == "its key is not one of the issuer's"


async def test_an_algorithm_outside_the_allow_list_is_refused(
    tmp_path: Path, clock: FixedClock
) -> None:
    verifier = verifier_for(tmp_path, clock, ED, algorithms=["ES256"])
    assert (await refused(verifier, token()))[2] == "its algorithm is not allowed"
    with pytest.raises(ValueError, match="HS256"):
        verifier_for(tmp_path, clock, ED, algorithms=[*ALGORITHMS, "HS256"])


async def test_a_key_made_for_another_algorithm_is_refused(
    tmp_path: Path, clock: FixedClock
) -> None:
    rsa = RSAKey.generate_key(2048, {"kid": "rsa", "alg": "RS256"})
    verifier = verifier_for(tmp_path, clock, rsa)
    assert (await verifier.verify(token(rsa, "RS256"))).id == "u-1"
    same = {name: value for name, value in rsa.as_dict(private=True).items() if name != "alg"}
    crossed = token(RSAKey.import_key(same), "PS256")
    assert (await refused(verifier, crossed))[2] == "its signature does not match"
    crossed = token(ED, kid="rsa")
    assert (await refused(verifier, crossed))[0] == 401


@pytest.mark.parametrize(
    "given", ["x", "a.b", "a.b.c", "....", "e30.e30.e30", "é.é.é", "a" * 9000, "W10.e30.e30"]
)
async def test_garbage_is_malformed_not_a_crash(
    given: str, tmp_path: Path, clock: FixedClock
) -> None:
    assert (await refused(verifier_for(tmp_path, clock, ED), given))[:2] == (401, "token_invalid")


async def test_no_token_is_missing(tmp_path: Path, clock: FixedClock) -> None:
    assert (await refused(verifier_for(tmp_path, clock, ED), None))[1] == "token_missing"


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (None, None),
        ("", None),
        ("Bearer", None),
        ("Bearer ", None),
        ("Basic eDp5", None),
        ("bearer abc", "abc"),
        ("Bearer  abc ", "abc"),
    ],
)
def test_the_bearer_token_is_read_from_the_header(header: str | None, expected: str | None) -> None:
    assert bearer(header) == expected


async def test_a_token_without_key_id_is_tried_with_the_only_key(
    tmp_path: Path, clock: FixedClock
) -> None:
    nameless = token(kid=None)
    assert (await verifier_for(tmp_path, clock, ED).verify(nameless)).id == "u-1"
    assert (await refused(verifier_for(tmp_path, clock, ED, OTHER), nameless))[0] == 401


async def test_a_remembered_token_expires_all_the_same(tmp_path: Path, clock: FixedClock) -> None:
    verifier = verifier_for(tmp_path, clock, ED)
    given = token()
    await verifier.verify(given)
    clock.at = NOW + timedelta(hours=2)
    assert (await refused(verifier, given))[1] == "token_expired"


async def test_new_keys_are_found_at_once_and_withdrawn_ones_forgotten(
    tmp_path: Path, clock: FixedClock
) -> None:
    verifier = verifier_for(tmp_path, clock, ED)
    given = token()
    await verifier.verify(given)
    (tmp_path / "jwks.json").write_bytes(jwks(OTHER))
    assert (await verifier.verify(token(OTHER))).id == "u-1"
    assert (await refused(verifier, given))[2] == "its key is not one of the issuer's"


async def test_a_withdrawn_key_is_noticed_without_any_new_token(
    tmp_path: Path, clock: FixedClock
) -> None:
    verifier = verifier_for(tmp_path, clock, ED)
    given = token()
    await verifier.verify(given)
    (tmp_path / "jwks.json").write_bytes(jwks(OTHER))
    clock.at = NOW + timedelta(seconds=2)
    assert (await refused(verifier, given))[0] == 401


async def test_a_withdrawn_key_verifies_no_token_it_had_not_verified_before(
    tmp_path: Path, clock: FixedClock
) -> None:
    verifier = verifier_for(tmp_path, clock, ED)
    await verifier.verify(token())
    (tmp_path / "jwks.json").write_bytes(jwks(OTHER))
    clock.at = NOW + timedelta(seconds=2)
    for _ in range(2):
        assert (await refused(verifier, token(jti="new")))[0] == 401


async def test_a_verified_token_is_remembered_byte_for_byte_while_it_and_its_key_hold(
    tmp_path: Path, clock: FixedClock
) -> None:
    verifier = verifier_for(tmp_path, clock, ED)
    given = token(exp=seconds(seconds=60))
    assert verifier.remembered(given) is None
    actor = await verifier.verify(given)
    assert verifier.remembered(given) == actor
    assert verifier.remembered(given + "=") is None
    assert verifier.remembered(given[:-1]) is None
    assert verifier.remembered(None) is verifier.remembered("") is None
    clock.at = NOW + timedelta(seconds=2)
    assert verifier.remembered(given) is None
    await verifier.verify(given)
    assert verifier.remembered(given) == actor
    (tmp_path / "jwks.json").write_bytes(jwks(OTHER))
    await verifier.verify(token(OTHER))
    assert verifier.remembered(given) is None
    assert (await refused(verifier, given))[0] == 401


async def test_a_remembered_token_is_forgotten_at_its_expiry(
    tmp_path: Path, clock: FixedClock
) -> None:
    verifier = verifier_for(tmp_path, clock, ED)
    given = token(exp=seconds(seconds=60))
    await verifier.verify(given)
    clock.at = NOW + timedelta(seconds=89)
    await verifier.verify(token())
    assert verifier.remembered(given) is not None
    clock.at = NOW + timedelta(seconds=89, milliseconds=999)
    assert verifier.remembered(given) is not None
    clock.at = NOW + timedelta(seconds=90)
    await verifier.verify(token())
    assert verifier.remembered(given) is None
    assert (await refused(verifier, given))[1] == "token_expired"


async def test_a_refusal_is_not_remembered(tmp_path: Path, clock: FixedClock) -> None:
    verifier = verifier_for(tmp_path, clock, ED)
    given = token(OTHER)
    assert (await refused(verifier, given))[2] == "its key is not one of the issuer's"
    (tmp_path / "jwks.json").write_bytes(jwks(ED, OTHER))
    assert (await verifier.verify(given)).id == "u-1"


async def test_broken_keys_keep_the_old_ones_and_answer_503_where_those_do_not_help(
    tmp_path: Path, clock: FixedClock
) -> None:
    verifier = verifier_for(tmp_path, clock, ED)
    await verifier.verify(token())
    for broken in (b"", b"[]", b'{"keys": [{"kty": "OKP"}]}', b"\xff"):
        (tmp_path / "jwks.json").write_bytes(broken)
        assert (await refused(verifier, token(OTHER)))[:2] == (503, "identity_unavailable")
        assert (await verifier.verify(token())).id == "u-1"
    (tmp_path / "jwks.json").unlink()
    assert (await refused(verifier, token(OTHER)))[0] == 503


class KeyServer:
    """Serves a JWKS over HTTP and counts how often it was asked."""

    def __init__(self, body: bytes) -> None:
        self.body, self.status, self.asked = body, 200, 0
        outer = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                outer.asked += 1
                self.send_response(outer.status)
                if outer.status == 302:
                    self.send_header("location", "/elsewhere")
                self.send_header("content-length", str(len(outer.body)))
                self.end_headers()
                self.wfile.write(outer.body)

            def log_message(self, *_: Any) -> None:
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/jwks"


@contextmanager
def serving(body: bytes) -> Iterator[KeyServer]:
    keys = KeyServer(body)
    thread = threading.Thread(target=keys.server.serve_forever)
    thread.start()
    try:
        yield keys
    finally:
        keys.server.shutdown()
        thread.join()
        keys.server.server_close()


async def test_keys_are_fetched_from_an_address_once_and_again_when_they_rotate(
    clock: FixedClock,
) -> None:
    with serving(jwks(ED)) as server:
        verifier = TokenVerifier(server.url, ISSUER, AUDIENCE, clock=clock)
        for _ in range(3):
            await verifier.verify(token())
        assert server.asked == 1
        server.body = jwks(ED, OTHER)
        clock.at = NOW + timedelta(seconds=11)
        assert (await verifier.verify(token(OTHER))).id == "u-1"
        assert server.asked == 2


async def test_invented_key_ids_do_not_make_us_pester_the_issuer(clock: FixedClock) -> None:
    with serving(jwks(ED)) as server:
        verifier = TokenVerifier(server.url, ISSUER, AUDIENCE, clock=clock)
        await verifier.verify(token())
        for name in range(20):
            assert (await refused(verifier, token(kid=f"k{name}")))[0] == 401
        assert server.asked == 1


@pytest.mark.parametrize(
    ("status", "body"), [(500, b""), (302, jwks(ED)), (200, b" " * 1_048_576 + jwks(ED))]
)
async def test_an_issuer_in_trouble_is_503_until_it_recovers(
    status: int, body: bytes, clock: FixedClock
) -> None:
    with serving(body) as server:
        server.status = status
        verifier = TokenVerifier(server.url, ISSUER, AUDIENCE, clock=clock)
        assert (await refused(verifier, token()))[1] == "identity_unavailable"
        server.status, server.body = 200, jwks(ED)
        clock.at = NOW + timedelta(seconds=11)
        assert (await verifier.verify(token())).id == "u-1"


def test_keys_from_an_unprotected_address_are_not_trusted() -> None:
    with pytest.raises(ValueError, match="not https"):
        TokenVerifier("http://issuer.example/jwks", ISSUER, AUDIENCE)
    with pytest.raises(ValueError, match="not https"):
        TokenVerifier("ftp://127.0.0.1/jwks", ISSUER, AUDIENCE)


async def test_what_is_remembered_stays_bounded(
    tmp_path: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shared.web.identity._REMEMBERED", 3)
    verifier = verifier_for(tmp_path, clock, ED)
    for number in range(10):
        await verifier.verify(token(jti=str(number)))
    assert len(verifier._known) == 3
