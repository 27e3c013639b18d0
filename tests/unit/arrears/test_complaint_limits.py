"""Stages and limits of a complaint (domain rules 1.4)."""

from typing import Any

import msgspec
import pytest

from services.arrears.complaints.limits import (
    FLAG,
    RULES,
    ComplaintSource,
    Course,
    LimitFlag,
    Stage,
    StageLimit,
    explain,
    stage_limit,
    stage_limits,
)
from services.arrears.complaints.not_accepted import LOCAL_ONLY, SENTENCE, NotAccepted
from shared.testing.specs import instant
from tests.builders.arrears_terms import CALENDAR, day


def course(source: ComplaintSource, received: str, **happened: Any) -> Course:
    return Course(source=source, received_on=day(received), **happened)


def test_vector_1_4() -> None:
    limits = stage_limits(
        course(
            ComplaintSource.DIRECT,
            "2025-09-22",
            accepted_on=day("2025-10-11"),
            file_received_on=day("2025-10-24"),
            extended=True,
        ),
        CALENDAR,
    )
    assert [(limit.stage, limit.last_day.isoformat()) for limit in limits] == [
        (Stage.REVIEW, "2025-10-11"),
        (Stage.TRANSFER, "2025-10-24"),
        (Stage.RESULT, "2025-11-24"),
        (Stage.EXTENDED_RESULT, "2026-01-22"),
    ]
    assert limits[2].ends_on == day("2025-11-23")
    assert not any(limit.provisional for limit in limits)
    assert limits[3].at == instant("2026-01-22T16:00Z")


@pytest.mark.parametrize(
    "source", [ComplaintSource.PROVINCE_TRANSFER, ComplaintSource.CITY_TRANSFER]
)
def test_a_transferred_complaint_has_the_limits_of_handling_from_its_receipt(
    source: ComplaintSource,
) -> None:
    [result] = stage_limits(course(source, "2025-10-24"), CALENDAR)
    assert (result.stage, result.last_day, result.flags) == (Stage.RESULT, day("2025-11-24"), ())
    extended = stage_limits(course(source, "2025-10-24", extended=True), CALENDAR)
    assert [limit.stage for limit in extended] == [Stage.RESULT, Stage.EXTENDED_RESULT]


def test_a_direct_complaint_is_marked_as_a_local_channel_and_waits_for_its_events() -> None:
    [review] = stage_limits(course(ComplaintSource.DIRECT, "2025-09-22"), CALENDAR)
    assert (review.stage, review.flags) == (Stage.REVIEW, (LimitFlag.LOCAL_CHANNEL,))


@pytest.mark.parametrize(
    ("stage", "start", "flags"),
    [
        (Stage.RESULT, "2025-05-31", (LimitFlag.BEFORE_RULE,)),
        (Stage.RESULT, "2025-06-01", ()),
        (Stage.TRANSFER, "2022-08-19", (LimitFlag.BEFORE_RULE,)),
        (Stage.REVIEW, "2022-08-19", ()),
    ],
)
def test_a_limit_older_than_its_rule_is_followed_by_analogy(
    stage: Stage, start: str, flags: tuple[LimitFlag, ...]
) -> None:
    assert stage_limit(stage, day(start), CALENDAR).flags == flags


def test_the_ninetieth_day_moves_over_a_holiday_like_the_thirtieth() -> None:
    limit = stage_limit(Stage.EXTENDED_RESULT, day("2026-07-04"), CALENDAR)
    assert (limit.ends_on, limit.last_day) == (day("2026-10-02"), day("2026-10-08"))


def test_a_limit_that_ends_in_a_year_without_a_list_is_provisional() -> None:
    limit = stage_limit(Stage.RESULT, day("2026-12-10"), CALENDAR)
    assert (limit.last_day, limit.provisional) == (day("2027-01-11"), True)
    assert "尚无当年放假安排，暂定" in explain(limit).zh
    assert stage_limit(Stage.REVIEW, day("2026-12-24"), CALENDAR).provisional


def test_a_limit_is_told_with_its_article() -> None:
    told = explain(stage_limit(Stage.RESULT, day("2025-10-24"), CALENDAR))
    assert told.zh == (
        "处理投诉部门应当自收到投诉材料之日（2025年10月24日，不计入）起30日内办结本环节，至2025年11月23日（星期日）届满，"
        "逢法定休假日顺延至2025年11月24日（星期一）（《保障中小企业款项支付条例》（国务院令第802号）第二十五条第二款）。"
    )
    working = explain(stage_limit(Stage.TRANSFER, day("2025-10-11"), CALENDAR))
    assert "起10个工作日内办结本环节，至2025年10月24日（星期五）届满（" in working.zh
    assert working.en.startswith("The accepting department has 10 working days from formal")


def test_a_limit_is_stored_and_read_back_whole() -> None:
    limit = stage_limit(Stage.RESULT, day("2025-10-24"), CALENDAR)
    assert msgspec.json.decode(msgspec.json.encode(limit), type=StageLimit) == limit


def test_every_stage_flag_and_reason_has_its_words() -> None:
    assert set(RULES) == set(Stage)
    assert set(FLAG) == set(LimitFlag)
    assert set(SENTENCE) == set(NotAccepted) >= LOCAL_ONLY
