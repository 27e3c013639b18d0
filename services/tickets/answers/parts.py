"""The parts of a ticket's answer, drawn from the parts of its state."""

from services.tickets.answers.shapes import (
    CaseAnswer,
    DispatchAnswer,
    DutyAnswer,
    ExtensionAnswer,
    LegalLimitAnswer,
    MasterAnswer,
    MilestoneAnswer,
    PlanAnswer,
    ReclassificationAnswer,
    ReopeningAnswer,
    ReplyAnswer,
    ReturnAnswer,
    StudyAnswer,
    SupplementAnswer,
    TargetAnswer,
)
from services.tickets.events import LegalLimit, Study
from services.tickets.rules.names import CASE_ZH, RETURN_REASON_ZH, TARGET_ZH
from services.tickets.state import Dispatch, Ticket
from services.tickets.state.parts import (
    Extension,
    HelperDuty,
    Plan,
    Reclassification,
    Return,
    Supplement,
)
from shared.web.answers import shown
from shared.web.contacts import ContactAnswer, masked
from shared.web.deadlines import due, when


def contact_answer(ticket: Ticket, card: dict[str, str] | None) -> ContactAnswer:
    return masked(ticket.contact_id, card)


def dispatch_answer(order: Dispatch | None) -> DispatchAnswer | None:
    if order is None:
        return None
    return DispatchAnswer(
        order.lead,
        order.helpers,
        order.kind,
        shown(order.at),
        due(order.due),
        order.grounds,
        _legal_limit(order.legal_limit),
        [_duty(duty) for duty in order.duties],
    )


def _duty(duty: HelperDuty) -> DutyAnswer:
    return DutyAnswer(
        duty.department,
        due(duty.clock.due) if duty.clock else None,
        duty.text,
        duty.evidence,
        when(duty.replied_at),
    )


def _legal_limit(limit: LegalLimit | None) -> LegalLimitAnswer | None:
    return LegalLimitAnswer(limit.source, limit.until) if limit else None


def target_answer(ticket: Ticket) -> TargetAnswer | None:
    goal = ticket.goal
    if goal is None:
        return None
    return TargetAnswer(goal.target, TARGET_ZH[goal.target], shown(goal.at), goal.missed)


def return_answer(asked: Return) -> ReturnAnswer:
    return ReturnAnswer(
        asked.department,
        asked.reason,
        RETURN_REASON_ZH[asked.reason],
        asked.legal_basis,
        asked.proposed_unit,
        asked.explanation,
        shown(asked.at),
        asked.approved,
        asked.decision,
    )


def reclassification_answer(asked: Reclassification | None) -> ReclassificationAnswer | None:
    if asked is None:
        return None
    return ReclassificationAnswer(
        asked.grounds, asked.reason, shown(asked.at), asked.approved, asked.decision
    )


def plan_answer(plan: Plan | None) -> PlanAnswer | None:
    if plan is None:
        return None
    milestones = [
        MilestoneAnswer(
            number,
            step.title,
            step.owner,
            step.due_on,
            due(step.clock.due),
            step.note,
            when(step.done_at),
        )
        for number, step in enumerate(plan.milestones, 1)
    ]
    return PlanAnswer(milestones, plan.final_on, plan.approved_by, shown(plan.at), plan.in_time)


def extension_answer(asked: Extension) -> ExtensionAnswer:
    return ExtensionAnswer(
        asked.until, asked.reason, shown(asked.at), asked.approved, asked.decision
    )


def supplement_answer(asked: Supplement | None) -> SupplementAnswer | None:
    if asked is None:
        return None
    return SupplementAnswer(
        asked.items,
        asked.reason,
        shown(asked.asked_at),
        due(asked.until),
        asked.waiting,
        asked.lapsed,
        asked.text,
        when(asked.given_at),
        asked.policy_version,
    )


def reply_answer(ticket: Ticket) -> ReplyAnswer | None:
    reply = ticket.reply
    if reply is None:
        return None
    return ReplyAnswer(
        reply.department,
        reply.text,
        reply.basis,
        reply.provisions,
        reply.evidence,
        shown(reply.at),
        _study(reply.study),
        _legal_limit(reply.legal_limit),
        reply.route,
    )


def _study(study: Study | None) -> StudyAnswer | None:
    return StudyAnswer(study.form, study.reference) if study else None


def case_answers(ticket: Ticket) -> list[CaseAnswer]:
    return [
        CaseAnswer(
            link.case,
            CASE_ZH[link.case],
            shown(link.requested_at),
            link.case_id,
            link.case_number,
        )
        for link in ticket.links
    ]


def master_answer(ticket: Ticket) -> MasterAnswer | None:
    if ticket.master_id is None or ticket.master_number is None:
        return None
    return MasterAnswer(ticket.master_id, ticket.master_number)


def reopening_answer(ticket: Ticket) -> ReopeningAnswer | None:
    why = ticket.reopening
    return ReopeningAnswer(why.ground, why.statement) if why else None
