"""What a check of the log found, collected in the order it was met."""

from typing import Final

import msgspec

FINDINGS_LIMIT: Final = 20


class Finding(msgspec.Struct, frozen=True):
    """One thing that is wrong. `position` is where in the log, when it is in the log."""

    check: str
    position: int | None
    what: str


class Findings:
    """At most FINDINGS_LIMIT a check: one broken link makes a thousand others look broken."""

    def __init__(self) -> None:
        self.all: list[Finding] = []

    def add(self, check: str, position: int | None, what: str) -> None:
        if sum(finding.check == check for finding in self.all) < FINDINGS_LIMIT:
            self.all.append(Finding(check, position, what))
