"""What every order must bring: an idempotency key, and the version it was decided upon."""

import hashlib
import re
from datetime import date

import msgspec
from msgspec.structs import replace

from shared.eventstore.log import Order
from shared.kernel.decider import Command
from shared.kernel.ids import derived_id
from shared.web.caller import Caller
from shared.web.facts import Facts
from shared.web.permissions import Scope
from shared.web.problem_kinds import (
    IDEMPOTENCY_KEY_INVALID,
    IDEMPOTENCY_KEY_MISSING,
    IF_MATCH_INVALID,
    IF_MATCH_MISSING,
)
from shared.web.problems import ProblemError

_KEY = re.compile(r"[\x21-\x7e](?:[\x20-\x7e]{0,253}[\x21-\x7e])?\Z")
_ETAG = re.compile(r'"(0|[1-9][0-9]{0,17})"\Z')


class Errand(msgspec.Struct, frozen=True, kw_only=True):
    """One POST: who asks for what, and under which conditions.

    command_id        the same caller, operation and idempotency key always give the same id
    fingerprint       SHA-256 of method, path and body as received
    expected_version  the version named by If-Match, None where none is asked for
    keyed             the client sent an Idempotency-Key; without one (dialects alone allow that)
                      `repeatable_on` has to give the errand an id
    """

    caller: Caller
    operation: str
    command_id: str
    fingerprint: bytes
    expected_version: int | None = None
    keyed: bool = True

    def repeatable_on(self, day: date) -> "Errand":
        """Without a key of the client's: the same content from it on the same day is a repeat."""
        if self.keyed:
            return self
        key = f"{day} {self.fingerprint.hex()}"
        return replace(self, command_id=command_id(self.caller, self.operation, key))

    def order(self, command: Command, *streams: str) -> Order:
        """The errand as an order to the writer; `streams` with the one it is about first.

        Where the command gives a reason, the envelope of its facts carries it (T-23).
        """
        caller = self.caller
        return Order(
            command_id=self.command_id,
            fingerprint=self.fingerprint,
            streams=streams,
            command=command,
            operation=self.operation,
            actor=caller.actor,
            correlation_id=caller.correlation_id,
            causation_id=caller.causation_id,
            reason=getattr(command, "reason", None),
            traceparent=caller.traceparent,
            expected_version=self.expected_version,
            only_own=caller.scope is Scope.OWN,
        )


def idempotency_key(facts: Facts) -> str:
    """The `Idempotency-Key`: 1 to 255 printable ASCII characters. Raises ProblemError (400)."""
    key = facts.headers.get(b"idempotency-key")
    if not key:
        raise ProblemError(IDEMPOTENCY_KEY_MISSING)
    if not _KEY.match(key):
        raise ProblemError(IDEMPOTENCY_KEY_INVALID)
    return key


def expected_version(facts: Facts) -> int:
    """The version in `If-Match: "12"`. Raises ProblemError: 428 when missing, 400 if not so."""
    tag = facts.headers.get(b"if-match")
    if not tag:
        raise ProblemError(IF_MATCH_MISSING)
    found = _ETAG.match(tag)
    if not found:
        raise ProblemError(IF_MATCH_INVALID)
    return int(found[1])


def etag(version: int) -> str:
    """The strong ETag of an aggregate's version (RFC 9110, 8.8.3)."""
    return f'"{version}"'


def command_id(caller: Caller, operation: str, key: str) -> str:
    """The client's key as our id, so that no client can meet another's (nor two of its users)."""
    return derived_id(caller.actor.client, caller.actor.id, operation, key)


def fingerprint(facts: Facts, body: bytes) -> bytes:
    """What tells a repeat from another request under the same key."""
    digest = hashlib.sha256(f"{facts.method} {facts.path}\n".encode())
    digest.update(body)
    return digest.digest()
