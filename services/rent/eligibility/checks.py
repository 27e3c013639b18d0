"""What makes a tenant eligible, one rule at a time (R-1, R-2; 3.1, 3.2)."""

from collections.abc import Iterator

from services.rent.codes import OWNER_ZH, TenantKind
from services.rent.eligibility.findings import Finding, Reason
from services.rent.eligibility.question import Question
from services.rent.industries import division_of, is_service
from services.rent.months.exact import shown_months
from services.rent.months.segments import months_available
from services.rent.programme.state import Programme
from services.rent.size.classify import CLASS_ZH, classify
from shared.kernel.divisions import covers
from shared.kernel.sentences import Sentence, day_zh


def findings(question: Question, programme: Programme) -> Iterator[Finding]:
    """Every rule, also after one is not met: whoever asks learns all that is in the way."""
    yield _place(question, programme)
    yield _owner(question, programme)
    yield _use(question)
    yield _service(question, programme)
    yield _size(question, programme)
    yield _time(question, programme)


def _place(question: Question, programme: Programme) -> Finding:
    adcode = question.premises.adcode
    met = covers(programme.adcode, adcode)
    said = Sentence(
        f"房屋所在地代码 {adcode}，{'在' if met else '不在'}本区（{programme.adcode}）范围内",
        f"the premises at {adcode} {'lie' if met else 'do not lie'} in {programme.adcode}",
    )
    return Finding("R-1", met, (said,), None if met else Reason.OUTSIDE_DISTRICT)


def _owner(question: Question, programme: Programme) -> Finding:
    owner = question.premises.owner
    met = owner in programme.owners
    said = Sentence(
        f"房屋的所有或者管理单位为{OWNER_ZH[owner]}，{'属于' if met else '不属于'}国有房屋",
        f"the owner is '{owner.value}': {'state-owned' if met else 'not state-owned'} premises",
    )
    return Finding("R-1", met, (said,), None if met else Reason.NOT_STATE_OWNED)


def _use(question: Question) -> Finding:
    met = question.premises.business
    said = Sentence(
        f"房屋{'用于' if met else '不用于'}经营",
        f"the premises are {'' if met else 'not '}let for business",
    )
    return Finding("R-1", met, (said,), None if met else Reason.NOT_FOR_BUSINESS)


def _service(question: Question, programme: Programme) -> Finding:
    """3.2. The adjective covers the self-employed where the programme says so; care is service."""
    tenant = question.tenant
    if tenant.kind is TenantKind.SELF_EMPLOYED and not programme.self_employed_requires_service:
        said = Sentence(
            "承租方为个体工商户，方案不限行业", "a self-employed tenant of any industry"
        )
        return Finding("3.2", met=True, said=(said,))
    met = is_service(tenant.industry)
    said = Sentence(
        f"行业代码 {tenant.industry}（大类 {division_of(tenant.industry)}），按《三次产业划分规定》"
        f"{'属于' if met else '不属于'}服务业",
        f"code {tenant.industry} is {'' if met else 'not '}in the services",
    )
    return Finding("3.2", met, (said,), None if met else Reason.NOT_SERVICE)


def _size(question: Question, programme: Programme) -> Finding:
    """R-2: on the day of the test, by the latest annual figures."""
    tenant = question.tenant
    if tenant.kind is TenantKind.SELF_EMPLOYED:
        said = Sentence(
            "承租方为个体工商户，不划分企业规模", "the self-employed have no size class"
        )
        return Finding("R-2", met=True, said=(said,))
    size = classify(tenant.industry, tenant.figures)
    size_class = size.size_class or tenant.decided
    if size_class is None:
        return Finding("R-2", None, size.derivation, Reason.SIZE_UNKNOWN)
    met = size_class in programme.sizes
    on, by_person = question.tested_on, size.size_class is None
    verdict = Sentence(
        f"截至{day_zh(on)}，承租方{'经人工认定' if by_person else ''}为{CLASS_ZH[size_class]}，"
        f"{'属于' if met else '不属于'}减免对象",
        f"on {on} the tenant is {size_class.value}{' as a person decided' if by_person else ''}: "
        f"{'' if met else 'not '}in the waiver",
    )
    return Finding("R-2", met, (*size.derivation, verdict), None if met else Reason.TOO_LARGE)


def _time(question: Question, programme: Programme) -> Finding:
    terms, year = question.terms, programme.year
    months = months_available(terms, year)
    met = months > 0
    said = Sentence(
        f"租赁期 {day_zh(terms.starts_on)}至{day_zh(terms.ends_on)}，其中 {year} 年内 "
        f"{shown_months(months)} 个月",
        f"{shown_months(months)} months of the lease {terms.starts_on} to {terms.ends_on} "
        f"lie in {year}",
    )
    return Finding("R-7", met, (said,), None if met else Reason.LEASE_OUTSIDE_YEAR)
