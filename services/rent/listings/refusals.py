"""Why a risk listing is not entered, confirmed, ended or revoked."""

from shared.kernel.refusal import Refusal, RefusalKind


class ListingIncomplete(Refusal):
    """R-5."""

    code = "listing_incomplete"
    kind = RefusalKind.INVALID
    zh = "登记风险区应当写明地点、公布机关、文号、防控方案版本，并上传公告扫描件。"
    en = "A listing names place, body, document and scheme, and has the scanned notice."
    pointer = "/listing"


class ListingOutsideDistrict(Refusal):
    """R-4."""

    code = "listing_outside_district"
    kind = RefusalKind.INVALID
    zh = "代码 {adcode} 不在本区（{district}）范围内；只登记本区的风险区。"
    en = "{adcode} does not lie in the district {district}; listings of other places count for nothing."
    pointer = "/listing/adcode"


class LevelNotInScheme(Refusal):
    """R-4: after 2022-11-11 there is only 高风险."""

    code = "level_not_in_scheme"
    kind = RefusalKind.INVALID
    zh = "{effective_from} 施行的防控方案没有“{level}”等级。"
    en = "The scheme in force on {effective_from} has no class {level}."
    pointer = "/listing/level"


class ListingDatesFaulty(Refusal):
    code = "listing_dates_faulty"
    kind = RefusalKind.INVALID
    zh = "起始日 {effective_from} 不得晚于今天，也不得晚于截止日。"
    en = "{effective_from} must not lie after today or after the last day."
    pointer = "/listing/effective_from"


class ListingKnown(Refusal):
    code = "listing_known"
    kind = RefusalKind.CONFLICT
    zh = "文号 {document_no} 关于“{place}”的同一等级、同一起始日已经登记。"
    en = "What {document_no} says of {place} for this class and day is entered already."
    pointer = "/listing/document_no"


class ListingNotFound(Refusal):
    code = "listing_not_found"
    kind = RefusalKind.NOT_FOUND
    zh = "没有该风险区登记。"
    en = "There is no such listing."


class ListingSecondPerson(Refusal):
    """R-5."""

    code = "listing_second_person"
    kind = RefusalKind.FORBIDDEN
    zh = "风险区登记应当由登记人以外的人员复核或者撤销。"
    en = "Another person than the one who entered the listing checks or revokes it."


class ListingReasonMissing(Refusal):
    code = "listing_reason_missing"
    kind = RefusalKind.INVALID
    zh = "请填写理由。"
    en = "Give the reason."
    pointer = "/reason"


class ListingNotOpen(Refusal):
    code = "listing_not_open"
    kind = RefusalKind.CONFLICT
    zh = "该风险区登记目前为“{status}”，不能办理此事项。"
    en = "The listing is {status}; this is not possible now."


class ListingEndsBeforeItBegins(Refusal):
    code = "listing_ends_before_it_begins"
    kind = RefusalKind.INVALID
    zh = "截止日 {effective_to} 不得早于起始日 {effective_from}。"
    en = "{effective_to} lies before the first day {effective_from}."
    pointer = "/effective_to"
