"""The goals of the foundation, as ratios of medians from one run on one pair of servers."""

from collections.abc import Sequence
from typing import Final

import msgspec

from tests.bench.results import Case, Run


class Ref(msgspec.Struct, frozen=True):
    """A case by name; without a load the only one of its contestant."""

    group: str
    contestant: str
    load: str | None = None

    def find(self, run: Run) -> Case | None:
        return run.case(self.group, self.contestant, self.load)


class Goal(msgspec.Struct, frozen=True, kw_only=True):
    """`ours` against the best of `theirs` must reach `least`, or stay below `most`.

    Without `theirs` the figure itself is held against the bound.
    """

    text: str
    ours: Ref
    theirs: tuple[Ref, ...] = ()
    metric: str = "rate"
    least: float | None = None
    most: float | None = None

    @property
    def bound(self) -> str:
        if self.most is not None:
            return f"≤ {self.most:,g} ms"
        return f"≥ {self.least:,g}{' ×' if self.theirs else ' /s'}"


class Verdict(msgspec.Struct, frozen=True, kw_only=True):
    """What was measured for a goal, and the least and the most of its rounds."""

    goal: Goal
    value: float
    spread: tuple[float, float]
    against: str

    @property
    def met(self) -> bool:
        if self.goal.most is not None:
            return self.value <= self.goal.most
        return self.value >= (self.goal.least or 0.0)


def _http(contestant: str) -> Ref:
    return Ref("http", contestant, "32")


_LIBRARY_SAVES: Final = tuple(
    Ref("writer", contestant, threads)
    for contestant in ("library", "library functions")
    for threads in ("1", "8")
)

GOALS: Final = (
    Goal(
        text="HTTP, 32 clients, one worker: the full command beside one durable INSERT",
        ours=_http("shukun"),
        theirs=(_http("bare"),),
        least=1.5,
    ),
    Goal(
        text="… beside a FastAPI echo of the same body",
        ours=_http("shukun"),
        theirs=(_http("echo"),),
        least=0.7,
    ),
    Goal(
        text="… beside the naive SQLModel CRUD route",
        ours=_http("shukun"),
        theirs=(_http("naive"),),
        least=8,
    ),
    Goal(
        text="… beside the library behind FastAPI",
        ours=_http("shukun"),
        theirs=(_http("library"),),
        least=8,
    ),
    Goal(
        text="… beside the library behind FastAPI, without its table lock",
        ours=_http("shukun"),
        theirs=(_http("library functions"),),
        least=8,
    ),
    Goal(
        text="Writer, 32 in flight, beside the library's best",
        ours=Ref("writer", "shukun", "32"),
        theirs=_LIBRARY_SAVES,
        least=10,
    ),
    Goal(
        text="Writer beside pgbench, one row a transaction, 32 in flight",
        ours=Ref("writer", "shukun", "32"),
        theirs=(Ref("writer", "pgbench", "32"),),
        least=1.0,
    ),
    Goal(
        text="Writer beside pgbench, one row a transaction, 256 in flight",
        ours=Ref("writer", "shukun", "256"),
        theirs=(Ref("writer", "pgbench", "256"),),
        least=1.5,
    ),
    Goal(
        text="Fold beside the library's notification replay",
        ours=Ref("fold", "fold"),
        theirs=(Ref("fold", "library replay"),),
        least=5,
    ),
    Goal(
        text="Fold beside the library's loading, aggregate by aggregate",
        ours=Ref("fold", "fold"),
        theirs=(Ref("fold", "library loading"),),
        least=8,
    ),
    Goal(
        text="Fold beside the bare cursor read",
        ours=Ref("fold", "fold"),
        theirs=(Ref("fold", "cursor"),),
        least=0.35,
    ),
    Goal(
        text="Full rebuild (fold, write, swap) beside the bare cursor read",
        ours=Ref("fold", "rebuild"),
        theirs=(Ref("fold", "cursor"),),
        least=0.35,
    ),
    Goal(
        text="Relay catching up, `sync_interval: always`, events",
        ours=Ref("relay", "catching up"),
        least=10_000,
    ),
    Goal(
        text="From answer to consumer at 100 commands/s, p99",
        ours=Ref("latency", "answer to consumer"),
        metric="p99_ms",
        most=25,
    ),
)


def judged(run: Run) -> list[Verdict]:
    """A verdict for every goal whose cases were measured."""
    return [verdict for goal in GOALS if (verdict := _judge(goal, run)) is not None]


def _judge(goal: Goal, run: Run) -> Verdict | None:
    ours = goal.ours.find(run)
    theirs = [case for ref in goal.theirs if (case := ref.find(run)) is not None]
    if ours is None or len(theirs) < len(goal.theirs):
        return None
    value, values = ours.middle(goal.metric), ours.values(goal.metric)
    if not theirs:
        return Verdict(goal=goal, value=value, spread=_spread(values), against="")
    best = max(theirs, key=lambda case: case.middle(goal.metric))
    rounds = [_times(*pair) for pair in zip(values, best.values(goal.metric), strict=True)]
    return Verdict(
        goal=goal,
        value=_times(value, best.middle(goal.metric)),
        spread=_spread(rounds),
        against=f"{best.contestant} {best.load}",
    )


def _times(one: float, other: float) -> float:
    """How many times the other one is; infinite beside one that stood still."""
    return one / other if other else float("inf")


def _spread(values: Sequence[float]) -> tuple[float, float]:
    return min(values), max(values)


def ratio_to_ours(case: Case, run: Run) -> float | None:
    """How many times a contestant's rate ours is, under the same load where there is one."""
    name = {"http": "shukun", "writer": "shukun", "fold": "fold"}.get(case.group)
    if name is None or case.contestant == name:
        return None
    ours = run.case(case.group, name, None if case.group == "fold" else case.load)
    if case.contestant.startswith("library") and case.group == "writer":
        ours = run.case("writer", "shukun", "32")
    return _times(ours.middle(), case.middle()) if ours is not None else None
