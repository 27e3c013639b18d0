"""Cases and verdicts as cells of text, for the terminal and for the document alike."""

from collections.abc import Sequence
from typing import Final

from tests.bench.goals import Verdict, ratio_to_ours
from tests.bench.results import Case, Run

TITLES: Final = {
    "http": "Through HTTP, one worker each",
    "writer": "Without HTTP",
    "fold": "Reading a long log",
    "relay": "Relay",
    "latency": "From the request to a consumer",
}
REMARK: Final = "remark"
CASE_COLUMNS: Final = (
    "contestant", "load", "per second", "least to most", "p50 ms", "p99 ms", "peak MB",
    "ours is", "foreign CPU", REMARK,
)  # fmt: skip
GOAL_COLUMNS: Final = ("goal", "bound", "measured", "least to most", "verdict")


def case_cells(case: Case, run: Run) -> tuple[str, ...]:
    rates = case.values()
    ratio = ratio_to_ours(case, run)
    return (
        case.contestant,
        case.load,
        f"{case.middle():,.0f}",
        f"{min(rates):,.0f} to {max(rates):,.0f}",
        _middle(case, "p50_ms", 2),
        _middle(case, "p99_ms", 2),
        _middle(case, "rss_mb", 0),
        "" if ratio is None else f"{ratio:.2f} ×",
        f"{case.foreign:.0%}",
        _remark(case),
    )


def used(rows: Sequence[Sequence[str]]) -> tuple[list[str], list[list[str]]]:
    """The columns of which any row has something, and the rows in these columns."""
    kept = [n for n in range(len(CASE_COLUMNS)) if any(row[n] for row in rows)]
    return [CASE_COLUMNS[n] for n in kept], [[row[n] for n in kept] for row in rows]


def goal_cells(verdict: Verdict) -> tuple[str, ...]:
    goal = verdict.goal
    text = goal.text if len(goal.theirs) < 2 else f"{goal.text} ({verdict.against})"
    low, high = verdict.spread
    if goal.most is not None:
        figures = f"{verdict.value:,.1f} ms", f"{low:,.1f} to {high:,.1f}"
    elif goal.theirs:
        figures = f"{verdict.value:.2f} ×", f"{low:.2f} to {high:.2f}"
    else:
        figures = f"{verdict.value:,.0f} /s", f"{low:,.0f} to {high:,.0f}"
    return (text, goal.bound, *figures, "met" if verdict.met else "missed")


def _middle(case: Case, metric: str, places: int) -> str:
    return f"{case.middle(metric):,.{places}f}" if case.values(metric) else ""


def _remark(case: Case) -> str:
    failed = f"{case.failed} failed; " if case.failed else ""
    return (failed + case.samples[-1].note).removesuffix("; ")
