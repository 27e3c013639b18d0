"""The one order the averages take."""

from datetime import date

from services.arrears.averages.state import Average
from shared.kernel.decider import Command


class PublishAverage(Command, frozen=True, kw_only=True):
    """Enter a published average, or correct one, on the authority of a document."""

    average: Average
    effective_on: date
    document_no: str
    author: str
