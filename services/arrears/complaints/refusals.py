"""Why an order about a complaint is refused (1.4)."""

from shared.kernel.refusal import Refusal, RefusalKind


class ComplaintNotFound(Refusal):
    code = "complaint_not_found"
    kind = RefusalKind.NOT_FOUND
    zh = "没有找到该投诉。"
    en = "There is no such complaint."


class ComplaintKnown(Refusal):
    code = "complaint_known"
    kind = RefusalKind.CONFLICT
    zh = "上级编号 {upstream_number} 的投诉已登记为 {number}。"
    en = "The complaint {upstream_number} is recorded already, as {number}."
    pointer = "/upstream_number"


class UpstreamNumberMissing(Refusal):
    code = "upstream_number_missing"
    kind = RefusalKind.INVALID
    zh = "上级转办的投诉应当载明上级编号。"
    en = "A complaint from above carries its number there."
    pointer = "/upstream_number"


class HandlerMismatch(Refusal):
    """The district is no acceptor: what comes from above is handled, what comes directly reviewed."""

    code = "complaint_handler_mismatch"
    kind = RefusalKind.INVALID
    zh = "上级转办的投诉应当指定办理部门；本级直接收到的投诉，受理后再转交办理部门。"
    en = (
        "A complaint from above names its handling department; a direct one is handed over when it "
        "has been accepted."
    )
    pointer = "/handler"


class UnknownUnit(Refusal):
    code = "unknown_department"
    kind = RefusalKind.INVALID
    zh = "没有代码为 {department} 的部门。"
    en = "There is no department with the code {department}."


class HandlesItself(Refusal):
    """Nobody handles a complaint about itself."""

    code = "complaint_handles_itself"
    kind = RefusalKind.INVALID
    zh = "被投诉单位不得办理对自己的投诉。"
    en = "The respondent cannot handle the complaint about itself."
    pointer = "/handler"


class ComplaintStatusWrong(Refusal):
    code = "complaint_status_wrong"
    kind = RefusalKind.CONFLICT
    zh = "该投诉当前为“{status_zh}”，不能办理此项操作。"
    en = "The complaint is {status}; this cannot be done to it now."


class ComplaintTextMissing(Refusal):
    code = "complaint_text_missing"
    kind = RefusalKind.INVALID
    zh = "应当写明内容。"
    en = "Say what it is about."


class DaysOutOfOrder(Refusal):
    code = "complaint_days_out_of_order"
    kind = RefusalKind.INVALID
    zh = "日期 {day} 早于前一环节的日期 {earliest}，请核对。"
    en = "{day} lies before the day of the stage before, {earliest}; check the date."


class ItemOfOthers(Refusal):
    code = "complaint_item_of_others"
    kind = RefusalKind.INVALID
    zh = "台账项目 {number} 的拖欠单位或者债权企业与投诉不一致，不能关联。"
    en = "Item {number} is not between the parties of the complaint."
    pointer = "/arrears_id"


class NotHandler(Refusal):
    code = "not_handler"
    kind = RefusalKind.FORBIDDEN
    zh = "该投诉由{handler_zh}办理，其他部门不得办理此项操作。"
    en = "The complaint is handled by {handler}; no other department can do this."


class RespondentCannot(Refusal):
    """The respondent answers; what comes of the complaint is for others to decide."""

    code = "complaint_respondent_cannot"
    kind = RefusalKind.FORBIDDEN
    zh = "本单位是该投诉的被投诉人，不得办理此项操作。"
    en = "Your own department is the respondent of this complaint; others decide on it."


class ExtendedBefore(Refusal):
    code = "complaint_extended_before"
    kind = RefusalKind.CONFLICT
    zh = "该投诉已经延期，办理期限合计不得超过90日，不能再次延期。"
    en = "The complaint was extended before; there is one extension."


class ExtensionTooLate(Refusal):
    code = "complaint_extension_too_late"
    kind = RefusalKind.CONFLICT
    zh = "办理期限已于 {last_day} 届满，不能延期。"
    en = "The limit ended on {last_day}; it cannot be extended any more."


class ExtensionOutOfRange(Refusal):
    code = "complaint_extension_out_of_range"
    kind = RefusalKind.INVALID
    zh = "延期后的办理期限合计应当为 {least} 至 {most} 日。"
    en = "With an extension the limit is {least} to {most} days in all."
    pointer = "/days"


class ExtensionGainsNothing(Refusal):
    """There is one extension, and days off may have moved the last day as far already."""

    code = "complaint_extension_gains_nothing"
    kind = RefusalKind.INVALID
    zh = "按合计 {days} 日计算，办理期限至 {extended}，并不晚于现有期限 {last_day}；延期只有一次，请核对日数。"
    en = "{days} days in all end on {extended}, no later than the limit as it is, {last_day}; there is one extension."
    pointer = "/days"


class HeadMissing(Refusal):
    code = "complaint_head_missing"
    kind = RefusalKind.INVALID
    zh = "延期应当经办理部门负责人批准，请写明批准人职务和理由。"
    en = "An extension is approved by the head of the handling department, with a reason."
    pointer = "/approved_by"


class ComplaintStepNotInOrder(Refusal):
    """国令802 art. 25: a 督办书 to who is silent; who stays silent is called in."""

    code = "complaint_step_not_in_order"
    kind = RefusalKind.CONFLICT
    zh = "应当先书面问询；逾期不答复的发督办书，仍不答复的约谈。目前不能采取“{step_zh}”。"
    en = "First an inquiry, a 督办书 to who does not answer it, then a talk: not {step} now."
    pointer = "/step"


class NoSuchComplaintStep(Refusal):
    code = "no_such_complaint_step"
    kind = RefusalKind.CONFLICT
    zh = "没有序号为 {number} 的措施。"
    en = "There is no step {number}."
    pointer = "/number"


class AnsweredBefore(Refusal):
    code = "complaint_answered_before"
    kind = RefusalKind.CONFLICT
    zh = "第 {number} 项措施已有答复。"
    en = "Step {number} was answered before."


class AcceptorNotTold(Refusal):
    """art. 25: the result goes in writing to the complainant and to the accepting department."""

    code = "complaint_acceptor_not_told"
    kind = RefusalKind.INVALID
    zh = "上级转办的投诉，办理结果应当书面反馈受理投诉部门，请填写反馈日期。"
    en = "The result of a complaint from above goes in writing to who accepted it; say when."
    pointer = "/told_acceptor_on"
