"""The arrears service's model: its aggregates, the names its events are stored under, its rows."""

from typing import Final

from services.arrears import (
    cards,
    complaint_tables,
    events,
    numbers,
    payment_file_tables,
    retaliation_tables,
    state,
    tables,
)
from services.arrears.averages import decide as averages_decide
from services.arrears.averages import state as averages_state
from services.arrears.averages.commands import PublishAverage
from services.arrears.averages.events import AveragePublished
from services.arrears.commands import ImportArrears, RegisterArrears
from services.arrears.complaints import decide as complaints_decide
from services.arrears.complaints import events as complaint_events
from services.arrears.complaints import numbers as complaint_numbers
from services.arrears.complaints import rules as complaint_rules
from services.arrears.complaints import state as complaint_state
from services.arrears.complaints.commands import RecordComplaint
from services.arrears.decide import DECISIONS, decide
from services.arrears.evidence import with_files
from services.arrears.lpr import decide as lpr_decide
from services.arrears.lpr import state as lpr_state
from services.arrears.lpr.commands import PublishLpr, SeedLpr
from services.arrears.lpr.events import LprPublished
from services.arrears.payment_files import decide as payment_files_decide
from services.arrears.payment_files import events as payment_file_events
from services.arrears.payment_files import state as payment_file_state
from services.arrears.payment_files.commands import (
    ConfirmRows,
    ReceivePaymentFile,
    SetRowsAside,
)
from services.arrears.programme import decide as programme_decide
from services.arrears.programme import state as programme_state
from services.arrears.programme.commands import PublishProgramme
from services.arrears.programme.events import ProgrammePublished
from services.arrears.retaliation import decide as retaliation_decide
from services.arrears.retaliation import state as retaliation_state
from services.arrears.retaliation.commands import (
    ConcludeRetaliation,
    ReportRetaliation,
    TakeUpRetaliation,
)
from services.arrears.retaliation.events import (
    RetaliationConcluded,
    RetaliationReported,
    RetaliationTakenUp,
)
from services.arrears.retaliation.rules import visible_to as report_visible_to
from services.arrears.rules.people import owned_by, visible_to
from shared.eventstore.codec import EventRegistry, EventType
from shared.eventstore.model import Model, ReadModel
from shared.kernel.calendars import CALENDAR
from shared.kernel.decider import Aggregate, no_claims
from shared.kernel.followed_calendar import FOLLOWED_CALENDAR, CalendarPublished
from shared.kernel.imports import IMPORT, ImportReceived

