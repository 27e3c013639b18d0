"""The bodies the service's routes take, as a clerk would write them down."""

from services.arrears.schemas.averages import AverageVersionBody
from services.arrears.schemas.clearing import (
    ClearanceBody,
    ConfirmationBody,
    InspectionDecisionBody,
    ReopeningBody,
    StepAnswerBody,
    StepBody,
)
from services.arrears.schemas.disputing import (
    DisputeBody,
    JudicialEndBody,
    JudicialStartBody,
    ResolutionBody,
)
from services.arrears.schemas.filing import EvidenceAdditionBody
from services.arrears.schemas.inspecting import (
    FindingRecordBody,
    ReviewDecisionBody,
    ReviewRequestBody,
)
from services.arrears.schemas.intake import (
    AssignmentBody,
    CorrectionDecisionBody,
    CorrectionRequestBody,
    ErasureBody,
    ExclusionBody,
    RegistrationBody,
    VerificationBody,
)
from services.arrears.schemas.lpr import LprVersionBody
from services.arrears.schemas.paying import (
    InstrumentBody,
    InstrumentSettlementBody,
    OverpaymentSettlementBody,
    PaymentBody,
    PlanBody,
    PlanDecisionBody,
    ReversalBody,
    SettlementWithdrawalBody,
)
from services.arrears.schemas.programme import (
    ProgrammeVersionBody,
)
from services.arrears.schemas.retaliation import FindingBody, RetaliationBody, TakeUpBody

__all__ = [
    "AssignmentBody",
    "AverageVersionBody",
    "ClearanceBody",
    "ConfirmationBody",
    "CorrectionDecisionBody",
    "CorrectionRequestBody",
    "DisputeBody",
    "ErasureBody",
    "EvidenceAdditionBody",
    "ExclusionBody",
    "FindingBody",
    "FindingRecordBody",
    "InspectionDecisionBody",
    "InstrumentBody",
    "InstrumentSettlementBody",
    "JudicialEndBody",
    "JudicialStartBody",
    "LprVersionBody",
    "OverpaymentSettlementBody",
    "PaymentBody",
    "PlanBody",
    "PlanDecisionBody",
    "ProgrammeVersionBody",
    "RegistrationBody",
    "ReopeningBody",
    "ResolutionBody",
    "RetaliationBody",
    "ReversalBody",
    "ReviewDecisionBody",
    "ReviewRequestBody",
    "SettlementWithdrawalBody",
    "StepAnswerBody",
    "StepBody",
    "TakeUpBody",
    "VerificationBody",
]
