"""Following the working-day calendar that the tickets service owns, through its event stream.

Every event of the stream is taken, though few are notices: its sequence is gapless only as a whole,
and a gap that cannot be seen cannot be filled.
"""

from collections.abc import Iterator
from typing import Final

from nats.js.errors import NotFoundError

from shared.eventstore.log import Order, Recorded
from shared.kernel.actor import Actor, Role
from shared.kernel.calendars import CALENDAR, official_lists
from shared.kernel.followed_calendar import FollowCalendar, SeedCalendar
from shared.kernel.ids import derived_id
from shared.messaging.cloudevents import event_id
from shared.messaging.contracts import CALENDAR_PUBLISHED
from shared.messaging.sources import ForeignStream
from shared.messaging.streams import NATS_FAILURES, stream_name
from shared.messaging.subscription import Subscription
from shared.runtime import Runtime, Seed
from shared.web.health import NotReady, Probe

OWNER: Final = CALENDAR_PUBLISHED.service
SUBSCRIPTION: Final = f"{OWNER}-calendar"
FOLLOWER: Final = Actor(id=f"reaction:{SUBSCRIPTION}", role=Role.SYSTEM, client="reaction")


def calendar_seeds() -> Iterator[Seed]:
    """The official notices known at release, as the owner itself starts with them."""
    for notice in official_lists():
        yield Seed(f"calendar/{notice.year}", CALENDAR, SeedCalendar(notice=notice))


async def follow_calendar(runtime: Runtime) -> None:
    """Enter each notice of the owner into the own log, in the owner's order.

    Begins when the seeds are stored: they lie below everything that is followed.
    """
    store = runtime.store

    async def handle(event: Recorded) -> None:
        if event.name == CALENDAR_PUBLISHED.name:
            await store.writer.submit(_order(event))

    await runtime.seeded()
    subscription = Subscription(
        SUBSCRIPTION,
        ForeignStream(await runtime.nats(), OWNER, f"{runtime.model.service}-calendar"),
        handle,
        store.connect,
        runtime.letters,
        runtime.subscription_metrics,
    )
    await subscription.run()


def _order(event: Recorded) -> Order:
    """The own command of a notice; its id says which event it comes from."""
    source = event_id(OWNER, event.position)
    notice = CALENDAR_PUBLISHED.read(event)
    return Order(
        command_id=derived_id(SUBSCRIPTION, source),
        fingerprint=b"",
        streams=(CALENDAR,),
        command=FollowCalendar(notice=notice, source_position=event.position),
        operation=f"reaction.{SUBSCRIPTION}",
        actor=FOLLOWER,
        correlation_id=event.envelope.correlation_id,
        causation_id=source,
    )


def calendar_probe(runtime: Runtime) -> Probe:
    """For `/readyz`: how far behind the owner this service is.

    Being behind does not make it unready: it counts days by what it knows, as it would in the
    moment before the notice was published, and counts again when the notice has come.
    """

    async def probe() -> str:
        position: int = await runtime.store.pool.fetchval(
            "SELECT coalesce(max(position), 0) FROM checkpoint WHERE name = $1",
            f"subscription:{SUBSCRIPTION}",
        )
        behind = max(0, await _owners_end(runtime) - position)
        parked = await runtime.letters.open_aggregates(SUBSCRIPTION)
        waits = "; a notice waits among the dead letters" if parked else ""
        return f"{behind} events behind {OWNER}{waits}"

    return probe


async def _owners_end(runtime: Runtime) -> int:
    """The owner's last event in JetStream, 0 before its first. Raises NotReady without NATS."""
    if not runtime.nats_connected:
        raise NotReady(f"NATS is not connected: how far behind {OWNER} cannot be told")
    jetstream = (await runtime.nats()).jetstream(timeout=1)
    try:
        info = await jetstream.stream_info(stream_name(OWNER))
    except NotFoundError:
        return 0
    except NATS_FAILURES:
        raise NotReady("JetStream does not answer") from None
    last: int = info.state.last_seq
    return last
