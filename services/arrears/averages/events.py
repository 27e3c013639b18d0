"""The one fact of the averages."""

from datetime import date

from services.arrears.averages.state import Average
from shared.kernel.decider import Event


class AveragePublished(Event, frozen=True, kw_only=True):
    """An average was entered, corrected or taken back; reports sent before stay as sent (A-16)."""

    average: Average
    effective_on: date
    document_no: str
    author: str
