"""Files that came with cases of the ledger, and what that claims."""

from collections.abc import Callable, Iterable
from typing import Any

from services.arrears.events import evidence_of, files_of
from shared.files.references import file_claims
from shared.kernel.decider import Claim


def with_files(claims: Callable[[Any], Iterable[Claim]]) -> Callable[[Any], Iterable[Claim]]:
    """The claims of an event, and of every file it names: in use from its commit on."""

    def both(event: Any) -> Iterable[Claim]:
        yield from claims(event)
        yield from file_claims(files_of(evidence_of(event)))

    return both
