"""No two like submissions miss one another, and the log, its claims and its rows agree (T-12)."""

import asyncio
from contextlib import AsyncExitStack

import asyncpg

from services.tickets.commands import SubmitTicket
from services.tickets.duplicates import look, receive
from services.tickets.model import MODEL
from services.tickets.service import SERVICE
from services.tickets.state import Ticket
from shared.eventstore.log import Outcome
from shared.eventstore.migrating import downgrade, upgrade
from shared.eventstore.rebuild import rebuild
from shared.eventstore.store import Store
from shared.kernel.ids import new_id
from shared.testing.orders import order
from shared.testing.servers import FreshDatabase
from shared.testing.stores import findings, opened, ways
from tests.builders.tickets import submit_for_new_firm

CLAIMS = "SELECT key, stream_id::text, value FROM claim ORDER BY key"


def proposed_by(outcome: Outcome) -> set[str]:
    assert isinstance(outcome.state, Ticket)
    return {each.candidate.ticket_id for each in outcome.state.duplicates}


async def submit(store: Store, command: SubmitTicket) -> Outcome:
    command_id = new_id()
    return await receive(store, lambda c, t: order(c, t, command_id=command_id), command)


async def test_none_misses_another_in_one_batch_or_on_two_replicas(
    fresh_database: FreshDatabase,
) -> None:
    database = await fresh_database(SERVICE)
    like = submit_for_new_firm()
    numbered = [
        submit_for_new_firm(channel=channel, upstream_number="17")
        for channel in ("letter", "phone", "visit", "online")
    ]
    async with AsyncExitStack() as stack:
        stores = [
            await stack.enter_async_context(opened(MODEL, database.app_url)) for _ in range(2)
        ]
        commands = [like] * 8 + numbered
        outcomes = await asyncio.gather(
            *(submit(stores[n % 2], command) for n, command in enumerate(commands))
        )
    for group in (outcomes[:8], outcomes[8:]):
        in_order = sorted(group, key=lambda outcome: outcome.position)
        for place, outcome in enumerate(in_order):
            assert proposed_by(outcome) == {earlier.stream_id for earlier in in_order[:place]}
    assert await findings(MODEL, database.owner_url) == []


async def test_a_new_process_reads_what_was_held_at_the_look_and_looks_only_once(
    fresh_database: FreshDatabase,
) -> None:
    """What it knows to be held it does not take for free, which would turn a whole batch back."""
    database = await fresh_database(SERVICE)
    like = submit_for_new_firm()
    async with opened(MODEL, database.app_url) as store:
        first = await submit(store, like)
    async with opened(MODEL, database.app_url) as store:
        await submit(store, submit_for_new_firm())
        second = await submit(store, like)
        assert proposed_by(second) == {first.stream_id}
        assert ways(store).get("turned_back", 0) == 0
        assert (await look(store, like)).last_of_firm == second.stream_id


async def test_tickets_from_before_the_rule_are_found_and_their_claims_are_taken(
    fresh_database: FreshDatabase,
) -> None:
    database = await fresh_database(SERVICE)
    like = submit_for_new_firm(channel="letter", upstream_number="17")
    other = submit_for_new_firm(channel="phone", upstream_number="18")
    async with opened(MODEL, database.app_url) as store:
        await submit(store, other)
        first = await submit(store, like)
    connection = await asyncpg.connect(database.owner_url)
    claims = await connection.fetch(CLAIMS)
    await downgrade(SERVICE, database.owner_url, "0003")
    assert len(await connection.fetch(CLAIMS)) == len(claims) - 4
    await upgrade(SERVICE, database.owner_url)
    assert await connection.fetch(CLAIMS) == claims
    await rebuild(MODEL, connection, lambda _count: None)
    await connection.close()
    async with opened(MODEL, database.app_url) as store:
        again = submit_for_new_firm(channel="online", upstream_number="17")
        assert proposed_by(await submit(store, again)) == {first.stream_id}
    assert await findings(MODEL, database.owner_url) == []
