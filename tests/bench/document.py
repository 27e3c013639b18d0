"""Fills the figures of a run into a Markdown document, between two marks."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final

from tests.bench.figures import GOAL_COLUMNS, TITLES, case_cells, goal_cells, used
from tests.bench.goals import judged
from tests.bench.results import Run

BEGIN: Final = "<!-- figures: written by `python -m tests.bench --write`, not by hand -->"
END: Final = "<!-- end of the figures -->"


class NoPlaceForFigures(ValueError):
    """The document lacks the two marks between which the figures belong."""


def fill(document: Path, run: Run) -> None:
    """Replace what stands between the marks. Raises NoPlaceForFigures."""
    text = document.read_text()
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise NoPlaceForFigures(f"{document} lacks the marks\n{BEGIN}\n{END}")
    document.write_text(f"{before}{BEGIN}\n\n{figures(run)}\n{END}{after}")


def figures(run: Run) -> str:
    """All of a run as Markdown."""
    return "\n".join([*_conditions(run), *_goals(run), *_groups(run)])


def _conditions(run: Run) -> Iterator[str]:
    plan = run.plan
    yield "### Conditions\n"
    yield (
        f"{run.started_at[:10]}, {plan['name']} run of {run.seconds / 60:.0f} minutes. Rounds: "
        f"{plan['rounds']} of {plan['http_seconds']:g} s per cell (HTTP, writer), "
        f"{plan['fold_rounds']} (long log), {plan['relay_rounds']} (relay), "
        f"{plan['latency_rounds']} of {plan['latency_seconds']:g} s (latency).\n"
    )
    facts = {
        **run.machine,
        "versions": ", ".join(f"{name} {version}" for name, version in run.versions.items()),
        "servers": ", ".join(f"{name} {value}" for name, value in run.settings.items()),
    }
    yield from _table(("what", "which"), facts.items())


def _goals(run: Run) -> Iterator[str]:
    yield "\n### Goals\n"
    yield from _table(GOAL_COLUMNS, (goal_cells(verdict) for verdict in judged(run)))


def _groups(run: Run) -> Iterator[str]:
    for group, title in TITLES.items():
        cases = [case for case in run.cases if case.group == group]
        if not cases:
            continue
        columns, rows = used([case_cells(case, run) for case in cases])
        yield f"\n### {title}\n"
        yield from _table(columns, rows)


def _table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(columns)} |"
    yield f"|{'---|' * len(columns)}"
    for row in rows:
        yield f"| {' | '.join(row)} |"
