"""The one error a person at the command line sees."""

from pathlib import Path

LOG_TAIL_LINES = 12


class NotPossible(Exception):
    """Something stands in the way; the message is one sentence that says what to do.

    `log` are the last lines of the log that tells why, where there is one.
    """

    def __init__(self, sentence: str, log: str = "") -> None:
        self.log = log
        super().__init__(sentence)


def tail(log: Path, lines: int = LOG_TAIL_LINES) -> str:
    """The last lines of a log, or nothing when there is none."""
    try:
        text = log.read_text(encoding="utf-8", errors="replace")
    except FileNotFoundError:
        return ""
    return "\n".join(text.splitlines()[-lines:])
