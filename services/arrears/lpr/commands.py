"""The orders the LPR table takes."""

from datetime import date

from services.arrears.interest.lpr import LprPoint
from shared.kernel.decider import Command


class SeedLpr(Command, frozen=True, kw_only=True):
    """Enter the table that the release was shipped with, where none is entered."""

    points: tuple[LprPoint, ...]
    checked_on: date
    source: str
    document_no: str
    author: str


class PublishLpr(Command, frozen=True, kw_only=True):
    """Enter announcements, changed or not, or correct one, on the authority of a document."""

    points: tuple[LprPoint, ...]
    checked_on: date
    source: str
    document_no: str
    author: str
