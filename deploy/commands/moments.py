"""Reads instants and durations as people type them."""

import re
from datetime import date, datetime, time, timedelta

from deploy.local.errors import NotPossible
from shared.kernel.clock import SHANGHAI

UNITS = {"d": "days", "h": "hours", "m": "minutes", "s": "seconds"}
DURATION = re.compile(r"(?:\d+[dhms])+")
PART = re.compile(r"(\d+)([dhms])")


def parse_instant(text: str) -> datetime:
    """`2022-09-24T10:00+08:00` as it says, `2022-09-24` as the beginning of that Shanghai day.

    Raises NotPossible for anything else, a time without an offset included.
    """
    try:
        return datetime.combine(date.fromisoformat(text), time(), SHANGHAI)
    except ValueError:
        pass
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        raise NotPossible(
            f"'{text}' is no instant; write 2022-09-24, or 2022-09-24T10:00+08:00."
        ) from None
    if instant.tzinfo is None:
        raise NotPossible(f"'{text}' has no offset from UTC; write {text}+08:00 for Shanghai time.")
    return instant


def parse_duration(text: str) -> timedelta:
    """`3d`, `5h`, `30m`, `90s` and joined `1d12h`. Raises NotPossible for anything else."""
    if not DURATION.fullmatch(text):
        raise NotPossible(f"'{text}' is no duration; write 3d, 5h, 30m, 90s or 1d12h.")
    amounts = dict.fromkeys(UNITS, 0)
    for amount, unit in PART.findall(text):
        amounts[unit] += int(amount)
    return timedelta(**{UNITS[unit]: amount for unit, amount in amounts.items()})
