"""Prometheus reads of our tallies what its own client library would have told it."""

import re

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest

from shared.web.metrics import HttpMetrics

ANSWERS = [
    ("tickets.submit", 201, 0.0005),
    ("tickets.submit", 201, 0.001),
    ("tickets.submit", 201, 0.0010001),
    ("tickets.submit", 422, 10.0),
    ("tickets.get", 200, 12.5),
    ("none", 404, 0.3),
]


def told(registry: CollectorRegistry) -> list[str]:
    """The exposition, without the instants at which series began."""
    text = generate_latest(registry).decode()
    return [re.sub(r"(_created\{.*\}) .*", r"\1", line) for line in text.splitlines()]


def test_names_labels_buckets_and_sums_are_those_of_the_client_library() -> None:
    ours, theirs = CollectorRegistry(), CollectorRegistry()
    metrics = HttpMetrics(ours)
    requests = Counter(
        "shukun_http_requests", "Answered requests", ["operation", "status"], registry=theirs
    )
    seconds = Histogram(
        "shukun_http_request_seconds",
        "From the request's headers to the end of its answer",
        ["operation"],
        registry=theirs,
        buckets=(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
    )
    for operation, status, duration in ANSWERS:
        metrics.record(operation, status, duration)
        requests.labels(operation, status).inc()
        seconds.labels(operation).observe(duration)
    assert told(ours) == told(theirs)
    assert 'shukun_http_requests_total{operation="tickets.submit",status="201"} 3.0' in told(ours)


def test_a_series_keeps_the_instant_it_began_at() -> None:
    registry = CollectorRegistry()
    metrics = HttpMetrics(registry)
    metrics.record("tickets.get", 200, 0.1)
    labels = {"operation": "tickets.get"}
    began = registry.get_sample_value("shukun_http_request_seconds_created", labels)
    metrics.record("tickets.get", 404, 0.1)
    assert began is not None
    assert registry.get_sample_value("shukun_http_request_seconds_created", labels) == began
