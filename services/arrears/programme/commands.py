"""The one order the clearing programmes take."""

from datetime import date

from services.arrears.programme.state import Programme
from shared.kernel.decider import Command


class PublishProgramme(Command, frozen=True, kw_only=True):
    """Enter a campaign, or change its numbers, on the authority of a document."""

    programme: Programme
    effective_on: date
    document_no: str
    author: str
