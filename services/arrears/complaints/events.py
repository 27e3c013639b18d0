"""The facts of a complaint's life (1.4)."""

from datetime import date, datetime

from services.arrears.complaints.limits import ComplaintSource, Stage
from services.arrears.complaints.not_accepted import NotAccepted
from services.arrears.complaints.values import (
    Complainant,
    Outcome,
    Respondent,
    StepKind,
    Watched,
)
from services.arrears.events import Evidence
from shared.kernel.deadlines import Deadline
from shared.kernel.decider import Event


class ComplaintRecorded(Event, frozen=True, kw_only=True):
    """A complaint came to the district, from above with its file or directly.

    received_on  for one from above, the day the file came: its 30 days begin after it
    handler      the department that handles it; None for a direct one until it is handed over
    item_id      the item of the ledger that the complaint is about, where there is one
    """

    number: str
    sequence: int
    source: ComplaintSource
    upstream_number: str | None
    received_on: date
    complainant: Complainant
    respondent: Respondent
    claimed_fen: int
    facts: str
    evidence: tuple[Evidence, ...]
    handler: str | None
    item_id: str | None
    item_number: str | None
    watched: Watched
    client: str
    recorded_by: str
    recorded_at: datetime


class ComplaintAccepted(Event, frozen=True, kw_only=True):
    """A direct complaint was formally accepted; it is to be handed over."""

    accepted_on: date
    watched: Watched
    accepted_by: str


class ComplaintNotAccepted(Event, frozen=True, kw_only=True):
    """A direct complaint was turned down, for one of the listed reasons."""

    reason: NotAccepted
    note: str
    decided_by: str
    decided_at: datetime


class ComplaintHandedOver(Event, frozen=True, kw_only=True):
    """The handling department has the file of a direct complaint; its 30 days begin."""

    handler: str
    file_received_on: date
    watched: Watched
    handed_over_by: str


class ComplaintLinked(Event, frozen=True, kw_only=True):
    """The item of the ledger that the complaint is about was found."""

    item_id: str
    item_number: str
    linked_by: str


class ComplaintExtended(Event, frozen=True, kw_only=True):
    """The head of the handling department approved more time, 90 days in all at most (art. 25)."""

    days: int
    approved_by: str
    reason: str
    watched: Watched
    entered_by: str
    extended_at: datetime


class ComplaintStepTaken(Event, frozen=True, kw_only=True):
    """The respondent was asked, was sent a 督办书, or was called in."""

    number: int
    step: StepKind
    document_no: str
    text: str
    answer_due: Deadline
    programme_version: int
    taken_by: str
    taken_at: datetime


class ComplaintStepAnswered(Event, frozen=True, kw_only=True):
    """The respondent has answered a step."""

    number: int
    text: str
    answered_by: str
    answered_at: datetime


class ComplaintAnswerRecalculated(Event, frozen=True, kw_only=True):
    """A calendar notice moved the last day for the answer to a step (CAL-8)."""

    number: int
    answer_due: Deadline
    documents: tuple[str, ...]
    calendar_version: int
    recalculated_on: date


class ComplaintConcluded(Event, frozen=True, kw_only=True):
    """The result was given in writing to the complainant and to who passed it down (art. 25).

    `late` says that one of them had it after the last day.
    """

    outcome: Outcome
    result: str
    document_no: str
    told_complainant_on: date
    told_acceptor_on: date | None
    late: bool
    concluded_by: str
    concluded_at: datetime


class ComplaintDueNear(Event, frozen=True, kw_only=True):
    """The running limit ends in so many working days."""

    stage: Stage
    workdays: int
    due_at: datetime
    noticed_at: datetime
    late: bool


class ComplaintOverdue(Event, frozen=True, kw_only=True):
    """The running limit has passed."""

    stage: Stage
    due_at: datetime
    noticed_at: datetime
    late: bool


class ComplaintUnanswered(Event, frozen=True, kw_only=True):
    """The respondent is silent: the next step is in order, None after the last (art. 25)."""

    number: int
    next_step: StepKind | None
    due_at: datetime
    noticed_at: datetime
    late: bool


class ComplaintDeadlinesRecalculated(Event, frozen=True, kw_only=True):
    """A calendar notice moved the last day of the running limit to a later one, settled one that was
    provisional, or moved the reminders before it (CAL-8).
    """

    watched: Watched
    documents: tuple[str, ...]
    calendar_version: int
    recalculated_on: date
