"""A calendar notice touches open deadlines (CAL-7, CAL-8, CAL-10, CAL-11).

The ticket was received on Monday 2026-12-28, when no list for 2027 existed: due, provisionally, on
Tuesday 2027-01-05. It was dispatched a day later, so its department's clock ends on the 6th.
"""

from datetime import date

import pytest

from services.tickets.calendar.events import CalendarPublished
from services.tickets.calendar.state import CALENDAR
from services.tickets.commands import (
    GiveSupplement,
    NoteTimePassed,
    RecalculateDeadline,
    ReplyAsHelper,
    TakeOverTicket,
)
from services.tickets.events import (
    CallBackOutcome,
    DeadlineClock,
    DeclineReason,
    TicketCycleStarted,
    TicketDeadlineRecalculated,
    TicketSupervised,
)
from services.tickets.reactions import when_calendar_published
from services.tickets.refusals import SupplementStillOpen, TicketNotFound
from services.tickets.state import Dispatch, State, Ticket
from shared.kernel.calendar_lists import CalendarList
from shared.kernel.calendars import seeded_calendar
from shared.kernel.deadlines import Deadline, end_of_day
from shared.kernel.workdays import WorkCalendar
from shared.testing.specs import Decision, Spec, instant
from tests.builders.ticket_situations import ask_supplement, decline, plan_active
from tests.builders.tickets import (
    FINANCE_BUREAU,
    FINANCIAL_OFFICE,
    HOTLINE,
    TIMER,
    call_back,
    dispatch_ticket,
    dispatched,
    notice,
    reply_to_ticket,
    submit_ticket,
    tickets,
)

FIRM, DEPARTMENT = DeadlineClock.FIRM, DeadlineClock.DEPARTMENT
PUBLISHED = "2026-12-30T17:00+08:00"

SUNDAY_WORKED = notice(2027, off="2027-01-01", worked="2027-01-03")
LONG_BREAK = notice(2027, off="2027-01-01 2027-01-02 2027-01-03 2027-01-04")
AS_EXPECTED = notice(2027, off="2027-01-01")


def received() -> Spec[State]:
    return tickets().given(submit_ticket(), at="2026-12-28T10:00+08:00")


def given_out() -> Spec[State]:
    return received().given(dispatch_ticket(), at="2026-12-29T10:00+08:00")


def calendar(*notices: CalendarList) -> WorkCalendar:
    published = seeded_calendar()
    for each in notices:
        published = published.publish(each)
    return published


def due(day: str, version: int, *, provisional: bool, start: str = "2026-12-28") -> Deadline:
    last_day = date.fromisoformat(day)
    return Deadline(
        at=end_of_day(last_day),
        last_day=last_day,
        workdays=5,
        start_day=date.fromisoformat(start),
        calendar_version=version,
        provisional=provisional,
    )


def judge(
    spec: Spec[State], *notices: CalendarList, clock: DeadlineClock = FIRM, at: str = PUBLISHED
) -> Decision[State]:
    """The reaction's order after these notices were published, one after the other."""
    order = RecalculateDeadline(clock=clock)
    return spec.under({CALENDAR: calendar(*notices)}).when(order, at=at, actor=TIMER)


def ticket_of(spec: Spec[State]) -> Ticket:
    assert isinstance(spec.state, Ticket)
    return spec.state


def dispatch_of(spec: Spec[State]) -> Dispatch:
    dispatch = ticket_of(spec).dispatch
    assert dispatch is not None
    return dispatch


def documents(decision: Decision[State]) -> tuple[str, ...]:
    (fact,) = decision.facts
    assert isinstance(fact, TicketDeadlineRecalculated)
    return fact.documents


FIRST_TOLD = due("2027-01-05", 5, provisional=True)


def test_a_due_date_in_a_year_without_a_list_is_provisional() -> None:
    assert ticket_of(received()).due == FIRST_TOLD


def test_an_earlier_date_is_shown_but_judged_by_the_date_first_notified() -> None:
    earlier = due("2027-01-04", 6, provisional=False)
    judged_by = due("2027-01-05", 5, provisional=False)
    after = judge(received(), SUNDAY_WORKED).then(
        TicketDeadlineRecalculated(
            clock=FIRM,
            before=FIRST_TOLD,
            calculated=earlier,
            in_force=judged_by,
            documents=("国办发明电〔2026〕12号",),
        )
    )
    ticket = ticket_of(after)
    assert (ticket.due, ticket.calculated_due) == (judged_by, earlier)


