"""The days of an item explained, and the rule that gave each."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from services.arrears.rules.contract import terms_of
from services.arrears.rules.explain import Reckoning, days_of, reckonings
from services.arrears.rules.explain_reviews import review_reckonings
from services.arrears.state import Item
from services.arrears.terms.explain import explain
from services.arrears.terms.model import PaymentDue
from shared.kernel.sentences import Sentence
from shared.kernel.workdays import WorkCalendar
from shared.web.answers import Answer
from shared.web.deadlines import ClockDay, Due, clock_day, due
from shared.web.money import MoneyAnswer, money

# The calendar as of each version that a day of the item was counted on.
Calendars = Mapping[int, WorkCalendar]


class SentenceAnswer(Answer):
    """The same statement in Chinese and English."""

    zh: str
    en: str


class ClockAnswer(Answer, kw_only=True):
    """One day of the item (CAL-5), by the calendar version of its deadline.

    `subject` is the id of a duty or the number of a step. `programme_version` is the version of the
    item's programme that gave the day, null where none was recorded. `days` is empty where working
    days are not counted, as `note` says.
    """

    clock: str
    subject: str
    rule: SentenceAnswer
    programme_version: int | None
    amount: MoneyAnswer | None
    unpaid: MoneyAnswer | None
    due: Due
    fixed: bool
    note: SentenceAnswer
    days: list[ClockDay]


class ContractClockAnswer(Answer, kw_only=True):
    """By when the contract had to be paid, and by which version of which regulation (1.2)."""

    due_on: date | None
    start_on: date | None
    decree: str | None
    steps: list[SentenceAnswer]
    notes: list[SentenceAnswer]
    citations: list[SentenceAnswer]
    days: list[ClockDay]
    calendar_version: int
    provisional: bool


class ClocksAnswer(Answer, kw_only=True):
    """`contract` is null until the item is verified."""

    id: str
    number: str
    version: int
    programme: str
    contract: ContractClockAnswer | None
    clocks: list[ClockAnswer]


def calendar_versions(item: Item) -> set[int]:
    """Which versions of the calendar the explanation needs."""
    versions = {one.due.calendar_version for one in _all(item)}
    if item.payment_due is not None:
        versions.add(item.payment_due.calendar_version)
    return versions


def clocks_answer(arrears_id: str, version: int, item: Item, calendars: Calendars) -> ClocksAnswer:
    told = item.payment_due
    return ClocksAnswer(
        id=arrears_id,
        number=item.number,
        version=version,
        programme=item.programme,
        contract=_contract(item, told, calendars[told.calendar_version]) if told else None,
        clocks=[_clock(one, calendars[one.due.calendar_version]) for one in _all(item)],
    )


def _all(item: Item) -> Iterator[Reckoning]:
    yield from reckonings(item)
    yield from review_reckonings(item)


def _clock(one: Reckoning, calendar: WorkCalendar) -> ClockAnswer:
    return ClockAnswer(
        clock=one.clock,
        subject=one.subject,
        rule=sentence(one.rule),
        programme_version=one.programme_version or None,
        amount=None if one.amount_fen is None else money(one.amount_fen),
        unpaid=None if one.unpaid_fen is None else money(one.unpaid_fen),
        due=due(one.due),
        fixed=one.fixed,
        note=sentence(one.note),
        days=[clock_day(day) for day in days_of(one, calendar)],
    )


def _contract(item: Item, told: PaymentDue, calendar: WorkCalendar) -> ContractClockAnswer:
    explained = explain(terms_of(item.contract, item), told, calendar)
    return ContractClockAnswer(
        due_on=told.due_on,
        start_on=told.start_on,
        decree=told.decree,
        steps=sentences(explained.steps),
        notes=sentences(explained.notes),
        citations=sentences(explained.citations),
        days=[clock_day(day) for day in explained.days],
        calendar_version=told.calendar_version,
        provisional=told.provisional,
    )


def sentence(told: Sentence) -> SentenceAnswer:
    return SentenceAnswer(told.zh, told.en)


def sentences(told: Iterable[Sentence]) -> list[SentenceAnswer]:
    return [sentence(one) for one in told]
