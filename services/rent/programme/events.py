"""The one fact of the rent waivers of the years."""

from datetime import date

from services.rent.programme.state import Programme
from shared.kernel.decider import Event


class RentProgrammePublished(Event, frozen=True, kw_only=True):
    """A year's waiver, or new numbers for it; what was granted before stays as it was granted."""

    programme: Programme
    effective_on: date
    document_no: str
    author: str
