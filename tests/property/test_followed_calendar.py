"""Two services that count by the same notices judge every day alike, whatever went wrong between."""

from collections.abc import Iterable
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from services.tickets.calendar.commands import PublishCalendar
from services.tickets.calendar.events import CalendarPublished
from services.tickets.model import CALENDAR as OWNED
from shared.kernel.calendar_lists import CalendarList
from shared.kernel.calendars import official_lists
from shared.kernel.decider import Claims, Command, Context
from shared.kernel.divisions import DISTRICT, NATION
from shared.kernel.followed_calendar import (
    FOLLOWED_CALENDAR,
    INITIAL,
    FollowCalendar,
    FollowedCalendar,
    SeedCalendar,
)
from shared.kernel.workdays import WorkCalendar
from shared.testing.orders import COORDINATOR
from shared.testing.specs import instant

SHIPPED = official_lists()
# The years that the notices are about: days that none of them names, too.
DAYS = [date(2021, 12, 1) + timedelta(days=n) for n in range(0, 6 * 366, 5)]
CONTEXT = Context(
    now=instant("2026-12-02T17:00+08:00"), actor=COORDINATOR, claims=Claims({}), policies={}
)
# Few notices about few days, so that they override one another and come again.
WEEK = [date(2026, 12, day) for day in range(25, 32)]
LOCAL = st.builds(
    lambda days, off, status, adcode: CalendarList(
        year=2026,
        status=status,
        holidays=tuple(sorted(days & off)),
        workdays=tuple(sorted(days - off)),
        adcode=adcode,
    ),
    st.sets(st.sampled_from(WEEK), min_size=1),
    st.sets(st.sampled_from(WEEK)),
    st.sampled_from(("final", "provisional")),
    st.sampled_from((NATION, DISTRICT, "530926")),
)
NOTICES = st.lists(LOCAL, min_size=1, max_size=4).flatmap(
    lambda pool: st.lists(st.sampled_from([*pool, *SHIPPED[-2:]]), max_size=10)
)
# Where the follower is thrown back to, after how many events, and whether it forgot what it did.
THROWBACKS = st.lists(st.tuples(st.integers(1, 20), st.integers(0, 20), st.booleans()), max_size=4)


def owners_log(orders: Iterable[CalendarList]) -> tuple[list[CalendarList], WorkCalendar]:
    """What the owner stored, in order, and its calendar."""
    calendar, stored = OWNED.initial, []
    for listed in orders:
        for event in OWNED.decide(PublishCalendar(notice=listed), calendar, CONTEXT):
            assert isinstance(event, CalendarPublished)
            calendar = OWNED.evolve(calendar, event)
            stored.append(event.notice)
    return stored, calendar


class Follower:
    """A following service: its log folded, its command records, its checkpoint."""

    def __init__(self, seeds: Iterable[CalendarList]) -> None:
        self.state: FollowedCalendar = INITIAL
        self.done: set[object] = set()
        self.checkpoint = 0
        self.seed(seeds)

    def seed(self, seeds: Iterable[CalendarList]) -> None:
        for listed in seeds:
            self._carry_out(("seed", listed.year), SeedCalendar(notice=listed))

    def follow(self, log: list[CalendarList], throwbacks: list[tuple[int, int, bool]]) -> None:
        """To the end of the log; every throwback is a restart with an older checkpoint."""
        for steps, back_to, forgets in throwbacks:
            self._advance(log, steps)
            self.checkpoint = min(self.checkpoint, back_to)
            if forgets:
                self.done.clear()
        self._advance(log, len(log))

    def _advance(self, log: list[CalendarList], steps: int) -> None:
        for position in range(self.checkpoint + 1, min(len(log), self.checkpoint + steps) + 1):
            order = FollowCalendar(notice=log[position - 1], source_position=position)
            self._carry_out(position, order)
            self.checkpoint = position

    def _carry_out(self, command_id: object, command: Command) -> None:
        if command_id not in self.done:
            self.done.add(command_id)
            events = FOLLOWED_CALENDAR.decide(command, self.state, CONTEXT)
            self.state = FOLLOWED_CALENDAR.fold(events, self.state)  # type: ignore[arg-type]


@given(NOTICES, THROWBACKS)
def test_of_one_release_both_have_the_same_notices_in_the_same_order(
    notices: list[CalendarList], throwbacks: list[tuple[int, int, bool]]
) -> None:
    log, calendar = owners_log([*SHIPPED, *notices])
    follower = Follower(SHIPPED)
    follower.follow(log, throwbacks)
    assert follower.state.calendar == calendar


@settings(deadline=None)  # every fifth day of six years is asked for twice
@given(
    notices=NOTICES,
    owned_at_first=st.integers(0, len(SHIPPED)),
    upgraded_after=st.integers(0, 12),
    followed_at_first=st.integers(0, len(SHIPPED)),
    follower_upgraded_after=st.integers(0, 20),
    throwbacks=THROWBACKS,
)
def test_of_two_releases_both_judge_every_day_alike_once_both_are_of_the_later(
    notices: list[CalendarList],
    owned_at_first: int,
    upgraded_after: int,
    followed_at_first: int,
    follower_upgraded_after: int,
    throwbacks: list[tuple[int, int, bool]],
) -> None:
    """An upgrade brings the notices shipped since, below or above what was published before."""
    earlier, later = notices[:upgraded_after], notices[upgraded_after:]
    upgrade = SHIPPED[owned_at_first:]
    log, calendar = owners_log([*SHIPPED[:owned_at_first], *earlier, *upgrade, *later])
    follower = Follower(SHIPPED[:followed_at_first])
    follower.follow(log[:follower_upgraded_after], throwbacks)
    follower.seed(SHIPPED)
    follower.follow(log, throwbacks)
    named = {day for listed in log for day in (*listed.holidays, *listed.workdays)}
    for day in (*DAYS, *named):
        assert follower.state.calendar.is_workday(day) == calendar.is_workday(day)
    for year in {day.year for day in DAYS}:
        assert follower.state.calendar.settled(year) == calendar.settled(year)
