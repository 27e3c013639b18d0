"""The one fact of the clearing programmes."""

from datetime import date

from services.arrears.programme.state import Programme
from shared.kernel.decider import Event


class ProgrammePublished(Event, frozen=True, kw_only=True):
    """A campaign, or new numbers for one; what was decided before stays as it was decided."""

    programme: Programme
    effective_on: date
    document_no: str
    author: str
