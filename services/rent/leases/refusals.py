"""Why a lease is not entered, corrected, ended or noted upon."""

from shared.kernel.refusal import Refusal, RefusalKind


class LeaseNotFound(Refusal):
    code = "lease_not_found"
    kind = RefusalKind.NOT_FOUND
    zh = "没有该租赁合同。"
    en = "There is no such lease."


class LeaseKnown(Refusal):
    code = "lease_known"
    kind = RefusalKind.CONFLICT
    zh = "出租方的合同编号 {number} 已经登记。"
    en = "The lessor's lease {number} is recorded already."
    pointer = "/lease/number"


class LeaseIncomplete(Refusal):
    code = "lease_incomplete"
    kind = RefusalKind.INVALID
    zh = "请填写合同编号、出租方和承租方名称。"
    en = "Give the number of the lease and the names of its parties."
    pointer = "/lease"


class LeaseWithItself(Refusal):
    code = "lease_with_itself"
    kind = RefusalKind.INVALID
    zh = "出租方与承租方不得相同。"
    en = "Nobody lets to itself."
    pointer = "/lease/tenant/uscc"


class LessorNotLandlord(Refusal):
    code = "lessor_not_landlord"
    kind = RefusalKind.INVALID
    zh = "出租方应当是该房屋的出租单位 {landlord}；转租的，请填写上级租赁合同。"
    en = "The lessor must be the landlord {landlord}; a sublease names the lease above."
    pointer = "/lease/lessor/uscc"


class LessorKindDiffers(Refusal):
    code = "lessor_kind_differs"
    kind = RefusalKind.INVALID
    zh = "出租方是否属于国有，应当与房屋的所有或者管理单位性质一致。"
    en = "Whether the lessor is a state body must agree with the owner of the premises."
    pointer = "/lease/lessor/state_owned"


class ShareOutOfRange(Refusal):
    code = "share_out_of_range"
    kind = RefusalKind.INVALID
    zh = "转租面积占上级租赁面积的比例应当大于零、不超过一。"
    en = "A sublease takes up more than nothing and at most all of the lease above."
    pointer = "/lease/share"


class LessorNotTenantAbove(Refusal):
    code = "lessor_not_tenant_above"
    kind = RefusalKind.INVALID
    zh = "转租合同的出租方应当是上级租赁合同的承租方 {tenant}。"
    en = "The lessor of a sublease must be the tenant of the lease above, {tenant}."
    pointer = "/lease/lessor/uscc"


class SubleaseBeyondLease(Refusal):
    """Civil Code art. 717: beyond it, it does not bind the landlord."""

    code = "sublease_beyond_lease"
    kind = RefusalKind.INVALID
    zh = "转租期限应当在上级租赁合同期限（{starts_on} 至 {ends_on}）之内，房屋应当一致。"
    en = "A sublease lies within {starts_on} to {ends_on} of the lease above, in the same premises."
    pointer = "/lease/terms"


class TooManyLeasesAbove(Refusal):
    code = "too_many_leases_above"
    kind = RefusalKind.INVALID
    zh = "转租层级不得超过 {most} 级，请核实。"
    en = "There are at most {most} leases above one another."
    pointer = "/lease/above"


class LeaseDatesFaulty(Refusal):
    """Civil Code art. 705."""

    code = "lease_dates_faulty"
    kind = RefusalKind.INVALID
    zh = "租赁期限的起止日期有误，或者超过二十年。"
    en = "The lease ends before it begins, or lasts more than twenty years."
    pointer = "/lease/terms/ends_on"


class RentsDoNotCover(Refusal):
    code = "rents_do_not_cover"
    kind = RefusalKind.INVALID
    zh = "各段租金应当按先后排列，自起租日至到期日连续、不重叠；{day} 有误。"
    en = "The rents follow one another from first to last day without gap or overlap; see {day}."
    pointer = "/lease/terms/rents"


class RentOutOfRange(Refusal):
    code = "rent_out_of_range"
    kind = RefusalKind.INVALID
    zh = "租金不得为负，也不得超过系统可记载的金额。"
    en = "A rent is not negative and within the range of amounts."
    pointer = "/lease/terms/rents"


class InstalmentsOverlap(Refusal):
    code = "instalments_overlap"
    kind = RefusalKind.INVALID
    zh = "各期租金应当在租赁期限内且互不重叠；{day} 有误。"
    en = "Instalments lie within the lease and do not overlap; see {day}."
    pointer = "/lease/terms/instalments"


class PaidInFuture(Refusal):
    code = "paid_in_future"
    kind = RefusalKind.INVALID
    zh = "日期 {day} 尚未到来。"
    en = "{day} has not come yet."
    pointer = "/paid_on"


class LeaseMoved(Refusal):
    code = "lease_moved"
    kind = RefusalKind.CONFLICT
    zh = "更正不得改变合同所属房屋和上级合同；登记错误的，请另行登记。"
    en = "A correction keeps premises and lease above; record another lease instead."
    pointer = "/lease/premises_id"


class ConsentWithoutSublease(Refusal):
    code = "consent_without_sublease"
    kind = RefusalKind.INVALID
    zh = "只有转租合同才登记同意转租的情况。"
    en = "Consent is asked for a sublease only."
    pointer = "/consent"


class EndsOutsideLease(Refusal):
    code = "ends_outside_lease"
    kind = RefusalKind.INVALID
    zh = "提前终止日 {ended_on} 应当在租赁期限内，且不得晚于今天。"
    en = "{ended_on} must lie within the lease and not after today."
    pointer = "/ended_on"


class LeaseSecondPerson(Refusal):
    code = "lease_second_person"
    kind = RefusalKind.FORBIDDEN
    zh = "租赁合同信息应当由登记人以外的人员更正。"
    en = "Another person than the one who entered the lease corrects it."


class LeaseReasonMissing(Refusal):
    code = "lease_reason_missing"
    kind = RefusalKind.INVALID
    zh = "请填写理由。"
    en = "Give the reason."
    pointer = "/reason"


class EarlierWaiverFaulty(Refusal):
    """R-14."""

    code = "earlier_waiver_faulty"
    kind = RefusalKind.INVALID
    zh = "此前减免的月数应当大于零，且不超过所填期间的 {months} 个月。"
    en = "What was waived before is more than nothing and at most the {months} months of its days."
    pointer = "/months"


class EarlierWaiverElsewhere(Refusal):
    """R-14."""

    code = "earlier_waiver_elsewhere"
    kind = RefusalKind.INVALID
    zh = "此前减免的期间应当在租赁期限和 {year} 年之内。"
    en = "The days waived before lie within the lease and in {year}."
    pointer = "/from_on"


class EarlierWaiverUnproven(Refusal):
    """R-14."""

    code = "earlier_waiver_unproven"
    kind = RefusalKind.INVALID
    zh = "此前减免应当写明依据文号，减免金额不得为负。"
    en = "What was waived before names its document and an amount that is not negative."
    pointer = "/document_no"


class WaiverYearUnknown(Refusal):
    code = "waiver_year_unknown"
    kind = RefusalKind.INVALID
    zh = "没有代码为 {programme} 的房租减免方案。"
    en = "There is no waiver {programme}."
    pointer = "/programme"
