"""The orders an item takes."""

from services.arrears.commands.clearing import (
    AnnounceClearance,
    AnswerStep,
    ClearArrears,
    ConfirmReceipt,
    DecideInspection,
    NoteTimePassed,
    RecalculateDeadlines,
    ReopenArrears,
    TakeStep,
)
from services.arrears.commands.disputing import (
    DisputeArrears,
    EndJudicial,
    ResolveDispute,
    StartJudicial,
)
from services.arrears.commands.filing import AddEvidence
from services.arrears.commands.inspecting import DecideReview, RecordFinding, RequestReview
from services.arrears.commands.intake import (
    AssignClaim,
    DecideCorrection,
    EraseContact,
    ExcludeArrears,
    ImportArrears,
    RegisterArrears,
    RequestCorrection,
    Split,
    VerifyArrears,
)
from services.arrears.commands.paying import (
    DecidePlan,
    ReceiveInstrument,
    RecordPayment,
    ReversePayment,
    SettleInstrument,
    SettleOverpayment,
    SubmitPlan,
    WithdrawSettlement,
)

__all__ = [
    "AddEvidence",
    "AnnounceClearance",
    "AnswerStep",
    "AssignClaim",
    "ClearArrears",
    "ConfirmReceipt",
    "DecideCorrection",
    "DecideInspection",
    "DecidePlan",
    "DecideReview",
    "DisputeArrears",
    "EndJudicial",
    "EraseContact",
    "ExcludeArrears",
    "ImportArrears",
    "NoteTimePassed",
    "RecalculateDeadlines",
    "ReceiveInstrument",
    "RecordFinding",
    "RecordPayment",
    "RegisterArrears",
    "ReopenArrears",
    "RequestCorrection",
    "RequestReview",
    "ResolveDispute",
    "ReversePayment",
    "SettleInstrument",
    "SettleOverpayment",
    "Split",
    "StartJudicial",
    "SubmitPlan",
    "TakeStep",
    "VerifyArrears",
    "WithdrawSettlement",
]
