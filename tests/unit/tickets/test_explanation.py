"""Why a ticket is due then: every day and every step, in both languages, with rule versions."""

from services.tickets.clocks import clocks_answer, deadlines
from services.tickets.commands import DecideExtension, GiveSupplement
from services.tickets.events import DeadlineClock
from services.tickets.rules.explain import Explanation, explain
from services.tickets.state import State
from shared.kernel.calendars import seeded_calendar
from shared.testing.specs import Spec, instant
from tests.builders.ticket_situations import (
    ASKED,
    extension_pending,
    plan_active,
    ticket_of,
    waiting,
)
from tests.builders.tickets import HOTLINE, submit_ticket, tickets

CALENDAR = seeded_calendar()


def of_firm(spec: Spec[State]) -> Explanation:
    return explain(DeadlineClock.FIRM, ticket_of(spec).clock, CALENDAR)


def reasons(explained: Explanation) -> dict[str, str]:
    return {line.date.isoformat(): line.reason_zh for line in explained.days}


def test_a_pause_is_told_day_by_day_with_its_rule_version() -> None:
    spec = waiting().given(
        GiveSupplement(text="见附件。"), at="2022-09-29T09:00+08:00", actor=HOTLINE
    )
    told = of_firm(spec)
    counted = [line.date.isoformat() for line in told.days if line.counted]
    assert counted == ["2022-09-26", "2022-09-27", "2022-09-30", "2022-10-08", "2022-10-09"]
    assert reasons(told)["2022-09-28"] == "等待企业补正材料，停止计时，不计入"
    [step] = told.steps
    assert step.zh == "2022-09-27 通知企业补正材料，至 2022-09-29 恢复计时，顺延 2 个工作日"
    assert step.en == (
        "paused from 2022-09-27 to 2022-09-29 for the firm's documents: 2 working days added (T-6)"
    )
    assert (step.policy_version, told.calendar_version) == (1, 5)


def test_a_pause_still_open_is_told_as_such() -> None:
    [step] = of_firm(waiting()).steps
    assert step.zh == "2022-09-27 通知企业补正材料，暂停计时，最长 5 个工作日"


def test_an_extension_is_told_with_its_date() -> None:
    spec = extension_pending().given(DecideExtension(approved=True, reason="同意。"), at=ASKED)
    told = of_firm(spec)
    assert told.days[-1].date.isoformat() == "2022-10-12"
    assert reasons(told)["2022-10-12"] == "经批准延长的期限"
    assert sum(line.counted for line in told.days) == 5
    assert told.steps[0].zh == "经批准延期至 2022-10-12"


def test_a_plan_and_its_milestones_are_told() -> None:
    spec = plan_active()
    assert reasons(of_firm(spec))["2022-10-31"] == "办理方案确定的期限"
    plan = ticket_of(spec).plan
    assert plan is not None
    milestone = explain(DeadlineClock.MILESTONE, plan.milestones[0].clock, CALENDAR)
    assert milestone.steps[0].zh == "办理方案确定的完成日期为 2022-10-14"
    assert milestone.days[-1].date.isoformat() == "2022-10-14"


def test_5_5_the_senders_stricter_limit_is_told() -> None:
    limit = instant("2022-09-28T18:00+08:00")
    spec = tickets().given(submit_ticket(upstream_limit=limit), at="2022-09-24T10:00+08:00")
    due = ticket_of(spec).due
    assert (due.at, due.last_day.isoformat()) == (limit, "2022-09-28")
    assert of_firm(spec).steps[0].zh == "上级转办要求于 2022-09-28 18:00 前办结，从严按此期限计算"
    lax = submit_ticket(upstream_limit=instant("2022-10-28T18:00+08:00"))
    spec = tickets().given(lax, at="2022-09-24T10:00+08:00")
    assert ticket_of(spec).due.last_day.isoformat() == "2022-09-30"


def test_the_answer_over_http_tells_every_clock_with_its_subject() -> None:
    ticket = ticket_of(plan_active())
    answer = clocks_answer("id", 7, ticket, {5: CALENDAR})
    told = [(clock.clock, clock.subject) for clock in answer.clocks]
    assert told == [
        ("firm", ""),
        ("department", ""),
        ("helper", "FIN"),
        ("milestone", "1"),
        ("milestone", "2"),
    ]
    assert [deadline.last_day for deadline in deadlines(ticket)] == [
        clock.due.last_day for clock in answer.clocks
    ]
