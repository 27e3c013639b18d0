"""Examples of the events beyond the straight way: intake, return, plan, 补正, time, policies.

`FULL` holds the events that have grown since they were first stored, with every later field set.
"""

from collections.abc import Mapping
from datetime import date
from typing import Final

from msgspec.structs import replace

from services.tickets import events
from services.tickets.events import (
    Attachment,
    CallBackOutcome,
    CaseKind,
    ClosedBecause,
    ComplexGround,
    DeadlineClock,
    DeclineReason,
    Kind,
    LegalLimit,
    Milestone,
    Reminder,
    ReopenGround,
    ReturnReason,
    Satisfaction,
    Study,
    StudyForm,
    SupervisionCause,
    Target,
)
from services.tickets.policy.events import PolicyPublished
from services.tickets.policy.state import Numbers
from services.tickets.routing.events import RoutingPublished
from services.tickets.routing.state import Route
from shared.kernel.deadlines import Deadline, end_of_day
from shared.kernel.decider import Event
from shared.kernel.imports import ImportedFrom, ImportReceived, Mode
from shared.testing.specs import instant
from tests.builders import ticket_events as straight

MASTER_ID: Final = "01836ce8-3a00-7000-8000-0000000000d2"
CASE_ID: Final = "01836ce8-3a00-7000-8000-0000000000e3"
PHOTO: Final = Attachment(
    "sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    "贷款合同.pdf",
    "application/pdf",
    204_800,
)


def due(last_day: str, start_day: str, workdays: int) -> Deadline:
    """A settled deadline of the calendar as shipped."""
    day = date.fromisoformat(last_day)
    return Deadline(end_of_day(day), day, workdays, date.fromisoformat(start_day), 5, False)  # noqa: FBT003


FIRMS, DEPARTMENTS = straight.FIRMS_DUE, straight.DEPARTMENTS_DUE
PAUSED: Final = due("2022-10-11", "2022-09-24", 8)
PLAN_ENDS: Final = due("2022-10-31", "2022-09-24", 23)

