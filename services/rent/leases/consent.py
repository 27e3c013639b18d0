"""Whether a sublease stands against the landlord (R-18; Civil Code art. 716, 718). Pure."""

from datetime import date
from enum import StrEnum
from typing import Final

from services.rent.leases.values import Consent
from shared.kernel.periods import add_months

OBJECTION_MONTHS: Final = 6


class Standing(StrEnum):
    """同意转租、视为同意转租、须核实转租效力."""

    CONSENTED = "consented"
    DEEMED = "deemed"
    NEEDS_LEGAL = "needs_legal"


def standing(consent: Consent | None, today: date) -> Standing:
    """Deemed from the day after six months in which the landlord knew and did not object."""
    if consent is None:
        return Standing.NEEDS_LEGAL
    if consent.given_on is not None and consent.given_on <= today:
        return Standing.CONSENTED
    last_day = objection_until(consent)
    if last_day is None or last_day >= today:
        return Standing.NEEDS_LEGAL
    objected = consent.objected_on is not None and consent.objected_on <= last_day
    return Standing.NEEDS_LEGAL if objected else Standing.DEEMED


def objection_until(consent: Consent) -> date | None:
    """The last day on which the landlord can object; None while it does not know."""
    if consent.known_since is None:
        return None
    return add_months(consent.known_since, OBJECTION_MONTHS)
