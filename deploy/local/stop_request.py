"""The wish that a process stop, said by a signal handler or by another thread."""

from deploy.local.process import wait_until

POLL_SECONDS = 0.05


class StopRequest:
    """A flag without a lock.

    `threading.Event` has one, and its `set` waits forever when the signal arrives while the
    interrupted thread itself holds it inside `wait`.
    """

    def __init__(self) -> None:
        self._made = False

    def make(self) -> None:
        """Nothing happens when it was made already. Safe in a signal handler."""
        self._made = True

    def wait(self, seconds: float) -> bool:
        """Whether it is made, now or within `seconds`."""
        return wait_until(lambda: self._made, seconds=seconds, every=POLL_SECONDS)
