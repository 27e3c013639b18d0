"""Writes the log that is folded, verified and relayed."""

import asyncpg
import msgspec
import uvloop

from tests.bench.history import write_history


class Parameters(msgspec.Struct, frozen=True, kw_only=True):
    url: str
    events: int


class Result(msgspec.Struct, frozen=True, kw_only=True):
    events: int


async def _run(parameters: Parameters) -> Result:
    connection = await asyncpg.connect(parameters.url)
    try:
        return Result(events=await write_history(connection, parameters.events))
    finally:
        await connection.close()


def measure(parameters: Parameters) -> Result:
    return uvloop.run(_run(parameters))
