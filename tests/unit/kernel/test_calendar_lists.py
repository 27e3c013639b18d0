from datetime import date

import msgspec
import pytest

from shared.kernel.calendar_lists import CalendarList, list_problem, statutory_days_missing
from shared.kernel.calendars import official_lists
from shared.kernel.divisions import NATION

DAY = date(2027, 1, 1)


@pytest.mark.parametrize("listed", official_lists(), ids=lambda listed: str(listed.year))
def test_no_official_list_has_a_problem(listed: CalendarList) -> None:
    assert list_problem(listed) is None


@pytest.mark.parametrize(
    ("holidays", "workdays", "problem"),
    [
        ((), (), "NO_DAYS"),
        ((DAY, DAY), (), "NAMED_TWICE"),
        ((DAY,), (DAY,), "NAMED_TWICE"),
        ((date(2072, 10, 1),), (), "OUTSIDE_YEAR"),
        ((DAY,), (date(2025, 12, 31),), "OUTSIDE_YEAR"),
    ],
)
def test_a_slip_in_a_list_is_found(
    holidays: tuple[date, ...], workdays: tuple[date, ...], problem: str
) -> None:
    listed = CalendarList(year=2027, status="final", holidays=holidays, workdays=workdays)
    found = list_problem(listed)
    assert found is not None
    assert found.code == problem
    assert found.zh
    assert found.en


def test_a_list_may_name_days_of_the_years_beside_its_own() -> None:
    days = (date(2026, 12, 31), DAY, date(2028, 1, 1))
    assert list_problem(CalendarList(year=2027, status="final", holidays=days)) is None


def test_only_a_final_list_for_the_nation_settles_a_year() -> None:
    def settles(status: str, adcode: str) -> bool:
        raw = {"year": 2027, "status": status, "holidays": [DAY], "adcode": adcode}
        return msgspec.convert(raw, CalendarList).settles_year

    assert settles("final", NATION)
    assert not settles("provisional", NATION)
    assert not settles("final", "530926")


def test_a_forgotten_statutory_day_is_named() -> None:
    listed = CalendarList(
        year=2027,
        status="final",
        holidays=tuple(date(2027, 10, day) for day in range(1, 8)),
    )
    missing = statutory_days_missing(listed)
    assert missing[0] == DAY
    assert len(missing) == 10
    assert missing == tuple(sorted(missing))


@pytest.mark.parametrize(
    ("year", "missing"),
    [
        (2022, ()),
        (2023, ()),
        (2024, (date(2024, 2, 9),)),
        (2025, ()),
        (2026, ()),
    ],
)
def test_official_lists_leave_out_no_statutory_day_but_new_years_eve_2024(
    year: int, missing: tuple[date, ...]
) -> None:
    listed = next(listed for listed in official_lists() if listed.year == year)
    assert statutory_days_missing(listed) == missing


def test_a_list_survives_being_stored_as_json() -> None:
    for listed in official_lists():
        stored = msgspec.json.encode(listed)
        assert msgspec.json.decode(stored, type=CalendarList) == listed
