"""The day by which a small firm must be paid (domain rules 1.2). Pure: contract and calendar."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final, NamedTuple

from msgspec.structs import replace

from services.arrears.codes import CreditorKind
from services.arrears.terms.model import (
    Condition,
    ContractTerms,
    DaysBasis,
    PaymentDue,
    StartBasis,
    TermFlag,
    Unknown,
)
from services.arrears.terms.regulations import (
    BACK_TO_BACK_REPLY,
    LARGE_ENTERPRISES,
    SELF_EMPLOYED_RULE,
    Regulation,
    TermRule,
    regulation_of,
    successor_of,
)
from shared.kernel.sentences import Sentence
from shared.kernel.workdays import WorkCalendar

COUNTED: Final = Sentence("《民法典》第二百零一条", "Civil Code art. 201")
ROLLED: Final = Sentence("《民法典》第二百零三条", "Civil Code art. 203")


class _Start(NamedTuple):
    """T0; without a day, what is missing."""

    on: date | None
    basis: StartBasis | None
    unknown: Unknown | None = None


class _Length(NamedTuple):
    """n; without a number, the contract's term has to be found out."""

    days: int | None
    basis: DaysBasis | None
    flags: tuple[TermFlag, ...] = ()


class _End(NamedTuple):
    ends_on: date
    due_on: date
    provisional: bool


def payment_due(
    terms: ContractTerms, calendar: WorkCalendar, *, delayed_until: date | None = None
) -> PaymentDue:
    """T0 + n calendar days, T0 not counted, a day off moved on (1.2; Civil Code 201, 203).

    `delayed_until` is the day payment came, or the day up to which it has not: a delay that runs
    into a later version of the regulation is marked for legal review (1.1). Without it the due day
    stands for the earliest delay.
    """
    applied = regulation_of(terms.contract_on) if terms.contract_on else None
    judged_by = None if terms.creditor is CreditorKind.SELF_EMPLOYED else applied
    start = _start(terms)
    length = _length(terms, judged_by)
    end = _end(start, length, calendar)
    known = end if isinstance(end, _End) else None
    due_on = known.due_on if known else None
    return PaymentDue(
        decree=judged_by.decree if judged_by else None,
        start_on=start.on,
        start_basis=start.basis,
        days=length.days,
        days_basis=length.basis,
        ends_on=known.ends_on if known else None,
        due_on=due_on,
        unknown=tuple(_unknown(terms, start, length, end)),
        flags=tuple(
            dict.fromkeys(
                (
                    *length.flags,
                    *_doubts(terms, judged_by, start),
                    *_legal_doubts(terms, judged_by, start, due_on, delayed_until),
                )
            )
        ),
        citations=tuple(_citations(terms, judged_by, start, length)),
        calendar_version=calendar.version,
        provisional=known.provisional if known else False,
    )


def back_to_back_void(terms: ContractTerms, judged_by: Regulation | None) -> bool:
    """法释〔2024〕11号 point 1: the clause of a large enterprise towards a small firm is void."""
    return terms.back_to_back and judged_by is not None and terms.debtor in LARGE_ENTERPRISES


def _start(terms: ContractTerms) -> _Start:
    if terms.condition is Condition.ACCEPTANCE:
        return _acceptance(terms)
    if terms.condition is Condition.SETTLEMENT:
        if terms.settled_on is None:
            return _Start(None, None, Unknown.SETTLEMENT_DATE_MISSING)
        return _Start(terms.settled_on, StartBasis.SETTLEMENT)
    if terms.delivered_on is None:
        return _Start(None, None, Unknown.DELIVERY_DATE_MISSING)
    return _Start(terms.delivered_on, StartBasis.DELIVERY)


