"""What the web layer tells Prometheus."""

from prometheus_client import CollectorRegistry, Counter, Histogram

_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)


class HttpMetrics:
    """Requests by operation and status, and how long they took.

    The operation is a route's operationId, never a path: paths hold ids.
    """

    def __init__(self, registry: CollectorRegistry) -> None:
        self._requests = Counter(
            "shukun_http_requests", "Answered requests", ["operation", "status"], registry=registry
        )
        self._seconds = Histogram(
            "shukun_http_request_seconds",
            "From the request's headers to the end of its answer",
            ["operation"],
            registry=registry,
            buckets=_SECONDS,
        )
        self._counters: dict[tuple[str, int], Counter] = {}
        self._histograms: dict[str, Histogram] = {}

    def record(self, operation: str, status: int, seconds: float) -> None:
        key = (operation, status)
        if key not in self._counters:
            self._counters[key] = self._requests.labels(operation, status)
            self._histograms[operation] = self._seconds.labels(operation)
        self._counters[key].inc()
        self._histograms[operation].observe(seconds)
