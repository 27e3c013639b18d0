"""Why a payment is due when it is: step by step, with the days that decide it. Pure."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from msgspec import Struct

from services.arrears.terms.due import COUNTED, ROLLED, start_article
from services.arrears.terms.model import (
    ContractTerms,
    DaysBasis,
    PaymentDue,
    StartBasis,
)
from services.arrears.terms.regulations import Regulation, regulation
from services.arrears.terms.wording import FLAG, UNKNOWN
from shared.kernel.deadlines import Day, DayExplained, DayKind
from shared.kernel.sentences import Sentence, day_zh, weekday_en, weekday_zh
from shared.kernel.workdays import WorkCalendar

_DAY: Final = timedelta(days=1)
_START: Final = (
    f"起算当日不计入（{COUNTED.zh}）",
    f"the starting day is not counted ({COUNTED.en})",
)


class TermExplained(Struct, frozen=True, gc=False, kw_only=True):
    """`days` are those that decide: the start, the first counted, the last counted and each day
    passed over behind it; `number` in them is the how-manieth calendar day.
    """

    steps: tuple[Sentence, ...]
    notes: tuple[Sentence, ...]
    days: tuple[DayExplained, ...]
    citations: tuple[Sentence, ...]
    calendar_version: int


def explain(terms: ContractTerms, due: PaymentDue, calendar: WorkCalendar) -> TermExplained:
    """`due` is `payment_due(terms, …)`, and `calendar` the one of the version it was judged on."""
    return TermExplained(
        steps=tuple(_steps(terms, due, calendar)),
        notes=(*(UNKNOWN[u] for u in due.unknown), *(FLAG[f] for f in due.flags)),
        days=tuple(_days(due, calendar)),
        citations=due.citations,
        calendar_version=due.calendar_version,
    )


def _steps(terms: ContractTerms, due: PaymentDue, calendar: WorkCalendar) -> Iterator[Sentence]:
    judged_by = regulation(due.decree) if due.decree else None
    if judged_by and terms.contract_on:
        yield _applies(judged_by, terms.contract_on)
    if due.start_on and due.start_basis:
        yield _starts(due.start_basis, due.start_on, judged_by)
    if due.days and due.days_basis:
        yield _lasts(terms, due.days_basis, due.days, judged_by)
    if due.start_on and due.days and due.ends_on and due.due_on:
        yield _counts(due.start_on, due.days, due.ends_on)
        yield _ends(due.ends_on, due.due_on, calendar)
        yield Sentence(
            f"最迟应当于{day_zh(due.due_on)}24时前付款，自{day_zh(due.due_on + _DAY)}起为逾期。",
            f"Payment is due by 24:00 on {due.due_on}, and overdue from {due.due_on + _DAY}.",
        )
    if due.provisional:
        yield Sentence(
            "届满日所在年度没有正式的节假日安排，本结果为暂定，待安排公布后重新核算。",
            "The year has no official list of days off; the result is provisional until it has (CAL-7).",
        )


def _applies(judged_by: Regulation, contract_on: date) -> Sentence:
    return Sentence(
        f"合同订立于{day_zh(contract_on)}，适用{judged_by.citation.zh}。",
        f"The contract of {contract_on} is judged by the {judged_by.citation.en}.",
    )


def _starts(basis: StartBasis, on: date, judged_by: Regulation | None) -> Sentence:
    day = day_zh(on)
    told = {
        StartBasis.DELIVERY: Sentence(
            f"货物、工程、服务于{day}交付，付款期限自交付之日起算",
            f"Goods, works or services were delivered on {on}; the term runs from delivery",
        ),
        StartBasis.ACCEPTANCE: Sentence(
            f"合同约定经检验或者验收合格后付款，{day}验收合格，付款期限自验收合格之日起算",
            f"Payment is conditional on acceptance, which was on {on}; the term runs from it",
        ),
        StartBasis.ACCEPTANCE_PERIOD_END: Sentence(
            f"采购方未在约定期限内完成检验或者验收，付款期限自约定期限届满之日（{day}）起算",
            f"The buyer let the agreed inspection period pass; the term runs from its end on {on}",
        ),
        StartBasis.SETTLEMENT: Sentence(
            f"合同约定按进度或者定期结算，双方于{day}确认结算金额，付款期限自确认之日起算",
            f"Both sides confirmed the settled amount on {on}; the term runs from that day",
        ),
    }[basis]
    article = start_article(judged_by, basis) if judged_by else None
    return _with(told, judged_by, article)


def _lasts(
    terms: ContractTerms, basis: DaysBasis, days: int, judged_by: Regulation | None
) -> Sentence:
    if basis is DaysBasis.OTHER_LAW:
        told = Sentence(
            f"{terms.other_law}对付款期限另有规定，从其规定，付款期限为{days}日",
            f"Another rule prevails ({terms.other_law}): the term is {days} days",
        )
        return _with(told, judged_by, judged_by.other_law if judged_by else None)
    told = {
        DaysBasis.AGREED: Sentence(
            f"合同约定付款期限为{days}日，从其约定",
            f"The contract agrees {days} days, which hold",
        ),
        DaysBasis.STATUTORY: Sentence(
            f"合同未有效约定付款期限，按规定期限{days}日计算",
            f"The contract agrees no valid term; the regulation gives {days} days",
        ),
        DaysBasis.CAPPED: Sentence(
            f"合同约定付款期限为{terms.agreed_days}日，超过规定的最长期限，按{days}日计算",
            f"The contract agrees {terms.agreed_days} days, longer than allowed; {days} days count",
        ),
    }[basis]
    return _with(told, judged_by, judged_by.terms[terms.debtor].article if judged_by else None)


def _with(told: Sentence, judged_by: Regulation | None, article: Sentence | None) -> Sentence:
    if judged_by is None or article is None:
        return Sentence(f"{told.zh}。", f"{told.en}.")
    cited = judged_by.cite(article)
    return Sentence(f"{told.zh}（{cited.zh}）。", f"{told.en} ({cited.en}).")


def _counts(start_on: date, days: int, ends_on: date) -> Sentence:
    return Sentence(
        f"起算当日不计入，自{day_zh(start_on + _DAY)}起按日历日计算（{COUNTED.zh}），第{days}日为{weekday_zh(ends_on)}。",
        f"The starting day is not counted: from {start_on + _DAY} in calendar days ({COUNTED.en}), day {days} is {weekday_en(ends_on)}.",
    )


def _ends(ends_on: date, due_on: date, calendar: WorkCalendar) -> Sentence:
    last = calendar.day(ends_on)
    if ends_on == due_on:
        zh, en = _worked(last)
        return Sentence(f"该日为{zh}，不需顺延。", f"That is a {en}; nothing is passed over.")
    zh, en = _worked(calendar.day(due_on))
    return Sentence(
        f"该日不是工作日（{last.reason_zh}），顺延至{weekday_zh(due_on)}，该日为{zh}（{ROLLED.zh}）。",
        f"That day is off ({last.reason_en}); the term ends on {weekday_en(due_on)}, a {en} ({ROLLED.en}).",
    )


def _worked(day: Day) -> tuple[str, str]:
    if day.kind is DayKind.MAKE_UP_WORKDAY:
        return "调休上班日", "make-up working day"
    return "工作日", "working day"


def _days(due: PaymentDue, calendar: WorkCalendar) -> Iterator[DayExplained]:
    if not (due.start_on and due.days and due.ends_on and due.due_on):
        return
    yield DayExplained.of(calendar.day(due.start_on), None, *_START)
    for day, number in {due.start_on + _DAY: 1, due.ends_on: due.days}.items():
        judged = calendar.day(day)
        yield DayExplained.of(judged, number, judged.reason_zh, judged.reason_en)
    for ordinal in range(due.ends_on.toordinal() + 1, due.due_on.toordinal() + 1):
        judged = calendar.day(date.fromordinal(ordinal))
        yield DayExplained.of(judged, None, judged.reason_zh, judged.reason_en)
