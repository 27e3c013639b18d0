"""The JetStream stream of each service, declared once.

Nothing in it can be deleted or purged one by one, and its sequence numbers are the log's positions:
the relay publishes position n only as sequence n.
"""

from typing import Final

from nats.aio.client import Client
from nats.errors import Error as NatsError
from nats.js import JetStreamContext
from nats.js.api import (
    DiscardPolicy,
    RetentionPolicy,
    StorageType,
    StreamConfig,
    StreamInfo,
)
from nats.js.errors import NotFoundError

DUPLICATE_WINDOW_SECONDS: Final = 600

# What a lost, restarting or overloaded NATS server raises; the caller starts over.
NATS_FAILURES: Final = (NatsError, OSError, TimeoutError)


def stream_name(service: str) -> str:
    return f"SHUKUN_{service.upper()}"


def subjects(service: str) -> str:
    return f"shukun.{service}.>"


def declaration(service: str, *, replicas: int = 1) -> StreamConfig:
    return StreamConfig(
        name=stream_name(service),
        description=f"event log of the {service} service; sequence = position",
        subjects=[subjects(service)],
        retention=RetentionPolicy.LIMITS,
        discard=DiscardPolicy.NEW,
        storage=StorageType.FILE,
        num_replicas=replicas,
        duplicate_window=DUPLICATE_WINDOW_SECONDS,
        deny_delete=True,
        deny_purge=True,
        allow_direct=True,
        allow_atomic=True,
    )


async def declared(nats: Client, service: str) -> tuple[JetStreamContext, StreamInfo]:
    """The service's stream, created when it is missing, with its present state."""
    jetstream = nats.jetstream(timeout=5)
    try:
        info = await jetstream.stream_info(stream_name(service))
    except NotFoundError:
        info = await jetstream.add_stream(declaration(service))
    return jetstream, info