def _acceptance(terms: ContractTerms) -> _Start:
    """From acceptance, or from the end of the agreed period if the buyer let it pass."""
    accepted, period_end = terms.accepted_on, terms.acceptance_ends_on
    in_time = accepted is not None and (period_end is None or accepted <= period_end)
    if period_end and not in_time and not terms.acceptance_late_by_seller:
        return _Start(period_end, StartBasis.ACCEPTANCE_PERIOD_END)
    if accepted is None:
        return _Start(None, None, Unknown.ACCEPTANCE_DATES_MISSING)
    return _Start(accepted, StartBasis.ACCEPTANCE)


def _length(terms: ContractTerms, judged_by: Regulation | None) -> _Length:
    if terms.contract_on is None:
        return _Length(None, None)
    if terms.other_law:
        return _other_law(terms)
    invalid = terms.agreed_days is not None and terms.agreed_days < 1
    agreed = None if invalid else terms.agreed_days
    rule = judged_by.terms[terms.debtor] if judged_by else None
    length = _by_rule(agreed, rule)
    if invalid:
        flags = (TermFlag.AGREED_DAYS_NOT_VALID, TermFlag.REVIEW, *length.flags)
        return length._replace(flags=flags)
    return length


def _by_rule(agreed: int | None, rule: TermRule | None) -> _Length:
    """The agreed days as far as the rule allows them, else the statutory ones, else none."""
    if agreed is None:
        if rule is None or rule.statutory_days is None:
            return _Length(None, None, (TermFlag.REVIEW,))
        return _Length(rule.statutory_days, DaysBasis.STATUTORY)
    if rule is None or rule.agreed_days_max is None or agreed <= rule.agreed_days_max:
        return _Length(agreed, DaysBasis.AGREED)
    if rule.binding:
        return _Length(rule.agreed_days_max, DaysBasis.CAPPED, (TermFlag.VOID_OVER_60,))
    return _Length(agreed, DaysBasis.AGREED, (TermFlag.REVIEW,))


def rolled_anew(told: PaymentDue, calendar: WorkCalendar) -> PaymentDue:
    """CAL-8: the day on the calendar in force. One once told moves later, never earlier."""
    if told.ends_on is None or told.due_on is None:
        return told
    end = _rolled(told.ends_on, calendar)
    due_on = max(told.due_on, end.due_on)
    if (due_on, end.provisional) == (told.due_on, told.provisional):
        return told
    return replace(
        told,
        due_on=due_on,
        calendar_version=calendar.version,
        provisional=end.provisional,
    )


def _other_law(terms: ContractTerms) -> _Length:
    """802 art. 9 ¶3: another law's term prevails; one without a number is for an official to find."""
    days = terms.other_law_days
    if days is None or days < 1:
        return _Length(None, None, (TermFlag.OTHER_LAW_PREVAILS, TermFlag.REVIEW))
    flags = (TermFlag.OTHER_LAW_PREVAILS,)
    if terms.agreed_days not in {None, days}:
        return _Length(days, DaysBasis.OTHER_LAW, (*flags, TermFlag.REVIEW))
    return _Length(days, DaysBasis.OTHER_LAW, flags)


def _end(start: _Start, length: _Length, calendar: WorkCalendar) -> _End | Unknown | None:
    """Days off at the end are passed over, ordinary weekends included (general practice, 1.2)."""
    if start.on is None or length.days is None:
        return None
    try:
        return _rolled(start.on + timedelta(days=length.days), calendar)
    except OverflowError:
        return Unknown.DATE_OUT_OF_RANGE


def _rolled(ends_on: date, calendar: WorkCalendar) -> _End:
    """Raises OverflowError."""
    due_on = calendar.roll_forward(ends_on)
    provisional = not all(calendar.settled(y) for y in range(ends_on.year, due_on.year + 1))
    return _End(ends_on, due_on, provisional)


def _unknown(
    terms: ContractTerms, start: _Start, length: _Length, end: _End | Unknown | None
) -> Iterator[Unknown]:
    if terms.contract_on is None:
        yield Unknown.CONTRACT_DATE_MISSING
    elif length.days is None:
        yield Unknown.TERM_NOT_FIXED
    if start.unknown:
        yield start.unknown
    if isinstance(end, Unknown):
        yield end


