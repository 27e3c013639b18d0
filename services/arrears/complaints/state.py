"""A complaint, folded from its facts. Nothing here judges."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any, Final

from msgspec import Struct
from msgspec.structs import replace

from services.arrears.complaints import events
from services.arrears.complaints.limits import ComplaintSource, Stage
from services.arrears.complaints.not_accepted import NotAccepted
from services.arrears.complaints.values import (
    Complainant,
    Outcome,
    Respondent,
    Status,
    StepKind,
    Watched,
)
from services.arrears.events import Evidence
from shared.kernel.deadlines import Deadline
from shared.kernel.decider import Event


class NoComplaint(Struct, frozen=True, gc=False):
    """Nothing was recorded under this id."""


class Step(Struct, frozen=True, kw_only=True, gc=False):
    """One step and what became of it; `unanswered` once its time was noted to be over."""

    number: int
    step: StepKind
    document_no: str
    text: str
    answer_due: Deadline
    taken_at: datetime
    answer: str | None = None
    answered_at: datetime | None = None
    unanswered: bool = False

    @property
    def waiting(self) -> bool:
        """Its time runs: neither answered nor noted to have stayed without an answer."""
        return self.answered_at is None and not self.unanswered


class Extension(Struct, frozen=True, gc=False):
    days: int
    approved_by: str
    reason: str


class Refused(Struct, frozen=True, gc=False):
    """Why it was not accepted."""

    grounds: NotAccepted
    note: str


class Conclusion(Struct, frozen=True, kw_only=True, gc=False):
    outcome: Outcome
    result: str
    document_no: str
    told_complainant_on: date
    told_acceptor_on: date | None
    late: bool
    concluded_at: datetime


class Noted(Struct, frozen=True, gc=False):
    """An alarm the timer has dealt with; `workdays` 0 is the limit itself, which ended at `at`."""

    stage: Stage
    workdays: int
    at: datetime


class Complaint(Struct, frozen=True, kw_only=True, gc=False):
    """A complaint as it stands. `limits` in the order of the stages; the last one runs."""

    number: str
    status: Status
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
    limits: tuple[Watched, ...]
    client: str
    recorded_at: datetime
    accepted_on: date | None = None
    refused: Refused | None = None
    file_received_on: date | None = None
    extension: Extension | None = None
    steps: tuple[Step, ...] = ()
    noted: frozenset[Noted] = frozenset()
    conclusion: Conclusion | None = None

    @property
    def running(self) -> Watched:
        return self.limits[-1]

    @property
    def open(self) -> bool:
        return self.status not in {Status.NOT_ACCEPTED, Status.CONCLUDED}

    @property
    def last_step(self) -> Step | None:
        return self.steps[-1] if self.steps else None


State = NoComplaint | Complaint
INITIAL: Final = NoComplaint()


def evolve(state: State, event: Event) -> State:
    """The complaint after one more fact. Raises ValueError when it does not begin at the beginning."""
    if isinstance(event, events.ComplaintRecorded):
        return _recorded(event)
    if isinstance(state, Complaint):
        return _NEXT[type(event)](state, event)
    raise ValueError(f"{type(event).__name__} before the complaint was recorded")


def _recorded(event: events.ComplaintRecorded) -> Complaint:
    direct = event.source is ComplaintSource.DIRECT
    return Complaint(
        number=event.number,
        status=Status.RECEIVED if direct else Status.HANDLING,
        source=event.source,
        upstream_number=event.upstream_number,
        received_on=event.received_on,
        complainant=event.complainant,
        respondent=event.respondent,
        claimed_fen=event.claimed_fen,
        facts=event.facts,
        evidence=event.evidence,
        handler=event.handler,
        item_id=event.item_id,
        item_number=event.item_number,
        limits=(event.watched,),
        client=event.client,
        recorded_at=event.recorded_at,
        file_received_on=None if direct else event.received_on,
    )


def _accepted(state: Complaint, event: events.ComplaintAccepted) -> Complaint:
    return replace(
        state,
        status=Status.ACCEPTED,
        accepted_on=event.accepted_on,
        limits=(*state.limits, event.watched),
    )


def _not_accepted(state: Complaint, event: events.ComplaintNotAccepted) -> Complaint:
    return replace(state, status=Status.NOT_ACCEPTED, refused=Refused(event.reason, event.note))


def _handed_over(state: Complaint, event: events.ComplaintHandedOver) -> Complaint:
    return replace(
        state,
        status=Status.HANDLING,
        handler=event.handler,
        file_received_on=event.file_received_on,
        limits=(*state.limits, event.watched),
    )


def _linked(state: Complaint, event: events.ComplaintLinked) -> Complaint:
    return replace(state, item_id=event.item_id, item_number=event.item_number)


def _extended(state: Complaint, event: events.ComplaintExtended) -> Complaint:
    return replace(
        state,
        extension=Extension(event.days, event.approved_by, event.reason),
        limits=(*state.limits, event.watched),
    )


def _step_taken(state: Complaint, event: events.ComplaintStepTaken) -> Complaint:
    step = Step(
        number=event.number,
        step=event.step,
        document_no=event.document_no,
        text=event.text,
        answer_due=event.answer_due,
        taken_at=event.taken_at,
    )
    return replace(state, steps=(*state.steps, step))


def _with_step(state: Complaint, number: int, **changes: Any) -> Complaint:
    return replace(
        state,
        steps=tuple(
            replace(step, **changes) if step.number == number else step for step in state.steps
        ),
    )


def _step_answered(state: Complaint, event: events.ComplaintStepAnswered) -> Complaint:
    return _with_step(state, event.number, answer=event.text, answered_at=event.answered_at)


def _answer_recalculated(state: Complaint, event: events.ComplaintAnswerRecalculated) -> Complaint:
    return _with_step(state, event.number, answer_due=event.answer_due)


def _unanswered(state: Complaint, event: events.ComplaintUnanswered) -> Complaint:
    return _with_step(state, event.number, unanswered=True)


def _concluded(state: Complaint, event: events.ComplaintConcluded) -> Complaint:
    conclusion = Conclusion(
        outcome=event.outcome,
        result=event.result,
        document_no=event.document_no,
        told_complainant_on=event.told_complainant_on,
        told_acceptor_on=event.told_acceptor_on,
        late=event.late,
        concluded_at=event.concluded_at,
    )
    return replace(state, status=Status.CONCLUDED, conclusion=conclusion)


def _due_near(state: Complaint, event: events.ComplaintDueNear) -> Complaint:
    noted = Noted(event.stage, event.workdays, event.due_at)
    return replace(state, noted=state.noted | {noted})


def _overdue(state: Complaint, event: events.ComplaintOverdue) -> Complaint:
    return replace(state, noted=state.noted | {Noted(event.stage, 0, event.due_at)})


def _recalculated(state: Complaint, event: events.ComplaintDeadlinesRecalculated) -> Complaint:
    return replace(state, limits=(*state.limits[:-1], event.watched))


_NEXT: Final[dict[type[Event], Callable[[Complaint, Any], Complaint]]] = {
    events.ComplaintAccepted: _accepted,
    events.ComplaintNotAccepted: _not_accepted,
    events.ComplaintHandedOver: _handed_over,
    events.ComplaintLinked: _linked,
    events.ComplaintExtended: _extended,
    events.ComplaintStepTaken: _step_taken,
    events.ComplaintStepAnswered: _step_answered,
    events.ComplaintAnswerRecalculated: _answer_recalculated,
    events.ComplaintConcluded: _concluded,
    events.ComplaintDueNear: _due_near,
    events.ComplaintOverdue: _overdue,
    events.ComplaintUnanswered: _unanswered,
    events.ComplaintDeadlinesRecalculated: _recalculated,
}
