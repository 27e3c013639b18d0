"""The only module that reads the time.

Real time, a fixed instant for specs, and a simulated clock for training and tests: it can be set,
advanced and sped up, works only when the operator asks for a simulation, and marks what is
recorded under it.
"""

import os
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Protocol
from zoneinfo import ZoneInfo

import msgspec

SHANGHAI = ZoneInfo("Asia/Shanghai")


class Clock(Protocol):
    """Gives the present instant (timezone-aware, UTC) and whether it is only simulated."""

    @property
    def simulated(self) -> bool: ...

    def now(self) -> datetime: ...


class SystemClock:
    """The machine's own clock."""

    simulated = False

    def now(self) -> datetime:
        return datetime.now(UTC)


class FixedClock:
    """Stands still; specs set it by hand."""

    def __init__(self, at: datetime, *, simulated: bool = False) -> None:
        self.at = at.astimezone(UTC)
        self.simulated = simulated

    def now(self) -> datetime:
        return self.at


class ClockSetting(msgspec.Struct, frozen=True):
    """Simulated time is `base + speed * (real now - since)`."""

    base: datetime
    since: datetime
    speed: float = 1.0

    def at(self, real_now: datetime) -> datetime:
        return self.base + (real_now - self.since) * self.speed


class ClockRunsBackwards(ValueError):
    """Time never runs backwards: events already recorded would lie in the future."""


class SimulatedClock:
    """Follows a small file that `shukun clock` writes, so that every process agrees on the time.

    Without a file it runs with real time from the moment of construction.
    """

    simulated = True

    def __init__(self, path: Path) -> None:
        self._path = path
        self._seen: tuple[int, int] | None = None
        start = datetime.now(UTC)
        self._setting = ClockSetting(base=start, since=start)

    def now(self) -> datetime:
        self._follow_file()
        return self._setting.at(datetime.now(UTC))

    @property
    def setting(self) -> ClockSetting:
        self._follow_file()
        return self._setting

    def set(self, to: datetime) -> datetime:
        """Jump to an instant. Raises ClockRunsBackwards when it lies before the present one."""
        if to < self.now():
            raise ClockRunsBackwards(
                f"the simulated clock stands at {self.now().isoformat()}; it cannot go back to "
                f"{to.isoformat()}"
            )
        return self._write(to, self.setting.speed)

    def start_at(self, at: datetime, speed: float = 1.0) -> datetime:
        """Set the very first instant of a fresh simulation, which may lie in the past."""
        return self._write(at, speed)

    def advance(self, by: timedelta) -> datetime:
        return self.set(self.now() + by)

    def run_at(self, speed: float) -> datetime:
        """From now on one real second is `speed` simulated ones; 0 stops the clock."""
        if speed < 0:
            raise ClockRunsBackwards("the speed of the simulated clock cannot be negative")
        return self._write(self.now(), speed)

    def _write(self, base: datetime, speed: float) -> datetime:
        setting = ClockSetting(base=base.astimezone(UTC), since=datetime.now(UTC), speed=speed)
        self._path.parent.mkdir(parents=True, exist_ok=True)
        fresh = self._path.with_suffix(f".{os.getpid()}.tmp")
        fresh.write_bytes(msgspec.json.encode(setting))
        fresh.replace(self._path)
        self._seen = None
        return setting.base

    def _follow_file(self) -> None:
        try:
            stat = self._path.stat()
        except FileNotFoundError:
            return
        seen = (stat.st_mtime_ns, stat.st_ino)
        if seen != self._seen:
            self._setting = msgspec.json.decode(self._path.read_bytes(), type=ClockSetting)
            self._seen = seen


@lru_cache(maxsize=1024)
def shanghai_date(at: datetime) -> date:
    """The legal date of an instant (CAL-1): 2022-09-30T16:30Z is 2022-10-01."""
    return at.astimezone(SHANGHAI).date()