def _doubts(
    terms: ContractTerms, judged_by: Regulation | None, start: _Start
) -> Iterator[TermFlag]:
    if terms.creditor is CreditorKind.SELF_EMPLOYED:
        yield TermFlag.SELF_EMPLOYED_OWN_RULE
    elif terms.contract_on and judged_by is None:
        yield TermFlag.BEFORE_REGULATION
    if back_to_back_void(terms, judged_by):
        yield TermFlag.BACK_TO_BACK_VOID
        yield TermFlag.REVIEW
    if start.basis is StartBasis.ACCEPTANCE and terms.acceptance_ends_on is None:
        yield TermFlag.ACCEPTANCE_PERIOD_NOT_AGREED
    if terms.contract_on and start.on and start.on < terms.contract_on:
        yield TermFlag.DATES_OUT_OF_ORDER
        yield TermFlag.REVIEW


def _legal_doubts(
    terms: ContractTerms,
    judged_by: Regulation | None,
    start: _Start,
    due_on: date | None,
    delayed_until: date | None,
) -> Iterator[TermFlag]:
    """Where texts of different dates meet, a lawyer has the last word (1.1)."""
    if terms.contract_on is None:
        return
    days = [day for day in (terms.delivered_on, start.on) if day]
    delay = due_on if delayed_until is None else delayed_until
    if delay and (due_on is None or delayed_until is None or delayed_until > due_on):
        days.append(delay)
    later = _later_text(terms, terms.contract_on)
    if later and any(day >= later for day in days):
        yield TermFlag.LEGAL_REVIEW
    if terms.other_law and not (judged_by and judged_by.other_law):
        yield TermFlag.LEGAL_REVIEW
    if terms.back_to_back and (
        not back_to_back_void(terms, judged_by)
        or terms.contract_on < BACK_TO_BACK_REPLY.in_force_on
    ):
        yield TermFlag.LEGAL_REVIEW


def _later_text(terms: ContractTerms, contract_on: date) -> date | None:
    """When the next text on this creditor came into force after the contract."""
    if terms.creditor is CreditorKind.SELF_EMPLOYED:
        in_force_on = SELF_EMPLOYED_RULE.in_force_on
        return in_force_on if contract_on < in_force_on else None
    later = successor_of(contract_on)
    return later.in_force_on if later else None


def _citations(
    terms: ContractTerms, judged_by: Regulation | None, start: _Start, length: _Length
) -> Iterator[Sentence]:
    """The articles the result rests on, in the order of the reckoning."""
    if terms.creditor is CreditorKind.SELF_EMPLOYED:
        yield SELF_EMPLOYED_RULE.citation
    if judged_by:
        yield from _articles(terms, judged_by, start, length)
    if back_to_back_void(terms, judged_by):
        yield BACK_TO_BACK_REPLY.citation
    if start.on and length.days:
        yield COUNTED
        yield ROLLED


def _articles(
    terms: ContractTerms, judged_by: Regulation, start: _Start, length: _Length
) -> Iterator[Sentence]:
    yield judged_by.cite(judged_by.terms[terms.debtor].article)
    if start.basis and (article := start_article(judged_by, start.basis)):
        yield judged_by.cite(article)
    if length.basis is DaysBasis.OTHER_LAW and judged_by.other_law:
        yield judged_by.cite(judged_by.other_law)


def start_article(judged_by: Regulation, basis: StartBasis) -> Sentence | None:
    """The article that makes the term start there; None for delivery, which the term itself names."""
    return {
        StartBasis.DELIVERY: None,
        StartBasis.ACCEPTANCE: judged_by.acceptance,
        StartBasis.ACCEPTANCE_PERIOD_END: judged_by.acceptance_delayed,
        StartBasis.SETTLEMENT: judged_by.settlement,
    }[basis]
