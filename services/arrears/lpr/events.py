"""The one fact of the LPR table."""

from datetime import date

from services.arrears.interest.lpr import LprPoint
from shared.kernel.decider import Event


class LprPublished(Event, frozen=True, kw_only=True):
    """Announcements were entered; interest asked for as of an earlier instant is as it was.

    points      in the order of their days; one for a day known already corrects it
    checked_on  up to when the table was seen to hold
    """

    points: tuple[LprPoint, ...]
    checked_on: date
    source: str
    document_no: str
    author: str