EXAMPLES: Final[Mapping[tuple[str, int], Event]] = {
    ("ticket_declined", 1): events.TicketDeclined(
        reason=DeclineReason.COURT,
        advice="该纠纷已由临翔区人民法院立案，请通过诉讼途径解决。",
        declined_by="office-1",
        declined_at=instant("2022-09-26T01:00Z"),
    ),
    ("ticket_duplicates_proposed", 1): events.TicketDuplicatesProposed(
        candidates=(
            events.Candidate(
                "01836ce8-3a00-7000-8000-0000000000d3",
                "LX-T-2022-000003",
                events.DuplicateGround.SAME_UPSTREAM_NUMBER,
                0,
            ),
            events.Candidate(
                MASTER_ID, "LX-T-2022-000002", events.DuplicateGround.SIMILAR_TEXT, 4285
            ),
        ),
        proposed_at=instant("2022-09-24T02:00Z"),
        policy_version=1,
    ),
    ("ticket_duplicates_ruled_out", 1): events.TicketDuplicatesRuledOut(
        candidates=(MASTER_ID,),
        reason="系另一笔贷款，银行和到期日均不同",
        decided_by="office-1",
        decided_at=instant("2022-09-26T01:00Z"),
    ),
    ("ticket_merged", 1): events.TicketMerged(
        master_id=MASTER_ID,
        master_number="LX-T-2022-000002",
        group_case=False,
        reason="同一企业就同一事项重复提交",
        merged_by="office-1",
        merged_at=instant("2022-09-26T01:00Z"),
    ),
    ("ticket_absorbed", 1): events.TicketAbsorbed(
        number="LX-T-2022-000001", absorbed_at=instant("2022-09-26T01:00Z")
    ),
    ("ticket_repeated", 1): events.TicketRepeated(
        channel="hotline_12345",
        upstream_number="LC12345-2022-1001",
        answer="已协调承贷银行办理展期六个月。",
        repeated_at=instant("2022-10-20T01:00Z"),
        year=2022,
        sequence=1,
    ),
    ("ticket_withdrawn", 1): events.TicketWithdrawn(
        statement="银行已同意展期，不再反映。",
        proof="企业撤回申请（盖章扫描件）",
        withdrawn_by="office-1",
        withdrawn_at=instant("2022-09-27T01:00Z"),
    ),
    ("ticket_staff_recused", 1): events.TicketStaffRecused(
        person="finoff-1",
        ground="系企业负责人近亲属",
        recused_at=instant("2022-09-26T02:00Z"),
    ),
    ("ticket_case_requested", 1): events.TicketCaseRequested(
        case=CaseKind.ARREARS, requested_at=instant("2022-09-26T01:00Z")
    ),
    ("ticket_case_linked", 1): events.TicketCaseLinked(
        case=CaseKind.ARREARS,
        case_id=CASE_ID,
        case_number="LX-A-2022-000007",
        linked_at=instant("2022-09-26T01:00:02Z"),
    ),
    ("ticket_return_requested", 1): events.TicketReturnRequested(
        department="FINOFF",
        reason=ReturnReason.OUTSIDE_DUTY,
        legal_basis="区政府金融办职能配置规定第三条",
        proposed_unit="FIN",
        duplicate_of=None,
        explanation="所反映事项为财政贴息资金拨付。",
        requested_by="finoff-1",
        requested_at=instant("2022-09-26T03:00Z"),
        target_at=instant("2022-09-27T16:00Z"),
        policy_version=1,
    ),
    ("ticket_return_decided", 1): events.TicketReturnDecided(
        department="FINOFF",
        approved=False,
        reason="贷款展期协调属于区政府金融办职责。",
        decided_by="office-1",
        decided_at=instant("2022-09-26T06:00Z"),
        target_at=None,
    ),
    ("ticket_designated", 1): events.TicketDesignated(
        lead="FIN",
        helpers=("FINOFF",),
        leader="领导小组办公室主任",
        reason="两次申请退回，指定主办。",
        designated_by="office-1",
        designated_at=instant("2022-09-27T06:00Z"),
        department_due=due("2022-10-09", "2022-09-27", 5),
        helper_due=due("2022-09-30", "2022-09-27", 3),
        policy_version=1,
    ),
    ("ticket_reclassification_requested", 1): events.TicketReclassificationRequested(
        department="FINOFF",
        grounds=(ComplexGround.MONEY_OR_POLICY,),
        reason="需安排风险补偿资金。",
        requested_by="finoff-1",
        requested_at=instant("2022-09-27T01:00Z"),
    ),
    ("ticket_reclassification_decided", 1): events.TicketReclassificationDecided(
        approved=True,
        reason="同意按复杂问题办理。",
        decided_by="office-1",
        decided_at=instant("2022-09-27T06:00Z"),
    ),
    ("ticket_planned", 1): events.TicketPlanned(
        department="FINOFF",
        milestones=(Milestone("与承贷银行会商", "区政府金融办银行股", date(2022, 10, 14)),),
        milestone_dues=(due("2022-10-14", "2022-09-28", 9),),
        final_on=date(2022, 10, 31),
        due=PLAN_ENDS,
        department_due=due("2022-10-31", "2022-09-26", 22),
        approved_by="finoff-head",
        submitted_by="finoff-1",
        submitted_at=instant("2022-09-28T07:00Z"),
    ),
    ("ticket_milestone_done", 1): events.TicketMilestoneDone(
        number=1,
        note="会商纪要已印发。",
        done_by="finoff-1",
        done_at=instant("2022-10-13T07:00Z"),
    ),
    ("ticket_extension_requested", 1): events.TicketExtensionRequested(
        until=date(2022, 10, 12),
        reason="银行总行审批尚需时日。",
        requested_by="finoff-1",
        requested_at=instant("2022-09-28T07:00Z"),
        policy_version=1,
    ),
    ("ticket_extension_decided", 1): events.TicketExtensionDecided(
        approved=True,
        until=date(2022, 10, 12),
        reason="同意延期。",
        due=due("2022-10-12", "2022-09-24", 9),
        department_due=due("2022-10-12", "2022-09-26", 8),
        decided_by="office-1",
        decided_at=instant("2022-09-28T08:00Z"),
        policy_version=1,
    ),
    ("ticket_supplement_asked", 1): events.TicketSupplementAsked(
        items=("贷款合同", "近三个月流水"),
        reason="核实贷款到期日。",
        until=due("2022-10-09", "2022-09-27", 5),
        due=PAUSED,
        department_due=due("2022-10-14", "2022-09-26", 10),
        asked_by="finoff-1",
        asked_at=instant("2022-09-27T02:00Z"),
        policy_version=1,
    ),
    ("ticket_supplement_given", 1): events.TicketSupplementGiven(
        text="贷款合同及流水见附件。",
        attachments=(PHOTO,),
        added_workdays=2,
        due=due("2022-10-09", "2022-09-24", 7),
        department_due=due("2022-10-11", "2022-09-26", 7),
        target_at=None,
        given_by="hotline",
        given_at=instant("2022-09-29T02:00Z"),
    ),
    ("ticket_supplement_lapsed", 1): events.TicketSupplementLapsed(
        due_at=instant("2022-10-09T16:00Z"),
        noticed_at=instant("2022-10-09T16:00:01Z"),
        late=False,
    ),
    ("ticket_helper_replied", 1): events.TicketHelperReplied(
        department="FIN",
        text="可从纾困资金中安排贴息。",
        evidence=("资金安排意见",),
        replied_by="fin-1",
        replied_at=instant("2022-09-27T08:00Z"),
    ),
    ("ticket_rated", 1): events.TicketRated(
        cycle=1,
        satisfaction=Satisfaction.VERY_SATISFIED,
        comment="",
        rated_at=instant("2022-10-09T02:00Z"),
        policy_version=1,
    ),
    ("ticket_reopened", 1): events.TicketReopened(
        cycle=2,
        ground=ReopenGround.NOT_CARRIED_OUT,
        statement="银行至今未办理展期。",
        due=due("2022-10-17", "2022-10-10", 5),
        reopened_by="hotline",
        reopened_at=instant("2022-10-10T02:00Z"),
        policy_version=1,
    ),
    ("ticket_target_missed", 1): events.TicketTargetMissed(
        target=Target.TAKE_OVER,
        department="FINOFF",
        due_at=instant("2022-09-26T06:30Z"),
        noticed_at=instant("2022-09-26T06:30:01Z"),
        late=False,
    ),
    ("ticket_due_soon", 1): events.TicketDueSoon(
        clock=DeadlineClock.HELPER,
        subject="FIN",
        reminder=Reminder.LAST_HOURS,
        department="FIN",
        due_at=instant("2022-09-29T16:00Z"),
        noticed_at=instant("2022-09-29T13:00Z"),
        late=True,
        next_at=instant("2022-09-29T16:00Z"),
        policy_version=1,
    ),
    ("ticket_clock_ran_out", 1): events.TicketClockRanOut(
        clock=DeadlineClock.DEPARTMENT,
        subject="",
        department="FINOFF",
        due_at=instant("2022-10-08T16:00Z"),
        noticed_at=instant("2022-10-08T16:00:01Z"),
        late=False,
    ),
    ("policy_published", 1): PolicyPublished(
        numbers=Numbers(takeover_hours=8),
        effective_on=date(2022, 10, 1),
        document_no="临翔民营办〔2022〕3号",
        author="区工业和信息化局",
    ),
    ("import_received", 1): ImportReceived(
        digest=PHOTO.digest,
        mode=Mode.VALID_ROWS_ONLY,
        rows=5000,
        refused=3,
        client="console",
        unit="FINOFF",
        received_at=instant("2022-09-24T02:00:00.000001Z"),
    ),
    ("routing_published", 1): RoutingPublished(
        routes=(
            Route(
                category="financing",
                industry="15",
                township="530902208",
                lead="FINOFF",
                helpers=("FIN",),
                kind=Kind.COMPLEX,
                grounds=(ComplexGround.MONEY_OR_POLICY,),
            ),
            Route(lead="MIIT"),
        ),
        effective_on=date(2022, 10, 1),
        document_no="临翔民营办〔2022〕4号",
        author="区工业和信息化局",
    ),
}