def test_a_ticket_judged_by_the_date_first_notified_is_overdue_only_after_it() -> None:
    spec = judge(received(), SUNDAY_WORKED).done()
    rung = NoteTimePassed(at=instant("2027-01-05T00:00+08:00"))
    on_the_day = spec.when(rung, at="2027-01-05T23:59+08:00", actor=TIMER)
    assert not any(isinstance(fact, TicketSupervised) for fact in on_the_day.facts)
    after_it = on_the_day.done().when(rung, at="2027-01-06T00:00+08:00", actor=TIMER)
    assert [type(fact) for fact in after_it.facts] == [TicketSupervised]


def test_a_later_date_is_used() -> None:
    later = due("2027-01-06", 6, provisional=False)
    after = judge(received(), LONG_BREAK).then(
        TicketDeadlineRecalculated(
            clock=FIRM,
            before=FIRST_TOLD,
            calculated=later,
            in_force=later,
            documents=("国办发明电〔2026〕12号",),
        )
    )
    assert (ticket_of(after).due, ticket_of(after).calculated_due) == (later, None)


def test_a_provisional_date_that_becomes_final_is_recorded_though_it_does_not_move() -> None:
    final = due("2027-01-05", 6, provisional=False)
    after = judge(received(), AS_EXPECTED).then(
        TicketDeadlineRecalculated(
            clock=FIRM,
            before=FIRST_TOLD,
            calculated=final,
            in_force=final,
            documents=("国办发明电〔2026〕12号",),
        )
    )
    assert ticket_of(after).due == final


def test_a_provisional_notice_moves_a_date_and_leaves_it_provisional() -> None:
    early_word = notice(2027, off="2027-01-01 2027-01-04", status="provisional")
    after = judge(received(), early_word).done()
    assert ticket_of(after).due == due("2027-01-06", 6, provisional=True)


@pytest.mark.parametrize("clock", [FIRM, DEPARTMENT])
@pytest.mark.parametrize(
    "published",
    [SUNDAY_WORKED, LONG_BREAK, AS_EXPECTED],
    ids=["earlier", "later", "final without a move"],
)
def test_the_same_notice_is_judged_by_once(clock: DeadlineClock, published: CalendarList) -> None:
    once = judge(given_out(), published, clock=clock).done()
    judge(once, published, clock=clock).then_nothing()


@pytest.mark.parametrize("clock", [FIRM, DEPARTMENT])
@pytest.mark.parametrize(
    "published",
    [SUNDAY_WORKED, LONG_BREAK, AS_EXPECTED],
    ids=["earlier", "later", "final without a move"],
)
def test_a_notice_about_other_days_changes_nothing_any_more(
    clock: DeadlineClock, published: CalendarList
) -> None:
    once = judge(given_out(), published, clock=clock).done()
    next_year = notice(2028, off="2028-01-01")
    judge(once, published, next_year, clock=clock).then_nothing()


@pytest.mark.parametrize("clock", [FIRM, DEPARTMENT])
def test_a_deadline_counted_in_settled_years_is_left_alone(clock: DeadlineClock) -> None:
    judge(dispatched(), SUNDAY_WORKED, clock=clock).then_nothing()


def test_the_departments_clock_is_judged_from_the_dispatch() -> None:
    start = "2026-12-29"
    before = due("2027-01-06", 5, provisional=True, start=start)
    calculated = due("2027-01-05", 6, provisional=False, start=start)
    in_force = due("2027-01-06", 5, provisional=False, start=start)
    after = judge(given_out(), SUNDAY_WORKED, clock=DEPARTMENT).then(
        TicketDeadlineRecalculated(
            clock=DEPARTMENT,
            before=before,
            calculated=calculated,
            in_force=in_force,
            documents=("国办发明电〔2026〕12号",),
        )
    )
    dispatch = dispatch_of(after)
    assert (dispatch.due, dispatch.calculated_due) == (in_force, calculated)
    assert ticket_of(after).due == FIRST_TOLD


def test_a_later_date_is_used_for_the_department_too() -> None:
    after = judge(given_out(), LONG_BREAK, clock=DEPARTMENT).done()
    dispatch = dispatch_of(after)
    assert dispatch.due == due("2027-01-07", 6, provisional=False, start="2026-12-29")
    assert dispatch.calculated_due is None


def test_before_the_dispatch_there_is_no_departments_clock() -> None:
    judge(received(), SUNDAY_WORKED, clock=DEPARTMENT).then_nothing()


def test_a_date_once_told_is_not_taken_back_by_a_second_notice() -> None:
    later = judge(received(), LONG_BREAK).done()
    correction = notice(
        2027, off="2027-01-01", worked="2027-01-03 2027-01-04", document_no="国办发明电〔2026〕13号"
    )
    after = judge(later, LONG_BREAK, correction).done()
    assert ticket_of(after).due == due("2027-01-06", 6, provisional=False)
    assert ticket_of(after).calculated_due == due("2027-01-04", 7, provisional=False)


