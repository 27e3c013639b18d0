"""A run on the terminal."""

from rich.console import Console
from rich.table import Table

from tests.bench.figures import GOAL_COLUMNS, REMARK, TITLES, case_cells, goal_cells, used
from tests.bench.goals import judged
from tests.bench.results import Run


def show(run: Run, console: Console) -> None:
    """One table per group, then the goals."""
    for group, title in TITLES.items():
        cases = [case for case in run.cases if case.group == group]
        if not cases:
            continue
        columns, rows = used([case_cells(case, run) for case in cases])
        table = Table(*columns, title=title, title_justify="left")
        for column in table.columns[1:]:
            column.justify = "left" if column.header == REMARK else "right"
        for row in rows:
            table.add_row(*row)
        console.print(table)
    verdicts = judged(run)
    if verdicts:
        table = Table(*GOAL_COLUMNS, title="Goals", title_justify="left")
        for verdict in verdicts:
            table.add_row(*goal_cells(verdict), style="" if verdict.met else "red")
        console.print(table)
    console.print(
        f"{run.plan['name']} run of {run.plan['rounds']} rounds, {run.seconds / 60:.1f} minutes. "
        "Foreign CPU is the worst round's; above 12 % trust no figure."
    )
