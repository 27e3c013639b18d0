"""The bodies the service's routes take, as a clerk would write them down."""

from services.tickets.schemas.closing import CallBackBody, ClosureBody, RatingBody, ReopeningBody
from services.tickets.schemas.dispatch import (
    DesignationBody,
    DispatchBody,
    ReturnDecisionBody,
    ReturnRequestBody,
)
from services.tickets.schemas.duplicates import DuplicateDecisionBody
from services.tickets.schemas.handling import (
    CompletionBody,
    ExtensionDecisionBody,
    ExtensionRequestBody,
    HelperReplyBody,
    PlanBody,
    ReclassificationBody,
    ReclassificationDecisionBody,
    ReplyBody,
    SupplementBody,
    SupplementRequestBody,
)
from services.tickets.schemas.intake import (
    AcceptanceBody,
    CaseRequestBody,
    DeclineBody,
    ErasureBody,
    MergeBody,
    RecusalBody,
    RepeatBody,
    SubmissionBody,
    WithdrawalBody,
)
from services.tickets.schemas.policy import (
    CalendarNoticeBody,
    PolicyVersionBody,
    RoutingTableBody,
)

__all__ = [
    "AcceptanceBody",
    "CalendarNoticeBody",
    "CallBackBody",
    "CaseRequestBody",
    "ClosureBody",
    "CompletionBody",
    "DeclineBody",
    "DesignationBody",
    "DispatchBody",
    "DuplicateDecisionBody",
    "ErasureBody",
    "ExtensionDecisionBody",
    "ExtensionRequestBody",
    "HelperReplyBody",
    "MergeBody",
    "PlanBody",
    "PolicyVersionBody",
    "RatingBody",
    "ReclassificationBody",
    "ReclassificationDecisionBody",
    "RecusalBody",
    "ReopeningBody",
    "RepeatBody",
    "ReplyBody",
    "ReturnDecisionBody",
    "ReturnRequestBody",
    "RoutingTableBody",
    "SubmissionBody",
    "SupplementBody",
    "SupplementRequestBody",
    "WithdrawalBody",
]