def test_an_emergency_change_that_restores_the_date_is_recorded() -> None:
    earlier = judge(received(), SUNDAY_WORKED).done()
    storm = notice(2027, off="2027-01-03", document_no="云政办发电〔2027〕1号")
    after = judge(earlier, SUNDAY_WORKED, storm).done()
    assert ticket_of(after).due == due("2027-01-05", 7, provisional=False)
    assert ticket_of(after).calculated_due is None


def test_notices_judged_by_together_give_one_record() -> None:
    correction = notice(2027, off="2027-01-05", document_no="国办发明电〔2026〕13号")
    decision = judge(received(), LONG_BREAK, correction)
    after = decision.done()
    assert ticket_of(after).due == due("2027-01-07", 7, provisional=False)
    assert documents(decision) == ("国办发明电〔2026〕12号", "国办发明电〔2026〕13号")
    judge(after, LONG_BREAK, correction).then_nothing()


@pytest.mark.parametrize("first", [SUNDAY_WORKED, LONG_BREAK], ids=["earlier", "later"])
def test_a_second_recalculation_names_only_what_was_published_since(first: CalendarList) -> None:
    once = judge(received(), first).done()
    storm = notice(2027, off="2027-01-04 2027-01-05", document_no="云政办发电〔2027〕1号")
    assert documents(judge(once, first, storm)) == ("云政办发电〔2027〕1号",)


@pytest.mark.parametrize(
    ("adcode", "last_day"),
    [
        pytest.param("530902", "2026-12-18", id="of the district itself"),
        pytest.param("530900", "2026-12-18", id="of the city"),
        pytest.param("530926", "2026-12-17", id="of another county"),
    ],
)
def test_a_local_festival_counts_where_it_is_held(adcode: str, last_day: str) -> None:
    spec = tickets().given(submit_ticket(), at="2026-12-10T10:00+08:00")
    festival = notice(2026, off="2026-12-15", adcode=adcode)
    decision = judge(spec, festival)
    assert ticket_of(decision.done()).due.last_day.isoformat() == last_day
    assert bool(decision.facts) == (last_day == "2026-12-18")


def test_an_overdue_ticket_whose_date_moves_stays_supervised() -> None:
    overdue = NoteTimePassed(at=FIRST_TOLD.at)
    late = received().given(overdue, at="2027-01-06T00:00+08:00", actor=TIMER)
    after = judge(late, LONG_BREAK, at="2027-01-06T09:00+08:00").done()
    assert ticket_of(after).due.last_day == date(2027, 1, 6)
    assert ticket_of(after).supervision_level == 1


def sent_back() -> Spec[State]:
    """Judged by an earlier date on both clocks, then not done: a second cycle from 2027-01-05."""
    spec = judge(given_out(), SUNDAY_WORKED).done()
    spec = judge(spec, SUNDAY_WORKED, clock=DEPARTMENT).done()
    return (
        spec.given(TakeOverTicket(), at="2026-12-31T09:00+08:00", actor=FINANCIAL_OFFICE)
        .given(reply_to_ticket(), at="2027-01-04T09:00+08:00", actor=FINANCIAL_OFFICE)
        .given(call_back(CallBackOutcome.NOT_DONE), at="2027-01-05T09:00+08:00")
    )


def test_a_new_cycle_starts_both_clocks_afresh() -> None:
    spec = sent_back()
    assert any(isinstance(fact, TicketCycleStarted) for fact in spec.history)
    expected = due("2027-01-12", 6, provisional=False, start="2027-01-05")
    assert (ticket_of(spec).due, ticket_of(spec).calculated_due) == (expected, None)
    assert (dispatch_of(spec).due, dispatch_of(spec).calculated_due) == (expected, None)


@pytest.mark.parametrize("clock", [FIRM, DEPARTMENT])
def test_in_a_new_cycle_both_clocks_are_judged_from_its_start(clock: DeadlineClock) -> None:
    snow = notice(2027, off="2027-01-08", document_no="云政办发电〔2027〕2号")
    after = judge(sent_back(), SUNDAY_WORKED, snow, clock=clock, at="2027-01-07T09:00+08:00").done()
    moved = due("2027-01-13", 7, provisional=False, start="2027-01-05")
    assert moved == (ticket_of(after).due if clock is FIRM else dispatch_of(after).due)


@pytest.mark.parametrize("clock", [FIRM, DEPARTMENT])
def test_a_closed_ticket_keeps_its_dates(clock: DeadlineClock) -> None:
    spec = (
        given_out()
        .given(TakeOverTicket(), reply_to_ticket(), at="2026-12-29T15:00+08:00",
               actor=FINANCIAL_OFFICE)
        .given(call_back(CallBackOutcome.SATISFIED), at="2026-12-30T09:00+08:00")
    )  # fmt: skip
    judge(spec, SUNDAY_WORKED, clock=clock).then_nothing()


