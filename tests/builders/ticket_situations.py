"""Situations beside the straight way, told on from the same story (`tests.builders.tickets`).

The finance bureau (FIN) helps; plans are approved by a head of department who is not their author.
"""

from datetime import date
from typing import Any

from msgspec.structs import replace

from services.tickets.commands import (
    AskSupplement,
    CallBackFirm,
    DecideReturn,
    DeclineTicket,
    Looked,
    MergeTicket,
    RequestCase,
    RequestExtension,
    RequestReclassification,
    RequestReturn,
    RuleOutDuplicates,
    SubmitPlan,
    TakeOverTicket,
    WithdrawTicket,
)
from services.tickets.events import (
    CallBackOutcome,
    Candidate,
    CaseKind,
    ComplexGround,
    DeclineReason,
    DuplicateGround,
    Kind,
    Milestone,
    ReturnReason,
)
from services.tickets.numbers import matter_key
from services.tickets.state import State, Ticket
from shared.kernel.decider import Held
from shared.testing.specs import Spec
from tests.builders.tickets import (
    CALLED_BACK,
    CONTACT,
    DISPATCHED,
    FINANCE_BUREAU,
    FINANCIAL_OFFICE,
    FIRM,
    HOTLINE,
    RECEIVED,
    TAKEN_OVER,
    call_back,
    dispatch_ticket,
    dispatched,
    in_progress,
    replied,
    submit_ticket,
    submitted,
    tickets,
)

MASTER_ID = "01836ce8-3a00-7000-8000-0000000000d2"
RETURN_ASKED = "2022-09-26T11:00+08:00"
DECIDED = "2022-09-26T15:00+08:00"
ASKED = "2022-09-27T10:00+08:00"  # Tuesday; 5 working days after it is Sunday 2022-10-09, worked
PLANNED = "2022-09-28T15:00+08:00"


def request_return(**changes: Any) -> RequestReturn:
    """It is the finance bureau's, says the financial office."""
    fields: dict[str, Any] = {
        "reason": ReturnReason.OUTSIDE_DUTY,
        "legal_basis": "区政府金融办职能配置规定第三条",
        "proposed_unit": "FIN",
        "explanation": "所反映事项为财政贴息资金拨付。",
    }
    return RequestReturn(**{**fields, **changes})


def decide_return(lead: str | None = None, *, approved: bool = True) -> DecideReturn:
    return DecideReturn(approved=approved, reason="经研究决定。", lead=lead)


def request_reclassification(**changes: Any) -> RequestReclassification:
    fields: dict[str, Any] = {
        "grounds": (ComplexGround.MONEY_OR_POLICY,),
        "reason": "需安排风险补偿资金。",
    }
    return RequestReclassification(**{**fields, **changes})


def milestone(day: str, title: str = "与承贷银行会商") -> Milestone:
    return Milestone(title, "区政府金融办银行股", date.fromisoformat(day))


def submit_plan(*days: str, final: str = "2022-10-31", **changes: Any) -> SubmitPlan:
    """A plan with a milestone on each of `days`."""
    fields: dict[str, Any] = {
        "milestones": tuple(map(milestone, days or ("2022-10-14", "2022-10-25"))),
        "final_on": date.fromisoformat(final),
        "approved_by": "finoff-head",
    }
    return SubmitPlan(**{**fields, **changes})


def request_extension(until: str = "2022-10-12", **changes: Any) -> RequestExtension:
    fields: dict[str, Any] = {"reason": "银行总行审批尚需时日。"}
    return RequestExtension(until=date.fromisoformat(until), **{**fields, **changes})


def ask_supplement(*items: str) -> AskSupplement:
    return AskSupplement(items=items or ("贷款合同",), reason="核实贷款到期日。")


def decline(reason: DeclineReason = DeclineReason.COURT) -> DeclineTicket:
    return DeclineTicket(reason=reason, advice="请通过诉讼途径解决。")


def merge(**changes: Any) -> MergeTicket:
    fields: dict[str, Any] = {
        "master_id": MASTER_ID,
        "group_case": False,
        "reason": "同一企业就同一事项重复提交",
    }
    return MergeTicket(**{**fields, **changes})


def withdraw(**changes: Any) -> WithdrawTicket:
    fields: dict[str, Any] = {"free_will": True, "statement": "银行已同意展期。"}
    return WithdrawTicket(**{**fields, **changes})


def explain_limit(note: str = "") -> CallBackFirm:
    return CallBackFirm(
        outcome=CallBackOutcome.LAWFUL_LIMIT,
        note=note,
        explanation="利率由承贷银行依法自主确定。",
        leader="领导小组办公室主任",
    )


def ticket_of(spec: Spec[State]) -> Ticket:
    assert isinstance(spec.state, Ticket)
    return spec.state


