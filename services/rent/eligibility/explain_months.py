"""The reckoning of months in words."""

from collections.abc import Iterator

from services.rent.codes import CARE_ZH, LEVEL_ZH
from services.rent.eligibility.findings import Finding, Reason
from services.rent.eligibility.question import Question
from services.rent.eligibility.reckoning import Entitlement, Reckoning
from services.rent.listings.state import Entry
from services.rent.months.exact import shown_months
from services.rent.months.granted import Proration
from services.rent.months.segments import days_available
from services.rent.programme.state import Programme
from shared.kernel.sentences import Sentence, day_zh


def explained(question: Question, programme: Programme, reckoned: Reckoning) -> Iterator[Finding]:
    yield _entitled(question, programme, reckoned)
    yield _allowed(programme, reckoned)
    yield _left(question, reckoned)


def _entitled(question: Question, programme: Programme, reckoned: Reckoning) -> Finding:
    care = question.tenant.care
    if reckoned.entitlement is Entitlement.CARE_FULL and care and programme.care_until:
        until = programme.care_until
        said = Sentence(
            f"承租方为{CARE_ZH[care]}机构，租金免至{day_zh(until)}",
            f"a tenant that cares for {care.value} is free until {until}",
        )
        return Finding("R-26", met=True, said=(said,))
    listed = reckoned.listed
    said = _base(programme) if listed is None else _listed(listed, programme)
    return Finding("R-3", met=True, said=(said,))


def _base(programme: Programme) -> Sentence:
    return Sentence(
        f"{programme.year} 年本区没有经复核的中高风险地区公布记录，减免 {programme.base_months} 个月",
        f"no listing of the district in {programme.year} is confirmed: {programme.base_months} months",
    )


def _listed(entry: Entry, programme: Programme) -> Sentence:
    listing = entry.listing
    return Sentence(
        f"本区“{listing.place}”自{day_zh(listing.effective_from)}起被列为{LEVEL_ZH[listing.level]}"
        f"地区（{listing.document_no}），累计减免 {programme.listed_months} 个月",
        f"a place of the district was listed on {listing.effective_from} ({listing.document_no}): "
        f"{programme.listed_months} months in all",
    )


def _allowed(programme: Programme, reckoned: Reckoning) -> Finding:
    months, entitled = shown_months(reckoned.allowed), reckoned.entitled
    if reckoned.proration is Proration.PRO_RATA_DAYS:
        days = days_available(reckoned.terms, programme.year)
        said = Sentence(
            f"应减免 {entitled} 个月，按 {programme.year} 年内实际租赁 {days} 天折算，"
            f"可减免 {months} 个月",
            f"{entitled} months pro rata for {days} days of {programme.year}: {months}",
        )
        return Finding("R-9", met=True, said=(said,))
    available = shown_months(reckoned.available)
    said = Sentence(
        f"应减免 {entitled} 个月，合同在 {programme.year} 年内 {available} 个月，取其少者，"
        f"可减免 {months} 个月",
        f"the lesser of {entitled} and the {available} months of {programme.year}: {months}",
    )
    return Finding("R-7", met=True, said=(said,))


def _left(question: Question, reckoned: Reckoning) -> Finding:
    """R-8, R-14: what this tenant and these premises have seen already."""
    tenant, premises = shown_months(question.given.tenant), shown_months(question.given.premises)
    left, used = shown_months(reckoned.left), not reckoned.left and reckoned.allowed > 0
    said = Sentence(
        f"该承租方已减免 {tenant} 个月，该房屋全部承租方已减免 {premises} 个月"
        f"（上限 {reckoned.cap} 个月），尚可减免 {left} 个月",
        f"given to the tenant {tenant}, to the premises {premises} of at most {reckoned.cap}; "
        f"{left} left",
    )
    return Finding("R-8", not used, (said,), Reason.NOTHING_LEFT if used else None)
