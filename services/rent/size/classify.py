"""The class of a firm from its figures (domain rules 3.1). Pure.

The highest class all of whose lower limits are met; micro as soon as one figure is below the limit
of the small ones. 以下 excludes the number in this standard, 及以上 includes it.
"""

from collections.abc import Iterator
from decimal import Decimal
from enum import StrEnum

from msgspec import Struct

from services.rent.size.lines import NEEDS_MORE_DIGITS, line_of
from services.rent.size.standard import STANDARD, Indicator, Limits, Line
from shared.kernel.money import FEN_PER_WAN
from shared.kernel.sentences import Sentence


class SizeClass(StrEnum):
    LARGE = "large"
    MEDIUM = "medium"
    SMALL = "small"
    MICRO = "micro"


class NotClassified(StrEnum):
    """Why a person has to decide."""

    NO_LINE = "no_line"
    CODE_TOO_SHORT = "code_too_short"
    FIGURE_MISSING = "figure_missing"


class Figures(Struct, frozen=True, gc=False):
    """A firm's latest annual figures; None where unknown."""

    staff: int | None = None
    revenue_fen: int | None = None
    assets_fen: int | None = None


class Size(Struct, frozen=True, gc=False):
    """The class, or why there is none; `missing` are the figures that would settle it."""

    size_class: SizeClass | None
    unknown: NotClassified | None
    missing: tuple[Indicator, ...]
    derivation: tuple[Sentence, ...]


CLASS_ZH = {
    SizeClass.LARGE: "大型企业",
    SizeClass.MEDIUM: "中型企业",
    SizeClass.SMALL: "小型企业",
    SizeClass.MICRO: "微型企业",
}
INDICATOR_ZH = {
    Indicator.STAFF: "从业人员",
    Indicator.REVENUE: "营业收入",
    Indicator.ASSETS: "资产总额",
}
_LOWEST_LAST = (SizeClass.LARGE, SizeClass.MEDIUM, SizeClass.SMALL)


def classify(industry_code: str, figures: Figures) -> Size:
    """The firm's size by the line of its industry, with the reckoning in words."""
    line = line_of(industry_code)
    if line is None:
        return _without_line(industry_code)
    reached = {limits: _reached(limits, figures) for limits in line.limits}
    missing = tuple(limits.indicator for limits, found in reached.items() if found is None)
    derivation = tuple(_derivation(line, figures, reached))
    if SizeClass.MICRO in reached.values():
        return _settled(SizeClass.MICRO, line, derivation)
    if missing:
        return Size(None, NotClassified.FIGURE_MISSING, missing, derivation)
    return _settled(
        max(filter(None, reached.values()), key=list(SizeClass).index), line, derivation
    )


def _reached(limits: Limits, figures: Figures) -> SizeClass | None:
    """The class whose lower limit this one figure meets; None where it is unknown."""
    value = _value(limits.indicator, figures)
    if value is None:
        return None
    for size_class in _LOWEST_LAST:
        if value >= _limit(limits, size_class):
            return size_class
    return SizeClass.MICRO


def _value(indicator: Indicator, figures: Figures) -> int | None:
    """Persons, or fen."""
    return {
        Indicator.STAFF: figures.staff,
        Indicator.REVENUE: figures.revenue_fen,
        Indicator.ASSETS: figures.assets_fen,
    }[indicator]


def _limit(limits: Limits, size_class: SizeClass) -> int:
    number: int = getattr(limits, size_class.value)
    return number if limits.indicator is Indicator.STAFF else number * FEN_PER_WAN


def _without_line(industry_code: str) -> Size:
    if industry_code in NEEDS_MORE_DIGITS:
        said = Sentence(
            f"行业代码 {industry_code} 在划型标准中对应多个行业，请填写到小类后再判定",
            f"code {industry_code} covers several lines of the standard; give more digits",
        )
        return Size(None, NotClassified.CODE_TOO_SHORT, (), (said,))
    said = Sentence(
        f"{STANDARD}未列行业代码 {industry_code} 的划型指标，须由人工认定",
        f"the standard has no line for code {industry_code}; a person decides",
    )
    return Size(None, NotClassified.NO_LINE, (), (said,))


def _settled(size_class: SizeClass, line: Line, derivation: tuple[Sentence, ...]) -> Size:
    verdict = Sentence(
        f"按{STANDARD}，{line.name_zh}须同时满足所列指标的下限，否则下划一档；"
        f"判定为{CLASS_ZH[size_class]}",
        f"by MIIT 300 (2011) all lower limits must be met; the firm is {size_class.value}",
    )
    return Size(size_class, None, (), (*derivation, verdict))


def _derivation(
    line: Line, figures: Figures, reached: dict[Limits, SizeClass | None]
) -> Iterator[Sentence]:
    for limits, found in reached.items():
        name = INDICATOR_ZH[limits.indicator]
        if found is None:
            yield Sentence(
                f"{line.name_zh}的{name}未填报", f"the figure '{limits.indicator.value}' is unknown"
            )
            continue
        held = found if found is not SizeClass.MICRO else SizeClass.SMALL
        met = found is not SizeClass.MICRO
        value, limit = _shown(limits, figures), _shown_limit(limits, held)
        yield Sentence(
            f"{line.name_zh}：{name} {value}，{'达到' if met else '未达到'}"
            f"{CLASS_ZH[held]}下限 {limit}",
            f"{limits.indicator.value} {value} {'meets' if met else 'is below'} the lower limit "
            f"{limit} of {held.value}",
        )


def _shown(limits: Limits, figures: Figures) -> str:
    value = _value(limits.indicator, figures) or 0
    if limits.indicator is Indicator.STAFF:
        return f"{value} 人"
    return f"{Decimal(value) / FEN_PER_WAN:f} 万元"


def _shown_limit(limits: Limits, size_class: SizeClass) -> str:
    number = getattr(limits, size_class.value)
    return f"{number} 人" if limits.indicator is Indicator.STAFF else f"{number} 万元"