def master(**changes: Any) -> Ticket:
    """An open ticket of the same firm, number 2 of the year."""
    spec = tickets().when(
        submit_ticket(**changes), at=RECEIVED, claims={"ticket_number/2022": Held("first", 1)}
    )
    return ticket_of(spec.done())


def candidate(**changes: Any) -> Candidate:
    """The open ticket of `master`, with a text that is alike."""
    fields: dict[str, Any] = {
        "ticket_id": MASTER_ID,
        "number": "LX-T-2022-000002",
        "ground": DuplicateGround.SIMILAR_TEXT,
        "similarity": 4285,
    }
    return Candidate(**{**fields, **changes})


def looked(*candidates: Candidate) -> Looked:
    """A look that found open tickets of the firm; `master` was submitted last."""
    return Looked(last_of_firm=MASTER_ID, candidates=candidates)


def last_of_firm(ticket_id: str = MASTER_ID) -> dict[str, Held]:
    """What the log holds when the firm submitted that ticket last in the category."""
    return {matter_key(FIRM.uscc, "financing"): Held(ticket_id, 2022_000_000_002)}


def rule_out(*candidates: str, reason: str = "系另一笔贷款") -> RuleOutDuplicates:
    return RuleOutDuplicates(candidates=candidates or (MASTER_ID,), reason=reason)


def duplicates_proposed(*candidates: Candidate) -> Spec[State]:
    """待受理, and another open ticket may be about the same matter (T-12)."""
    order = submit_ticket(contact_id=CONTACT, looked=looked(*(candidates or (candidate(),))))
    decision = tickets().when(order, at=RECEIVED, actor=HOTLINE, claims=last_of_firm())
    return decision.done()


def duplicates_ruled_out() -> Spec[State]:
    """待受理, and a person has said that it is another matter."""
    return duplicates_proposed().given(rule_out(), at=DISPATCHED)


def complex_dispatched() -> Spec[State]:
    """已交办 as a complex problem."""
    order = replace(
        dispatch_ticket("FINOFF", "FIN", kind=Kind.COMPLEX),
        grounds=(ComplexGround.MONEY_OR_POLICY,),
    )
    return submitted().given(order, at=DISPATCHED)


def plan_pending() -> Spec[State]:
    """待制定方案"""
    return complex_dispatched().given(TakeOverTicket(), at=TAKEN_OVER, actor=FINANCIAL_OFFICE)


def plan_active() -> Spec[State]:
    """按方案推进"""
    return plan_pending().given(submit_plan(), at=PLANNED, actor=FINANCIAL_OFFICE)


def return_requested() -> Spec[State]:
    """申请退回, by the financial office, right after dispatch."""
    return dispatched("FIN").given(request_return(), at=RETURN_ASKED, actor=FINANCIAL_OFFICE)


def second_return_requested() -> Spec[State]:
    """申请退回 again: by the finance bureau, to which the first return gave the ticket."""
    return (
        return_requested()
        .given(decide_return("FIN"), at=DECIDED)
        .given(
            request_return(proposed_unit="MIIT", legal_basis="区财政局职能配置规定第二条"),
            at="2022-09-27T09:00+08:00",
            actor=FINANCE_BUREAU,
        )
    )


def reclassification_pending() -> Spec[State]:
    return in_progress("FIN").given(request_reclassification(), at=ASKED, actor=FINANCIAL_OFFICE)


def extension_pending() -> Spec[State]:
    return in_progress("FIN").given(request_extension(), at=ASKED, actor=FINANCIAL_OFFICE)


def waiting() -> Spec[State]:
    """承办中, paused since Tuesday 2022-09-27 for the firm's documents (T-6)."""
    return in_progress("FIN").given(ask_supplement(), at=ASKED, actor=FINANCIAL_OFFICE)


def case_requested() -> Spec[State]:
    return in_progress("FIN").given(RequestCase(case=CaseKind.ARREARS), at=ASKED)


def closed_explained() -> Spec[State]:
    """解释销号"""
    return replied("FIN").given(explain_limit(), at=CALLED_BACK)


def not_accepted() -> Spec[State]:
    """不予受理"""
    return submitted().given(decline(), at=DISPATCHED)


def merged() -> Spec[State]:
    """已并案"""
    decision = submitted().when(merge(), at=DISPATCHED, others={MASTER_ID: master()})
    return decision.done()


def withdrawn() -> Spec[State]:
    """已撤回"""
    return submitted().given(withdraw(), at=DISPATCHED, actor=HOTLINE)


def unreachable() -> Spec[State]:
    """已答复, and the firm did not answer three calls on three working days."""
    spec = replied("FIN")
    for day in ("2022-09-29", "2022-09-30", "2022-10-08"):
        spec = spec.given(call_back(CallBackOutcome.UNREACHABLE), at=f"{day}T09:00+08:00")
    return spec
