"""The words that a ticket's facts are told in: code lists and small records."""

from datetime import date, datetime
from enum import StrEnum

from msgspec import Struct


class Kind(StrEnum):
    """General problems are finished in 5 working days, complex ones planned in 5 (M2)."""

    GENERAL = "general"
    COMPLEX = "complex"


class ComplexGround(StrEnum):
    """What makes a problem complex (T-7)."""

    SEVERAL_DEPARTMENTS = "several_departments"
    DECISION_ABOVE = "decision_above"
    MONEY_OR_POLICY = "money_or_policy"
    LEGAL_LIMIT = "legal_limit"


class Basis(StrEnum):
    """The plan's two paths (M2-P04): apply the policy there is, or study and propose one."""

    POLICY = "policy"
    NO_POLICY = "no_policy"


class StudyForm(StrEnum):
    """What the path without policy rests on (T-18)."""

    STUDY_NOTE = "study_note"
    PROPOSAL = "proposal"
    EXPLANATION = "explanation"


class ReturnReason(StrEnum):
    """Why a department asks for a return (5.4). Too busy, too complex: no reasons."""

    OUTSIDE_DUTY = "R01"
    OTHER_LEVEL = "R02"
    WRONG_UNIT = "R03"
    DUPLICATE = "R04"
    JUDICIAL = "R05"
    NOT_ENOUGH_INFORMATION = "R06"


class DeclineReason(StrEnum):
    """Why a ticket is not accepted (5.2, "Not accepted"; T-6 for the last)."""

    COURT = "court"
    ARBITRATION = "arbitration"
    DISCIPLINE = "discipline"
    REVIEW = "review"
    INFORMATION_DISCLOSURE = "information_disclosure"
    PETITION = "petition"
    STATE_SECRET = "state_secret"  # noqa: S105  a code, no password
    PRIVACY = "privacy"
    PUBLIC_ORDER = "public_order"
    CONCLUDED = "concluded"
    OTHER_LEVEL = "other_level"
    SUPPLEMENT_NOT_GIVEN = "supplement_not_given"


class CallBackOutcome(StrEnum):
    """What the firm said when it was called back (5.3).

    `lawful_limit`: not satisfied, but nothing more can lawfully be done; it was explained.
    """

    SATISFIED = "satisfied"
    BASICALLY_SATISFIED = "basically_satisfied"
    NOT_DONE = "not_done"
    LAWFUL_LIMIT = "lawful_limit"
    UNREACHABLE = "unreachable"


class ClosedBecause(StrEnum):
    """Which row of 5.3 closed the ticket; the last is T-6."""

    SATISFIED = "satisfied"
    UNREACHABLE = "unreachable"
    EXPLAINED = "explained"
    SUPPLEMENT_NOT_GIVEN = "supplement_not_given"


class ReopenGround(StrEnum):
    """Why a closed ticket is opened again (5.3, Reopen)."""

    NEW_FACT = "new_fact"
    NOT_CARRIED_OUT = "not_carried_out"


class Satisfaction(StrEnum):
    """The five levels of 好差评 (5.2)."""

    VERY_SATISFIED = "very_satisfied"
    SATISFIED = "satisfied"
    BASICALLY_SATISFIED = "basically_satisfied"
    DISSATISFIED = "dissatisfied"
    VERY_DISSATISFIED = "very_dissatisfied"


class CaseKind(StrEnum):
    """The other ledgers a ticket may open a case in (T-21, T-22)."""

    ARREARS = "arrears"
    RENT = "rent"


class DeadlineClock(StrEnum):
    """The promise to the firm and the department's assessment (CAL-5), the helpers' own clocks
    (T-10), the milestones of a plan (T-8), and the firm's own time to supplement (T-6).
    """

    FIRM = "firm"
    DEPARTMENT = "department"
    HELPER = "helper"
    MILESTONE = "milestone"
    SUPPLEMENT = "supplement"


class Target(StrEnum):
    """What the next hand should have done soon: dispatch (T-4), take over, adjudicate (5.3)."""

    DISPATCH = "dispatch"
    TAKE_OVER = "take_over"
    RETURN_DECISION = "return_decision"


class Reminder(StrEnum):
    """When somebody is told that a deadline is near (6.7)."""

    LAST_DAY = "last_day"
    LAST_HOURS = "last_hours"


class SupervisionCause(StrEnum):
    """What raised supervision (T-11)."""

    OVERDUE = "overdue"
    SECOND_UNSATISFIED = "second_unsatisfied"


class Firm(Struct, frozen=True, kw_only=True, gc=False):
    """The firm as it stood when the ticket was received. No personal data of a contact."""

    uscc: str
    name: str
    township_code: str
    industry_code: str
    size: str


class LegalLimit(Struct, frozen=True, gc=False):
    """A longer limit that a law sets for what is asked (T-9): until when, and which article."""

    source: str
    until: date


class Study(Struct, frozen=True, gc=False):
    """What the path without policy rests on: its form and the document it stands in (T-18)."""

    form: StudyForm
    reference: str


class Milestone(Struct, frozen=True, gc=False):
    """A step of a plan (T-8). `owner` is a post or an office, no private person."""

    title: str
    owner: str
    due_on: date


class Rating(Struct, frozen=True, gc=False):
    """One word of the firm about one cycle (T-15)."""

    cycle: int
    satisfaction: Satisfaction
    at: datetime
