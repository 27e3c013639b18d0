"""The calendar as a policy: notices are published, never changed (CAL-6, CAL-10, CAL-11)."""

from datetime import date

import pytest

from services.tickets.calendar.commands import PublishCalendar
from services.tickets.calendar.events import CalendarPublished
from services.tickets.calendar.refusals import FaultyNotice
from services.tickets.calendar.state import CALENDAR as CALENDAR_ID
from services.tickets.model import CALENDAR, MODEL
from services.tickets.seeds import seeds
from shared.kernel.calendar_lists import CalendarList
from shared.kernel.calendars import official_lists, seeded_calendar
from shared.kernel.deadlines import DayKind
from shared.kernel.workdays import WorkCalendar
from shared.testing.specs import Spec
from tests.builders.tickets import notice

AT = "2026-12-02T17:00+08:00"


def publish(listed: CalendarList) -> PublishCalendar:
    return PublishCalendar(notice=listed)


def shipped() -> Spec[WorkCalendar]:
    return Spec(CALENDAR).given(*map(publish, official_lists()), at="2026-11-23T09:00+08:00")


def test_the_shipped_notices_give_the_seeded_calendar() -> None:
    assert shipped().state == seeded_calendar()
    calendar = [seed.command for seed in seeds() if seed.stream_id == CALENDAR_ID]
    assert calendar == [publish(each) for each in official_lists()]


def test_every_decision_of_the_service_sees_the_calendar() -> None:
    assert MODEL.policies[CALENDAR_ID] is CALENDAR


def test_a_published_notice_is_a_new_version_of_the_calendar() -> None:
    listed = notice(2027, off="2027-01-01", worked="2027-01-03")
    after = shipped().when(publish(listed), at=AT).then(CalendarPublished(notice=listed))
    assert after.state.version == 6
    assert after.state.settled(2027)
    assert after.state.day(date(2027, 1, 3)).kind is DayKind.MAKE_UP_WORKDAY


@pytest.mark.parametrize("listed", official_lists(), ids=lambda listed: str(listed.year))
def test_a_notice_in_force_is_not_entered_twice(listed: CalendarList) -> None:
    shipped().when(publish(listed), at=AT).then_nothing()


def test_an_emergency_change_is_a_new_version_not_an_edit() -> None:
    typhoon = notice(2026, off="2026-12-10", document_no="云政办发电〔2026〕9号")
    after = shipped().when(publish(typhoon), at=AT).then(CalendarPublished(notice=typhoon))
    assert not after.state.is_workday(date(2026, 12, 10))
    assert after.state.lists[:5] == official_lists()


def test_a_festival_of_another_county_is_on_record_and_changes_no_day_here() -> None:
    elsewhere = notice(2026, off="2026-12-10", adcode="530926")
    after = shipped().when(publish(elsewhere), at=AT).then(CalendarPublished(notice=elsewhere))
    assert after.state.is_workday(date(2026, 12, 10))
    assert not after.state.seen_from("530926").is_workday(date(2026, 12, 10))


def test_a_notice_that_a_later_one_overrode_can_be_put_in_force_again() -> None:
    first = notice(2027, off="2027-01-01", worked="2027-01-03")
    second = notice(2027, off="2027-01-01 2027-01-03", document_no="国办发明电〔2026〕13号")
    spec = shipped().given(publish(first), publish(second), at=AT)
    after = spec.when(publish(first), at=AT).then(CalendarPublished(notice=first))
    assert after.state.is_workday(date(2027, 1, 3))


def test_a_notice_with_the_same_days_under_another_number_is_another_notice() -> None:
    copied = notice(2026, off="2026-12-10", document_no="云政办发电〔2026〕9号")
    spec = shipped().given(publish(notice(2026, off="2026-12-10")), at=AT)
    spec.when(publish(copied), at=AT).then(CalendarPublished(notice=copied))


@pytest.mark.parametrize(
    ("listed", "problem"),
    [
        pytest.param(notice(2027), "NO_DAYS", id="no days"),
        pytest.param(
            notice(2027, off="2027-01-01", worked="2027-01-01"), "NAMED_TWICE", id="off and worked"
        ),
        pytest.param(notice(2027, off="2017-01-01"), "OUTSIDE_YEAR", id="a slip in the year"),
    ],
)
def test_a_faulty_notice_is_refused(listed: CalendarList, problem: str) -> None:
    shipped().when(publish(listed), at=AT).then_refused(FaultyNotice, problem=problem)
