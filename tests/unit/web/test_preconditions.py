"""Idempotency keys, versions and fingerprints."""

from typing import Any

import pytest

from shared.kernel.actor import Actor, Role
from shared.kernel.decider import Command
from shared.web.caller import Caller
from shared.web.facts import Facts, read_facts
from shared.web.permissions import Scope
from shared.web.preconditions import (
    Errand,
    command_id,
    etag,
    expected_version,
    fingerprint,
    idempotency_key,
)
from shared.web.problems import ProblemError


def facts(method: str = "POST", path: str = "/v1/tickets", **headers: str) -> Facts:
    raw: list[Any] = [(k.replace("_", "-").encode(), v.encode()) for k, v in headers.items()]
    return read_facts({"method": method, "path": path, "headers": raw})


def caller(subject: str = "u", client: str = "c", scope: Scope = Scope.OWN) -> Caller:
    actor = Actor(id=subject, role=Role.PLATFORM, client=client)
    return Caller(actor=actor, scope=scope, language="zh-CN", request_id="r", correlation_id="r")


@pytest.mark.parametrize("key", ["a", "k" * 255, "0192f0c1-7d3a", "a b", "~!"])
def test_a_printable_key_of_1_to_255_characters_is_taken(key: str) -> None:
    assert idempotency_key(facts(idempotency_key=key)) == key


@pytest.mark.parametrize(
    ("headers", "code"),
    [
        ({}, "idempotency_key_missing"),
        ({"idempotency_key": ""}, "idempotency_key_missing"),
        ({"idempotency_key": "k" * 256}, "idempotency_key_invalid"),
        ({"idempotency_key": "键"}, "idempotency_key_invalid"),
        ({"idempotency_key": "a\tb"}, "idempotency_key_invalid"),
    ],
)
def test_any_other_key_is_400(headers: dict[str, str], code: str) -> None:
    with pytest.raises(ProblemError, match=code) as caught:
        idempotency_key(facts(**headers))
    assert caught.value.status_code == 400


@pytest.mark.parametrize("version", [0, 1, 12, 10**17])
def test_a_version_travels_as_an_etag_and_back(version: int) -> None:
    assert expected_version(facts(if_match=etag(version))) == version


@pytest.mark.parametrize(
    "tag",
    [
        "*",
        'W/"12"',
        '"12", "13"',
        "12",
        '""',
        '"x"',
        '"-1"',
        '"012"',
        '"1"\n',
        '"' + "9" * 19 + '"',
    ],
)
def test_anything_but_one_strong_etag_is_400(tag: str) -> None:
    with pytest.raises(ProblemError, match="if_match_invalid"):
        expected_version(facts(if_match=tag))


def test_no_if_match_is_428() -> None:
    with pytest.raises(ProblemError, match="if_match_missing") as caught:
        expected_version(facts())
    assert caught.value.status_code == 428


def test_the_fingerprint_tells_method_path_and_body_apart() -> None:
    first = fingerprint(facts(), b"{}")
    assert first == fingerprint(facts(idempotency_key="other"), b"{}")
    assert first != fingerprint(facts(), b"{ }")
    assert first != fingerprint(facts(path="/v1/tickets/7"), b"{}")
    assert first != fingerprint(facts(method="PUT"), b"{}")


def test_keys_of_other_clients_users_or_operations_never_meet() -> None:
    ids = {
        command_id(caller(), "tickets.submit", "k"),
        command_id(caller(client="d"), "tickets.submit", "k"),
        command_id(caller(subject="v"), "tickets.submit", "k"),
        command_id(caller(), "tickets.reply", "k"),
        command_id(caller(), "tickets.submit", "l"),
    }
    assert len(ids) == 5
    assert command_id(caller(), "tickets.submit", "k") in ids


class Reply(Command, frozen=True):
    text: str


class Return(Command, frozen=True):
    reason: str


@pytest.mark.parametrize("scope", Scope)
def test_an_errand_becomes_an_order_with_everything_its_envelope_needs(scope: Scope) -> None:
    errand = Errand(
        caller=caller(scope=scope),
        operation="tickets.reply",
        command_id="id",
        fingerprint=b"f",
        expected_version=3,
    )
    order = errand.order(Return(reason="R01"), "t-1", "t-2")
    assert (order.command_id, order.fingerprint, order.expected_version) == ("id", b"f", 3)
    assert order.streams == ("t-1", "t-2")
    assert (order.operation, order.reason, order.only_own) == (
        "tickets.reply",
        "R01",
        scope is Scope.OWN,
    )
    assert (order.actor.id, order.correlation_id) == ("u", "r")
    assert errand.order(Reply(text="好"), "t-1").reason is None
