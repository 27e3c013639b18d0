"""How much is measured: the full run (at most 20 minutes) and the quick one (at most 2)."""

from dataclasses import dataclass, replace
from typing import Final


@dataclass(frozen=True, kw_only=True)
class Plan:
    """Seconds per cell and sizes; the log of the fold group has `fold_events` events."""

    name: str
    rounds: int
    http_seconds: float
    writer_seconds: float
    warm_seconds: float
    fold_events: int
    fold_rounds: int
    loaded_aggregates: int
    relay_events: int
    relay_rounds: int
    latency_seconds: float
    latency_rounds: int

    def with_rounds(self, rounds: int) -> "Plan":
        """The same sizes, measured `rounds` times in every group."""
        return replace(
            self, rounds=rounds, fold_rounds=rounds, relay_rounds=rounds, latency_rounds=rounds
        )


CONCURRENCY: Final = (1, 32, 256)
LATENCY_PER_SECOND: Final = 100

FULL: Final = Plan(
    name="full",
    rounds=5,
    http_seconds=2.5,
    writer_seconds=2.5,
    warm_seconds=0.5,
    fold_events=1_000_000,
    fold_rounds=3,
    loaded_aggregates=5_000,
    relay_events=100_000,
    relay_rounds=5,
    latency_seconds=20.0,
    latency_rounds=3,
)
QUICK: Final = Plan(
    name="quick",
    rounds=1,
    http_seconds=1.0,
    writer_seconds=1.0,
    warm_seconds=0.3,
    fold_events=100_000,
    fold_rounds=1,
    loaded_aggregates=1_000,
    relay_events=20_000,
    relay_rounds=1,
    latency_seconds=5.0,
    latency_rounds=1,
)
