"""What the web layer tells Prometheus."""

from bisect import bisect_left
from collections.abc import Iterator
from itertools import accumulate
from typing import Final

from prometheus_client import CollectorRegistry
from prometheus_client.core import CounterMetricFamily, HistogramMetricFamily, Metric
from prometheus_client.registry import Collector
from prometheus_client.utils import floatToGoString

from shared.kernel.clock import SystemClock

_BOUNDS: Final = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
_LABELS: Final = [*map(floatToGoString, _BOUNDS), "+Inf"]
_SECONDS: Final = "shukun_http_request_seconds"
_clock: Final = SystemClock()


class _Tally:
    """Answers of one operation and status: how many took up to each bound, and longer; in all."""

    __slots__ = ("created", "seconds", "within")

    def __init__(self) -> None:
        self.created = _clock.now().timestamp()
        self.within = [0] * len(_LABELS)
        self.seconds = 0.0


class HttpMetrics(Collector):
    """Requests by operation and status, and how long they took.

    The operation is a route's operationId, never a path: paths hold ids. Requests only add to a
    tally; metrics are made of it when Prometheus asks. For the event loop's thread alone.
    """

    def __init__(self, registry: CollectorRegistry) -> None:
        self._tallies: dict[tuple[str, int], _Tally] = {}
        registry.register(self)

    def record(self, operation: str, status: int, seconds: float) -> None:
        tally = self._tallies.get((operation, status))
        if tally is None:
            tally = self._tallies[operation, status] = _Tally()
        tally.within[bisect_left(_BOUNDS, seconds)] += 1
        tally.seconds += seconds

    def collect(self) -> Iterator[Metric]:
        yield self._requests()
        yield self._durations()

    def _requests(self) -> Metric:
        requests = CounterMetricFamily(
            "shukun_http_requests", "Answered requests", labels=["operation", "status"]
        )
        for (operation, status), tally in self._tallies.items():
            labels = [operation, str(status)]
            requests.add_metric(labels, sum(tally.within), created=tally.created)
        return requests

    def _durations(self) -> Metric:
        durations = HistogramMetricFamily(
            _SECONDS, "From the request's headers to the end of its answer", labels=["operation"]
        )
        by_operation: dict[str, list[_Tally]] = {}
        for (operation, _), tally in self._tallies.items():
            by_operation.setdefault(operation, []).append(tally)
        for operation, tallies in by_operation.items():
            within = map(sum, zip(*(tally.within for tally in tallies), strict=True))
            buckets = list(zip(_LABELS, accumulate(within), strict=True))
            seconds = sum(tally.seconds for tally in tallies)
            durations.add_metric([operation], buckets, seconds)
            created = min(tally.created for tally in tallies)
            durations.add_sample(f"{_SECONDS}_created", {"operation": operation}, created)
        return durations
