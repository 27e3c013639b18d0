"""How much of the machine others used while something was measured."""

import time
from contextlib import suppress

import psutil


class ForeignCpu:
    """From its construction on; "ours" is this process and everything below it, servers included."""

    def __init__(self) -> None:
        self._since = time.monotonic()
        self._busy = _busy()
        self._ours = _ours()

    def share(self) -> float:
        """The foreign share of all CPU time since the beginning, 0 to 1."""
        seconds = (time.monotonic() - self._since) * (psutil.cpu_count() or 1)
        foreign = (_busy() - self._busy) - (_ours() - self._ours)
        return max(0.0, min(1.0, foreign / seconds))


def _busy() -> float:
    """CPU seconds used on the machine since it started, time stolen from it included."""
    times = psutil.cpu_times()
    fields = ("user", "nice", "system", "irq", "softirq", "steal")
    return sum(getattr(times, field, 0.0) for field in fields)


def _ours() -> float:
    this = psutil.Process()
    total = 0.0
    for process in (this, *this.children(recursive=True)):
        with suppress(psutil.NoSuchProcess, psutil.AccessDenied):
            used = process.cpu_times()
            total += used.user + used.system
            total += getattr(used, "children_user", 0.0) + getattr(used, "children_system", 0.0)
    return total
