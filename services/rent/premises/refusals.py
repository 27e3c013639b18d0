"""Why premises are not entered or corrected."""

from shared.kernel.refusal import Refusal, RefusalKind


class PremisesNotFound(Refusal):
    code = "premises_not_found"
    kind = RefusalKind.NOT_FOUND
    zh = "没有该房屋。"
    en = "There are no such premises."


class PremisesKnown(Refusal):
    code = "premises_known"
    kind = RefusalKind.CONFLICT
    zh = "房屋编号 {number} 已经登记。"
    en = "Premises {number} are recorded already."
    pointer = "/premises/number"


class PremisesIncomplete(Refusal):
    code = "premises_incomplete"
    kind = RefusalKind.INVALID
    zh = "请填写{name_zh}。"
    en = "Give the {name}."
    pointer = "/premises"


class TownshipOutsideDistrict(Refusal):
    """R-1."""

    code = "township_outside_district"
    kind = RefusalKind.INVALID
    zh = "{township} 不是本区的乡镇（街道）代码。"
    en = "{township} is no township of the district."
    pointer = "/premises/township"


class DepartmentUnknown(Refusal):
    code = "department_unknown"
    kind = RefusalKind.INVALID
    zh = "没有代码为 {department} 的部门。"
    en = "There is no department {department}."
    pointer = "/premises/supervising"


class ValuationFaulty(Refusal):
    """房产税暂行条例 art. 3."""

    code = "valuation_faulty"
    kind = RefusalKind.INVALID
    zh = "房产原值和年度土地使用税不得为负，扣除比例应当在 10% 至 30% 之间。"
    en = "Value and land tax are not negative, and 10 to 30 percent may be deducted."
    pointer = "/premises/valuation"


class PremisesSecondPerson(Refusal):
    code = "premises_second_person"
    kind = RefusalKind.FORBIDDEN
    zh = "房屋信息应当由登记人以外的人员更正。"
    en = "Another person than the one who entered the premises corrects them."


class PremisesReasonMissing(Refusal):
    code = "premises_reason_missing"
    kind = RefusalKind.INVALID
    zh = "请填写更正理由。"
    en = "Give the reason for the correction."
    pointer = "/reason"
