"""Figures: samples of one measurement each, their medians, and what a run leaves behind as JSON."""

from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from typing import Any

import msgspec


class Sample(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One measurement of one contestant.

    rate     operations per second
    foreign  share of the machine's CPU time that went to nobody of ours (0 to 1), kernel threads
             that write to the disk and time stolen by the hypervisor included
    failed   operations that were not answered as they should be
    note     what else is to be said, such as a backlog left behind
    """

    rate: float
    p50_ms: float | None = None
    p99_ms: float | None = None
    rss_mb: float | None = None
    foreign: float = 0.0
    failed: int = 0
    note: str = ""


class Case(msgspec.Struct, frozen=True, kw_only=True):
    """One contestant under one load, with a sample per round. `load` is how many at once."""

    group: str
    contestant: str
    load: str
    unit: str
    samples: list[Sample]

    def middle(self, metric: str = "rate") -> float:
        """The median over the rounds. Raises ValueError when the metric was not measured."""
        values = self.values(metric)
        if not values:
            raise ValueError(f"{self.group}/{self.contestant} has no {metric}")
        return median(values)

    def values(self, metric: str = "rate") -> list[float]:
        found = (getattr(sample, metric) for sample in self.samples)
        return [value for value in found if value is not None]

    @property
    def foreign(self) -> float:
        """The worst round's share of foreign CPU time."""
        return max(sample.foreign for sample in self.samples)

    @property
    def failed(self) -> int:
        return sum(sample.failed for sample in self.samples)


class Run(msgspec.Struct, frozen=True, kw_only=True):
    """All that a run found out; written as JSON and read back to fill docs/performance.md."""

    plan: dict[str, Any]
    started_at: str
    seconds: float
    machine: dict[str, str]
    versions: dict[str, str]
    settings: dict[str, str]
    cases: list[Case]

    def case(self, group: str, contestant: str, load: str | None) -> Case | None:
        """The case of that name, under any load when none is named; None when there is none."""
        for case in self.cases:
            same = (case.group, case.contestant) == (group, contestant)
            if same and load in {None, case.load}:
                return case
        return None

    def write(self, path: Path) -> None:
        path.write_bytes(msgspec.json.format(msgspec.json.encode(self), indent=1) + b"\n")

    @staticmethod
    def read(path: Path) -> "Run":
        return msgspec.json.decode(path.read_bytes(), type=Run)


def percentile(ordered: Sequence[float], share: float) -> float:
    """The value that `share` of the ordered values do not exceed; nan without any."""
    if not ordered:
        return float("nan")
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def sample_of(latencies: Sequence[float], seconds: float, failed: int = 0) -> Sample:
    """A sample from the latencies, in seconds, of what was answered within `seconds`."""
    ordered = sorted(latencies)
    return Sample(
        rate=len(ordered) / seconds,
        p50_ms=percentile(ordered, 0.50) * 1000,
        p99_ms=percentile(ordered, 0.99) * 1000,
        failed=failed,
    )


class Board:
    """Collects samples by case, in the order the cases were first measured."""

    def __init__(self, tell: Callable[[Case], None]) -> None:
        self._tell = tell
        self._cases: dict[tuple[str, str, str], Case] = {}

    def add(self, group: str, contestant: str, load: str, unit: str, sample: Sample) -> None:
        key = (group, contestant, load)
        if key not in self._cases:
            self._cases[key] = Case(
                group=group, contestant=contestant, load=load, unit=unit, samples=[]
            )
        case = self._cases[key]
        case.samples.append(sample)
        self._tell(case)

    @property
    def cases(self) -> list[Case]:
        return list(self._cases.values())
