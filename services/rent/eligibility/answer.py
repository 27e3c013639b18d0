"""The answer: whether, how many months, which of them, and every step that led to it."""

from collections.abc import Iterable
from enum import StrEnum

from msgspec import Struct

from services.rent.eligibility.checks import findings
from services.rent.eligibility.explain_months import explained
from services.rent.eligibility.findings import Finding, Reason
from services.rent.eligibility.question import Question
from services.rent.eligibility.reckoning import Reckoning, reckon
from services.rent.listings.state import Listings
from services.rent.months.segments import segments
from services.rent.months.waived import Freed, Waived, waive
from services.rent.programme.state import Programme


class Outcome(StrEnum):
    """可以减免、不符合条件、须人工认定."""

    ELIGIBLE = "eligible"
    INELIGIBLE = "ineligible"
    UNDECIDED = "undecided"


class Answer(Struct, frozen=True, kw_only=True, gc=False):
    """`waived` are the months that would be free now, unpaid ones first (R-11); none unless
    eligible.
    """

    outcome: Outcome
    reasons: tuple[Reason, ...]
    reckoned: Reckoning
    waived: tuple[Waived, ...]
    findings: tuple[Finding, ...]


def answer(
    question: Question,
    programme: Programme,
    listings: Listings,
    before: Iterable[Freed | Waived],
) -> Answer:
    """`before` is what of this lease is free already; `question.given` counts it too."""
    reckoned = reckon(question, programme, listings)
    found = (*findings(question, programme), *explained(question, programme, reckoned))
    outcome = _outcome(found)
    eligible = outcome is Outcome.ELIGIBLE
    return Answer(
        outcome=outcome,
        reasons=tuple(one.reason for one in found if one.reason is not None),
        reckoned=reckoned,
        waived=waive(segments(reckoned.terms, programme.year), reckoned.left, before)
        if eligible
        else (),
        findings=found,
    )


def _outcome(found: tuple[Finding, ...]) -> Outcome:
    """One rule that is not met settles it; one that nobody can judge leaves it to a person."""
    met = [one.met for one in found]
    if False in met:
        return Outcome.INELIGIBLE
    return Outcome.UNDECIDED if None in met else Outcome.ELIGIBLE
