"""Complaint numbers, and the key that keeps a transfer from being recorded twice."""

from collections.abc import Iterable
from typing import Any, Final

from services.arrears.complaints.commands import RecordComplaint
from services.arrears.complaints.events import ComplaintRecorded
from shared.kernel.clock import shanghai_date
from shared.kernel.decider import Claim, Context, Held
from shared.kernel.numbering import normalised

_PER_YEAR: Final = 10**9


def next_number(context: Context) -> tuple[str, int]:
    """`LX-T-2025-000001`, a yearly sequence without gaps, and the place in it."""
    year = shanghai_date(context.now).year
    last = context.claims.get(_number_key(year))
    sequence = last.value + 1 if last else 1
    return _number(year, sequence), sequence


def number_held(held: Held) -> str:
    """The number of the complaint that holds an upstream number."""
    return _number(*divmod(held.value, _PER_YEAR))


def upstream_key(source: str, upstream_number: str) -> str:
    return f"complaint/{source}/{normalised(upstream_number)}"


def asks(command: Any) -> Iterable[str]:
    """The claims an order looks at that are known from it alone."""
    if isinstance(command, RecordComplaint) and command.upstream_number is not None:
        yield upstream_key(command.source, command.upstream_number)


def claims(event: Any) -> Iterable[Claim]:
    """What a recorded complaint takes: its number, and the one it has above."""
    if isinstance(event, ComplaintRecorded):
        year = shanghai_date(event.recorded_at).year
        yield Claim(_number_key(year), event.sequence)
        if event.upstream_number is not None:
            key = upstream_key(event.source, event.upstream_number)
            yield Claim(key, year * _PER_YEAR + event.sequence)


def _number(year: int, sequence: int) -> str:
    return f"LX-T-{year}-{sequence:06d}"


def _number_key(year: int) -> str:
    return f"complaint_number/{year}"
