"""A progress bar for long work; silent where a program reads."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn


@contextmanager
def progress_bar(title: str, total: int, *, silent: bool) -> Iterator[Callable[[int], None]]:
    """Gives a function to call with each number of events done."""
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), disable=silent) as bar:
        task = bar.add_task(title, total=total)
        yield lambda done: bar.advance(task, done)
