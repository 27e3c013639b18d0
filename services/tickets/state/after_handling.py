"""The ticket after facts of its handling: plans, extensions, 补正, answers."""

from datetime import date, datetime
from typing import Final

from msgspec.structs import replace

from services.tickets.events import (
    Attachment,
    Kind,
    Target,
    TicketExtensionDecided,
    TicketExtensionRequested,
    TicketHelperReplied,
    TicketMilestoneDone,
    TicketPlanned,
    TicketReclassificationDecided,
    TicketReclassificationRequested,
    TicketReplied,
    TicketSupplementAsked,
    TicketSupplementGiven,
    TicketSupplementLapsed,
)
from services.tickets.state.clocks import Clock, Pause, Step, Until
from services.tickets.state.parts import (
    CameWith,
    Enclosure,
    Extension,
    Goal,
    MilestoneDuty,
    Plan,
    Reclassification,
    Reply,
    Supplement,
)
from services.tickets.state.ticket import (
    Next,
    Status,
    Ticket,
)
from shared.kernel.clock import shanghai_date
from shared.kernel.deadlines import Deadline
from shared.kernel.decider import Event


def _with_dues(
    ticket: Ticket, due: Deadline, department_due: Deadline | None, at: datetime, step: Step
) -> Ticket:
    """Both clocks after one more step."""
    clock, dispatch = ticket.clock, ticket.dispatch
    if dispatch is not None and department_due is not None:
        own = dispatch.clock
        own = own.moved(department_due, at, *_extended(own.steps, step))
        dispatch = replace(dispatch, clock=own)
    return replace(
        ticket, clock=clock.moved(due, at, *_extended(clock.steps, step)), dispatch=dispatch
    )


def _extended(steps: tuple[Step, ...], step: Step) -> tuple[Step, ...]:
    """The steps with one more; the end of a pause takes the place of its beginning."""
    last = steps[-1] if steps else None
    if isinstance(step, Pause) and isinstance(last, Pause) and last.ended_on is None:
        return (*steps[:-1], step)
    return (*steps, step)


def _reclassification_requested(ticket: Ticket, event: TicketReclassificationRequested) -> Ticket:
    asked = Reclassification(event.grounds, event.reason, event.requested_at)
    return replace(
        ticket,
        reclassification=asked,
        handled_by=ticket.handled_by | {event.requested_by},
    )


def _reclassification_decided(ticket: Ticket, event: TicketReclassificationDecided) -> Ticket:
    asked, dispatch = ticket.reclassification, ticket.dispatch
    if asked is None or dispatch is None:
        raise ValueError(f"no reclassification of ticket {ticket.number} was asked for")
    decided = replace(asked, approved=event.approved, decision=event.reason)
    ticket = replace(ticket, reclassification=decided)
    if not event.approved:
        return ticket
    dispatch = replace(dispatch, kind=Kind.COMPLEX, grounds=asked.grounds)
    return replace(ticket, dispatch=dispatch, status=Status.PLAN_PENDING)


def _planned(ticket: Ticket, event: TicketPlanned) -> Ticket:
    at = event.submitted_at
    duties = tuple(
        MilestoneDuty(
            step.title,
            step.owner,
            step.due_on,
            Clock(at, 0, due, at, (Until(step.due_on, planned=True),)),
        )
        for step, due in zip(event.milestones, event.milestone_dues, strict=True)
    )
    plan = Plan(duties, event.final_on, event.approved_by, at, in_time=not ticket.due.passed(at))
    ticket = _with_dues(
        ticket, event.due, event.department_due, at, Until(event.final_on, planned=True)
    )
    return replace(
        ticket,
        status=Status.PLAN_ACTIVE,
        plan=plan,
        handled_by=ticket.handled_by | {event.submitted_by},
    )


def _milestone_done(ticket: Ticket, event: TicketMilestoneDone) -> Ticket:
    plan = ticket.plan
    if plan is None:
        raise ValueError(f"ticket {ticket.number} has no plan")
    milestones = list(plan.milestones)
    number = event.number - 1
    milestones[number] = replace(milestones[number], note=event.note, done_at=event.done_at)
    return replace(
        ticket,
        plan=replace(plan, milestones=tuple(milestones)),
        handled_by=ticket.handled_by | {event.done_by},
    )


def _extension_requested(ticket: Ticket, event: TicketExtensionRequested) -> Ticket:
    asked = Extension(event.until, event.reason, event.requested_at)
    return replace(
        ticket,
        extensions=(*ticket.extensions, asked),
        handled_by=ticket.handled_by | {event.requested_by},
    )


def _extension_decided(ticket: Ticket, event: TicketExtensionDecided) -> Ticket:
    decided = replace(ticket.extensions[-1], approved=event.approved, decision=event.reason)
    ticket = replace(ticket, extensions=(*ticket.extensions[:-1], decided))
    if event.due is None:
        return ticket
    step = Until(event.until, policy_version=event.policy_version)
    return _with_dues(ticket, event.due, event.department_due, event.decided_at, step)


