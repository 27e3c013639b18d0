"""补正: one pause of at most 5 working days; the clocks rest exactly as long as T-6 says."""

from datetime import date

import pytest

from services.tickets.calendar.state import CALENDAR
from services.tickets.commands import (
    CloseTicket,
    GiveSupplement,
    NoteTimePassed,
    RecalculateDeadline,
)
from services.tickets.events import (
    Attachment,
    ClosedBecause,
    DeadlineClock,
    DeclineReason,
    TicketSupervised,
    TicketSupplementAsked,
    TicketSupplementGiven,
    TicketSupplementLapsed,
)
from services.tickets.refusals import SupplementStillOpen
from services.tickets.rules.alarms import timer_at
from services.tickets.state import CameWith, Status
from shared.kernel.calendars import seeded_calendar
from shared.testing.specs import instant
from tests.builders.ticket_situations import (
    ASKED,
    ask_supplement,
    decline,
    ticket_of,
    waiting,
)
from tests.builders.tickets import (
    COLLEAGUE,
    FINANCIAL_OFFICE,
    HOTLINE,
    OFFICE,
    TIMER,
    in_progress,
    notice,
    submitted,
)

GIVE = GiveSupplement(text="贷款合同见附件。")
LAPSE = "2022-10-10T00:00+08:00"  # asked on Tuesday 09-27: 28, 29, 30, 10-08, 10-09 have passed


def test_t_6_while_the_firm_is_waited_for_the_latest_possible_date_is_told() -> None:
    decision = in_progress().when(ask_supplement(), at=ASKED, actor=FINANCIAL_OFFICE)
    [fact] = decision.facts
    assert isinstance(fact, TicketSupplementAsked)
    assert fact.until.last_day == date(2022, 10, 9)
    assert fact.due.last_day == date(2022, 10, 12)
    assert fact.department_due is not None
    assert fact.department_due.last_day == date(2022, 10, 13)
    decision.done().when(ask_supplement(), at=ASKED, actor=FINANCIAL_OFFICE).then_nothing()


@pytest.mark.parametrize(
    ("answered", "added", "last_day"),
    [
        pytest.param("2022-09-27T17:00+08:00", 0, "2022-09-30", id="the same day"),
        pytest.param("2022-09-28T09:00+08:00", 1, "2022-10-08", id="the next working day"),
        pytest.param("2022-09-30T23:59+08:00", 3, "2022-10-10", id="on the third"),
        pytest.param("2022-10-05T09:00+08:00", 3, "2022-10-10", id="on a day off"),
        pytest.param("2022-10-08T09:00+08:00", 4, "2022-10-11", id="on a make-up Saturday"),
        pytest.param("2022-10-09T23:59+08:00", 5, "2022-10-12", id="at the last moment"),
        pytest.param("2022-10-10T09:00+08:00", 5, "2022-10-12", id="after its time, not noticed"),
    ],
)
def test_t_6_days_added_are_the_working_days_after_asking_up_to_and_including_the_answer(
    answered: str, added: int, last_day: str
) -> None:
    decision = waiting().when(GIVE, at=answered, actor=HOTLINE)
    [fact] = decision.facts
    assert isinstance(fact, TicketSupplementGiven)
    assert fact.added_workdays == added
    assert fact.due.last_day == date.fromisoformat(last_day)
    ticket = ticket_of(decision.done())
    assert (ticket.due, ticket.waiting) == (fact.due, False)
    decision.done().when(GIVE, at=answered, actor=HOTLINE).then_nothing()


def test_t_6_asked_on_the_last_day_and_answered_on_a_day_off_leaves_the_next_working_day() -> None:
    spec = in_progress().given(
        ask_supplement(), at="2022-09-30T10:00+08:00", actor=FINANCIAL_OFFICE
    )
    spec = spec.given(GIVE, at="2022-10-02T10:00+08:00", actor=HOTLINE)
    assert ticket_of(spec).due.last_day == date(2022, 10, 8)


def test_t_6_documents_and_attachments_are_kept() -> None:
    contract = Attachment("sha256:00", "合同.pdf", "application/pdf", 1024)
    given = GiveSupplement(text="见附件。", attachments=(contract,))
    spec = waiting().given(given, at="2022-09-28T09:00+08:00", actor=HOTLINE)
    [enclosure] = ticket_of(spec).attachments
    assert (enclosure.file, enclosure.came_with) == (contract, CameWith.SUPPLEMENT)


def test_t_6_silence_ends_the_pause_by_itself_once() -> None:
    spec = in_progress().given(ask_supplement(), at=ASKED, actor=FINANCIAL_OFFICE)
    assert timer_at(ticket_of(spec)) == instant(LAPSE)
    order = NoteTimePassed(at=instant(LAPSE))
    decision = spec.when(order, at=LAPSE, actor=TIMER)
    assert decision.facts[0] == TicketSupplementLapsed(
        due_at=instant(LAPSE), noticed_at=instant(LAPSE), late=False
    )
    after = decision.done()
    assert not ticket_of(after).waiting
    assert ticket_of(after).due == ticket_of(spec).due
    assert not any(
        isinstance(fact, TicketSupplementLapsed)
        for fact in after.when(order, at=LAPSE, actor=TIMER).facts
    )


