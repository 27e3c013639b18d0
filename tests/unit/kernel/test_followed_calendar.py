"""A following service enters the owner's notices over those of its release, each once."""

from datetime import date

import msgspec
import pytest

from shared.kernel.calendar_lists import CalendarList
from shared.kernel.calendars import CALENDAR, official_lists, seeded_calendar
from shared.kernel.deadlines import DayKind
from shared.kernel.decider import Claims, Context
from shared.kernel.followed_calendar import (
    FOLLOWED_CALENDAR,
    CalendarPublished,
    FollowCalendar,
    FollowedCalendar,
    SeedCalendar,
    work_calendar,
)
from shared.testing.orders import COORDINATOR
from shared.testing.specs import Spec, instant
from tests.builders.tickets import notice

AT = "2026-12-02T17:00+08:00"
LIST_2027 = notice(2027, off="2027-01-01", worked="2027-01-03")
TYPHOON = notice(2026, off="2026-12-10", document_no="云政办发电〔2026〕9号")


def follow(listed: CalendarList, position: int) -> FollowCalendar:
    return FollowCalendar(notice=listed, source_position=position)


def shipped() -> Spec[FollowedCalendar]:
    seeds = (SeedCalendar(notice=listed) for listed in official_lists())
    return Spec(FOLLOWED_CALENDAR).given(*seeds, at="2026-11-23T09:00+08:00")


def test_a_service_that_never_heard_of_the_owner_counts_by_the_notices_of_its_release() -> None:
    assert shipped().state == FollowedCalendar(seeded_calendar())


def test_a_notice_of_the_owner_is_entered_with_its_place_in_the_owners_log() -> None:
    after = (
        shipped()
        .when(follow(LIST_2027, 71), at=AT)
        .then(CalendarPublished(notice=LIST_2027, source_position=71))
    )
    assert after.state.source_position == 71
    assert after.state.calendar.version == 6
    assert after.state.calendar.day(date(2027, 1, 3)).kind is DayKind.MAKE_UP_WORKDAY


@pytest.mark.parametrize("listed", official_lists(), ids=lambda listed: str(listed.year))
def test_the_owners_own_seeds_are_in_force_already(listed: CalendarList) -> None:
    shipped().when(follow(listed, 1), at=AT).then_nothing()


def test_a_notice_is_followed_once_whatever_came_between() -> None:
    spec = shipped().given(follow(LIST_2027, 71), follow(TYPHOON, 72), at=AT)
    spec.when(follow(LIST_2027, 71), at=AT).then_nothing()
    overridden = notice(2027, off="2027-01-03", document_no="国办发明电〔2026〕13号")
    spec = spec.given(follow(overridden, 80), at=AT)
    spec.when(follow(LIST_2027, 71), at=AT).then_nothing()


def test_a_notice_that_the_owner_put_in_force_again_is_entered_again() -> None:
    overridden = notice(2027, off="2027-01-03", document_no="国办发明电〔2026〕13号")
    spec = shipped().given(follow(LIST_2027, 71), follow(overridden, 80), at=AT)
    spec.when(follow(LIST_2027, 90), at=AT).then(
        CalendarPublished(notice=LIST_2027, source_position=90)
    )


def test_what_the_owner_published_is_not_judged_again() -> None:
    """Were it faulty, two services would count differently: the owner's own refusal comes first."""
    faulty = notice(2027)
    shipped().when(follow(faulty, 71), at=AT).then(
        CalendarPublished(notice=faulty, source_position=71)
    )


def test_a_seed_of_a_later_release_does_not_undo_what_was_followed() -> None:
    """The owner publishes it too; over its emergency change or below it, as the owner says."""
    spec = shipped().given(follow(TYPHOON, 71), at=AT)
    spec.when(SeedCalendar(notice=LIST_2027), at=AT).then_nothing()
    spec.when(follow(LIST_2027, 72), at=AT).then(
        CalendarPublished(notice=LIST_2027, source_position=72)
    )


def test_a_seed_of_a_later_release_is_entered_while_nothing_was_followed() -> None:
    spec = shipped().when(SeedCalendar(notice=LIST_2027), at=AT)
    spec.then(CalendarPublished(notice=LIST_2027)).when(
        SeedCalendar(notice=LIST_2027), at=AT
    ).then_nothing()


def test_a_seed_is_stored_without_a_place_in_the_owners_log() -> None:
    seeded = msgspec.json.decode(msgspec.json.encode(CalendarPublished(notice=TYPHOON)))
    followed = CalendarPublished(notice=TYPHOON, source_position=71)
    assert list(seeded) == ["notice"]
    assert msgspec.json.decode(msgspec.json.encode(followed))["source_position"] == 71


def test_a_decision_counts_by_the_followed_calendar() -> None:
    state = shipped().given(follow(TYPHOON, 71), at=AT).state
    context = Context(
        now=instant(AT), actor=COORDINATOR, claims=Claims({}), policies={CALENDAR: state}
    )
    assert not work_calendar(context).is_workday(date(2026, 12, 10))
