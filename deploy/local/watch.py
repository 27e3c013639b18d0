"""Starts again what has crashed, ever more patiently while it keeps crashing."""

import time
from collections.abc import Callable
from typing import Protocol

from deploy.local.errors import NotPossible

FIRST_PAUSE_SECONDS = 0.5
PAUSE_SECONDS_MAX = 30.0
STEADY_SECONDS = 60.0


class Server(Protocol):
    """What the supervisor needs of PostgreSQL, of NATS and of a service alike."""

    @property
    def running(self) -> bool: ...
    @property
    def pid(self) -> int: ...
    def start(self) -> None: ...
    def stop(self) -> None: ...


class Watched:
    """A started server and when it may be started again."""

    def __init__(self, name: str, server: Server) -> None:
        self.name = name
        self.server = server
        self._pause = FIRST_PAUSE_SECONDS
        self._started = time.monotonic()
        self._start_at: float | None = None

    def tend(self, say: Callable[[str], None], restarted: Callable[[str, int], None]) -> None:
        """To be called often: notices a crash, waits out the pause, starts again."""
        if self.server.running:
            return
        now = time.monotonic()
        if self._start_at is None:
            self._start_at = now + self._next_pause(now)
            pause = self._start_at - now
            say(f"{self.name} has ended unexpectedly; it starts again in {pause:g} s")
        if now >= self._start_at:
            self._start_at = None
            self._started = now
            try:
                self.server.start()
            except NotPossible as error:
                say(str(error))
            else:
                restarted(self.name, self.server.pid)

    def _next_pause(self, now: float) -> float:
        """Doubled from crash to crash, back to the first after a steady minute."""
        if now - self._started > STEADY_SECONDS:
            self._pause = FIRST_PAUSE_SECONDS
        pause = self._pause
        self._pause = min(pause * 2, PAUSE_SECONDS_MAX)
        return pause
