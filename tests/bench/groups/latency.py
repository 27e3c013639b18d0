"""From the HTTP answer to JetStream and to a consumer, at a steady hundred commands a second.

All clocks are the machine's one monotonic clock.
"""

from collections.abc import Mapping
from contextlib import ExitStack
from typing import Final

from services.tickets.service import SERVICE
from shared.testing.running import RunningService
from tests.bench.cpu import ForeignCpu
from tests.bench.groups.http import BODY, PATH, submitting_headers
from tests.bench.jobs import http_load, watch_stream, watch_subscription
from tests.bench.plan import LATENCY_PER_SECOND, Plan
from tests.bench.results import Board, Sample, percentile
from tests.bench.running import Job, run_job
from tests.bench.stage import Stage

GROUP: Final = "latency"
CONNECTIONS: Final = 20
ARRIVAL_SECONDS: Final = 0.5


async def measure(stage: Stage, plan: Plan, board: Board) -> None:
    """One service, its relay, a bare JetStream subscriber, and a Subscription of another service
    with a database of its own.
    """
    tickets = await stage.tickets_database()
    subscriber = (await stage.tickets_database()).app_url
    service = RunningService(SERVICE, stage.folder, tickets, stage.nats, relay_beside=True)
    with ExitStack() as stack:
        stack.callback(service.stop)
        service.start()
        headers = submitting_headers(service)
        for _ in range(plan.latency_rounds):
            await stage.settle()
            for name, sample in _round(stage, plan, service.port, headers, subscriber).items():
                board.add(GROUP, name, f"{LATENCY_PER_SECOND}/s", "commands/s", sample)
    await stage.drop_stream()


def _round(
    stage: Stage, plan: Plan, port: int, headers: dict[str, str], subscriber: str
) -> dict[str, Sample]:
    nats = {
        "nats_url": stage.nats.url,
        "nats_seed_file": str(stage.nats.seed_file()),
    }
    foreign = ForeignCpu()
    stream = Job("watch_stream", watch_stream.Parameters(**nats))
    subscription = Job("watch_subscription", watch_subscription.Parameters(url=subscriber, **nats))
    stream.ready()
    subscription.ready()
    parameters = http_load.Parameters(
        port=port,
        path=PATH,
        headers=headers,
        body=BODY,
        connections=CONNECTIONS,
        warm_seconds=plan.warm_seconds,
        seconds=plan.latency_seconds,
        per_second=LATENCY_PER_SECOND,
        linger_seconds=ARRIVAL_SECONDS,
    )
    load, _ = run_job("http_load", parameters, http_load.Result)
    in_stream = stream.result(watch_stream.Result).seen_ns
    handled = subscription.result(watch_stream.Result).seen_ns
    share = foreign.share()
    sent = {answer.ticket: answer.sent_ns for answer in load.answered}
    answered = {answer.ticket: answer.answered_ns for answer in load.answered}
    return {
        "request to answer": _sample(sent, answered, plan, load.failed, share),
        "answer to JetStream": _sample(answered, in_stream, plan, 0, share),
        "answer to consumer": _sample(answered, handled, plan, 0, share),
    }


def _sample(
    since: Mapping[str, int], upto: Mapping[str, int], plan: Plan, failed: int, foreign: float
) -> Sample:
    """The time between two instants of the same ticket; what never arrived has failed.

    An event may be in JetStream before its answer is at the client; that counts below zero.
    """
    milliseconds = sorted((upto[t] - since[t]) / 1e6 for t in since if t in upto)
    return Sample(
        rate=len(milliseconds) / plan.latency_seconds,
        p50_ms=percentile(milliseconds, 0.50),
        p99_ms=percentile(milliseconds, 0.99),
        failed=failed + len(since) - len(milliseconds),
        foreign=foreign,
    )
