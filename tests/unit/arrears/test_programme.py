"""The campaigns as dated data (A-3, A-8, A-9)."""

from datetime import date

import pytest
from msgspec.structs import replace

from services.arrears.model import PROGRAMME
from services.arrears.programme.commands import PublishProgramme
from services.arrears.programme.events import ProgrammePublished
from services.arrears.programme.refusals import (
    ProgrammeBeginsTwice,
    ProgrammeClassesAlike,
    ProgrammeDatesOutOfOrder,
    ProgrammeNumberOutOfRange,
    ProgrammeReachesBack,
    ProgrammeWithoutAuthority,
)
from services.arrears.programme.state import Programmes
from services.arrears.seeds import FIRST_PROGRAMME
from shared.testing.specs import Spec
from tests.builders.arrears import with_programmes

NOW = "2022-08-22T09:00+08:00"
FIRST = FIRST_PROGRAMME.programme
NEXT = replace(FIRST, code="2026", registered_from=date(2026, 1, 1), final_on=date(2026, 12, 31))


def publish(**changes: object) -> PublishProgramme:
    return replace(FIRST_PROGRAMME, **changes)


def programmes() -> Spec[Programmes]:
    return Spec(PROGRAMME)


def published() -> Spec[Programmes]:
    return programmes().given(FIRST_PROGRAMME, at=NOW)


def test_the_plans_campaign_is_as_the_plan_says() -> None:
    assert (FIRST.threshold_fen, FIRST.plan_on, FIRST.final_on) == (
        200_000_000,
        date(2022, 7, 31),
        date(2022, 12, 31),
    )


def test_a_programme_is_published_once() -> None:
    after = (
        programmes()
        .when(FIRST_PROGRAMME, at=NOW)
        .then(
            ProgrammePublished(
                programme=FIRST,
                effective_on=date(2022, 8, 19),
                document_no="临翔政办发〔2022〕56号",
                author="区工业和信息化局",
            )
        )
    )
    after.when(FIRST_PROGRAMME).then_nothing()


def test_of_one_programme_a_later_version_holds_from_its_day() -> None:
    changed = publish(
        programme=replace(FIRST, plan_workdays=15), effective_on=date(2022, 9, 1), document_no="补"
    )
    state = published().given(changed).state
    before, after = state.of("2022", date(2022, 8, 31)), state.of("2022", date(2022, 9, 1))
    assert before is not None
    assert after is not None
    assert (before.version, before.programme.plan_workdays) == (1, 10)
    assert (after.version, after.programme.plan_workdays) == (2, 15)


def test_an_item_belongs_to_the_campaign_that_began_last() -> None:
    later = publish(programme=NEXT, effective_on=date(2026, 1, 1))
    state = with_programmes(FIRST_PROGRAMME, later)
    codes = [
        version.programme.code
        for day in (date(2021, 12, 31), date(2022, 1, 1), date(2025, 12, 31), date(2026, 1, 1))
        if (version := state.for_registration(day))
    ]
    assert codes == ["2022", "2022", "2026"]


def test_what_was_decided_before_is_not_judged_anew() -> None:
    changed = publish(programme=replace(FIRST, plan_workdays=15), effective_on=date(2022, 8, 21))
    published().when(changed).then_refused(ProgrammeReachesBack, earliest="2022-08-22")


@pytest.mark.parametrize(
    ("order", "refusal"),
    [
        (publish(document_no=" "), ProgrammeWithoutAuthority),
        (publish(author=""), ProgrammeWithoutAuthority),
        (publish(programme=replace(FIRST, threshold_fen=0)), ProgrammeNumberOutOfRange),
        (publish(programme=replace(FIRST, final_warnings=(0,))), ProgrammeNumberOutOfRange),
        (publish(programme=replace(FIRST, final_warnings=(1,) * 11)), ProgrammeNumberOutOfRange),
        (
            publish(programme=replace(FIRST, reminder_workdays=5, talk_workdays=4)),
            ProgrammeNumberOutOfRange,
        ),
        (publish(programme=replace(FIRST, above="LE_2M")), ProgrammeClassesAlike),
        (publish(programme=replace(FIRST, within=" ")), ProgrammeClassesAlike),
        (
            publish(programme=replace(FIRST, final_on=date(2022, 7, 30))),
            ProgrammeDatesOutOfOrder,
        ),
    ],
)
def test_what_a_programme_must_be(order: PublishProgramme, refusal: type) -> None:
    programmes().when(order, at=NOW).then_refused(refusal)


def test_no_two_programmes_begin_on_one_day() -> None:
    other = publish(programme=replace(FIRST, code="other"))
    published().when(other).then_refused(ProgrammeBeginsTwice, other="2022")