@pytest.mark.parametrize("clock", [FIRM, DEPARTMENT])
def test_a_deadline_in_force_is_what_its_own_calendar_version_gives(clock: DeadlineClock) -> None:
    for published in (SUNDAY_WORKED, LONG_BREAK, AS_EXPECTED):
        after = judge(given_out(), published, clock=clock).done()
        in_force = ticket_of(after).due if clock is FIRM else dispatch_of(after).due
        start = "2026-12-28T10:00+08:00" if clock is FIRM else "2026-12-29T10:00+08:00"
        versions = {5: calendar(), 6: calendar(published)}
        explained = versions[in_force.calendar_version].deadline(instant(start), 5)
        assert explained.at == in_force.at


def test_a_published_notice_has_every_clock_of_a_ticket_judged() -> None:
    assert list(when_calendar_published(CalendarPublished(notice=SUNDAY_WORKED))) == [
        RecalculateDeadline(clock=clock) for clock in DeadlineClock
    ]


def test_a_helpers_clock_is_judged_by_itself() -> None:
    spec = received().given(dispatch_ticket("FINOFF", "FIN", "TAX"), at="2026-12-30T10:00+08:00")
    helped = spec.given(
        ReplyAsHelper(text="可安排贴息。", evidence=()), at="2026-12-30T11:00+08:00",
        actor=FINANCE_BUREAU,
    )  # fmt: skip
    decision = judge(helped, SUNDAY_WORKED, clock=DeadlineClock.HELPER)
    [fact] = decision.facts
    assert isinstance(fact, TicketDeadlineRecalculated)
    assert (fact.clock, fact.subject) == (DeadlineClock.HELPER, "TAX")
    assert fact.before.last_day == date(2027, 1, 5)
    assert fact.calculated.last_day == date(2027, 1, 4)
    judge(decision.done(), SUNDAY_WORKED, clock=DeadlineClock.HELPER).then_nothing()


def test_a_milestone_that_falls_on_a_new_day_off_moves_to_the_next_working_day() -> None:
    spec = plan_active().under(
        {CALENDAR: seeded_calendar().publish(notice(2022, off="2022-10-14"))}
    )
    order = RecalculateDeadline(clock=DeadlineClock.MILESTONE)
    decision = spec.when(order, at="2022-10-08T09:00+08:00", actor=TIMER)
    [fact] = decision.facts
    assert isinstance(fact, TicketDeadlineRecalculated)
    assert (fact.subject, fact.in_force.last_day) == ("1", date(2022, 10, 17))
    plan = ticket_of(decision.done()).plan
    assert plan is not None
    assert plan.milestones[0].clock.due == fact.in_force


def test_a_ticket_that_was_never_submitted_has_no_clock() -> None:
    judge(tickets(), SUNDAY_WORKED).then_refused(TicketNotFound)


def asked() -> Spec[State]:
    """The firm's documents are waited for until 2027-01-05, as far as is known."""
    return received().given(ask_supplement())


def test_t_6_a_later_calendar_gives_the_firm_more_time_to_supplement() -> None:
    decision = judge(asked(), LONG_BREAK, clock=DeadlineClock.SUPPLEMENT)
    after = decision.then(
        TicketDeadlineRecalculated(
            clock=DeadlineClock.SUPPLEMENT,
            before=FIRST_TOLD,
            calculated=due("2027-01-06", 6, provisional=False),
            in_force=due("2027-01-06", 6, provisional=False),
            documents=("国办发明电〔2026〕12号",),
        )
    )
    silent = decline(DeclineReason.SUPPLEMENT_NOT_GIVEN)
    after.when(silent, at="2027-01-06T10:00+08:00").then_refused(SupplementStillOpen)
    assert after.when(silent, at="2027-01-07T00:00+08:00").refusal is None


def test_t_6_an_earlier_day_is_not_taken_back_from_the_firm_and_judged_once() -> None:
    after = judge(asked(), SUNDAY_WORKED, clock=DeadlineClock.SUPPLEMENT).done()
    supplement = ticket_of(after).supplement
    assert supplement is not None
    assert supplement.until == due("2027-01-05", 5, provisional=False)
    judge(after, SUNDAY_WORKED, clock=DeadlineClock.SUPPLEMENT).then_nothing()


def test_t_6_nobody_waits_when_nothing_was_asked_or_all_was_given() -> None:
    judge(received(), LONG_BREAK, clock=DeadlineClock.SUPPLEMENT).then_nothing()
    given = asked().given(GiveSupplement(text="已补正。"), actor=HOTLINE)
    judge(given, LONG_BREAK, clock=DeadlineClock.SUPPLEMENT).then_nothing()
