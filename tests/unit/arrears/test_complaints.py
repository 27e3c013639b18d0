"""Complaints from above and by the local channel: limits, steps, the result in writing (1.4)."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from msgspec.structs import replace

from services.arrears.complaints import commands, events, refusals
from services.arrears.complaints.limits import ComplaintSource, LimitFlag, Stage
from services.arrears.complaints.not_accepted import NotAccepted
from services.arrears.complaints.rules import owned_by, timer_at
from services.arrears.complaints.state import State
from services.arrears.complaints.values import (
    OUTCOME_ZH,
    SOURCE_ZH,
    STAGE_ZH,
    STATUS_ZH,
    STEP_ZH,
    Outcome,
    Status,
    StepKind,
)
from services.arrears.model import COMPLAINT
from services.arrears.refusals import (
    AmountNotPositive,
    ArrearsNotFound,
    DateInFuture,
    SamePartyTwice,
)
from shared.kernel.calendar_lists import CalendarList
from shared.kernel.calendars import CALENDAR, seeded_calendar
from shared.kernel.decider import Command, Held
from shared.kernel.followed_calendar import FollowedCalendar
from shared.testing.specs import Spec, instant
from tests.builders.arrears import (
    DEBTOR,
    IN_CHARGE,
    OTHER_DEPARTMENT,
    PLATFORM,
    TIMER,
    item_of,
    registered,
)
from tests.builders.complaints import (
    COMPLAINANT,
    CONCLUSION,
    DIRECTLY,
    EXTENSION,
    RECORDED,
    RESPONDENT,
    complaint_of,
    complaints,
    handled,
    received,
    record_complaint,
    record_directly,
    step,
)
from tests.builders.tickets import notice

ITEM_ID = "01836ce8-3a00-7000-8000-0000000000ff"
ACCEPTANCE = commands.AcceptComplaint(accepted_on=date(2025, 10, 11))
DECLINE = commands.DeclineComplaint(grounds=NotAccepted.ALREADY_ELSEWHERE, note="法院已立案。")
HANDOVER = commands.HandOverComplaint(handler="DRC", file_received_on=date(2025, 10, 24))
TIME = commands.NoteComplaintTime(at=instant(RECORDED))
ACCEPTED = "2025-10-11T10:00+08:00"
SILENT = "2025-11-01T09:00+08:00"  # 5 working days after Friday 2025-10-24 are over on the 31st


def last_days(spec: Spec[State]) -> list[tuple[Stage, str]]:
    limits = [one.limit for one in complaint_of(spec).limits]
    return [(limit.stage, limit.last_day.isoformat()) for limit in limits]


def told(spec: Spec[State], at: str) -> list[Any]:
    return list(spec.when(TIME, at=at, actor=TIMER).facts)


def accepted() -> Spec[State]:
    return received().given(ACCEPTANCE, at=ACCEPTED)


def handed_over() -> Spec[State]:
    return accepted().given(HANDOVER, at=RECORDED)


def asked() -> Spec[State]:
    return handled().given(step(StepKind.INQUIRY))


def test_one_from_above_is_handled_at_once_and_ends_after_thirty_days() -> None:
    spec = handled()
    assert complaint_of(spec).number == "LX-T-2025-000001"
    assert complaint_of(spec).status is Status.HANDLING
    assert last_days(spec) == [(Stage.RESULT, "2025-11-24")]


def test_vector_1_4_a_direct_one_goes_through_every_stage() -> None:
    spec = handed_over().given(EXTENSION)
    assert last_days(spec) == [
        (Stage.REVIEW, "2025-10-11"),
        (Stage.TRANSFER, "2025-10-24"),
        (Stage.RESULT, "2025-11-24"),
        (Stage.EXTENDED_RESULT, "2026-01-22"),
    ]
    flags = {flag for one in complaint_of(spec).limits for flag in one.limit.flags}
    assert flags == {LimitFlag.LOCAL_CHANNEL}


@pytest.mark.parametrize(
    ("order", "refusal"),
    [
        (record_complaint(upstream_number=None), refusals.UpstreamNumberMissing),
        (record_complaint(upstream_number=" "), refusals.UpstreamNumberMissing),
        (record_complaint(handler=None), refusals.HandlerMismatch),
        (record_directly(handler="DRC"), refusals.HandlerMismatch),
        (record_complaint(handler="NONE"), refusals.UnknownUnit),
        (record_complaint(handler="HOUSE"), refusals.HandlesItself),
        (record_complaint(respondent=replace(RESPONDENT, unit="NONE")), refusals.UnknownUnit),
        (
            record_complaint(respondent=replace(RESPONDENT, uscc=COMPLAINANT.uscc)),
            SamePartyTwice,
        ),
        (record_complaint(claimed_fen=0), AmountNotPositive),
        (record_complaint(facts=" "), refusals.ComplaintTextMissing),
        (record_complaint(received_on=date(2025, 10, 25)), DateInFuture),
        (record_complaint(item_id=ITEM_ID), ArrearsNotFound),
    ],
)
def test_what_a_recorded_complaint_must_be(order: Command, refusal: type) -> None:
    complaints().when(order, at=RECORDED).then_refused(refusal)


def test_one_from_above_is_recorded_once_by_its_number_there() -> None:
    key = "complaint/province_transfer/YN-TS-2025-00731"
    known = {key: Held("another", 2025 * 10**9 + 17)}
    order = record_complaint(upstream_number="yn-ts-2025-00731 ")
    complaints().when(order, at=RECORDED, claims=known).then_refused(
        refusals.ComplaintKnown, number="LX-T-2025-000017"
    )
    complaints().when(
        record_complaint(source=ComplaintSource.CITY_TRANSFER), at=RECORDED, claims=known
    ).done()


def test_an_item_between_the_same_parties_is_linked_and_no_other() -> None:
    item = item_of(registered())
    other = replace(item, creditor=replace(item.creditor, uscc=RESPONDENT.uscc))
    link = commands.LinkComplaint(item_id=ITEM_ID)
    handled().when(link, others={ITEM_ID: other}).then_refused(refusals.ItemOfOthers)
    handled().when(link).then_refused(ArrearsNotFound)
    named = record_complaint(item_id=ITEM_ID)
    complaints().when(named, at=RECORDED, actor=PLATFORM, others={ITEM_ID: item}).then_refused(
        ArrearsNotFound
    )
    after = (
        handled()
        .when(link, others={ITEM_ID: item})
        .then(
            events.ComplaintLinked(
                item_id=ITEM_ID, item_number="LX-A-2022-000001", linked_by="office-1"
            )
        )
    )
    after.when(link, others={ITEM_ID: item}).then_nothing()
    ended = handled().given(CONCLUSION, at="2025-11-21T10:00+08:00")
    ended.when(link, others={ITEM_ID: item}).then_refused(refusals.ComplaintStatusWrong)


def test_a_direct_one_is_accepted_once() -> None:
    accepted().when(ACCEPTANCE).then_nothing()
    handled().when(ACCEPTANCE).then_refused(refusals.ComplaintStatusWrong)
    early = commands.AcceptComplaint(accepted_on=date(2025, 9, 21))
    received().when(early).then_refused(refusals.DaysOutOfOrder, earliest="2025-09-22")


def test_a_direct_one_is_turned_down_with_its_grounds() -> None:
    received().when(replace(DECLINE, note=" ")).then_refused(refusals.ComplaintTextMissing)
    after = (
        received()
        .when(DECLINE)
        .then(
            events.ComplaintNotAccepted(
                reason=NotAccepted.ALREADY_ELSEWHERE,
                note="法院已立案。",
                decided_by="office-1",
                decided_at=instant(DIRECTLY),
            )
        )
    )
    after.when(DECLINE).then_nothing()
    after.when(ACCEPTANCE, at=ACCEPTED).then_refused(refusals.ComplaintStatusWrong)
    assert timer_at(complaint_of(after)) is None


def test_a_direct_one_is_handed_over_to_another_than_the_respondent() -> None:
    handed_over().when(HANDOVER).then_nothing()
    received().when(HANDOVER, at=RECORDED).then_refused(refusals.ComplaintStatusWrong)
    own = replace(HANDOVER, handler="HOUSE")
    accepted().when(own, at=RECORDED).then_refused(refusals.HandlesItself)
    early = replace(HANDOVER, file_received_on=date(2025, 10, 10))
    accepted().when(early, at=RECORDED).then_refused(refusals.DaysOutOfOrder)


def test_an_extension_is_approved_by_the_head_once_and_in_time() -> None:
    extended = handled().given(EXTENSION, actor=IN_CHARGE)
    assert last_days(extended)[-1] == (Stage.EXTENDED_RESULT, "2026-01-22")
    extended.when(EXTENSION).then_nothing()
    extended.when(replace(EXTENSION, days=60)).then_refused(refusals.ExtendedBefore)
    handled().when(replace(EXTENSION, approved_by=" ")).then_refused(refusals.HeadMissing)
    late = handled().when(EXTENSION, at="2025-11-25T00:00+08:00")
    late.then_refused(refusals.ExtensionTooLate, last_day="2025-11-24")
    handled().given(EXTENSION, at="2025-11-24T23:59+08:00")


@pytest.mark.parametrize("days", [30, 91])
def test_an_extension_ends_after_ninety_days_in_all_at_most(days: int) -> None:
    handled().when(replace(EXTENSION, days=days)).then_refused(refusals.ExtensionOutOfRange)


def test_fewer_days_than_ninety_can_be_approved() -> None:
    spec = handled().given(replace(EXTENSION, days=45))
    assert last_days(spec)[-1] == (Stage.EXTENDED_RESULT, "2025-12-08")


def test_an_extension_that_days_off_make_no_longer_than_the_limit_is_not_used_up() -> None:
    """The 30th and the 31st day are a Sunday and a Monday: both limits end on that Monday."""
    handled().when(replace(EXTENSION, days=31)).then_refused(
        refusals.ExtensionGainsNothing, days=31, extended="2025-11-24", last_day="2025-11-24"
    )
    spec = handled().given(replace(EXTENSION, days=32))
    assert last_days(spec)[-1] == (Stage.EXTENDED_RESULT, "2025-11-25")


def test_who_is_silent_is_sent_a_notice_and_then_called_in() -> None:
    spec = asked()
    spec.when(step(StepKind.INQUIRY)).then_nothing()
    for kind in (StepKind.SUPERVISION, StepKind.TALK):
        spec.when(step(kind)).then_refused(refusals.ComplaintStepNotInOrder)
    [silent] = told(spec, SILENT)
    assert (silent.number, silent.next_step) == (1, StepKind.SUPERVISION)
    spec = spec.given(TIME, at=SILENT, actor=TIMER)
    spec.when(step(StepKind.TALK)).then_refused(refusals.ComplaintStepNotInOrder)
    spec = spec.given(step(StepKind.SUPERVISION, 2), at="2025-11-03T09:00+08:00")
    [silent] = told(spec, "2025-11-11T09:00+08:00")
    assert (silent.number, silent.next_step) == (2, StepKind.TALK)
    spec = spec.given(TIME, at="2025-11-11T09:00+08:00", actor=TIMER)
    spec.given(step(StepKind.TALK, 3))


def test_an_answer_ends_the_silence_and_a_new_inquiry_begins_anew() -> None:
    answer = commands.AnswerComplaintStep(number=1, text="资金已列入预算。")
    answered = asked().given(answer, actor=DEBTOR)
    answered.when(answer).then_nothing()
    answered.when(replace(answer, text="另一答复")).then_refused(refusals.AnsweredBefore)
    asked().when(replace(answer, number=2)).then_refused(refusals.NoSuchComplaintStep)
    asked().when(replace(answer, text=" ")).then_refused(refusals.ComplaintTextMissing)
    assert told(answered, SILENT) == []
    answered.when(step(StepKind.SUPERVISION, 2)).then_refused(refusals.ComplaintStepNotInOrder)
    answered.given(step(StepKind.INQUIRY, 2))


def test_the_result_goes_in_writing_to_both_and_late_is_said() -> None:
    spec = handled()
    without = replace(CONCLUSION, told_acceptor_on=None)
    at = "2025-11-21T10:00+08:00"
    spec.when(without, at=at).then_refused(refusals.AcceptorNotTold)
    spec.when(replace(CONCLUSION, result=" "), at=at).then_refused(refusals.ComplaintTextMissing)
    early = replace(CONCLUSION, told_complainant_on=date(2025, 10, 23))
    spec.when(early, at=at).then_refused(refusals.DaysOutOfOrder)
    concluded = spec.given(CONCLUSION, at=at, actor=IN_CHARGE)
    concluded.when(CONCLUSION).then_nothing()
    concluded.when(without).then_refused(refusals.ComplaintStatusWrong)
    late = replace(CONCLUSION, told_acceptor_on=date(2025, 11, 25))
    [in_time, after] = [
        complaint_of(one).conclusion
        for one in (concluded, spec.given(late, at="2025-11-26T10:00+08:00"))
    ]
    assert in_time is not None
    assert after is not None
    assert (in_time.late, after.late) == (False, True)
    handed_over().given(without, at=at)


@pytest.mark.parametrize(
    "order",
    [
        EXTENSION,
        step(StepKind.INQUIRY),
        replace(
            CONCLUSION, told_complainant_on=date(2025, 10, 24), told_acceptor_on=date(2025, 10, 24)
        ),
    ],
)
def test_only_the_handling_department_or_the_office_handles(order: Command) -> None:
    for actor in (DEBTOR, OTHER_DEPARTMENT):
        handled().when(order, actor=actor).then_refused(refusals.NotHandler, handler="DRC")
    handled().given(order, actor=IN_CHARGE)


def test_the_timer_tells_what_is_near_and_what_is_over_each_once() -> None:
    spec = handled()
    assert timer_at(complaint_of(spec)) == instant("2025-11-19T00:00+08:00")
    near, nearer, over = told(spec, "2025-11-26T09:00+08:00")
    assert (near.workdays, nearer.workdays) == (3, 1)
    assert (over.stage, over.due_at) == (Stage.RESULT, instant("2025-11-25T00:00+08:00"))
    assert (near.late, over.late) == (True, True)
    after = spec.given(TIME, at="2025-11-26T09:00+08:00", actor=TIMER)
    after.when(TIME).then_nothing()
    assert timer_at(complaint_of(after)) is None


def test_an_extension_puts_an_end_to_the_thirty_days() -> None:
    assert told(handled().given(EXTENSION), "2025-11-26T09:00+08:00") == []


def test_the_office_decides_on_no_complaint_about_itself() -> None:
    """It may say what it has to say, and hand the complaint over to who handles it."""
    own = replace(RESPONDENT, unit="MIIT")
    spec = handled(respondent=own)
    for order in (EXTENSION, step(StepKind.INQUIRY), replace(CONCLUSION, told_acceptor_on=None)):
        spec.when(order).then_refused(refusals.RespondentCannot)
    asked_by_handler = spec.given(step(StepKind.INQUIRY), actor=IN_CHARGE)
    asked_by_handler.given(commands.AnswerComplaintStep(number=1, text="资金已列入预算。"))
    direct = complaints().given(record_directly(respondent=own), at=DIRECTLY)
    direct.when(DECLINE).then_refused(refusals.RespondentCannot)
    direct.given(ACCEPTANCE, at=ACCEPTED).given(HANDOVER, at=RECORDED)


def test_a_notice_moves_a_last_day_on_and_never_back() -> None:
    recalculate = commands.RecalculateComplaint()
    handled().when(recalculate).then_nothing()
    notice = CalendarList(
        year=2025,
        status="provisional",
        document_no="临翔政办发〔2025〕99号",
        source="test",
        published_on=date(2025, 11, 1),
        adcode="530902",
        holidays=(date(2025, 11, 24),),
        workdays=(),
    )
    changed = seeded_calendar().publish(notice)
    moved = handled().under({CALENDAR: FollowedCalendar(changed)}).given(recalculate)
    assert last_days(moved) == [(Stage.RESULT, "2025-11-25")]
    moved.when(recalculate).then_nothing()
    back = moved.under({CALENDAR: FollowedCalendar(seeded_calendar())}).given(recalculate)
    assert last_days(back) == [(Stage.RESULT, "2025-11-25")]
    ended = handled().given(CONCLUSION, at="2025-11-21T10:00+08:00")
    ended.under({CALENDAR: FollowedCalendar(changed)}).when(recalculate).then_nothing()


def test_a_notice_moves_the_time_for_an_answer_that_runs_and_never_back() -> None:
    recalculate = commands.RecalculateComplaint()
    longer = seeded_calendar().publish(
        notice(2025, off="2025-10-30", document_no="临翔政办发〔2025〕98号")
    )
    changed = {CALENDAR: FollowedCalendar(longer)}
    spec = asked()
    [fact] = spec.under(changed).when(recalculate).facts
    assert isinstance(fact, events.ComplaintAnswerRecalculated)
    assert (fact.number, fact.answer_due.last_day) == (1, date(2025, 11, 3))
    assert fact.documents == ("临翔政办发〔2025〕98号",)
    moved = spec.under(changed).given(recalculate)
    moved.when(recalculate).then_nothing()
    assert told(moved, SILENT) == []
    [silent] = told(moved, "2025-11-04T00:00+08:00")
    assert silent.due_at == instant("2025-11-04T00:00+08:00")
    moved.under({CALENDAR: FollowedCalendar(seeded_calendar())}).when(recalculate).then_nothing()

    noted = spec.given(TIME, at=SILENT, actor=TIMER)
    answer = commands.AnswerComplaintStep(number=1, text="资金已列入预算。")
    for over in (noted, spec.given(answer, actor=DEBTOR)):
        over.under(changed).when(recalculate).then_nothing()


def test_a_last_day_that_a_notice_only_confirms_is_provisional_no_more() -> None:
    """CAL-7: the mark is for a year whose notice is not out yet."""
    recalculate = commands.RecalculateComplaint()
    spec = complaints().given(
        record_directly(received_on=date(2026, 12, 21)), at="2026-12-21T10:00+08:00"
    )
    assert complaint_of(spec).running.limit.provisional
    final = seeded_calendar().publish(
        notice(2027, off="2027-01-01", document_no="国办发明电〔2026〕9号")
    )
    confirmed = spec.under({CALENDAR: FollowedCalendar(final)}).given(recalculate)
    limit = complaint_of(confirmed).running.limit
    assert (limit.last_day, limit.provisional) == (date(2027, 1, 5), False)
    confirmed.when(recalculate).then_nothing()


def test_a_notice_moves_the_reminders_before_a_last_day_that_stays() -> None:
    recalculate = commands.RecalculateComplaint()
    longer = seeded_calendar().publish(notice(2025, off="2025-11-20", document_no="通知"))
    spec = handled().under({CALENDAR: FollowedCalendar(longer)}).given(recalculate)
    running = complaint_of(spec).running
    assert running.limit.last_day == date(2025, 11, 24)
    assert [one.at for one in running.reminders] == [
        instant("2025-11-18T00:00+08:00"),
        instant("2025-11-21T00:00+08:00"),
    ]
    spec.when(recalculate).then_nothing()
    late = "2025-11-22T09:00+08:00"  # what has been said is not said again
    given = spec.given(TIME, at=late, actor=TIMER)
    given.under({CALENDAR: FollowedCalendar(seeded_calendar())}).when(
        recalculate, at=late
    ).then_nothing()


@pytest.mark.parametrize("actor", [DEBTOR, IN_CHARGE, OTHER_DEPARTMENT, PLATFORM], ids=str)
def test_a_complaint_is_its_handlers_and_its_respondents(actor: Any) -> None:
    own = complaints().given(record_complaint(), at=RECORDED, actor=PLATFORM).state
    assert owned_by(own, actor) is (actor is not OTHER_DEPARTMENT)
    assert not owned_by(COMPLAINT.initial, actor)


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        (STATUS_ZH, Status),
        (SOURCE_ZH, ComplaintSource),
        (STAGE_ZH, Stage),
        (STEP_ZH, StepKind),
        (OUTCOME_ZH, Outcome),
    ],
)
def test_every_code_of_a_complaint_has_its_words(
    words: dict[Any, str], codes: Callable[[], Any]
) -> None:
    assert set(words) == set(codes)  # type: ignore[call-overload]


def test_no_order_reaches_a_complaint_that_is_not_there() -> None:
    complaints().when(ACCEPTANCE, at=ACCEPTED).then_refused(refusals.ComplaintNotFound)
