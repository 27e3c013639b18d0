"""Why a dispute or a court case is not entered."""

from shared.kernel.refusal import Refusal, RefusalKind


class DisputeAboveOutstanding(Refusal):
    """What is paid is not disputed any more (A-5)."""

    code = "dispute_above_outstanding"
    kind = RefusalKind.INVALID
    zh = "有争议金额 {disputed} 元超过未清偿本金 {outstanding} 元。"
    en = "{disputed} yuan disputed is more than the {outstanding} yuan outstanding."
    pointer = "/disputed"


class NothingDisputed(Refusal):
    code = "nothing_disputed"
    kind = RefusalKind.CONFLICT
    zh = "该项目没有争议款项。"
    en = "Nothing of this item is disputed."


class ResolvesTooMuch(Refusal):
    """A-11."""

    code = "resolves_too_much"
    kind = RefusalKind.INVALID
    zh = "解决的金额 {resolved} 元应当大于零且不超过争议金额 {disputed} 元。"
    en = "{resolved} yuan resolved must be above zero and at most the {disputed} yuan disputed."
    pointer = "/owed"


class BasisMissing(Refusal):
    code = "basis_missing"
    kind = RefusalKind.INVALID
    zh = "应当写明依据（和解协议、调解书、裁决书、判决书及文号）。"
    en = "Name what it rests on: the settlement, award or judgment, with its number."
    pointer = "/basis"


class NotBeforeCourt(Refusal):
    code = "not_before_court"
    kind = RefusalKind.CONFLICT
    zh = "该项目未进入司法程序。"
    en = "This item is before no court."


class EndsBeforeFiled(Refusal):
    code = "ends_before_filed"
    kind = RefusalKind.INVALID
    zh = "生效日期 {effective_on} 早于立案日期 {filed_on}。"
    en = "It took effect on {effective_on}, before it was filed on {filed_on}; check the dates."
    pointer = "/effective_on"


class DisputeNotMore(Refusal):
    """Less is disputed only by a settlement or a ruling (A-11)."""

    code = "dispute_not_more"
    kind = RefusalKind.CONFLICT
    zh = "已登记争议金额 {disputed} 元。争议减少的，应当登记争议解决结果及依据。"
    en = "{disputed} yuan is disputed already; less is entered as a resolution, with its basis."
    pointer = "/disputed"
