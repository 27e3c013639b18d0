"""The limit on a request's body, whether it announces its length or not."""

import asyncio

from starlette.types import Message, Receive

from shared.web.facts import Facts
from shared.web.problem_kinds import BODY_TOO_LARGE
from shared.web.problems import ProblemError

# A client that is still sending reads no answer: take in what it sends, within these bounds.
DRAIN_BYTES = 32 * 1_048_576
DRAIN_SECONDS = 5


def limited(receive: Receive, facts: Facts, limit_bytes: int) -> Receive | None:
    """`receive` guarded by the limit; None when the announced length already exceeds it.

    A length that is announced and within the limit needs no guard: the server holds to it.
    """
    if b"transfer-encoding" in facts.headers:
        return _counted(receive, limit_bytes)
    length = facts.headers.get(b"content-length", "0")
    return receive if int(length) <= limit_bytes else None


def too_large(limit_bytes: int) -> ProblemError:
    return ProblemError(BODY_TOO_LARGE, headers={"connection": "close"}, limit_bytes=limit_bytes)


async def drain(receive: Receive, facts: Facts) -> None:
    """Read on and forget, so that the client gets to the answer; a client that asked first waits."""
    if b"expect" not in facts.headers:
        await _drain(receive)


def _counted(receive: Receive, limit_bytes: int) -> Receive:
    taken = 0

    async def counted() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        if taken > limit_bytes:
            if message.get("more_body"):
                await _drain(receive)
            raise too_large(limit_bytes)
        return message

    return counted


async def _drain(receive: Receive) -> None:
    taken = 0
    try:
        async with asyncio.timeout(DRAIN_SECONDS):
            while taken < DRAIN_BYTES:
                message = await receive()
                taken += len(message.get("body", b""))
                if not message.get("more_body"):
                    return
    except TimeoutError:
        return
