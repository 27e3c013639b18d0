"""The seed and the length of a run: the same seed makes the same choices.

`SHUKUN_FAULTS_SEED` repeats a run, `SHUKUN_FAULTS_ROUNDS` makes it longer (500 at night).
"""

import os
from random import Random

# Parallel workers draw the same one, from what pytest-xdist calls their run.
SEED = int(
    os.environ.get("SHUKUN_FAULTS_SEED")
    or Random(os.environ.get("PYTEST_XDIST_TESTRUNUID")).randrange(1_000_000_000)
)
ROUNDS = int(os.environ.get("SHUKUN_FAULTS_ROUNDS") or 25)

figures: list[str] = []


def choices(test: str) -> Random:
    """A test's own choices, whatever ran before it; the seed is told at the end of the run."""
    tell(f"SHUKUN_FAULTS_SEED={SEED} repeats these choices")
    return Random(f"{SEED}/{test}")


def tell(line: str) -> None:
    """A line for the end of the run, where it is also seen when all went well."""
    figures.append(line)
