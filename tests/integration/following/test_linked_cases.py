"""T-21: an item of the clearing ledger that cites a ticket is linked to it, across both services."""

from fastapi import FastAPI
from msgspec.structs import replace

from deploy.local.nats import NatsServer
from services.arrears.model import MODEL as LEDGER
from services.arrears.programme.state import PROGRAMME
from services.arrears.seeds import FIRST_PROGRAMME
from services.arrears.service import SERVICE as ARREARS
from services.tickets.commands import AcceptTicket
from services.tickets.model import MODEL as TICKETS
from services.tickets.model import TICKET
from services.tickets.seeds import seeds
from services.tickets.service import MIGRATIONS, SERVICE
from services.tickets.state import Ticket
from services.tickets.work import CASES, link_cases
from shared.kernel.ids import new_id
from shared.runtime import Runtime
from shared.settings import Settings
from shared.testing.orders import order
from shared.testing.progress import until
from shared.testing.servers import FreshDatabase
from shared.testing.stores import opened
from shared.testing.streams import connected, relayed
from tests.builders.arrears import register_arrears
from tests.builders.tickets import submit_ticket


async def test_an_item_that_cites_a_ticket_becomes_its_case(
    fresh_database: FreshDatabase, own_nats: NatsServer
) -> None:
    tickets_database = await fresh_database(SERVICE)
    ledger = await fresh_database(ARREARS)
    settings = Settings(
        database_url=tickets_database.app_url,
        nats_url=own_nats.url,
        nats_seed_file=own_nats.seed_file(),
        relay=False,
    )
    runtime = Runtime(settings, TICKETS, MIGRATIONS, seeds=seeds(), work=(link_cases,))
    async with (
        connected(own_nats) as nats,
        opened(LEDGER, ledger.app_url) as store,
        relayed(store, nats),
        runtime.lifespan(FastAPI()),
    ):
        await runtime.seeded()
        ticket_id, item_id = new_id(), new_id()
        writer = runtime.store.writer
        await writer.submit(order(submit_ticket(category="arrears"), ticket_id))
        await writer.submit(order(AcceptTicket(duplicates_checked=True), ticket_id))
        await store.writer.submit(order(FIRST_PROGRAMME, PROGRAMME))
        await store.writer.submit(order(register_arrears(), new_id()))
        cited = replace(register_arrears(ticket_id=ticket_id).contract, number="LXZJ-2021-018")
        await store.writer.submit(
            order(register_arrears(ticket_id=ticket_id, contract=cited), item_id)
        )

        async def linked() -> bool:
            state, _ = await runtime.store.reader.state(TICKET, ticket_id)
            assert isinstance(state, Ticket)
            return [link.case_id for link in state.links] == [item_id]

        await until(linked)
        assert not await runtime.letters.open_aggregates(CASES)
