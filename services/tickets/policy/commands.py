"""The one order the service policy takes."""

from datetime import date

from services.tickets.policy.state import Numbers
from shared.kernel.decider import Command


class PublishPolicy(Command, frozen=True, kw_only=True):
    """Set the numbers that hold from a day on, on the authority of a document."""

    numbers: Numbers
    effective_on: date
    document_no: str
    author: str
