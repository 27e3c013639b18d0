"""补充材料: documents that came by themselves."""

from datetime import datetime

from shared.kernel.decider import Event
from shared.kernel.evidence import Evidence


class ArrearsEvidenceAdded(Event, frozen=True, kw_only=True):
    """Documents were filed after what they prove had been entered (1.9)."""

    evidence: tuple[Evidence, ...]
    note: str
    added_by: str
    added_at: datetime