def _supplement_asked(ticket: Ticket, event: TicketSupplementAsked) -> Ticket:
    until, version = event.until, event.policy_version
    pause = Pause(until.start_day, until.workdays, None, version)
    ticket = _with_dues(ticket, event.due, event.department_due, event.asked_at, pause)
    return replace(
        ticket,
        supplement=Supplement(event.items, event.reason, event.asked_at, until, version),
        handled_by=ticket.handled_by | ({event.asked_by} if ticket.dispatch else set()),
        goal=None,
    )


def _supplement_given(ticket: Ticket, event: TicketSupplementGiven) -> Ticket:
    supplement = _asked(ticket)
    if not supplement.lapsed:
        pause = ended(supplement, shanghai_date(event.given_at))
        ticket = _with_dues(ticket, event.due, event.department_due, event.given_at, pause)
    return replace(
        ticket,
        supplement=replace(supplement, text=event.text, given_at=event.given_at),
        attachments=_with(ticket, event.attachments, CameWith.SUPPLEMENT, event.given_at),
        goal=Goal(Target.DISPATCH, event.target_at) if event.target_at else ticket.goal,
    )


def _supplement_lapsed(ticket: Ticket, event: TicketSupplementLapsed) -> Ticket:
    """The dates stand: they were counted for a firm that takes all the time there is."""
    supplement = _asked(ticket)
    pause, dispatch = ended(supplement, supplement.until.last_day), ticket.dispatch
    paused = dispatch is not None and _in_pause(dispatch.clock)
    department_due = dispatch.due if dispatch is not None and paused else None
    ticket = _with_dues(ticket, ticket.due, department_due, event.noticed_at, pause)
    return replace(ticket, supplement=replace(supplement, lapsed=True))


def _in_pause(clock: Clock) -> bool:
    last = clock.steps[-1] if clock.steps else None
    return isinstance(last, Pause) and last.ended_on is None


def ended(supplement: Supplement, day: date) -> Pause:
    """The pause when it ends on a day."""
    until = supplement.until
    return Pause(until.start_day, until.workdays, day, supplement.policy_version)


def _asked(ticket: Ticket) -> Supplement:
    if ticket.supplement is None:
        raise ValueError(f"no supplement to ticket {ticket.number} was asked for")
    return ticket.supplement


def _helper_replied(ticket: Ticket, event: TicketHelperReplied) -> Ticket:
    dispatch = ticket.dispatch
    if dispatch is None:
        raise ValueError(f"ticket {ticket.number} has no helpers")
    duties = tuple(
        replace(duty, text=event.text, evidence=event.evidence, replied_at=event.replied_at)
        if duty.department == event.department
        else duty
        for duty in dispatch.duties
    )
    return replace(
        ticket,
        dispatch=replace(dispatch, duties=duties),
        handled_by=ticket.handled_by | {event.replied_by},
        attachments=_with(
            ticket, event.attachments, CameWith.HELPER_REPLY, event.replied_at, event.department
        ),
    )


def _replied(ticket: Ticket, event: TicketReplied) -> Ticket:
    reply = Reply(
        event.department,
        event.text,
        event.basis,
        event.provisions,
        event.evidence,
        event.replied_at,
        event.study,
        event.legal_limit,
        event.route,
    )
    extensions = ticket.extensions
    if ticket.extension_pending:
        extensions = extensions[:-1]  # answered before it was decided: no longer asked for
    return replace(
        ticket,
        status=Status.REPLIED,
        reply=reply,
        extensions=extensions,
        handled_by=ticket.handled_by | {event.replied_by},
        attachments=_with(
            ticket, event.attachments, CameWith.REPLY, event.replied_at, event.department
        ),
    )


def _with(
    ticket: Ticket,
    files: tuple[Attachment, ...],
    came_with: CameWith,
    at: datetime,
    department: str | None = None,
) -> tuple[Enclosure, ...]:
    """The ticket's attachments with those that came with one more order."""
    return (*ticket.attachments, *(Enclosure(file, came_with, at, department) for file in files))


AFTER_HANDLING: Final[dict[type[Event], Next]] = {
    TicketReclassificationRequested: _reclassification_requested,
    TicketReclassificationDecided: _reclassification_decided,
    TicketPlanned: _planned,
    TicketMilestoneDone: _milestone_done,
    TicketExtensionRequested: _extension_requested,
    TicketExtensionDecided: _extension_decided,
    TicketSupplementAsked: _supplement_asked,
    TicketSupplementGiven: _supplement_given,
    TicketSupplementLapsed: _supplement_lapsed,
    TicketHelperReplied: _helper_replied,
    TicketReplied: _replied,
}
