"""A log restored from a backup that is older than its stream: the service says so and waits.

What JetStream has and the log has not was acknowledged once; only a person can decide about it.
"""

import httpx
import pytest

from shared.testing.progress import until
from shared.testing.running import READY_SECONDS
from tests.faults.checks import head, relayed
from tests.faults.load import Load
from tests.faults.stand import Stand

pytestmark = pytest.mark.faults

BACK_BY_FIVE = """
    DELETE FROM event WHERE position > (SELECT position - 5 FROM log_head);
    UPDATE log_head SET (position, hash, recorded_at) =
        (SELECT position, hash, recorded_at FROM event ORDER BY position DESC LIMIT 1)"""


async def test_a_log_older_than_its_stream_makes_the_service_unready(
    stand: Stand, load: Load
) -> None:
    await load.run(4)
    await relayed(stand)
    for replica in stand.replicas:
        replica.stop()
    before = await head(stand)
    async with stand.connection() as connection:
        await connection.execute(BACK_BY_FIVE)
    assert await head(stand) == before - 5

    stand.replicas[0].launch()
    remark = await until(lambda: _what_ails_the_relay(stand.replicas[0].url), seconds=READY_SECONDS)
    assert "older backup" in remark


async def _what_ails_the_relay(url: str) -> str | None:
    async with httpx.AsyncClient() as client:
        try:
            answer = await client.get(f"{url}/readyz")
        except httpx.TransportError:
            return None
    if answer.status_code != httpx.codes.SERVICE_UNAVAILABLE:
        return None
    relay = answer.json()["params"]["probes"]["relay"]
    remark: str = relay["remark"]
    return None if relay["ok"] else remark
