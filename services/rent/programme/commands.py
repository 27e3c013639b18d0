"""The one order the rent waivers of the years take."""

from datetime import date

from services.rent.programme.state import Programme
from shared.kernel.decider import Command


class PublishProgramme(Command, frozen=True, kw_only=True):
    """Enter a year's waiver, or change its numbers, on the authority of a document."""

    programme: Programme
    effective_on: date
    document_no: str
    author: str
