"""What the interest engine is given, and what it answers. Stored by decisions: only add.

Amounts are fen. A number that is not rounded yet is text, the exact fraction of fen such as
`136160000/73`, so that nothing of it is lost in storage: `Fraction(text)` reads it.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from types import MappingProxyType
from typing import Final, Literal

from msgspec import Struct

from services.arrears.codes import CreditorKind
from services.arrears.interest.lpr import LprPoint
from services.arrears.terms.regulations import Decree
from shared.kernel.sentences import Sentence

INTEREST_VERSION = 1  # of the reckoning itself; a result keeps the one that produced it

YearDays = Literal[365, 360]


class Per(StrEnum):
    YEAR = "year"
    DAY = "day"


class Rate(Struct, frozen=True, gc=False):
    """Percent of the principal, simple: `Rate(Decimal("3.70"), Per.YEAR)` is 3.70 % a year."""

    percent: Decimal
    per: Per

    def daily(self, year_days: YearDays) -> Fraction:
        """The share of the principal that accrues in a day, exactly."""
        share = Fraction(self.percent) / 100
        return share if self.per is Per.DAY else share / year_days


STATUTORY_RATE: Final = Rate(Decimal("0.05"), Per.DAY)  # 728 art. 15; 802 art. 17


class RateTerms(Struct, frozen=True, gc=False, kw_only=True):
    """What decides the rate. `year_days` turns a yearly rate into a daily one (setting, 1.3).

    back_to_back_void  the contract waited for a third party's payment, which is void
                       (`TermFlag.BACK_TO_BACK_VOID`): 法释〔2024〕11号 point 2 decides the rate
    """

    creditor: CreditorKind
    contract_on: date | None
    agreed: Rate | None = None
    back_to_back_void: bool = False
    year_days: YearDays = 365


class RateBasis(StrEnum):
    """Why the rate is what it is."""

    STATUTORY = "statutory"
    AGREED = "agreed"
    LPR_FLOOR = "lpr_floor"
    LPR_COURT = "lpr_court"


class InterestFlag(StrEnum):
    """What an official must know, or look at, before relying on the result."""

    RATE_BELOW_FLOOR = "rate_below_floor"
    RATE_UNKNOWN = "rate_unknown"
    FLOOR_UNKNOWN = "floor_unknown"
    LPR_MAY_BE_NEWER = "lpr_may_be_newer"
    CONTRACT_DATE_MISSING = "contract_date_missing"
    DUE_DAY_UNKNOWN = "due_day_unknown"
    BEFORE_REGULATION = "before_regulation"
    SELF_EMPLOYED_OWN_RULE = "self_employed_own_rule"
    BACK_TO_BACK_VOID = "back_to_back_void"


class RateDecision(Struct, frozen=True, gc=False, kw_only=True):
    """The rate that applies; None with RATE_UNKNOWN. `lpr` is the one on the contract's day."""

    rate: Rate | None
    basis: RateBasis | None
    agreed: Rate | None
    lpr: LprPoint | None
    lpr_version: int
    year_days: YearDays
    decree: Decree | None
    flags: tuple[InterestFlag, ...]
    citations: tuple[Sentence, ...]


class PrincipalPayment(Struct, frozen=True, gc=False):
    """A payment as far as it counts as principal for the statistic (A-17), on its value date."""

    paid_on: date
    principal_fen: int


class Segment(Struct, frozen=True, gc=False, kw_only=True):
    """Days with one principal: `from_on` is not counted, `to_on` is."""

    principal_fen: int
    from_on: date
    to_on: date
    days: int
    rate: Rate
    exact_fen: str
    formula: Sentence


class Interest(Struct, frozen=True, gc=False, kw_only=True):
    """Interest from the due day up to `until`; None where rate or due day is unknown.

    It is the sum of the segments, rounded once, half up. It enters neither the 2-million class
    nor the repayment rate (1.3).
    """

    principal_fen: int
    due_on: date | None
    until: date
    rate: RateDecision
    segments: tuple[Segment, ...]
    outstanding_fen: int
    exact_fen: str | None
    interest_fen: int | None
    flags: tuple[InterestFlag, ...]
    interest_version: int = INTEREST_VERSION


FLAG: Final[Mapping[InterestFlag, Sentence]] = MappingProxyType(
    {
        InterestFlag.RATE_BELOW_FLOOR: Sentence(
            "约定的逾期利息利率低于合同订立时1年期贷款市场报价利率，暂按该报价利率计算，需要人工核定。",
            "The agreed rate is below the 1-year LPR on the contract's day; the LPR is used, and an official has to review it.",
        ),
        InterestFlag.RATE_UNKNOWN: Sentence(
            "合同未约定逾期利息利率，现有规定不能直接确定利率，请人工核定，暂不计算利息。",
            "No rate is agreed and no rule gives one for this contract: an official has to fix it; no interest is computed.",
        ),
        InterestFlag.FLOOR_UNKNOWN: Sentence(
            "没有合同订立时的1年期贷款市场报价利率，无法核对约定利率是否低于下限。",
            "The 1-year LPR on the contract's day is not known, so the agreed rate cannot be checked against it.",
        ),
        InterestFlag.LPR_MAY_BE_NEWER: Sentence(
            "合同订立日晚于利率表的核对日期，可能已有新的报价利率，请更新利率表后重新核算。",
            "The contract is later than the day up to which the LPR table was checked: a newer rate may exist.",
        ),
        InterestFlag.CONTRACT_DATE_MISSING: Sentence(
            "缺少合同订立日期，无法确定适用的规定和利率下限，请补充。",
            "The day of the contract is missing, so neither the rules nor the floor are known.",
        ),
        InterestFlag.DUE_DAY_UNKNOWN: Sentence(
            "付款期限届满日尚未确定，无法计算逾期利息。",
            "The due day is not known yet, so no interest can be computed.",
        ),
        InterestFlag.BEFORE_REGULATION: Sentence(
            "合同订立于《保障中小企业款项支付条例》施行前，不适用该条例的利率规定。",
            "The contract is older than the Payment Regulation, whose rates do not apply.",
        ),
        InterestFlag.SELF_EMPLOYED_OWN_RULE: Sentence(
            "债权人为个体工商户，《促进个体工商户发展条例》未规定逾期利息利率，按合同约定办理。",
            "The creditor is self-employed: its own regulation names no rate, so the agreed one holds.",
        ),
        InterestFlag.BACK_TO_BACK_VOID: Sentence(
            "以收到第三方付款为付款条件的约定无效，利息有约定的按约定，约定违法或者没有约定的按1年期贷款市场报价利率计算，不适用每日万分之五；以人民法院认定为准。",
            "The back-to-back clause is void: the agreed rate holds, or the 1-year LPR where it is unlawful or absent, not 0.05% a day; a court has the last word.",
        ),
    }
)
