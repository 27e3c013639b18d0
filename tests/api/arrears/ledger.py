"""The ledger of a campaign over HTTP, with a clock that the test steers."""

from datetime import datetime
from typing import Any, Final

import asyncpg

from deploy.local.databases import Database
from shared.kernel.clock import SimulatedClock
from shared.kernel.ids import new_id
from shared.testing.client import Api
from shared.testing.progress import until
from tests.api.walking import Walk
from tests.builders.arrears_bodies import contract, payment, registration, yuan

DEBTOR: Final = "department:HOUSE"
IN_CHARGE: Final = "department:DRC"
PATH: Final = "/v1/arrears"
_QUIET: Final = """
SELECT NOT EXISTS (SELECT FROM arrears WHERE timer_at <= $1)
   AND NOT EXISTS (SELECT FROM complaint WHERE timer_at <= $1)
"""


class Ledger:
    """A running service; time goes forward only, so a test takes up where the one before stopped."""

    def __init__(self, api: Api, clock: SimulatedClock, database: Database) -> None:
        self.api = api
        self._clock = clock
        self._database = database

    async def go_to(self, instant: str, *walks: Walk) -> None:
        """Let time pass, and the timer say what it has to; the walks take note of it."""
        self._clock.set(datetime.fromisoformat(instant))
        await self._timer_is_done()
        for walk in walks:
            await walk.meanwhile()

    async def _timer_is_done(self) -> None:
        connection = await asyncpg.connect(self._database.app_url)
        try:
            await until(lambda: connection.fetchval(_QUIET, self._clock.now()), seconds=20)
        finally:
            await connection.close()

    async def registered(self, **changes: Any) -> Walk:
        """待核实, through a platform of its own."""
        return await registered(self.api, **changes)

    async def verified(self, principal: str = "1800000.00", disputed: str = "0.00") -> Walk:
        """清偿中"""
        return await self.verify(await self.registered(), principal, disputed)

    async def verify(self, walk: Walk, principal: str, disputed: str = "0.00") -> Walk:
        """清偿中, and what was late already is noted."""
        await walk.order("verification", verification(principal, disputed))
        await self._timer_is_done()
        await walk.meanwhile()
        return walk

    async def statistics(self, **asked: Any) -> dict[str, Any]:
        answer = await self.api.get(f"{PATH}/statistics", **asked)
        assert answer.status_code == 200, answer.text
        body: dict[str, Any] = answer.json()
        return body


async def registered(api: Api, **changes: Any) -> Walk:
    """待核实, through a platform of its own, for a contract of its own."""
    platform = new_id()
    body = registration(**{"contract": contract(f"LXZJ-{new_id()}"), **changes})
    answer = await api.post(PATH, body, role="platform", client=platform)
    assert answer.status_code == 201, answer.text
    return Walk(api, answer.json(), platform, PATH)


def verification(principal: str, disputed: str = "0.00") -> dict[str, Any]:
    reason = "" if disputed == "0.00" else "工程量尾项有争议"
    return {"principal": yuan(principal), "disputed": yuan(disputed), "dispute_reason": reason}


def paid(amount: str, on: str, **changes: Any) -> dict[str, Any]:
    """A payment with a voucher number of its own."""
    return payment(f"V-{new_id()}", amount, on, **changes)


def share(walk: Walk, amount: str) -> dict[str, Any]:
    return {"arrears_id": walk.id, "amount": yuan(amount)}
