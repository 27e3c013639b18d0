"""The writer on a real PostgreSQL: batches, refusals, crashes, poison, each with its own effect."""

import asyncio

import asyncpg
import pytest

from deploy.local.databases import Database
from services.tickets.commands import EraseContact, SubmitTicket
from services.tickets.model import MODEL as TICKETS
from services.tickets.service import SERVICE
from services.tickets.state import Ticket
from shared.eventstore.refusals import NotYourCase, StaleVersion
from shared.eventstore.store import Store
from shared.kernel.actor import Actor, Role
from shared.kernel.ids import new_id
from shared.testing.accounts.model import (
    MODEL,
    Account,
    Deposit,
    Look,
    NoSuchAccount,
    OpenAccount,
    ReferenceTaken,
    Stumble,
)
from shared.testing.orders import order
from shared.testing.servers import FreshDatabase
from shared.testing.stores import events_of, findings, opened, outcomes, whole_log
from tests.builders.tickets import submit_for_new_firm


async def test_a_submitted_ticket_is_in_the_log_in_its_row_and_on_its_card(
    fresh_database: FreshDatabase,
) -> None:
    database = await fresh_database(SERVICE)
    command = submit_for_new_firm()
    async with opened(TICKETS, database.app_url) as store:
        outcome = await store.writer.submit(order(command))

        assert isinstance(outcome.state, Ticket)
        assert outcome.state.number == "LX-T-2022-000001"
        assert (outcome.version, outcome.position) == (1, 1)
        [event] = await store.reader.after(0, 10)
        assert (event.name, event.stream_id) == ("ticket_submitted", outcome.stream_id)
        assert "张三" not in event.data.decode()
        row = await store.pool.fetchrow("SELECT * FROM ticket")
        assert row is not None
        assert (str(row["id"]), row["version"]) == (outcome.stream_id, 1)
        assert await _card(store, command) == '{"name": "张三", "phone": "13812345678"}'


async def test_erasing_a_contact_empties_the_card_and_keeps_the_log(
    fresh_database: FreshDatabase,
) -> None:
    database = await fresh_database(SERVICE)
    command, ticket = submit_for_new_firm(), new_id()
    async with opened(TICKETS, database.app_url) as store:
        await store.writer.submit(order(command, ticket))
        await store.writer.submit(order(EraseContact(ground="consent_withdrawn"), ticket))

        assert await _card(store, command) is None
        assert [e.name for e in await whole_log(store)] == [
            "ticket_submitted",
            "ticket_contact_erased",
        ]


async def _card(store: Store, command: SubmitTicket) -> str | None:
    content: str | None = await store.pool.fetchval(
        "SELECT content FROM card WHERE id = $1", command.contact_id
    )
    return content


async def test_many_at_once_get_gapless_numbers_and_positions(store: Store) -> None:
    answers = await asyncio.gather(*(store.writer.submit(order(OpenAccount())) for _ in range(700)))

    numbers = sorted(_account(answer.state).number for answer in answers)
    assert numbers == list(range(1, 701))
    assert sorted(answer.position for answer in answers) == list(range(1, 701))
    assert [e.position for e in await whole_log(store)] == list(range(1, 701))


async def test_commands_on_one_stream_in_one_batch_see_one_another(store: Store) -> None:
    account = new_id()
    answers = await asyncio.gather(
        store.writer.submit(order(OpenAccount(), account)),
        *(store.writer.submit(order(Deposit(amount=1), account)) for _ in range(99)),
    )

    assert [answer.version for answer in answers] == list(range(1, 101))
    assert [_account(answer.state).balance for answer in answers] == list(range(100))
    assert await store.pool.fetchval("SELECT balance FROM account") == 99


async def test_the_next_batch_folds_what_the_cache_no_longer_holds(database: Database) -> None:
    async with opened(MODEL, database.app_url, cache_limit=5) as store:
        accounts = [new_id() for _ in range(20)]
        for account in accounts:
            await store.writer.submit(order(OpenAccount(reference=account), account))
        for account in accounts:
            answer = await store.writer.submit(order(Deposit(amount=7), account))
            assert (answer.version, _account(answer.state).balance) == (2, 7)
        with pytest.raises(ReferenceTaken):
            await store.writer.submit(order(OpenAccount(reference=accounts[0])))
    assert await findings(MODEL, database.owner_url) == []


async def test_a_refusal_touches_its_own_command_alone(store: Store) -> None:
    account = new_id()
    refused = order(Deposit(amount=5))
    answers = await asyncio.gather(
        store.writer.submit(order(OpenAccount(), account)),
        store.writer.submit(refused),
        store.writer.submit(order(Deposit(amount=3), account)),
        return_exceptions=True,
    )

    assert isinstance(answers[1], NoSuchAccount)
    assert [(a.version, a.position) for a in outcomes(answers)] == [(1, 1), (2, 2)]
    assert await events_of(store, refused) == []
    assert await store.pool.fetchval("SELECT count(*) FROM command_record") == 2


async def test_a_refused_command_may_be_sent_again_once_it_is_allowed(store: Store) -> None:
    account = new_id()
    deposit = order(Deposit(amount=5), account)
    with pytest.raises(NoSuchAccount):
        await store.writer.submit(deposit)
    await store.writer.submit(order(OpenAccount(), account))

    assert (await store.writer.submit(deposit)).version == 2


