"""办理: more time, what is done for an answer of the debtor, and the result in writing (art. 25)."""

from services.arrears.complaints import refusals
from services.arrears.complaints.commands import (
    AnswerComplaintStep,
    ConcludeComplaint,
    ExtendComplaint,
    TakeComplaintStep,
)
from services.arrears.complaints.decide.guards import (
    Facts,
    check_day,
    check_handler,
    check_text,
    require,
)
from services.arrears.complaints.events import (
    ComplaintConcluded,
    ComplaintExtended,
    ComplaintStepAnswered,
    ComplaintStepTaken,
)
from services.arrears.complaints.limits import ComplaintSource, Stage
from services.arrears.complaints.rules import EXTENSION_DAYS, NEXT_STEP, watched
from services.arrears.complaints.state import Complaint, Conclusion, Extension, Step
from services.arrears.complaints.values import STEP_ZH, Status, StepKind
from services.arrears.decide.guards import blank
from services.arrears.refusals import NoProgramme
from services.arrears.rules.policies import programmes
from shared.kernel.clock import shanghai_date
from shared.kernel.decider import Context
from shared.kernel.followed_calendar import work_calendar


def extend(command: ExtendComplaint, complaint: Complaint, context: Context) -> Facts:
    """Once, while the 30 days run, approved by the head of the department; 90 days in all."""
    if complaint.extension == Extension(command.days, command.approved_by, command.reason):
        return []
    require(complaint, Status.HANDLING)
    check_handler(complaint, context)
    if complaint.extension is not None:
        raise refusals.ExtendedBefore
    if blank(command.approved_by) or blank(command.reason):
        raise refusals.HeadMissing
    least, most = EXTENSION_DAYS
    if not least <= command.days <= most:
        raise refusals.ExtensionOutOfRange(least=least, most=most)
    limit = complaint.running.limit
    if context.now >= limit.at:
        raise refusals.ExtensionTooLate(last_day=limit.last_day.isoformat())
    extended = watched(
        Stage.EXTENDED_RESULT, limit.start_on, complaint.source, context, command.days
    )
    if extended.limit.last_day <= limit.last_day:
        raise refusals.ExtensionGainsNothing(
            days=command.days,
            extended=extended.limit.last_day.isoformat(),
            last_day=limit.last_day.isoformat(),
        )
    return [
        ComplaintExtended(
            days=command.days,
            approved_by=command.approved_by,
            reason=command.reason,
            watched=extended,
            entered_by=context.actor.id,
            extended_at=context.now,
        )
    ]


def take_step(command: TakeComplaintStep, complaint: Complaint, context: Context) -> Facts:
    """Asked, then a 督办书, then called in; each only after the one before stayed unanswered."""
    last = complaint.last_step
    if last is not None and _same(last, command):
        return []
    require(complaint, Status.HANDLING)
    check_handler(complaint, context)
    check_text(command.document_no, command.text)
    if command.step is not _in_order(last):
        raise refusals.ComplaintStepNotInOrder(step=command.step, step_zh=STEP_ZH[command.step])
    version = programmes(context).for_registration(shanghai_date(context.now))
    if version is None:
        raise NoProgramme(day=shanghai_date(context.now).isoformat())
    workdays = version.programme.inquiry_workdays
    return [
        ComplaintStepTaken(
            number=len(complaint.steps) + 1,
            step=command.step,
            document_no=command.document_no,
            text=command.text,
            answer_due=work_calendar(context).deadline(context.now, workdays),
            programme_version=version.version,
            taken_by=context.actor.id,
            taken_at=context.now,
        )
    ]


def _same(step: Step, command: TakeComplaintStep) -> bool:
    said = (command.step, command.document_no, command.text)
    return said == (step.step, step.document_no, step.text)


def _in_order(last: Step | None) -> StepKind | None:
    """What can be done now: anew from the beginning once there was an answer, nothing meanwhile."""
    if last is None or last.answered_at is not None:
        return StepKind.INQUIRY
    return NEXT_STEP[last.step] if last.unanswered else None


def answer_step(command: AnswerComplaintStep, complaint: Complaint, context: Context) -> Facts:
    """Also after its time; the document that followed stays."""
    step = next((one for one in complaint.steps if one.number == command.number), None)
    if step is None:
        raise refusals.NoSuchComplaintStep(number=command.number)
    if step.answered_at is not None:
        if step.answer == command.text:
            return []
        raise refusals.AnsweredBefore(number=command.number)
    require(complaint, Status.HANDLING)
    check_text(command.text)
    return [
        ComplaintStepAnswered(
            number=command.number,
            text=command.text,
            answered_by=context.actor.id,
            answered_at=context.now,
        )
    ]


def conclude(command: ConcludeComplaint, complaint: Complaint, context: Context) -> Facts:
    """In time when both had it in writing by the last day; late is said, not refused."""
    if complaint.conclusion is not None and _said(complaint.conclusion) == _told(command):
        return []
    require(complaint, Status.HANDLING)
    check_handler(complaint, context)
    check_text(command.result, command.document_no)
    acceptor_on = command.told_acceptor_on
    if acceptor_on is None and complaint.source is not ComplaintSource.DIRECT:
        raise refusals.AcceptorNotTold
    limit = complaint.running.limit
    told = [command.told_complainant_on, *([acceptor_on] if acceptor_on else [])]
    for day in told:
        check_day(day, limit.start_on, context)
    return [
        ComplaintConcluded(
            outcome=command.outcome,
            result=command.result,
            document_no=command.document_no,
            told_complainant_on=command.told_complainant_on,
            told_acceptor_on=acceptor_on,
            late=max(told) > limit.last_day,
            concluded_by=context.actor.id,
            concluded_at=context.now,
        )
    ]


def _said(known: Conclusion) -> tuple[object, ...]:
    days = (known.told_complainant_on, known.told_acceptor_on)
    return (known.outcome, known.result, known.document_no, *days)


def _told(command: ConcludeComplaint) -> tuple[object, ...]:
    days = (command.told_complainant_on, command.told_acceptor_on)
    return (command.outcome, command.result, command.document_no, *days)
