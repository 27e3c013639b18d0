"""Overdue interest and the legal ledger of an item, step by step; derived, never stored."""

from datetime import date
from typing import Annotated

from pydantic import Field

from services.arrears.answers.clock import SentenceAnswer, sentence, sentences
from services.arrears.answers.lpr import LprUsedAnswer, lpr_used
from services.arrears.interest.explain import explain
from services.arrears.interest.explain_ledger import explain_ledger
from services.arrears.interest.ledger import LedgerEntry, LegalLedger, Parts
from services.arrears.interest.lpr import LprTable
from services.arrears.interest.model import Interest, RateDecision, Segment
from services.arrears.interest.shown import RateShown
from services.arrears.rules.owed import interest_of, legal_ledger_of
from services.arrears.state import Item
from shared.web.answers import Answer
from shared.web.money import MoneyAnswer, money


class RateAnswer(Answer, kw_only=True):
    """The rate that applies, and why; shown a day and a year, `≈` where rounded."""

    percent: Annotated[str, Field(examples=["0.05"])]
    per: Annotated[str, Field(examples=["day"])]
    per_day: Annotated[str, Field(examples=["0.05%"])]
    per_year: Annotated[str, Field(examples=["18.25%"])]
    basis: str | None
    lpr_percent: str | None
    lpr_published_on: date | None


class SegmentAnswer(Answer, kw_only=True):
    """Days with one principal: `from_on` is not counted, `to_on` is. `exact_fen` is a fraction."""

    principal: MoneyAnswer
    from_on: date
    to_on: date
    days: int
    exact_fen: Annotated[str, Field(examples=["136160000/73"])]
    formula: SentenceAnswer


class PartsAnswer(Answer):
    """A sum by what it is for."""

    costs: MoneyAnswer
    interest: MoneyAnswer
    principal: MoneyAnswer


class LegalEntryAnswer(Answer, kw_only=True):
    """One payment: the interest run up before it, where it went by law, and what it left."""

    paid_on: date
    amount: MoneyAnswer
    accrued: SegmentAnswer | None
    counted: PartsAnswer
    surplus: MoneyAnswer
    owed_after: PartsAnswer


class LegalLedgerAnswer(Answer, kw_only=True):
    """Payments counted towards costs, interest, principal (Civil Code 561; A-17).

    `owed` is null where rate or due day is unknown.
    """

    order: tuple[str, ...]
    entries: list[LegalEntryAnswer]
    accrued: SegmentAnswer | None
    owed: PartsAnswer | None
    steps: list[SentenceAnswer]


class InterestAnswer(Answer, kw_only=True):
    """Interest from the due day up to `until`, rounded once; null where it cannot be told (1.3).

    It enters neither the class nor any rate. `legal` is the second ledger, beside the statistic.
    `lpr` names the table, by its version, and the entry that held on the day of the contract.
    """

    id: str
    number: str
    version: int
    until: date
    principal: MoneyAnswer
    due_on: date | None
    rate: RateAnswer | None
    lpr: LprUsedAnswer
    segments: list[SegmentAnswer]
    outstanding: MoneyAnswer
    interest: MoneyAnswer | None
    exact_fen: str | None
    flags: list[str]
    steps: list[SentenceAnswer]
    notes: list[SentenceAnswer]
    citations: list[SentenceAnswer]
    interest_version: int
    legal: LegalLedgerAnswer


def interest_answer(
    arrears_id: str, version: int, item: Item, until: date, lpr: LprTable
) -> InterestAnswer:
    """Of a verified item, by one table of the LPR."""
    interest = interest_of(item, until, lpr)
    explained = explain(interest)
    return InterestAnswer(
        id=arrears_id,
        number=item.number,
        version=version,
        until=until,
        principal=money(interest.principal_fen),
        due_on=interest.due_on,
        rate=_rate(interest.rate, explained.rate),
        lpr=lpr_used(lpr, interest.rate),
        segments=[_segment(part) for part in interest.segments],
        outstanding=money(interest.outstanding_fen),
        interest=None if interest.interest_fen is None else money(interest.interest_fen),
        exact_fen=interest.exact_fen,
        flags=list(interest.flags),
        steps=sentences(explained.steps),
        notes=sentences(explained.notes),
        citations=sentences(explained.citations),
        interest_version=interest.interest_version,
        legal=_legal(item, interest),
    )


def _rate(decided: RateDecision, both: RateShown | None) -> RateAnswer | None:
    if decided.rate is None or both is None:
        return None
    lpr = decided.lpr
    return RateAnswer(
        percent=f"{decided.rate.percent:f}",
        per=decided.rate.per,
        per_day=both.per_day,
        per_year=both.per_year,
        basis=decided.basis,
        lpr_percent=f"{lpr.percent:f}" if lpr else None,
        lpr_published_on=lpr.published_on if lpr else None,
    )


def _segment(part: Segment) -> SegmentAnswer:
    return SegmentAnswer(
        principal=money(part.principal_fen),
        from_on=part.from_on,
        to_on=part.to_on,
        days=part.days,
        exact_fen=part.exact_fen,
        formula=sentence(part.formula),
    )


def _legal(item: Item, interest: Interest) -> LegalLedgerAnswer:
    ledger: LegalLedger = legal_ledger_of(item, interest)
    return LegalLedgerAnswer(
        order=ledger.order,
        entries=[_entry(entry) for entry in ledger.entries],
        accrued=_segment(ledger.accrued) if ledger.accrued else None,
        owed=_parts(ledger.owed) if ledger.owed else None,
        steps=sentences(explain_ledger(ledger)),
    )


def _entry(entry: LedgerEntry) -> LegalEntryAnswer:
    return LegalEntryAnswer(
        paid_on=entry.paid_on,
        amount=money(entry.amount_fen),
        accrued=_segment(entry.accrued) if entry.accrued else None,
        counted=_parts(entry.counted),
        surplus=money(entry.surplus_fen),
        owed_after=_parts(entry.owed_after),
    )


def _parts(parts: Parts) -> PartsAnswer:
    return PartsAnswer(
        money(parts.costs_fen), money(parts.interest_fen), money(parts.principal_fen)
    )
