"""The least a durable route can do: the same body, one INSERT, its own commit."""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import uuid4

import asyncpg
from fastapi import FastAPI

from services.tickets.schemas import SubmissionBody
from tests.bench.peers.settings import database_url

POOL = int(os.environ.get("BENCH_POOL", "10"))
_pools: list[asyncpg.Pool] = []


@asynccontextmanager
async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
    async with asyncpg.create_pool(database_url(), min_size=POOL, max_size=POOL) as pool:
        await pool.execute("CREATE TABLE ticket (id uuid PRIMARY KEY, body jsonb NOT NULL)")
        _pools.append(pool)
        yield


app = FastAPI(lifespan=lifespan)


@app.post("/v1/tickets", status_code=201)
async def insert(body: SubmissionBody) -> dict[str, str]:
    ticket_id = uuid4()
    await _pools[0].execute(
        "INSERT INTO ticket (id, body) VALUES ($1, $2)", ticket_id, body.model_dump_json()
    )
    return {"id": str(ticket_id)}
