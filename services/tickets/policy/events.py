"""The one fact of the service policy."""

from datetime import date

from services.tickets.policy.state import Numbers
from shared.kernel.decider import Event


class PolicyPublished(Event, frozen=True, kw_only=True):
    """From `effective_on` these numbers hold; what was decided before stays as it was decided."""

    numbers: Numbers
    effective_on: date
    document_no: str
    author: str
