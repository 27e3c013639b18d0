"""The clearing rates as their readers see them: counts, sums, three rates, names of groups."""

from datetime import date, datetime
from fractions import Fraction
from typing import Annotated, Final

from pydantic import Field

from services.arrears.codes import DEBTOR_KIND_ZH, DebtorKind
from services.arrears.statistics import Dimension, Figures, Rate, Unknown, compared
from services.arrears.statistics_reading import Report
from services.arrears.targets_answers import (
    ReasonAnswer,
    TargetAnswer,
    reason_answer,
    target_answer,
)
from shared.kernel.departments import DEPARTMENTS
from shared.kernel.divisions import find_division
from shared.web.answers import Answer, shown
from shared.web.money import MoneyAnswer, money

_BASIS_POINTS: Final = 10_000
_CODES_ZH: Final = {
    Dimension.AGE: {"new": "新增拖欠", "old": "存量拖欠"},
    Dimension.CREDITOR: {"firm": "中小企业", "self_employed": "个体工商户"},
    Dimension.DEPARTMENT: DEPARTMENTS,
    Dimension.DEBTOR_KIND: {kind.value: DEBTOR_KIND_ZH[kind] for kind in DebtorKind},
}


class RateAnswer(Answer):
    """`numerator` of `denominator`, unrounded: fen, or items for the rate by count.

    `percent` has two decimals, half up; null where there is nothing to divide by, which is neither
    0 nor 100 % (A-19), as `reason` then says.
    """

    numerator: Annotated[int, Field(examples=[1_494_406_260_00])]
    denominator: Annotated[int, Field(examples=[1_516_739_260_00])]
    percent: Annotated[str | None, Field(examples=["98.53"])]
    reason: ReasonAnswer | None


class FiguresAnswer(Answer, kw_only=True):
    """What a set of items adds up to; those before a court are apart and in no rate (A-12)."""

    items: int
    cleared: int
    principal: MoneyAnswer
    repaid: MoneyAnswer
    undisputed: MoneyAnswer
    repaid_undisputed: MoneyAnswer
    judicial: int
    judicial_principal: MoneyAnswer
    rate_all: Annotated[RateAnswer, Field(title="清偿率", description="Repaid, of the principal.")]
    rate_undisputed: Annotated[
        RateAnswer,
        Field(title="无争议清偿率", description="Repaid undisputed, of the undisputed principal."),
    ]
    rate_count: Annotated[
        RateAnswer, Field(title="项目销号率", description="Cleared items, of the items.")
    ]


class GroupAnswer(Answer):
    """The figures under one code."""

    key: Annotated[str, Field(examples=["DRC"])]
    name_zh: Annotated[str, Field(examples=["区发展改革局"])]
    figures: FiguresAnswer


class StatisticsAnswer(Answer, kw_only=True):
    """Where the ledger stood at the end of `as_of`, as it was known at `known_at` (A-21).

    `final` says that the same question always has this answer from now on: something was recorded
    after `known_at`, so that nothing more can be recorded before it. `targets` holds the total
    against the averages that held on `as_of`, as they were known at `known_at` (A-20).
    """

    as_of: Annotated[date, Field(title="统计日期", examples=["2022-12-31"])]
    known_at: Annotated[
        datetime, Field(title="数据截止时刻", examples=["2023-01-01T09:00:00+08:00"])
    ]
    position: Annotated[int, Field(description="The last event of the log that was counted.")]
    final: bool
    department: Annotated[str | None, Field(description="Only debtors of this department.")]
    by: str | None
    total: FiguresAnswer
    targets: list[TargetAnswer]
    groups: list[GroupAnswer]


def statistics_answer(report: Report) -> StatisticsAnswer:
    question = report.question
    return StatisticsAnswer(
        as_of=question.as_of,
        known_at=shown(question.known_at),
        position=report.position,
        final=report.final,
        department=question.department,
        by=question.by,
        total=figures_answer(report.total),
        targets=[
            target_answer(one) for one in compared(report.total, report.averages, question.as_of)
        ],
        groups=[
            GroupAnswer(key, _name_zh(question.by, key, question.as_of), figures_answer(figures))
            for key, figures in report.groups.items()
        ],
    )


def figures_answer(figures: Figures) -> FiguresAnswer:
    return FiguresAnswer(
        items=figures.items,
        cleared=figures.cleared,
        principal=money(figures.principal_fen),
        repaid=money(figures.repaid_fen),
        undisputed=money(figures.undisputed_fen),
        repaid_undisputed=money(figures.repaid_undisputed_fen),
        judicial=figures.judicial,
        judicial_principal=money(figures.judicial_fen),
        rate_all=_rate(figures.all),
        rate_undisputed=_rate(figures.undisputed),
        rate_count=_rate(figures.count),
    )


def _rate(rate: Rate) -> RateAnswer:
    percent = _percent(rate.exact)
    reason = reason_answer(Unknown.NOTHING_TO_DIVIDE_BY) if percent is None else None
    return RateAnswer(rate.numerator, rate.denominator, percent, reason)


def _percent(exact: Fraction | None) -> str | None:
    """Two decimals, half up; for reading, never for a target test (A-20)."""
    if exact is None:
        return None
    hundredths = (2 * exact * _BASIS_POINTS + 1) // 2
    whole, decimals = divmod(hundredths, 100)
    return f"{whole}.{decimals:02d}"


def _name_zh(by: Dimension | None, key: str, on: date) -> str:
    """The official name of a code; of a township, the one on the day asked for."""
    if by is None:
        return key
    if by is Dimension.TOWNSHIP:
        township = find_division(key, on)
        return township.name if township else key
    return _CODES_ZH.get(by, {}).get(key, key)
