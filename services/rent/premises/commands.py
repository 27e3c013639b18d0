"""Orders about premises."""

from services.rent.premises.values import Details
from shared.kernel.decider import Command


class RecordPremises(Command, frozen=True, kw_only=True):
    """Enter premises."""

    details: Details


class CorrectPremises(Command, frozen=True, kw_only=True):
    """Enter what they really are, as another person than the one who entered them."""

    details: Details
    reason: str
