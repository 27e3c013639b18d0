"""The embedded issuer's key and its tokens."""

import json
import stat
from pathlib import Path
from typing import Any

import pytest

from shared.web.identity import TokenVerifier
from shared.web.issuer import ensure_issuer, mint_token
from shared.web.problems import ProblemError

GIVEN: dict[str, Any] = {
    "subject": "zhang",
    "issuer": "https://shukun.local/issuer",
    "audience": "shukun",
}


def verifier(folder: Path) -> TokenVerifier:
    return TokenVerifier(str(folder / "jwks.json"), GIVEN["issuer"], GIVEN["audience"])


def test_the_private_key_is_for_its_owner_only_and_the_public_set_holds_no_secret(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "issuer"
    ensure_issuer(folder)
    assert stat.S_IMODE((folder / "private.json").stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    (public,) = json.loads((folder / "jwks.json").read_bytes())["keys"]
    assert set(public) == {"kty", "crv", "x", "kid", "use", "alg"}
    assert sorted(path.name for path in folder.iterdir()) == ["jwks.json", "private.json"]


def test_a_second_start_finds_the_same_key_and_restores_a_lost_public_set(tmp_path: Path) -> None:
    ensure_issuer(tmp_path)
    before = (tmp_path / "private.json").read_bytes(), (tmp_path / "jwks.json").read_bytes()
    (tmp_path / "jwks.json").unlink()
    ensure_issuer(tmp_path)
    assert (
        (tmp_path / "private.json").read_bytes(),
        (tmp_path / "jwks.json").read_bytes(),
    ) == before


async def test_a_minted_token_is_believed(tmp_path: Path) -> None:
    ensure_issuer(tmp_path)
    minted = mint_token(tmp_path, role="department:HRSS", client="portal", **GIVEN)
    actor = await verifier(tmp_path).verify(minted)
    assert (actor.id, actor.unit, actor.client) == ("zhang", "HRSS", "portal")
    alone = await verifier(tmp_path).verify(mint_token(tmp_path, role="coordinator", **GIVEN))
    assert alone.client == "zhang"


async def test_a_token_minted_for_no_time_has_expired(tmp_path: Path) -> None:
    ensure_issuer(tmp_path)
    old = mint_token(tmp_path, role="ops", minutes=-5, **GIVEN)
    with pytest.raises(ProblemError, match="token_expired"):
        await verifier(tmp_path).verify(old)


@pytest.mark.parametrize("role", ["mayor", "department", "coordinator:X", "system", ""])
def test_no_token_is_minted_for_a_role_that_does_not_exist(role: str, tmp_path: Path) -> None:
    ensure_issuer(tmp_path)
    with pytest.raises(ValueError, match=r"role|Role"):
        mint_token(tmp_path, role=role, **GIVEN)


def test_without_an_issuer_nothing_is_minted(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        mint_token(tmp_path, role="ops", **GIVEN)