def test_t_6_a_pause_is_no_overdue() -> None:
    """Without the pause the ticket would be overdue from 2022-10-01 on."""
    decision = waiting().when(
        NoteTimePassed(at=instant(LAPSE)), at="2022-10-12T23:59+08:00", actor=TIMER
    )
    assert not any(isinstance(fact, TicketSupervised) for fact in decision.facts)
    after = decision.done().when(
        NoteTimePassed(at=instant(LAPSE)), at="2022-10-13T00:00+08:00", actor=TIMER
    )
    assert any(isinstance(fact, TicketSupervised) for fact in after.facts)


def test_t_6_documents_after_the_pause_change_no_clock_any_more() -> None:
    lapsed = waiting().given(NoteTimePassed(at=instant(LAPSE)), at=LAPSE, actor=TIMER)
    decision = lapsed.when(GIVE, at="2022-10-11T09:00+08:00", actor=HOTLINE)
    [fact] = decision.facts
    assert isinstance(fact, TicketSupplementGiven)
    order = ticket_of(lapsed).dispatch
    assert order is not None
    assert (fact.due, fact.department_due) == (ticket_of(lapsed).due, order.due)
    spec = decision.done()
    assert ticket_of(spec).clock == ticket_of(lapsed).clock
    assert ticket_of(spec).supplement != ticket_of(lapsed).supplement


def test_t_6_after_silence_the_office_closes_with_that_reason() -> None:
    order = CloseTicket(because=ClosedBecause.SUPPLEMENT_NOT_GIVEN)
    waiting().when(order, at="2022-10-09T23:59+08:00").then_refused(SupplementStillOpen)
    ticket = ticket_of(waiting().given(order, at=LAPSE, actor=COLLEAGUE))
    assert ticket.status is Status.CLOSED
    assert ticket.closed_because is ClosedBecause.SUPPLEMENT_NOT_GIVEN


def test_t_6_before_dispatch_the_office_asks_and_silence_declines() -> None:
    asked = submitted().given(ask_supplement(), at=ASKED, actor=OFFICE)
    assert ticket_of(asked).goal is None, "the office has done its part"
    order = decline(DeclineReason.SUPPLEMENT_NOT_GIVEN)
    asked.when(order, at="2022-10-09T09:00+08:00").then_refused(SupplementStillOpen)
    assert ticket_of(asked.given(order, at=LAPSE)).status is Status.NOT_ACCEPTED


def test_t_4_after_the_answer_the_dispatch_target_runs_anew() -> None:
    asked = submitted().given(ask_supplement(), at=ASKED, actor=OFFICE)
    goal = ticket_of(asked.given(GIVE, at="2022-09-29T17:00+08:00", actor=HOTLINE)).goal
    assert goal is not None
    assert goal.at == instant("2022-09-30T10:00+08:00")


def test_cal_8_a_pause_is_counted_by_a_new_calendar_too() -> None:
    """10-10 becomes a day off: the pause still ends on 10-09, the remaining days move on."""
    storm = seeded_calendar().publish(notice(2022, off="2022-10-10"))
    spec = waiting().given(GIVE, at="2022-09-29T09:00+08:00", actor=HOTLINE)
    assert ticket_of(spec).due.last_day == date(2022, 10, 9)
    moved = spec.under({CALENDAR: storm}).given(
        RecalculateDeadline(clock=DeadlineClock.DEPARTMENT), at="2022-09-30T09:00+08:00"
    )
    dispatch = ticket_of(moved).dispatch
    assert dispatch is not None
    assert dispatch.due.last_day == date(2022, 10, 11)


def test_cal_8_a_date_once_told_moves_on_with_a_pause() -> None:
    """Told 2022-09-30; an emergency notice makes Sunday the 25th a working day."""
    sunday = seeded_calendar().publish(notice(2022, worked="2022-09-25"))
    spec = (
        in_progress()
        .under({CALENDAR: sunday})
        .given(RecalculateDeadline(clock=DeadlineClock.FIRM), at="2022-09-26T12:00+08:00")
    )
    assert ticket_of(spec).due.last_day == date(2022, 9, 30)
    assert ticket_of(spec).calculated_due is not None
    asked = spec.given(ask_supplement(), at=ASKED, actor=FINANCIAL_OFFICE)
    answered = asked.given(GIVE, at="2022-09-28T09:00+08:00", actor=HOTLINE)
    assert ticket_of(answered).due.last_day == date(2022, 10, 8)
