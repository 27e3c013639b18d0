"""Why a ticket that may be a duplicate does not go on yet (T-12)."""

from shared.kernel.refusal import Refusal, RefusalKind


class DuplicatesUndecided(Refusal):
    """5.3, Accept; T-12. `candidates` are the ids of the tickets `numbers` names."""

    code = "duplicates_undecided"
    kind = RefusalKind.CONFLICT
    zh = "该工单可能与工单 {numbers} 重复，请先比对，并案或者排除重复后再办理。"
    en = "The ticket may be about the same matter as {numbers}; compare them, then merge it or rule them out."
    pointer = "/ruled_out"


class DuplicateNotProposed(Refusal):
    code = "duplicate_not_proposed"
    kind = RefusalKind.CONFLICT
    zh = "工单 {candidate} 未被列为该工单的疑似重复工单，请核对后填写。"
    en = "Ticket {candidate} was not proposed as a duplicate of this one."
    pointer = "/candidates"


class DuplicatesNotInIntake(Refusal):
    code = "duplicates_not_in_intake"
    kind = RefusalKind.CONFLICT
    zh = "工单当前状态为“{status_zh}”，只有待受理或者已受理未交办的工单可以排除重复。"
    en = "The ticket is {status}; duplicates are ruled out only before it is dispatched."


class SubmittedMeanwhile(Refusal):
    """Another ticket of the firm and category, or under the number, came in since the look."""

    code = "submitted_meanwhile"
    kind = RefusalKind.UNAVAILABLE
    zh = "同一企业正在提交同类诉求，尚未完成重复比对，请稍后使用同一幂等键重试。"
    en = "Other tickets of this firm are coming in at the same time and could not be compared; retry shortly with the same Idempotency-Key."
