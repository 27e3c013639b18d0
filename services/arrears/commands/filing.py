"""补充材料."""

from services.arrears.events import Evidence
from shared.kernel.decider import Command


class AddEvidence(Command, frozen=True, kw_only=True):
    """File documents that no other order brings along, or the files of those known by name only."""

    evidence: tuple[Evidence, ...]
    note: str = ""
