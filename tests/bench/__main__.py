"""`python -m tests.bench`: measure ours and its peers on the same servers, and say how they compare.

Nothing is asserted: a figure is a figure. The full run takes at most 20 minutes, `--quick` 2.
"""

import argparse
import asyncio
import dataclasses
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from time import monotonic
from typing import Final

from rich.console import Console

from shared.kernel.clock import SystemClock
from tests.bench import document, tables
from tests.bench.groups import fold, http, latency, relay, writer
from tests.bench.machine import machine, versions
from tests.bench.plan import FULL, QUICK, Plan
from tests.bench.results import Board, Case, Run
from tests.bench.stage import Stage, open_stage

Measure = Callable[[Stage, Plan, Board], Awaitable[None]]
PAPER_WIDTH: Final = 150
GROUPS: Final[dict[str, Measure]] = {
    "http": http.measure,
    "writer": writer.measure,
    "fold": fold.measure,
    "relay": relay.measure,
    "latency": latency.measure,
}


def main() -> None:
    arguments = _arguments()
    console = Console()
    if not console.is_terminal:
        console.width = PAPER_WIDTH
    if arguments.source:
        run = Run.read(arguments.source)
    else:
        plan = QUICK if arguments.quick else FULL
        if arguments.rounds:
            plan = plan.with_rounds(arguments.rounds)
        run = asyncio.run(_run(plan, arguments.only or list(GROUPS), console))
    if arguments.json:
        run.write(arguments.json)
    if arguments.write:
        document.fill(arguments.write, run)
    tables.show(run, console)


async def _run(plan: Plan, groups: Sequence[str], console: Console) -> Run:
    started, since = SystemClock().now(), monotonic()
    with console.status("starting PostgreSQL and NATS") as status:

        def tell(case: Case) -> None:
            sample = case.samples[-1]
            line = f"{case.group} · {case.contestant} · {case.load}: {sample.rate:,.0f} /s"
            status.update(line)
            if not console.is_terminal:
                console.print(line)

        board = Board(tell)
        async with open_stage() as stage:
            for group in groups:
                await GROUPS[group](stage, plan, board)
            settings = stage.settings()
    return Run(
        plan=dataclasses.asdict(plan),
        started_at=started.isoformat(timespec="seconds"),
        seconds=monotonic() - since,
        machine=machine(),
        versions=versions(),
        settings=settings,
        cases=board.cases,
    )


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="one short round; says little")
    parser.add_argument("--only", nargs="+", choices=GROUPS, metavar="GROUP", help=str([*GROUPS]))
    parser.add_argument("--rounds", type=int, help="rounds in every group")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all samples there")
    parser.add_argument("--from", dest="source", type=Path, metavar="FILE",
                        help="take the figures from such a file instead of measuring")  # fmt: skip
    parser.add_argument("--write", type=Path, metavar="FILE", help="fill the figures into FILE")
    return parser.parse_args()


if __name__ == "__main__":
    main()
