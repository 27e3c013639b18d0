"""A clerk's day: one matter of one firm, from the hotline's transfer to its second life.

The office is 区工业和信息化局; the matter goes to the financial office first, which says that it is
the finance bureau's. Autumn 2022: Mid-Autumn Festival takes Monday, September 12; National Day
takes October 1 to 7, and October 8 and 9, a weekend, are worked instead.
"""

from typing import Any

from tests.api.simulation import Simulation, eventually
from tests.api.walking import OFFICE, Walk, submitted

FINANCIAL_OFFICE, FINANCE_BUREAU = "department:FINOFF", "department:FIN"
FIRM = "platform"


async def test_a_clerk_s_day(simulation: Simulation) -> None:
    walk = await the_matter_is_received_and_dispatched(simulation)
    await the_department_gives_it_back_and_the_office_decides(walk, simulation)
    await the_next_one_works_and_is_given_more_time(walk, simulation)
    await the_clock_explains_it(walk, simulation)
    await it_answers_and_the_firm_is_not_satisfied(walk, simulation)
    await it_is_handled_again_and_struck_off(walk, simulation)
    await the_firm_comes_back(walk, simulation)
    await the_history_tells_it(walk)
    await what_was_known_then_can_still_be_read(walk)


async def the_matter_is_received_and_dispatched(day: Simulation) -> Walk:
    day.go_to("2022-09-05T10:00:00+08:00")  # a Monday: 12345 hands it over
    walk = await submitted(day.api, channel="hotline_12345", upstream_number="LC12345-2022-0905")
    assert walk.state["number"] == "LX-T-2022-000001"
    assert due(walk) == "2022-09-13"  # five working days, the festival's Monday not among them
    assert walk.state["target"]["at"] == "2022-09-06T00:00:00+08:00"  # to be dispatched today

    day.go_to("2022-09-05T10:20:00+08:00")
    await walk.order("acceptance", {"duplicates_checked": True})
    await walk.order("dispatch", {"lead": "FINOFF"})
    assert own_due(walk) == "2022-09-13"
    return walk


async def the_department_gives_it_back_and_the_office_decides(walk: Walk, day: Simulation) -> None:
    day.go_to("2022-09-05T11:00:00+08:00")
    await walk.refused(
        "return-request", R06, FINANCIAL_OFFICE, status=422, code="not_enough_information"
    )
    await walk.order("return-request", R01, FINANCIAL_OFFICE)

    day.go_to("2022-09-06T09:30:00+08:00")  # within a working day; the firm's clock went on
    verdict = {"approved": True, "reason": "经核，贴息资金由区财政局拨付。"}
    await walk.order("return-decision", {**verdict, "lead": "FIN", "helpers": ["FINOFF"]})
    assert (due(walk), own_due(walk)) == ("2022-09-13", "2022-09-14")


async def the_next_one_works_and_is_given_more_time(walk: Walk, day: Simulation) -> None:
    day.go_to("2022-09-06T10:00:00+08:00")
    await walk.order("takeover", role=FINANCE_BUREAU)
    day.go_to("2022-09-07T15:00:00+08:00")
    await walk.order("helper-reply", {"text": "已核实企业贷款情况。"}, FINANCIAL_OFFICE)

    day.go_to("2022-09-08T09:00:00+08:00")  # asked for in time, with a date
    await walk.order("extension-request", EXTENSION, FINANCE_BUREAU)
    await walk.refused(
        "extension-decision", AGREED, FINANCE_BUREAU, status=403, code="role_not_permitted"
    )
    day.go_to("2022-09-08T14:40:00+08:00")
    await walk.order("extension-decision", AGREED)
    assert (due(walk), own_due(walk)) == ("2022-09-20", "2022-09-20")


async def it_answers_and_the_firm_is_not_satisfied(walk: Walk, day: Simulation) -> None:
    day.go_to("2022-09-19T16:00:00+08:00")
    await walk.order("reply", reply("贴息资金已列入拨付计划。"), FINANCE_BUREAU)
    await walk.refused("closure", status=409, code="firm_not_yet_heard")

    day.go_to("2022-09-19T17:00:00+08:00")
    await walk.order("call-back", {"outcome": "not_done", "note": "企业表示资金尚未到账。"})
    assert (walk.state["status_zh"], walk.state["cycle"]) == ("承办中", 2)
    assert (due(walk), own_due(walk)) == ("2022-09-26", "2022-09-26")
    assert walk.state["unsatisfied"] == 1


async def it_is_handled_again_and_struck_off(walk: Walk, day: Simulation) -> None:
    day.go_to("2022-09-26T08:30:00+08:00")  # the last day: both are reminded, by nobody's hand
    await eventually(walk.history, lambda events: names(events).count("ticket_due_soon") == 2)
    await walk.meanwhile()

    day.go_to("2022-09-26T11:00:00+08:00")
    await walk.order("reply", reply("贴息资金已于九月二十六日到账。"), FINANCE_BUREAU)
    await walk.refused(
        "call-back", {"outcome": "satisfied"}, FINANCE_BUREAU, status=403, code="role_not_permitted"
    )
    day.go_to("2022-09-26T16:00:00+08:00")
    await walk.order("call-back", {"outcome": "satisfied", "note": "企业确认资金到账。"})
    assert (walk.state["status_zh"], walk.state["closed_because_zh"]) == ("已销号", "企业满意")
    day.go_to("2022-09-26T20:00:00+08:00")
    await walk.order("rating", {"satisfaction": "satisfied"}, FIRM)


