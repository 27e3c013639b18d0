"""How overdue interest was reckoned, step by step, in both languages. Pure."""

from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from services.arrears.interest.model import (
    FLAG,
    Interest,
    Per,
    Rate,
    RateBasis,
    RateDecision,
    Segment,
    YearDays,
)
from services.arrears.interest.shown import RateShown, rate_shown
from shared.kernel.money import format_amount
from shared.kernel.sentences import Sentence, day_zh

_APART: Final = Sentence(
    "逾期利息单独列示，不计入200万元分档，不计入清偿率。",
    "Overdue interest is shown apart: it enters neither the 2-million class nor the repayment rate.",
)


class InterestExplained(Struct, frozen=True, gc=False, kw_only=True):
    """`rate` shows the rate both ways, so that 0.05 % a day is read as 18.25 % a year."""

    rate: RateShown | None
    steps: tuple[Sentence, ...]
    notes: tuple[Sentence, ...]
    citations: tuple[Sentence, ...]


def explain(interest: Interest) -> InterestExplained:
    decided = interest.rate
    return InterestExplained(
        rate=rate_shown(decided.rate, decided.year_days) if decided.rate else None,
        steps=tuple(_steps(interest)),
        notes=(*(FLAG[flag] for flag in interest.flags), _APART),
        citations=decided.citations,
    )


def _steps(interest: Interest) -> Iterator[Sentence]:
    if interest.rate.rate and interest.rate.basis:
        yield rate_sentence(interest.rate, interest.rate.rate, interest.rate.basis)
    if interest.due_on is None or interest.interest_fen is None:
        return
    for part in interest.segments:
        yield segment_sentence(part)
    if not interest.segments:
        yield Sentence(
            f"付款期限于{day_zh(interest.due_on)}届满，截至{day_zh(interest.until)}没有逾期未付的本金，不计逾期利息。",
            f"Due on {interest.due_on}; up to {interest.until} no principal was overdue, so there is no interest.",
        )
        return
    total = format_amount(interest.interest_fen)
    yield Sentence(
        f"各段合计，最后一次四舍五入到分，逾期利息为{total}元。",
        f"The sum, rounded once at the end, half up to the fen: {total} yuan.",
    )


def rate_sentence(decided: RateDecision, rate: Rate, basis: RateBasis) -> Sentence:
    """Which rate applies and why, both a day and a year."""
    both = both_ways(rate, decided.year_days)
    agreed = _plain(decided.agreed or rate)
    lpr = _lpr(decided)
    return {
        RateBasis.STATUTORY: Sentence(
            f"双方未约定逾期利息利率，按每日利率万分之五计算（{both.zh}）。",
            f"No rate is agreed: 0.05% a day applies ({both.en}).",
        ),
        RateBasis.AGREED: Sentence(
            f"双方约定逾期利息利率为{agreed.zh}，从其约定（{both.zh}）{lpr.zh}。",
            f"The agreed rate is {agreed.en} and holds ({both.en}){lpr.en}.",
        ),
        RateBasis.LPR_FLOOR: Sentence(
            f"双方约定逾期利息利率为{agreed.zh}，低于下限，按下限计算（{both.zh}）{lpr.zh}。",
            f"The agreed rate of {agreed.en} is below the floor, which applies ({both.en}){lpr.en}.",
        ),
        RateBasis.LPR_COURT: Sentence(
            f"以收到第三方付款为付款条件的约定无效，逾期利息没有约定或者约定低于下限，按1年期贷款市场报价利率计算（{both.zh}）{lpr.zh}。",
            f"The back-to-back clause is void and no rate, or one below the floor, is agreed: the 1-year LPR applies ({both.en}){lpr.en}.",
        ),
    }[basis]


def both_ways(rate: Rate, year_days: YearDays) -> Sentence:
    """`日利率0.05%，年利率18.25%`; what is rounded is told as 约."""
    shown = rate_shown(rate, year_days)
    return Sentence(
        f"日利率{shown.per_day}，年利率{shown.per_year}".replace("≈", "约"),
        f"{shown.per_day} a day, {shown.per_year} a year",
    )


def segment_sentence(part: Segment) -> Sentence:
    return Sentence(
        f"{day_zh(part.from_on)}（不计入）至{day_zh(part.to_on)}（计入）共{part.days}日：{part.formula.zh}。",
        f"{part.from_on} (not counted) to {part.to_on} (counted), {part.days} days: {part.formula.en}.",
    )


def _plain(rate: Rate) -> Sentence:
    """A rate as it stands in the contract."""
    if rate.per is Per.DAY:
        return Sentence(f"日利率{rate.percent:f}%", f"{rate.percent:f}% a day")
    return Sentence(f"年利率{rate.percent:f}%", f"{rate.percent:f}% a year")


def _lpr(decided: RateDecision) -> Sentence:
    if decided.lpr is None or decided.decree is None:
        return Sentence("", "")
    published, percent = decided.lpr.published_on, f"{decided.lpr.percent:f}%"
    return Sentence(
        f"；合同订立时1年期贷款市场报价利率为{percent}（{day_zh(published)}公布）",
        f"; the 1-year LPR on the contract's day was {percent} (published {published})",
    )
