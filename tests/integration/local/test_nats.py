"""The embedded NATS: what it has acknowledged stays, and only a known nkey gets in."""

from collections.abc import AsyncIterator
from pathlib import Path

import nats
import pytest
from nats.aio.client import Client
from nats.errors import Error

from deploy.local.errors import NotPossible
from deploy.local.nats import NatsServer
from shared.testing.servers import scratch_folder


@pytest.fixture
async def server() -> AsyncIterator[NatsServer]:
    with scratch_folder() as folder:
        made = NatsServer(folder / "data", users=["tickets"])
        made.start()
        yield made
        made.stop()


async def connect(server: NatsServer, user: str = "tickets") -> Client:
    return await nats.connect(server.url, nkeys_seed=str(server.seed_file(user)))


async def refused(server: NatsServer, **options: str) -> bool:
    """Whether the server turns a client away that has these credentials."""
    client = Client()
    try:
        await client.connect(server.url, allow_reconnect=False, **options)  # type: ignore[arg-type]
    except Error as error:
        return "Authorization Violation" in str(error)
    finally:
        await client.close()
    return False


async def test_an_acknowledged_message_is_there_after_kill_on_the_same_port(
    server: NatsServer,
) -> None:
    client = await connect(server)
    jetstream = client.jetstream()
    await jetstream.add_stream(name="KEPT", subjects=["kept.>"])
    await jetstream.publish("kept.one", b"42")
    await client.close()
    port = server.port

    server.kill()
    assert not server.running
    server.start()

    assert server.port == port
    client = await connect(server, "ops")
    assert (await client.jetstream().get_msg("KEPT", 1)).data == b"42"
    await client.close()


async def test_nobody_gets_in_without_a_known_nkey(server: NatsServer, tmp_path: Path) -> None:
    stranger = NatsServer(tmp_path / "data", users=["stranger"])
    stranger._config()  # makes the stranger's seed

    assert await refused(server)
    assert await refused(server, nkeys_seed=str(stranger.seed_file("stranger")))
    assert not await refused(server, nkeys_seed=str(server.seed_file("tickets")))
    assert server.seed_file("tickets").stat().st_mode & 0o777 == 0o600


async def test_every_publish_is_on_disk_before_it_is_acknowledged(server: NatsServer) -> None:
    config = (server.store / "nats.conf").read_text()

    assert "sync_interval: always" in config
    assert f'listen: "127.0.0.1:{-1}"' in config


def test_a_server_that_cannot_start_is_told_with_its_log(tmp_path: Path) -> None:
    server = NatsServer(tmp_path / "data")
    server.store.mkdir(parents=True)
    (server.store / "jetstream").write_text("not a folder")

    with pytest.raises(NotPossible, match="NATS does not start") as caught:
        server.start()

    assert "Can't start JetStream" in caught.value.log
