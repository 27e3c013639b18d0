"""Something to read: accounts with a history."""

import asyncio

from shared.eventstore.store import Store
from shared.kernel.ids import new_id
from shared.testing.accounts.model import Deposit, OpenAccount
from shared.testing.orders import order


async def some_events(store: Store, count: int, *, amount: int = 1) -> str:
    """One new account with `count` events in all; its id."""
    account = new_id()
    await store.writer.submit(order(OpenAccount(), account))
    deposits = (order(Deposit(amount=amount), account) for _ in range(count - 1))
    await asyncio.gather(*map(store.writer.submit, deposits))
    return account