async def the_firm_comes_back(walk: Walk, day: Simulation) -> None:
    day.go_to("2022-10-08T09:00:00+08:00")  # a worked Saturday: the second half never came
    await walk.order("reopening", NOT_CARRIED_OUT, FIRM)
    assert (walk.state["status_zh"], walk.state["cycle"]) == ("已交办", 3)
    assert walk.state["dispatch"]["lead"] == "FIN"
    assert due(walk) == "2022-10-13"  # October 9 to 13, the worked Sunday among them


async def the_clock_explains_it(walk: Walk, simulation: Simulation) -> None:
    """Day by day and step by step: why September 20."""
    explained = (await simulation.api.get(f"/v1/tickets/{walk.id}/clock")).json()
    firm, department = explained["clocks"]
    assert (firm["clock"], department["clock"]) == ("firm", "department")
    days = {day["date"]: day for day in firm["days"]}
    counted = [date for date, day in days.items() if day["counted"]]
    assert counted == ["2022-09-06", "2022-09-07", "2022-09-08", "2022-09-09", "2022-09-13"]
    assert "中秋" in days["2022-09-12"]["reason_zh"]
    assert days["2022-09-20"]["reason_zh"] == "经批准延长的期限"
    assert firm["steps"] == [
        {
            "text_zh": "经批准延期至 2022-09-20",
            "text_en": "extended, as approved, to 2022-09-20",
            "policy_version": 1,
        }
    ]


async def the_history_tells_it(walk: Walk) -> None:
    """Every fact once, in order, with who and by which order (T-23)."""
    told = [
        (event["name"], event["meta"]["actor"], event["meta"]["operation"])
        for event in await walk.history()
    ]
    assert told == [
        ("ticket_submitted", FIRM, "tickets.submit"),
        ("ticket_registered", OFFICE, "tickets.accept"),
        ("ticket_dispatched", OFFICE, "tickets.dispatch"),
        ("ticket_return_requested", FINANCIAL_OFFICE, "tickets.request_return"),
        ("ticket_return_decided", OFFICE, "tickets.decide_return"),
        ("ticket_dispatched", OFFICE, "tickets.decide_return"),
        ("ticket_taken_over", FINANCE_BUREAU, "tickets.take_over"),
        ("ticket_helper_replied", FINANCIAL_OFFICE, "tickets.reply_as_helper"),
        ("ticket_extension_requested", FINANCE_BUREAU, "tickets.request_extension"),
        ("ticket_extension_decided", OFFICE, "tickets.decide_extension"),
        ("ticket_replied", FINANCE_BUREAU, "tickets.reply"),
        ("ticket_called_back", OFFICE, "tickets.call_back"),
        ("ticket_cycle_started", OFFICE, "tickets.call_back"),
        ("ticket_due_soon", "timer:overdue", "timer.overdue"),
        ("ticket_due_soon", "timer:overdue", "timer.overdue"),
        ("ticket_replied", FINANCE_BUREAU, "tickets.reply"),
        ("ticket_called_back", OFFICE, "tickets.call_back"),
        ("ticket_closed", OFFICE, "tickets.call_back"),
        ("ticket_rated", FIRM, "tickets.rate"),
        ("ticket_reopened", FIRM, "tickets.reopen"),
        ("ticket_dispatched", FIRM, "tickets.reopen"),
    ]
    reasons = {event["name"]: event["meta"].get("reason") for event in await walk.history()}
    assert reasons["ticket_return_requested"] == "R01"
    assert reasons["ticket_extension_requested"] == EXTENSION["reason"]
    assert reasons["ticket_taken_over"] is None


async def what_was_known_then_can_still_be_read(walk: Walk) -> None:
    """A date once told is found again, whatever came after."""
    for instant, status, last_day in (
        ("2022-09-07T12:00:00+08:00", "in_progress", "2022-09-13"),
        ("2022-09-09T12:00:00+08:00", "in_progress", "2022-09-20"),
        ("2022-09-20T12:00:00+08:00", "in_progress", "2022-09-26"),
        ("2022-10-01T12:00:00+08:00", "closed", "2022-09-26"),
    ):
        then = await walk.look(as_of=instant)
        assert (then["status"], then["due"]["last_day"]) == (status, last_day)


def due(walk: Walk) -> str:
    """The firm's last day."""
    return str(walk.state["due"]["last_day"])


def own_due(walk: Walk) -> str:
    """The lead department's own last day."""
    return str(walk.state["dispatch"]["due"]["last_day"])


def names(events: list[dict[str, Any]]) -> list[str]:
    return [event["name"] for event in events]


def reply(text: str) -> dict[str, Any]:
    """An answer that rests on the plan's first action."""
    return {
        "text": text,
        "basis": "policy",
        "provisions": ["A01-P01"],
        "evidence": ["资金拨付计划（复印件）"],
    }


R01 = {
    "reason": "R01",
    "legal_basis": "区政府金融办职能配置规定第三条",
    "proposed_unit": "FIN",
    "explanation": "所反映事项为财政贴息资金拨付，不属于本部门职责。",
}
R06 = {**R01, "reason": "R06", "explanation": "材料不足，无法判断。"}
EXTENSION = {"until": "2022-09-20", "reason": "贴息资金需报市级财政部门复核。"}
AGREED = {"approved": True, "reason": "理由充分，同意延期。"}
NOT_CARRIED_OUT = {"ground": "not_carried_out", "statement": "第二笔贴息资金至今未到账。"}
