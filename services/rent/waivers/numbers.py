"""Numbers of waivers, and the key that keeps a lease from having two of one year."""

from collections.abc import Iterable
from typing import Any, Final

from services.rent.waivers.commands import Apply
from services.rent.waivers.events import (
    WaiverApplied,
    WaiverRefused,
    WaiverReversed,
    WaiverWithdrawn,
)
from shared.kernel.clock import shanghai_date
from shared.kernel.decider import Claim, Context, Held

_PER_YEAR: Final = 10**9


def next_number(context: Context) -> tuple[str, int]:
    """`LX-R-2022-000001`, a yearly sequence without gaps, and the place in it."""
    year = shanghai_date(context.now).year
    last = context.claims.get(_number_key(year))
    sequence = last.value + 1 if last else 1
    return _number(year, sequence), sequence


def lease_key(programme: str, lease_id: str) -> str:
    return f"waiver/{programme}/{lease_id}"


def number_held(held: Held | None) -> str | None:
    """The number of the waiver that a lease has; None where it is free."""
    return _number(*divmod(held.value, _PER_YEAR)) if held is not None and held.value else None


def asks(command: Any) -> Iterable[str]:
    """The claims an order looks at that are known from it alone."""
    if isinstance(command, Apply):
        yield lease_key(command.programme, command.lease_id)


def claims(event: Any) -> Iterable[Claim]:
    """What an application takes; a case that came to nothing gives the lease back."""
    if isinstance(event, WaiverApplied):
        year = shanghai_date(event.recorded_at).year
        yield Claim(_number_key(year), event.sequence)
        yield Claim(lease_key(event.programme, event.lease_id), year * _PER_YEAR + event.sequence)
    elif isinstance(event, WaiverRefused | WaiverWithdrawn | WaiverReversed):
        yield Claim(lease_key(event.programme, event.lease_id), 0)


def _number(year: int, sequence: int) -> str:
    return f"LX-R-{year}-{sequence:06d}"


def _number_key(year: int) -> str:
    return f"waiver_number/{year}"
