"""The other parts of an item's answer, drawn from the parts of its state."""

from services.arrears.answers.parties import contract_answer, creditor_answer, debtor_answer
from services.arrears.answers.shapes import (
    AmountsAnswer,
    ClearanceAnswer,
    CorrectionAnswer,
    DisputeAnswer,
    DueStepAnswer,
    DutyAnswer,
    InstalmentAnswer,
    InstrumentAnswer,
    JudicialAnswer,
    PaymentAnswer,
    PaymentDueAnswer,
    PaymentSourceAnswer,
    PlanAnswer,
    PlanDutyAnswer,
    ShareAnswer,
    StepAnswer,
)
from services.arrears.events import Mark
from services.arrears.rules.names import (
    CAUSE_ZH,
    DISPUTE_ZH,
    GROUND_ZH,
    INSTRUMENT_STATUS_ZH,
    INSTRUMENT_ZH,
    METHOD_ZH,
    PLAN_STATUS_ZH,
    STEP_ZH,
    WAY_ZH,
)
from services.arrears.rules.schedule import unpaid
from services.arrears.state import (
    Amounts,
    Clearance,
    DueStep,
    Instrument,
    Item,
    Judicial,
    Noted,
    Payment,
    PendingCorrection,
    Plan,
    TakenStep,
)
from services.arrears.terms.model import PaymentDue
from shared.web.answers import shown
from shared.web.deadlines import due, when
from shared.web.money import money


def amounts_answer(amounts: Amounts | None) -> AmountsAnswer | None:
    if amounts is None:
        return None
    return AmountsAnswer(
        verified=money(amounts.verified_fen),
        reduced=money(amounts.reduced_fen),
        principal=money(amounts.principal_fen),
        repaid=money(amounts.repaid_fen),
        outstanding=money(amounts.outstanding_fen),
        undisputed=money(amounts.undisputed_fen),
        disputed=money(amounts.disputed_fen),
        payable=money(amounts.payable_fen),
        overpaid=money(amounts.overpaid_fen),
    )


def dispute_answer(item: Item) -> DisputeAnswer:
    return DisputeAnswer(item.dispute, DISPUTE_ZH[item.dispute], item.dispute_reason)


def payment_due_answer(told: PaymentDue | None) -> PaymentDueAnswer | None:
    if told is None:
        return None
    return PaymentDueAnswer(
        due_on=told.due_on,
        decree=told.decree,
        unknown=list(told.unknown),
        flags=list(told.flags),
        provisional=told.provisional,
    )


def duty_answers(item: Item) -> list[DutyAnswer]:
    """In the order of their days."""
    repaid = item.amounts.repaid_fen if item.amounts else 0
    return [
        DutyAnswer(
            id=duty.id,
            cause=duty.cause,
            cause_zh=CAUSE_ZH[duty.cause],
            amount=money(duty.amount_fen),
            unpaid=money(fen),
            due=due(duty.due),
            fixed=duty.fixed,
            excused=duty.excused,
            missed=Noted(duty.id, Mark.OVERDUE, 0) in item.noted,
        )
        for duty, fen in unpaid(item.schedule, repaid)
    ]


def plan_duty_answer(item: Item) -> PlanDutyAnswer | None:
    owed = item.schedule.plan
    if owed is None:
        return None
    return PlanDutyAnswer(
        owed.id, due(owed.due), owed.fixed, Noted(owed.id, Mark.NO_PLAN, 0) in item.noted
    )


def plan_answer(plan: Plan) -> PlanAnswer:
    return PlanAnswer(
        number=plan.number,
        status=plan.status,
        status_zh=PLAN_STATUS_ZH[plan.status],
        difficulty=plan.difficulty,
        instalments=[InstalmentAnswer(i.due_on, money(i.amount_fen)) for i in plan.instalments],
        late=plan.late,
        submitted_at=shown(plan.submitted_at),
        decided_at=when(plan.decided_at),
        answer=plan.answer,
    )


def payment_answer(payment: Payment) -> PaymentAnswer:
    voucher, source = payment.voucher, payment.source
    return PaymentAnswer(
        voucher_number=voucher.number,
        payer_uscc=voucher.payer_uscc,
        payer_name=voucher.payer_name,
        payee_uscc=voucher.payee_uscc,
        amount=money(voucher.amount_fen),
        value_on=voucher.value_on,
        method=voucher.method,
        method_zh=METHOD_ZH[voucher.method],
        shares=[
            ShareAnswer(s.item_id, money(s.amount_fen), money(s.principal_fen))
            for s in voucher.shares
        ],
        credited=money(payment.credited_fen),
        overpaid=money(payment.overpaid_fen),
        acknowledged=money(payment.acknowledged_fen),
        interest=money(payment.interest_fen),
        recorded_at=shown(payment.recorded_at),
        reversed_at=when(payment.reversed_at),
        source=PaymentSourceAnswer(source.file_id, source.digest, source.row) if source else None,
    )


def instrument_answer(instrument: Instrument) -> InstrumentAnswer:
    return InstrumentAnswer(
        number=instrument.number,
        kind=instrument.kind,
        kind_zh=INSTRUMENT_ZH[instrument.kind],
        amount=money(instrument.amount_fen),
        matures_on=instrument.matures_on,
        accepted=instrument.accepted,
        status=instrument.status,
        status_zh=INSTRUMENT_STATUS_ZH[instrument.status],
        credited=money(instrument.credited_fen),
        overpaid=money(instrument.overpaid_fen),
        counted_on=instrument.counted_on,
    )


def judicial_answer(judicial: Judicial | None) -> JudicialAnswer | None:
    if judicial is None:
        return None
    return JudicialAnswer(
        way=judicial.way,
        way_zh=WAY_ZH[judicial.way],
        body=judicial.body,
        case_number=judicial.case_number,
        filed_on=judicial.filed_on,
        outcome=judicial.outcome,
        effective_on=judicial.effective_on,
    )


def correction_answer(pending: PendingCorrection | None) -> CorrectionAnswer | None:
    if pending is None:
        return None
    said = pending.correction
    return CorrectionAnswer(
        kind=said.kind,
        principal=None if said.principal_fen is None else money(said.principal_fen),
        debtor=debtor_answer(said.debtor) if said.debtor else None,
        creditor=creditor_answer(said.creditor) if said.creditor else None,
        contract=contract_answer(said.contract) if said.contract else None,
        reason=pending.reason,
        requested_by=pending.requested_by,
    )


def due_step_answer(step: DueStep) -> DueStepAnswer:
    return DueStepAnswer(
        step=step.step,
        step_zh=STEP_ZH[step.step],
        ground=step.ground,
        ground_zh=GROUND_ZH[step.ground],
        duty=step.duty,
        due_at=shown(step.due_at),
    )


def step_answer(arrears_id: str, step: TakenStep) -> StepAnswer:
    return StepAnswer(
        number=step.number,
        step=step.step,
        step_zh=STEP_ZH[step.step],
        document_no=step.document_no,
        taken_at=shown(step.taken_at),
        answer_due=due(step.answer_due) if step.answer_due else None,
        answered_at=when(step.answered_at),
        answer=step.answer,
        unanswered=step.unanswered,
        ordered=step.ordered,
        links={"document": f"/v1/arrears/{arrears_id}/steps/{step.number}/document"},
    )


def clearance_answer(clearance: Clearance | None) -> ClearanceAnswer | None:
    if clearance is None:
        return None
    return ClearanceAnswer(
        due(clearance.until), shown(clearance.announced_at), clearance.received, clearance.note
    )
