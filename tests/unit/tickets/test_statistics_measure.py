"""Periods, rates and groups: how the counts are put."""

from datetime import date

import pytest
from msgspec.structs import replace

from services.tickets.statistics import refusals
from services.tickets.statistics.definitions import Indicator
from services.tickets.statistics.industries import SECTION_ZH, section_of
from services.tickets.statistics.measure import Count, Grouping, Period
from shared.kernel.refusal import Refusal
from tests.builders.ticket_figures import question, tally
from tests.builders.tickets import FIRM, closed, in_progress, submitted


@pytest.mark.parametrize(
    ("numerator", "denominator", "rate"),
    [
        (0, 0, None),
        (0, 7, "0.0000"),
        (7, 7, "1.0000"),
        (2, 3, "0.6667"),
        (1, 3, "0.3333"),
        (1, 20_000, "0.0001"),  # half up
        (1, 20_001, "0.0000"),
        (19_999, 20_000, "1.0000"),
    ],
)
def test_a_rate_has_four_places_and_an_empty_one_is_none(
    numerator: int, denominator: int, rate: str | None
) -> None:
    assert Count(numerator, denominator).rate == rate


def test_a_month_ends_with_its_last_day() -> None:
    assert Period.of("2022-12", None, None) == Period(date(2022, 12, 1), date(2022, 12, 31))
    assert Period.of("2024-02", None, None) == Period(date(2024, 2, 1), date(2024, 2, 29))


def test_a_period_is_a_month_or_both_its_ends() -> None:
    first, last = date(2022, 9, 1), date(2022, 9, 28)
    assert Period.of(None, first, last) == Period(first, last)
    assert Period.of(None, first, first) == Period(first, first)
    for unclear in ((None, None, None), ("2022-09", first, last), (None, first, None)):
        with pytest.raises(refusals.PeriodUnclear):
            Period.of(*unclear)


def test_a_period_runs_forwards_and_has_a_year_at_most() -> None:
    for last in (date(2022, 8, 31), date(2023, 9, 2)):
        with pytest.raises(refusals.PeriodFaulty):
            Period.of(None, date(2022, 9, 1), last)
    assert Period.of(None, date(2022, 9, 1), date(2023, 9, 1)).last == date(2023, 9, 1)


def test_the_refusals_read_as_an_official_wrote_them() -> None:
    said: list[Refusal] = [
        refusals.PeriodUnclear(),
        refusals.PeriodFaulty(days=366),
        refusals.NotYetKnown(now="2022-10-01T08:00:00+08:00"),
    ]
    assert [refusal.sentence("zh-CN") for refusal in said] == [
        "请写明统计月份，或者同时写明统计起始日和截止日，二者只写其一。",
        "统计截止日不得早于起始日，统计期间最长 366 天。",
        "数据截止时刻不得晚于当前时刻（2022-10-01T08:00:00+08:00）。",
    ]
    assert all(refusal.sentence("en").endswith(".") for refusal in said)


@pytest.mark.parametrize(
    ("code", "section"),
    [("0111", "A"), ("06", "B"), ("1530", "C"), ("4690", "D"), ("51", "F"), ("6110", "H"),
     ("7010", "K"), ("83", "P"), ("9700", "T"), ("00", ""), ("98", ""), ("9999", "")],
)  # fmt: skip
def test_industries_are_reported_by_section(code: str, section: str) -> None:
    assert section_of(code) == section
    assert section in {*SECTION_ZH, ""}


@pytest.mark.parametrize(
    ("group_by", "keys"),
    [
        (Grouping.MONTH, {"2022-09"}),
        (Grouping.DEPARTMENT, {"", "FINOFF"}),
        (Grouping.TOWNSHIP, {"530902208"}),
        (Grouping.INDUSTRY, {"C", "H"}),
        (Grouping.CATEGORY, {"financing"}),
        (Grouping.CHANNEL, {"enterprise_platform", "visit"}),
    ],
)
def test_the_figures_are_told_apart_by_each_dimension(group_by: Grouping, keys: set[str]) -> None:
    inn = replace(FIRM, industry_code="6110")
    counted = tally(question(group_by=group_by), closed(), submitted(channel="visit", firm=inn))
    assert set(counted.groups) == keys


def test_the_figures_are_narrowed_by_each_dimension() -> None:
    cases: tuple[tuple[dict[str, str], int], ...] = (
        ({}, 2),
        ({"township": "530902208"}, 2),
        ({"township": "530902001"}, 0),
        ({"industry": "C"}, 2),
        ({"industry": "A"}, 0),
        ({"category": "rent"}, 0),
        ({"channel": "enterprise_platform"}, 2),
        ({"channel": "visit"}, 0),
        ({"department": "FINOFF"}, 2),
        ({"department": "FIN"}, 0),
    )
    for narrowed, tickets in cases:
        counted = tally(question(**narrowed), closed(), in_progress())
        assert counted.total[Indicator.SUPERVISED].denominator == tickets
