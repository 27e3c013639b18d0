"""One order for each refusal of the service."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from msgspec.structs import replace

from services.tickets.calendar.commands import PublishCalendar
from services.tickets.commands import (
    AcceptTicket,
    CallBackFirm,
    CloseTicket,
    CompleteMilestone,
    DecideExtension,
    DecideReclassification,
    DecideReturn,
    DeclineTicket,
    DesignateLead,
    GiveSupplement,
    LinkCase,
    RateTicket,
    RecordRepeat,
    RecuseStaff,
    ReopenTicket,
    ReplyAsHelper,
    RequestCase,
    RequestExtension,
    TakeOverTicket,
)
from services.tickets.events import (
    Attachment,
    Basis,
    CallBackOutcome,
    CaseKind,
    ClosedBecause,
    ComplexGround,
    DeclineReason,
    Kind,
    LegalLimit,
    ReopenGround,
    ReturnReason,
    Satisfaction,
)
from services.tickets.model import CALENDAR, POLICY, ROUTING
from services.tickets.policy.state import Numbers
from services.tickets.routing.commands import PublishRouting
from services.tickets.routing.state import Route
from services.tickets.seeds import FIRST_POLICY
from shared.kernel.actor import Actor, Role
from shared.kernel.decider import Command
from shared.testing.specs import Decision, Spec, instant
from tests.builders.ticket_situations import (
    ASKED,
    MASTER_ID,
    RETURN_ASKED,
    ask_supplement,
    case_requested,
    closed_explained,
    decide_return,
    decline,
    duplicates_proposed,
    extension_pending,
    last_of_firm,
    master,
    merge,
    plan_active,
    plan_pending,
    request_extension,
    request_reclassification,
    request_return,
    return_requested,
    rule_out,
    second_return_requested,
    submit_plan,
    waiting,
    withdraw,
)
from tests.builders.tickets import (
    CALLED_BACK,
    COLLEAGUE,
    DISPATCHED,
    FINANCE_BUREAU,
    FINANCIAL_OFFICE,
    FIRM,
    HOTLINE,
    LABOUR_BUREAU,
    OFFICE,
    RECEIVED,
    REPLIED,
    TAKEN_OVER,
    call_back,
    closed,
    dispatch_ticket,
    dispatched,
    in_progress,
    notice,
    replied,
    reply_to_ticket,
    submit_ticket,
    submitted,
    tickets,
)

Refused = Iterator[Decision[Any]]
LATE = "2022-10-08T09:00+08:00"
INSIDER = Actor(id=FINANCIAL_OFFICE.id, role=Role.COORDINATOR, client="console")


def by_lead(spec: Spec[Any], command: Command, at: str = ASKED) -> Decision[Any]:
    return spec.when(command, at=at, actor=FINANCIAL_OFFICE)


def intake() -> Refused:
    yield tickets().when(TakeOverTicket(), at=RECEIVED)
    yield submitted().when(submit_ticket(), at=RECEIVED)
    known = submitted(upstream_number="17").claims
    yield tickets().when(submit_ticket(upstream_number="17"), at=RECEIVED, claims=known)
    elsewhere = replace(FIRM, township_code="530921101")
    yield tickets().when(submit_ticket(firm=elsewhere), at=RECEIVED)
    yield tickets().when(submit_ticket(upstream_limit=instant(RECEIVED)), at=RECEIVED)
    yield tickets().when(submit_ticket(complained_unit="NASA"), at=RECEIVED)
    yield dispatched().when(AcceptTicket(duplicates_checked=True), at=ASKED)
    yield submitted().when(AcceptTicket(duplicates_checked=False), at=ASKED)
    yield dispatched().when(decline(), at=ASKED)
    yield submitted().when(DeclineTicket(reason=DeclineReason.COURT, advice=" "), at=ASKED)
    yield submitted().when(decline(DeclineReason.SUPPLEMENT_NOT_GIVEN), at=ASKED)
    yield submitted().when(merge(reason=""), at=ASKED)
    yield submitted().when(merge(), at=ASKED)
    own = submitted().state
    yield submitted().when(merge(), at=ASKED, others={MASTER_ID: own})
    over = replace(master(), status=closed().state.status)  # type: ignore[union-attr]
    yield submitted().when(merge(), at=ASKED, others={MASTER_ID: over})
    other = master(firm=replace(FIRM, uscc="91530902MA6K00014K"))
    yield submitted().when(merge(), at=ASKED, others={MASTER_ID: other})
    yield submitted().when(RecordRepeat(channel="phone", upstream_number=None), at=ASKED)
    yield closed().when(withdraw(), at=LATE, actor=HOTLINE)
    yield submitted().when(withdraw(free_will=False), at=ASKED, actor=HOTLINE)
    yield submitted().when(withdraw(), at=ASKED)
    yield by_lead(dispatched(), withdraw(proof="口头"))
    yield by_lead(dispatched(), RecuseStaff(person="fin-1", ground="同事"))
    yield dispatched("FIN").when(RequestCase(case=CaseKind.RENT), at=ASKED, actor=FINANCE_BUREAU)
    link = LinkCase(case=CaseKind.RENT, case_id="1", case_number="LX-R-2022-000001")
    yield submitted().when(link, at=ASKED)
    linked = case_requested().given(replace(link, case=CaseKind.ARREARS), at=LATE)
    yield linked.when(replace(link, case=CaseKind.ARREARS, case_id="2"), at=LATE)


def duplicates() -> Refused:
    yield tickets().when(submit_ticket(), at=RECEIVED, claims=last_of_firm())
    yield duplicates_proposed().when(dispatch_ticket(), at=ASKED)
    yield submitted().when(rule_out(), at=ASKED)
    yield duplicates_proposed().given(decline(), at=ASKED).when(rule_out(), at=ASKED)


def dispatch() -> Refused:
    yield in_progress().when(dispatch_ticket(), at=TAKEN_OVER)
    yield submitted().when(dispatch_ticket("NASA"), at=DISPATCHED)
    yield submitted().when(dispatch_ticket("FIN", "NASA"), at=DISPATCHED)
    yield submitted().when(dispatch_ticket("FIN", "FIN"), at=DISPATCHED)
    yield submitted().when(dispatch_ticket("FIN", "TAX", "TAX"), at=DISPATCHED)
    hidden = submitted(confidential=True, complained_unit="FIN")
    yield hidden.when(dispatch_ticket("FINOFF", "FIN"), at=DISPATCHED)
    yield submitted().when(dispatch_ticket(kind=Kind.COMPLEX), at=DISPATCHED)
    grounded = replace(dispatch_ticket(), grounds=(ComplexGround.DECISION_ABOVE,))
    yield submitted().when(grounded, at=DISPATCHED)
    yield dispatched().when(TakeOverTicket(), at=TAKEN_OVER, actor=OFFICE)
    yield submitted().when(TakeOverTicket(), at=TAKEN_OVER, actor=FINANCIAL_OFFICE)


def returns() -> Refused:
    soon = RETURN_ASKED
    yield by_lead(replied(), request_return(), REPLIED)
    back = return_requested().given(decide_return(approved=False), at=ASKED)
    yield by_lead(back, request_return())
    order = DesignateLead(lead="FINOFF", helpers=(), leader="办公室主任", reason="指定主办。")
    yield by_lead(second_return_requested().given(order, at=ASKED), request_return())
    yield by_lead(dispatched(), request_return(), "2022-09-28T00:00+08:00")
    lacking = request_return(reason=ReturnReason.NOT_ENOUGH_INFORMATION)
    yield by_lead(dispatched(), lacking, soon)
    yield by_lead(dispatched(), request_return(legal_basis=""), soon)
    yield by_lead(dispatched(), request_return(proposed_unit="FINOFF"), soon)
    yield by_lead(dispatched(), request_return(reason=ReturnReason.DUPLICATE), soon)
    yield dispatched().when(decide_return(), at=ASKED)
    yield return_requested().when(decide_return(), at=ASKED, actor=INSIDER)
    yield return_requested().when(DecideReturn(approved=True, reason=""), at=ASKED)
    yield return_requested().when(decide_return("FINOFF"), at=ASKED)
    yield second_return_requested().when(decide_return("MIIT"), at=ASKED)
    yield return_requested().when(order, at=ASKED)
    yield second_return_requested().when(replace(order, leader=""), at=ASKED)


def planning() -> Refused:
    yield by_lead(plan_pending(), request_reclassification())
    yield by_lead(in_progress(), request_reclassification(grounds=()))
    asked = in_progress().given(request_reclassification(), at=ASKED, actor=FINANCIAL_OFFICE)
    yield by_lead(asked, request_reclassification(reason="另有理由。"))
    yield by_lead(in_progress(), request_reclassification(), "2022-10-01T00:00+08:00")
    yield in_progress().when(DecideReclassification(approved=True, reason="同意。"), at=ASKED)
    yield by_lead(in_progress(), submit_plan())
    yield by_lead(plan_pending(), submit_plan("2022-09-01"))
    yield by_lead(plan_pending(), submit_plan(approved_by=FINANCIAL_OFFICE.id))
    yield by_lead(in_progress(), CompleteMilestone(number=1, note=""))
    yield by_lead(plan_active(), CompleteMilestone(number=3, note=""), LATE)


def extending() -> Refused:
    yield by_lead(plan_pending(), request_extension())
    twice = in_progress()
    for until in ("2022-10-10", "2022-10-12"):
        twice = twice.given(request_extension(until), at=ASKED, actor=FINANCIAL_OFFICE)
        twice = twice.given(DecideExtension(approved=True, reason="同意。"), at=ASKED)
    yield by_lead(twice, request_extension("2022-10-14"))
    yield by_lead(in_progress(), request_extension(), "2022-09-30T09:00+08:00")
    yield by_lead(in_progress(), request_extension("2022-09-30"))
    yield by_lead(in_progress(), request_extension("2022-10-25"))
    yield by_lead(extension_pending(), RequestExtension(until=date(2022, 10, 13), reason="又"))


def supplementing() -> Refused:
    yield by_lead(replied(), ask_supplement(), REPLIED)
    yield by_lead(waiting(), ask_supplement("流水"), LATE)
    yield by_lead(in_progress(), ask_supplement(""))
    yield submitted().when(ask_supplement(), at=ASKED, actor=LABOUR_BUREAU)
    yield submitted().when(GiveSupplement(text="见附件。"), at=ASKED, actor=HOTLINE)
    yield by_lead(waiting(), reply_to_ticket())
    contract = Attachment("sha256:00", "合同.pdf", "application/pdf", 1024)
    yield tickets().when(submit_ticket(attachments=(contract,) * 21), at=ASKED)


def replying() -> Refused:
    yield dispatched().when(ReplyAsHelper(text="同意。", evidence=()), at=ASKED, actor=OFFICE)
    helper = ReplyAsHelper(text="同意。", evidence=())
    yield replied("FIN").when(helper, at=REPLIED, actor=FINANCE_BUREAU)
    yield by_lead(dispatched(), reply_to_ticket(), REPLIED)
    yield by_lead(in_progress(), reply_to_ticket(provisions=()), REPLIED)
    yield by_lead(in_progress(), reply_to_ticket(provisions=("A10-P01",)), REPLIED)
    yield by_lead(in_progress(), reply_to_ticket(basis=Basis.NO_POLICY), REPLIED)
    yield by_lead(in_progress(), reply_to_ticket(evidence=()), REPLIED)
    limit = LegalLimit("行政许可法第四十二条", date(2022, 11, 30))
    yield by_lead(in_progress(), reply_to_ticket(legal_limit=limit), REPLIED)


def closing() -> Refused:
    yield in_progress().when(call_back(CallBackOutcome.SATISFIED), at=CALLED_BACK)
    yield replied().when(
        call_back(CallBackOutcome.SATISFIED), at=CALLED_BACK, actor=FINANCIAL_OFFICE
    )
    yield replied().when(CloseTicket(), at=CALLED_BACK)
    bare = CallBackFirm(outcome=CallBackOutcome.LAWFUL_LIMIT, note="")
    yield replied().when(bare, at=CALLED_BACK)
    yield replied().when(CloseTicket(because=ClosedBecause.SATISFIED), at=CALLED_BACK)
    rating = RateTicket(satisfaction=Satisfaction.SATISFIED)
    yield closed().when(rating, at=LATE, actor=COLLEAGUE)
    yield submitted().when(rating, at=LATE, actor=HOTLINE)
    rated = closed().given(rating, at=CALLED_BACK, actor=HOTLINE)
    changed = replace(rating, satisfaction=Satisfaction.DISSATISFIED)
    yield rated.when(changed, at="2022-10-07T09:00+08:00", actor=HOTLINE)
    reopening = ReopenTicket(ground=ReopenGround.NOT_CARRIED_OUT, statement="至今未办。")
    yield closed().when(reopening, at="2022-11-01T09:00+08:00", actor=HOTLINE)
    yield closed_explained().when(reopening, at=LATE, actor=HOTLINE)
    yield closed().when(replace(reopening, statement=" "), at=LATE, actor=HOTLINE)
    recused = in_progress().given(RecuseStaff(person="office-2", ground="近亲属"), at=ASKED)
    yield recused.when(decide_return(), at=ASKED, actor=COLLEAGUE)


def policies() -> Refused:
    yield Spec(CALENDAR).when(PublishCalendar(notice=notice(2027)), at=RECEIVED)
    policy = Spec(POLICY).given(FIRST_POLICY, at=RECEIVED)

    def of(**numbers: Any) -> Command:
        return replace(FIRST_POLICY, numbers=Numbers(**numbers))

    yield policy.when(replace(FIRST_POLICY, author=""), at=RECEIVED)
    earlier = FIRST_POLICY.effective_on - timedelta(days=1)
    yield policy.when(replace(FIRST_POLICY, effective_on=earlier), at=RECEIVED)
    yield policy.when(of(takeover_hours=8), at=RECEIVED)
    yield policy.when(of(call_attempts=0), at=RECEIVED)
    yield policy.when(of(level3_workdays=3), at=RECEIVED)
    yield policy.when(of(call_days=4), at=RECEIVED)
    yield policy.when(of(office_hours=()), at=RECEIVED)
    table = PublishRouting(
        routes=(Route(lead="MIIT"),),
        effective_on=date(2022, 10, 1),
        document_no="临翔民营办〔2022〕4号",
        author="区工业和信息化局",
    )
    routing = Spec(ROUTING)

    def to(*routes: Route) -> Command:
        return replace(table, routes=routes)

    yield routing.when(replace(table, document_no=""), at=RECEIVED)
    yield routing.when(replace(table, effective_on=date(2022, 9, 1)), at=RECEIVED)
    yield routing.when(to(Route(lead="NASA")), at=RECEIVED)
    yield routing.when(to(Route(lead="FIN", helpers=("FIN",))), at=RECEIVED)
    yield routing.when(to(Route(category="moon", lead="FIN")), at=RECEIVED)
    yield routing.when(to(Route(lead="FIN", kind=Kind.COMPLEX)), at=RECEIVED)
    yield routing.when(to(Route(lead="FIN"), Route(lead="TAX")), at=RECEIVED)


def every() -> Refused:
    """Every subject, one after the other."""
    for subject in (
        intake,
        duplicates,
        dispatch,
        returns,
        planning,
        extending,
        supplementing,
        replying,
        closing,
        policies,
    ):
        yield from subject()