REGISTRY: Final = EventRegistry(
    EventType("arrears_registered", 1, events.ArrearsRegistered),
    EventType("arrears_verified", 1, events.ArrearsVerified),
    EventType("arrears_excluded", 1, events.ArrearsExcluded),
    EventType("arrears_claim_assigned", 1, events.ArrearsClaimAssigned),
    EventType("arrears_correction_requested", 1, events.ArrearsCorrectionRequested),
    EventType("arrears_correction_refused", 1, events.ArrearsCorrectionRefused),
    EventType("arrears_party_corrected", 1, events.ArrearsPartyCorrected),
    EventType("arrears_amount_corrected", 1, events.ArrearsAmountCorrected),
    EventType("arrears_contact_erased", 1, events.ArrearsContactErased),
    EventType("arrears_disputed", 1, events.ArrearsDisputed),
    EventType("arrears_dispute_resolved", 1, events.ArrearsDisputeResolved),
    EventType("arrears_judicial_started", 1, events.ArrearsJudicialStarted),
    EventType("arrears_judicial_ended", 1, events.ArrearsJudicialEnded),
    EventType("arrears_plan_submitted", 1, events.ArrearsPlanSubmitted),
    EventType("arrears_plan_returned", 1, events.ArrearsPlanReturned),
    EventType("arrears_plan_approved", 1, events.ArrearsPlanApproved),
    EventType("arrears_paid", 1, events.ArrearsPaid),
    EventType("arrears_payment_reversed", 1, events.ArrearsPaymentReversed),
    EventType("arrears_instrument_received", 1, events.ArrearsInstrumentReceived),
    EventType("arrears_instrument_paid", 1, events.ArrearsInstrumentPaid),
    EventType("arrears_instrument_dishonoured", 1, events.ArrearsInstrumentDishonoured),
    EventType("arrears_overpayment_settled", 1, events.ArrearsOverpaymentSettled),
    EventType("arrears_settlement_withdrawn", 1, events.ArrearsSettlementWithdrawn),
    EventType("arrears_clearance_announced", 1, events.ArrearsClearanceAnnounced),
    EventType("arrears_creditor_confirmed", 1, events.ArrearsCreditorConfirmed),
    EventType("arrears_cleared", 1, events.ArrearsCleared),
    EventType("arrears_reopened", 1, events.ArrearsReopened),
    EventType("arrears_step_due", 1, events.ArrearsStepDue),
    EventType("arrears_step_taken", 1, events.ArrearsStepTaken),
    EventType("arrears_step_answered", 1, events.ArrearsStepAnswered),
    EventType("arrears_answer_recalculated", 1, events.ArrearsAnswerRecalculated),
    EventType("arrears_inspection_decided", 1, events.ArrearsInspectionDecided),
    EventType("arrears_evidence_added", 1, events.ArrearsEvidenceAdded),
    EventType("arrears_finding_recorded", 1, events.ArrearsFindingRecorded),
    EventType("arrears_review_requested", 1, events.ArrearsReviewRequested),
    EventType("arrears_review_due_near", 1, events.ArrearsReviewDueNear),
    EventType("arrears_review_overdue", 1, events.ArrearsReviewOverdue),
    EventType("arrears_review_decided", 1, events.ArrearsReviewDecided),
    EventType("arrears_review_limit_recalculated", 1, events.ArrearsReviewLimitRecalculated),
    EventType("arrears_due_near", 1, events.ArrearsDueNear),
    EventType("arrears_plan_missed", 1, events.ArrearsPlanMissed),
    EventType("arrears_overdue", 1, events.ArrearsOverdue),
    EventType("arrears_mark_passed", 1, events.ArrearsMarkPassed),
    EventType("arrears_deadlines_recalculated", 1, events.ArrearsDeadlinesRecalculated),
    EventType("programme_published", 1, ProgrammePublished),
    EventType("average_published", 1, AveragePublished),
    EventType("lpr_published", 1, LprPublished),
    EventType("complaint_recorded", 1, complaint_events.ComplaintRecorded),
    EventType("complaint_accepted", 1, complaint_events.ComplaintAccepted),
    EventType("complaint_not_accepted", 1, complaint_events.ComplaintNotAccepted),
    EventType("complaint_handed_over", 1, complaint_events.ComplaintHandedOver),
    EventType("complaint_linked", 1, complaint_events.ComplaintLinked),
    EventType("complaint_extended", 1, complaint_events.ComplaintExtended),
    EventType("complaint_step_taken", 1, complaint_events.ComplaintStepTaken),
    EventType("complaint_step_answered", 1, complaint_events.ComplaintStepAnswered),
    EventType("complaint_answer_recalculated", 1, complaint_events.ComplaintAnswerRecalculated),
    EventType("complaint_concluded", 1, complaint_events.ComplaintConcluded),
    EventType("complaint_due_near", 1, complaint_events.ComplaintDueNear),
    EventType("complaint_overdue", 1, complaint_events.ComplaintOverdue),
    EventType("complaint_unanswered", 1, complaint_events.ComplaintUnanswered),
    EventType(
        "complaint_deadlines_recalculated", 1, complaint_events.ComplaintDeadlinesRecalculated
    ),
    EventType("retaliation_reported", 1, RetaliationReported),
    EventType("retaliation_taken_up", 1, RetaliationTakenUp),
    EventType("retaliation_concluded", 1, RetaliationConcluded),
    EventType("payment_file_received", 1, payment_file_events.PaymentFileReceived),
    EventType("payment_file_rows_read", 1, payment_file_events.PaymentFileRowsRead),
    EventType("payment_file_row_confirmed", 1, payment_file_events.PaymentFileRowConfirmed),
    EventType("payment_file_rows_set_aside", 1, payment_file_events.PaymentFileRowsSetAside),
    EventType("payment_file_row_released", 1, payment_file_events.PaymentFileRowReleased),
    EventType("calendar_published", 1, CalendarPublished),
    EventType("import_received", 1, ImportReceived),
)