async def test_a_decider_that_crashes_harms_only_its_own_command(store: Store) -> None:
    account = new_id()
    answers = await asyncio.gather(
        store.writer.submit(order(OpenAccount(), account)),
        store.writer.submit(order(Stumble(), account)),
        store.writer.submit(order(Deposit(amount=3), account)),
        return_exceptions=True,
    )

    assert isinstance(answers[1], ValueError)
    assert [answer.version for answer in outcomes(answers)] == [1, 2]


async def test_a_command_nobody_decides_harms_only_itself(store: Store) -> None:
    answers = await asyncio.gather(
        store.writer.submit(order(OpenAccount())),
        store.writer.submit(order(object())),
        store.writer.submit(order(OpenAccount())),
        return_exceptions=True,
    )

    assert isinstance(answers[1], KeyError)
    assert [answer.position for answer in outcomes(answers)] == [1, 2]


@pytest.mark.parametrize(
    ("poison", "rejected"),
    [
        (OpenAccount(owner="a\x00b"), asyncpg.PostgresError),
        (OpenAccount(tags=("a\x00b",)), asyncpg.PostgresError),
        (OpenAccount(reference="a\x00b"), asyncpg.PostgresError),
    ],
    ids=["NUL in a row's text", "NUL in a row's JSON", "NUL in a claim"],
)
async def test_what_postgresql_rejects_fails_alone_among_fifty_neighbours(
    store: Store, database: Database, poison: OpenAccount, rejected: type[Exception]
) -> None:
    neighbours = [order(OpenAccount()) for _ in range(50)]
    poisonous = order(poison)
    batch = [*neighbours[:25], poisonous, *neighbours[25:]]
    answers = await asyncio.gather(*map(store.writer.submit, batch), return_exceptions=True)

    assert isinstance(answers[25], rejected)
    assert sorted(answer.position for answer in outcomes(answers)) == list(range(1, 51))
    assert await events_of(store, poisonous) == []
    assert await findings(MODEL, database.owner_url) == []


@pytest.mark.parametrize(
    "amount", [2**31, 2**70, -5], ids=["beyond integer", "beyond bigint", "against a CHECK"]
)
async def test_a_row_out_of_range_fails_alone_and_its_stream_stays_usable(
    store: Store, database: Database, amount: int
) -> None:
    accounts = [new_id() for _ in range(10)]
    await asyncio.gather(*(store.writer.submit(order(OpenAccount(), a)) for a in accounts))
    batch = [order(Deposit(amount=1), account) for account in accounts]
    batch.insert(5, order(Deposit(amount=amount), accounts[7]))
    answers = await asyncio.gather(*map(store.writer.submit, batch), return_exceptions=True)

    assert isinstance(answers[5], Exception)
    assert [answer.version for answer in outcomes(answers)] == [2] * 10
    after = await store.writer.submit(order(Deposit(amount=1), accounts[7]))
    assert (after.version, _account(after.state).balance) == (3, 2)
    assert await findings(MODEL, database.owner_url) == []


async def test_a_command_that_changes_nothing_is_remembered_and_answered(store: Store) -> None:
    account = new_id()
    look = order(Look(), account)
    first = await store.writer.submit(look)
    await store.writer.submit(order(OpenAccount(), account))
    again = await store.writer.submit(look)

    assert (first.version, first.state, first.events) == (0, None, ())
    assert (again.version, again.state, again.replayed) == (0, None, True)


async def test_a_stale_version_is_refused_and_says_which_is_current(store: Store) -> None:
    account = new_id()
    await store.writer.submit(order(OpenAccount(), account))
    await store.writer.submit(order(Deposit(amount=1), account, expected_version=1))

    with pytest.raises(StaleVersion) as refused:
        await store.writer.submit(order(Deposit(amount=1), account, expected_version=1))
    assert refused.value.params == {"expected": 1, "actual": 2}


async def test_of_two_that_saw_the_same_version_one_is_stale(store: Store) -> None:
    account = new_id()
    await store.writer.submit(order(OpenAccount(), account))
    answers = await asyncio.gather(
        *(
            store.writer.submit(order(Deposit(amount=1), account, expected_version=1))
            for _ in range(2)
        ),
        return_exceptions=True,
    )

    assert [type(answer).__name__ for answer in answers] == ["Outcome", "StaleVersion"]


async def test_a_caller_limited_to_its_own_cases_is_refused_anothers(store: Store) -> None:
    account = new_id()
    await store.writer.submit(order(OpenAccount(owner="platform-1"), account))
    stranger = Actor(id="platform-2", role=Role.PLATFORM, client="p2")
    owner = Actor(id="platform-1", role=Role.PLATFORM, client="p1")

    with pytest.raises(NotYourCase):
        await store.writer.submit(order(Deposit(amount=1), account, actor=stranger, only_own=True))
    own = await store.writer.submit(order(Deposit(amount=1), account, actor=owner, only_own=True))
    assert own.version == 2


async def test_of_two_that_want_one_reference_the_second_is_refused(store: Store) -> None:
    answers = await asyncio.gather(
        *(store.writer.submit(order(OpenAccount(reference="R-1"))) for _ in range(2)),
        return_exceptions=True,
    )

    assert [type(answer).__name__ for answer in answers] == ["Outcome", "ReferenceTaken"]


def _account(state: object) -> Account:
    assert isinstance(state, Account)
    return state
