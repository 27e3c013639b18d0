"""An item of the ledger as its readers see it, drawn from its folded state."""

from datetime import datetime
from typing import Annotated

from pydantic import Field

from services.arrears.answers.inspections import InspectionAnswer, inspection_answer
from services.arrears.answers.parties import (
    Cards,
    claim_answer,
    contact_of,
    contract_answer,
    creditor_answer,
    debtor_answer,
)
from services.arrears.answers.parts import (
    amounts_answer,
    clearance_answer,
    correction_answer,
    dispute_answer,
    due_step_answer,
    duty_answers,
    instrument_answer,
    judicial_answer,
    payment_answer,
    payment_due_answer,
    plan_answer,
    plan_duty_answer,
    step_answer,
)
from services.arrears.answers.shapes import (
    AmountsAnswer,
    ClaimAnswer,
    ClearanceAnswer,
    ContractAnswer,
    CorrectionAnswer,
    CreditorAnswer,
    DebtorAnswer,
    DisputeAnswer,
    DueStepAnswer,
    DutyAnswer,
    InstrumentAnswer,
    JudicialAnswer,
    PaymentAnswer,
    PaymentDueAnswer,
    PlanAnswer,
    PlanDutyAnswer,
    SettlementAnswer,
    StepAnswer,
)
from services.arrears.rules.names import EXCLUSION_ZH, STATUS_ZH
from services.arrears.state import Item
from shared.web.answers import Answer, shown
from shared.web.deadlines import Due, due, when
from shared.web.money import money


class ArrearsAnswer(Answer, kw_only=True):
    """An item in full. `version` is also its ETag. Amounts are null until it is verified."""

    id: str
    number: Annotated[str, Field(examples=["LX-A-2022-000123"])]
    status: str
    status_zh: str
    version: int
    programme: str
    debtor: DebtorAnswer
    creditor: CreditorAnswer
    contract: ContractAnswer
    claim: ClaimAnswer
    registered_at: datetime
    excluded: str | None
    excluded_zh: str | None
    amounts: AmountsAnswer | None
    size_class: Annotated[
        str | None, Field(description="By the verified principal (A-3, A-4).", examples=["LE_2M"])
    ]
    new: Annotated[bool, Field(description="Due only after the programme's base day (A-23).")]
    dispute: DisputeAnswer
    judicial: JudicialAnswer | None
    payment_due: PaymentDueAnswer | None
    immediate_until: Annotated[
        Due | None, Field(description="Paid until then, no plan is needed (A-6).")
    ]
    plan_duty: PlanDutyAnswer | None
    duties: list[DutyAnswer]
    plans: list[PlanAnswer]
    payments: list[PaymentAnswer]
    instruments: list[InstrumentAnswer]
    settlements: list[SettlementAnswer]
    correction: CorrectionAnswer | None
    steps_due: list[DueStepAnswer]
    steps: list[StepAnswer]
    inspections: Annotated[
        list[InspectionAnswer], Field(description="Those that were ordered (1.7).")
    ]
    clearance: ClearanceAnswer | None
    cleared_at: datetime | None
    reopened: Annotated[int, Field(description="How often a clearance was taken back.")]
    links: dict[str, str]


def arrears_answer(arrears_id: str, version: int, item: Item, cards: Cards) -> ArrearsAnswer:
    """The item; `cards` are those of its contacts that were not erased."""
    return ArrearsAnswer(
        id=arrears_id,
        number=item.number,
        status=item.status,
        status_zh=STATUS_ZH[item.status],
        version=version,
        programme=item.programme,
        debtor=debtor_answer(item.debtor, contact_of(item.debtor_contact_id, cards)),
        creditor=creditor_answer(item.creditor, contact_of(item.creditor_contact_id, cards)),
        contract=contract_answer(item.contract),
        claim=claim_answer(item),
        registered_at=shown(item.registered_at),
        excluded=item.excluded,
        excluded_zh=EXCLUSION_ZH[item.excluded] if item.excluded else None,
        amounts=amounts_answer(item.amounts),
        size_class=item.size_class,
        new=item.new,
        dispute=dispute_answer(item),
        judicial=judicial_answer(item.judicial),
        payment_due=payment_due_answer(item.payment_due),
        immediate_until=due(item.immediate_until) if item.immediate_until else None,
        plan_duty=plan_duty_answer(item),
        duties=duty_answers(item),
        plans=[plan_answer(plan) for plan in item.plans],
        payments=[payment_answer(payment) for payment in item.payments],
        instruments=[instrument_answer(one) for one in item.instruments],
        settlements=[
            SettlementAnswer(one.voucher_number, money(one.amount_fen), one.refunded)
            for one in item.settlements
        ],
        correction=correction_answer(item.correction),
        steps_due=[due_step_answer(step) for step in item.steps_due],
        steps=[step_answer(arrears_id, step) for step in item.steps],
        inspections=[inspection_answer(one) for one in item.inspections],
        clearance=clearance_answer(item.clearance),
        cleared_at=when(item.cleared_at),
        reopened=item.reopened,
        links=links(arrears_id),
    )


def links(arrears_id: str) -> dict[str, str]:
    own = f"/v1/arrears/{arrears_id}"
    return {
        "self": own,
        "events": f"{own}/events",
        "clock": f"{own}/clock",
        "journal": f"{own}/journal",
        "interest": f"{own}/interest",
        "evidence": f"{own}/evidence",
        "complaints": f"/v1/complaints?arrears_id={arrears_id}",
    }