ITEM: Final[Aggregate[state.State]] = Aggregate(
    name="arrears",
    initial=state.INITIAL,
    decide=decide,
    evolve=state.evolve,
    commands=frozenset({RegisterArrears, ImportArrears, *DECISIONS}),
    events=frozenset(t.shape for t in REGISTRY.types if t.name.startswith("arrears_")),
    begins=frozenset({RegisterArrears}),
    owned_by=owned_by,
    visible_to=visible_to,
    asks=numbers.asks,
    claims=with_files(numbers.claims),
    cards=cards.cards,
)

PROGRAMME: Final = Aggregate(
    name="programme",
    initial=programme_state.INITIAL,
    decide=programme_decide.decide,
    evolve=programme_state.evolve,
    commands=frozenset({PublishProgramme}),
    events=frozenset({ProgrammePublished}),
)

AVERAGES: Final = Aggregate(
    name="averages",
    initial=averages_state.INITIAL,
    decide=averages_decide.decide,
    evolve=averages_state.evolve,
    commands=frozenset({PublishAverage}),
    events=frozenset({AveragePublished}),
)

LPR: Final = Aggregate(
    name="lpr",
    initial=lpr_state.INITIAL,
    decide=lpr_decide.decide,
    evolve=lpr_state.evolve,
    commands=frozenset({SeedLpr, PublishLpr}),
    events=frozenset({LprPublished}),
)

COMPLAINT: Final[Aggregate[complaint_state.State]] = Aggregate(
    name="complaint",
    initial=complaint_state.INITIAL,
    decide=complaints_decide.decide,
    evolve=complaint_state.evolve,
    commands=frozenset({RecordComplaint, *complaints_decide.DECISIONS}),
    events=frozenset(t.shape for t in REGISTRY.types if t.name.startswith("complaint_")),
    begins=frozenset({RecordComplaint}),
    owned_by=complaint_rules.owned_by,
    visible_to=complaint_rules.visible_to,
    asks=complaint_numbers.asks,
    claims=with_files(complaint_numbers.claims),
)

RETALIATION: Final[Aggregate[retaliation_state.State]] = Aggregate(
    name="retaliation",
    initial=retaliation_state.INITIAL,
    decide=retaliation_decide.decide,
    evolve=retaliation_state.evolve,
    commands=frozenset({ReportRetaliation, TakeUpRetaliation, ConcludeRetaliation}),
    events=frozenset({RetaliationReported, RetaliationTakenUp, RetaliationConcluded}),
    begins=frozenset({ReportRetaliation}),
    claims=with_files(no_claims),
    visible_to=report_visible_to,
)

PAYMENT_FILE: Final[Aggregate[payment_file_state.State]] = Aggregate(
    name="payment_file",
    initial=payment_file_state.INITIAL,
    decide=payment_files_decide.decide,
    evolve=payment_file_state.evolve,
    commands=frozenset({ReceivePaymentFile, ConfirmRows, SetRowsAside}),
    events=frozenset(t.shape for t in REGISTRY.types if t.name.startswith("payment_file_")),
    begins=frozenset({ReceivePaymentFile}),
    asks=payment_files_decide.asks,
)

MODEL: Final = Model(
    service="arrears",
    registry=REGISTRY,
    aggregates=(
        ITEM,
        COMPLAINT,
        RETALIATION,
        PAYMENT_FILE,
        PROGRAMME,
        AVERAGES,
        LPR,
        FOLLOWED_CALENDAR,
        IMPORT,
    ),
    read_models={
        "arrears": (ReadModel(table=tables.ArrearsRow, row=tables.row),),
        "complaint": (ReadModel(table=complaint_tables.ComplaintRow, row=complaint_tables.row),),
        "retaliation": (
            ReadModel(table=retaliation_tables.RetaliationRow, row=retaliation_tables.row),
        ),
        "payment_file": (
            ReadModel(table=payment_file_tables.PaymentFileRow, row=payment_file_tables.row),
        ),
    },
    policies={
        CALENDAR: FOLLOWED_CALENDAR,
        programme_state.PROGRAMME: PROGRAMME,
    },
)
