"""Interleaved rounds: contestants take turns, so that a ratio compares neighbours in time."""

from collections.abc import Iterator, Sequence
from typing import TypeVar

T = TypeVar("T")


def rotated(contestants: Sequence[T], number: int) -> Iterator[T]:
    """Every contestant once, beginning with another one in each round."""
    for place in range(len(contestants)):
        yield contestants[(place + number) % len(contestants)]
