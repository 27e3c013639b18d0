"""The `eventsourcing` library without HTTP: small aggregates created and saved by threads."""

from threading import Thread
from time import perf_counter

import msgspec

from tests.bench.peers.library_ticket import Tickets, submitted
from tests.builders.bodies import submission


class Parameters(msgspec.Struct, frozen=True, kw_only=True):
    threads: int
    warm_seconds: float
    seconds: float


class Result(msgspec.Struct, frozen=True, kw_only=True):
    """Latencies in seconds of the saves that ended within the measured time."""

    latencies: list[float]
    seconds: float


def measure(parameters: Parameters) -> Result:
    latencies: list[float] = []
    body = submission()
    with Tickets() as tickets:
        begin = perf_counter() + parameters.warm_seconds
        end = begin + parameters.seconds

        def work() -> None:
            while (started := perf_counter()) < end:
                tickets.save(submitted(body))
                saved = perf_counter()
                if begin <= saved < end:
                    latencies.append(saved - started)

        threads = [Thread(target=work) for _ in range(parameters.threads)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    return Result(latencies=latencies, seconds=parameters.seconds)
