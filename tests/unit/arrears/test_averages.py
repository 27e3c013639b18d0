"""The published averages, and whether a rate reaches them (A-20)."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from services.arrears.averages.commands import PublishAverage
from services.arrears.averages.events import AveragePublished
from services.arrears.averages.refusals import (
    AverageAheadOfItsDay,
    AverageOutOfRange,
    AverageWithoutSource,
    NoAverageToTakeBack,
)
from services.arrears.averages.state import Average, Averages, Level, Measure
from services.arrears.model import AVERAGES
from services.arrears.statistics import Figures, Target, Unknown, compared
from services.arrears.targets_answers import MEASURE_ZH, TARGET_ZH, WHY
from shared.kernel.dated import VersionWithoutAuthority
from shared.testing.specs import Spec

NOW = "2022-11-01T09:00+08:00"


def publish(percent: str | None = "96.40", **changes: Any) -> PublishAverage:
    """The national average of all principal at the end of September, held against from 20 October."""
    average = {
        "level": Level.NATIONAL,
        "measure": Measure.ALL,
        "percent": None if percent is None else Decimal(percent),
        "as_of_on": date(2022, 9, 30),
        "source": "工业和信息化部新闻发布会",
    }
    order: dict[str, Any] = {
        "effective_on": date(2022, 10, 20),
        "document_no": "工信厅企业函〔2022〕245号",
        "author": "区工业和信息化局",
    }
    for name, value in changes.items():
        (average if name in average else order)[name] = value
    return PublishAverage(average=Average(**average), **order)  # type: ignore[arg-type]


def averages() -> Spec[Averages]:
    return Spec(AVERAGES)


def held(spec: Spec[Averages], day: date, measure: Measure = Measure.ALL) -> str | None:
    version = spec.state.held(Level.NATIONAL, measure, day)
    return None if version is None else str(version.average.percent)


def test_an_average_is_entered_once_for_days_that_have_passed() -> None:
    order = publish()
    after = (
        averages()
        .when(order, at=NOW)
        .then(
            AveragePublished(
                average=order.average,
                effective_on=order.effective_on,
                document_no=order.document_no,
                author=order.author,
            )
        )
    )
    after.when(order).then_nothing()


def test_an_average_holds_from_its_day_of_effect_for_its_own_rate_alone() -> None:
    spec = averages().given(publish("96.40"), at=NOW)
    assert held(spec, date(2022, 10, 19)) is None
    assert held(spec, date(2022, 10, 20)) == "96.40"
    assert held(spec, date(2022, 10, 20), Measure.COUNT) is None


def test_a_correction_is_a_later_version_and_one_taken_back_gives_way_to_the_one_before() -> None:
    first = averages().given(publish("95.00", effective_on=date(2022, 10, 1)), at=NOW)
    second = first.given(publish("96.40"))
    corrected = second.given(publish("96.04", document_no="更正"))
    taken_back = corrected.given(publish(None, document_no="撤回"))
    day = date(2022, 12, 31)
    assert [held(spec, day) for spec in (second, corrected, taken_back)] == [
        "96.40",
        "96.04",
        "95.00",
    ]


@pytest.mark.parametrize(
    ("order", "refusal"),
    [
        (publish(document_no=" "), VersionWithoutAuthority),
        (publish(author=""), VersionWithoutAuthority),
        (publish(source=" "), AverageWithoutSource),
        (publish("100.01"), AverageOutOfRange),
        (publish("-0.01"), AverageOutOfRange),
        (publish(as_of_on=date(2022, 10, 21)), AverageAheadOfItsDay),
        (
            publish(as_of_on=date(2022, 11, 2), effective_on=date(2022, 12, 1)),
            AverageAheadOfItsDay,
        ),
        (publish(None), NoAverageToTakeBack),
    ],
)
def test_what_an_average_must_be(order: PublishAverage, refusal: type) -> None:
    averages().when(order, at=NOW).then_refused(refusal)


def test_a_20_a_rate_is_held_unrounded_against_the_higher_average() -> None:
    spec = (
        averages().given(publish("96.40"), at=NOW).given(publish("98.53", level=Level.PROVINCIAL))
    )
    day = date(2022, 12, 31)
    # 98.5276 %, which two decimals would show as 98.53 %
    below = Figures(principal_fen=15_167_392_600, repaid_fen=14_944_062_600, items=1)
    above = Figures(principal_fen=10_000, repaid_fen=9_853, items=1)
    results = [compared(figures, spec.state, day)[0].target for figures in (below, above)]
    assert results == [Target.NOT_MET, Target.MET]


def test_a_20_what_is_not_entered_or_empty_is_unknown_and_says_why() -> None:
    spec = averages().given(publish("96.40"), at=NOW)
    every, undisputed, count = compared(
        Figures(principal_fen=1, repaid_fen=1), spec.state, date(2022, 12, 31)
    )
    assert every.target is undisputed.target is count.target is Target.UNKNOWN
    assert every.unknown == (Unknown.PROVINCIAL_NOT_ENTERED,)
    assert undisputed.unknown == (
        Unknown.NOTHING_TO_DIVIDE_BY,
        Unknown.NATIONAL_NOT_ENTERED,
        Unknown.PROVINCIAL_NOT_ENTERED,
    )


def test_every_word_of_a_target_is_there() -> None:
    assert set(MEASURE_ZH) == set(Measure)
    assert set(TARGET_ZH) == set(Target)
    assert set(WHY) == set(Unknown)