LIMIT: Final = LegalLimit("行政许可法第四十二条", date(2022, 11, 30))


def _grown(name: str, **later: object) -> Event:
    return replace(straight.EXAMPLES[name, 1], **later)


FULL: Final[Mapping[str, Event]] = {
    "ticket_submitted": _grown(
        "ticket_submitted",
        target_at=instant("2022-09-26T02:00Z"),
        upstream_limit=instant("2022-10-09T10:00Z"),
        upstream_category="0312",
        attachments=(PHOTO,),
        complained_unit="FIN",
        named_staff=("fin-7",),
        visit_id=CASE_ID,
        notice="2022-08",
        policy_version=1,
        imported_from=ImportedFrom(import_id=CASE_ID, digest=PHOTO.digest, row=17),
    ),
    "ticket_registered": _grown("ticket_registered", duplicates_checked=True),
    "ticket_dispatched": _grown(
        "ticket_dispatched",
        kind=Kind.COMPLEX,
        helper_due=due("2022-09-29", "2022-09-26", 3),
        target_at=instant("2022-09-26T06:30Z"),
        grounds=(ComplexGround.SEVERAL_DEPARTMENTS, ComplexGround.LEGAL_LIMIT),
        legal_limit=LIMIT,
        routing_version=2,
        policy_version=1,
    ),
    "ticket_replied": _grown(
        "ticket_replied",
        study=Study(StudyForm.PROPOSAL, "关于设立茶企转贷资金的建议"),
        legal_limit=LIMIT,
        route="向区政务服务中心提出申请",
        attachments=(PHOTO,),
    ),
    "ticket_helper_replied": replace(EXAMPLES["ticket_helper_replied", 1], attachments=(PHOTO,)),
    "ticket_called_back": _grown(
        "ticket_called_back",
        outcome=CallBackOutcome.LAWFUL_LIMIT,
        explanation="利率由承贷银行依法自主确定。",
        leader="领导小组办公室主任",
    ),
    "ticket_closed": _grown("ticket_closed", because=ClosedBecause.EXPLAINED, policy_version=1),
    "ticket_supervised": _grown(
        "ticket_supervised",
        level=3,
        step=2,
        clock=DeadlineClock.MILESTONE,
        subject="1",
        cause=SupervisionCause.SECOND_UNSATISFIED,
        department="FINOFF",
        late=True,
        next_at=instant("2022-10-10T16:00Z"),
        policy_version=1,
    ),
    "ticket_deadline_recalculated": _grown(
        "ticket_deadline_recalculated", clock=DeadlineClock.HELPER, subject="FIN"
    ),
}
