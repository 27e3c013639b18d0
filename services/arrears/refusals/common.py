"""Every order may meet these."""

from shared.kernel.refusal import Refusal, RefusalKind


class ArrearsNotFound(Refusal):
    code = "arrears_not_found"
    kind = RefusalKind.NOT_FOUND
    zh = "没有找到该台账项目。"
    en = "There is no such item in the ledger."


class WrongStatus(Refusal):
    code = "wrong_status"
    kind = RefusalKind.CONFLICT
    zh = "该项目当前为“{status_zh}”，不能办理此项操作。"
    en = "The item is {status}; this cannot be done to it now."


class ReasonMissing(Refusal):
    """A-16: whatever changes the ledger carries its reason."""

    code = "reason_missing"
    kind = RefusalKind.INVALID
    zh = "应当说明理由。"
    en = "Say for what reason."
    pointer = "/reason"


class DateInFuture(Refusal):
    """A-13: what is entered has happened. The sentence names the day, of several fields that hold one."""

    code = "date_in_future"
    kind = RefusalKind.INVALID
    zh = "日期 {day} 晚于今天 {today}，请核对。"
    en = "{day} lies after today, {today}; check the date."


class AmountNotPositive(Refusal):
    code = "amount_not_positive"
    kind = RefusalKind.INVALID
    zh = "金额应当大于零。"
    en = "The amount must be above zero."
    pointer = "/amount"


class UnknownDepartment(Refusal):
    code = "unknown_department"
    kind = RefusalKind.INVALID
    zh = "没有代码为 {department} 的部门。"
    en = "There is no department with the code {department}."
    pointer = "/debtor/supervising"


class SecondPersonNeeded(Refusal):
    """A-7, A-16: nobody approves what they asked for."""

    code = "second_person_needed"
    kind = RefusalKind.FORBIDDEN
    zh = "申请人不得审批自己的申请，请由他人审批。"
    en = "Nobody approves their own request; another person must."


class NotVerified(Refusal):
    code = "not_verified"
    kind = RefusalKind.CONFLICT
    zh = "该项目尚未核实，没有可据以计算的本金。"
    en = "The item is not verified; there is no principal to reckon on yet."


class NotYetKnown(Refusal):
    """What will be known can still change: such a report would not be reproducible (A-21)."""

    code = "not_yet_known"
    kind = RefusalKind.INVALID
    zh = "数据截止时刻不得晚于当前时刻（{now}）。"
    en = "Nothing is known yet as of an instant after the present one ({now})."


class NoContact(Refusal):
    code = "no_contact"
    kind = RefusalKind.CONFLICT
    zh = "该项目没有登记该方联系人。"
    en = "No contact of this party is entered on the item."
    pointer = "/party"


class DebtorCannot(Refusal):
    """A-18: the debtor neither verifies nor clears its own debt."""

    code = "debtor_cannot"
    kind = RefusalKind.FORBIDDEN
    zh = "拖欠单位不得办理此项操作。"
    en = "The debtor cannot do this about its own debt."


class ExportTooLarge(Refusal):
    code = "export_too_large"
    kind = RefusalKind.INVALID
    zh = "符合条件的台账项目超过 {limit} 项，请增加查询条件，分批导出。"
    en = "More than {limit} items match; narrow the list and export it in parts."


class YearNotOver(Refusal):
    """A-22: what was overdue at the end of a year is told once it has ended."""

    code = "year_not_over"
    kind = RefusalKind.INVALID
    zh = "{year}年度尚未结束，不能生成该年度的逾期未支付款项信息。"
    en = "{year} is not over yet; what was overdue at its end cannot be told."
