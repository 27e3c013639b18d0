"""Deadlines over HTTP on a simulated clock: golden dates, overdue tickets, a calendar published."""

from datetime import timedelta
from typing import Any

from tests.api.simulation import Simulation, eventually

GOLDEN = [
    ("2022-09-24T10:00+08:00", "2022-09-30", "2022-10-01T00:00:00+08:00", False),
    ("2022-09-30T16:30+00:00", "2022-10-12", "2022-10-13T00:00:00+08:00", False),
    ("2022-10-08T09:00+08:00", "2022-10-13", "2022-10-14T00:00:00+08:00", False),
    ("2026-12-28T09:00+08:00", "2027-01-05", "2027-01-06T00:00:00+08:00", True),
]


async def test_golden_dates_over_http(simulation: Simulation) -> None:
    for received, last_day, at, provisional in GOLDEN:
        simulation.go_to(received)
        ticket = await simulation.submit()
        due = ticket["due"]
        assert (due["last_day"], due["at"], due["provisional"]) == (last_day, at, provisional)
        events = (await simulation.api.get(f"/v1/tickets/{ticket['id']}/events")).json()["items"]
        assert events[0]["meta"]["simulated"] is True


async def test_the_clock_is_explained_day_by_day(simulation: Simulation) -> None:
    simulation.go_to("2022-09-30T16:30+00:00")
    ticket = await simulation.submit()
    answer = (await simulation.api.get(f"/v1/tickets/{ticket['id']}/clock")).json()
    [firm] = answer["clocks"]
    counted = [day["date"] for day in firm["days"] if day["counted"]]
    assert counted == ["2022-10-08", "2022-10-09", "2022-10-10", "2022-10-11", "2022-10-12"]
    assert firm["days"][0]["reason_zh"] == "起算当日不计入（《民法典》第二百零一条）"
    assert firm["days"][7]["reason_zh"].startswith("调休上班")


async def test_a_published_calendar_recalculates_open_deadlines(simulation: Simulation) -> None:
    simulation.go_to("2026-12-28T09:00+08:00")
    ticket = await simulation.submit()
    notice = {
        "year": 2027,
        "status": "final",
        "holidays": ["2027-01-01", "2027-01-02"],
        "workdays": ["2027-01-03"],
        "document_no": "国办发明电〔2026〕12号",
        "source": "国务院办公厅",
    }
    version = (await simulation.api.get("/v1/calendar")).json()["version"]
    published = await simulation.api.post("/v1/calendar/notices", notice, version=version)
    assert published.status_code == 200, published.text

    seen = await eventually(
        lambda: simulation.ticket(ticket["id"]), lambda t: not t["due"]["provisional"]
    )
    assert seen["due"]["last_day"] == "2027-01-05"  # judged by what the firm was first told
    assert seen["earlier_due"]["last_day"] == "2027-01-04"
    events = (await simulation.api.get(f"/v1/tickets/{ticket['id']}/events")).json()["items"]
    recalculated = events[-1]
    assert recalculated["name"] == "ticket_deadline_recalculated"
    assert recalculated["data"]["documents"] == ["国办发明电〔2026〕12号"]
    assert recalculated["meta"]["causation_id"].startswith("tickets:")
    clock = (await simulation.api.get(f"/v1/tickets/{ticket['id']}/clock")).json()["clocks"][0]
    assert "首次告知" in clock["note_zh"]


async def test_an_unfinished_ticket_becomes_overdue_by_timer(simulation: Simulation) -> None:
    simulation.go_to("2022-09-24T10:00+08:00")
    late, path = await simulation.submit(), "/v1/tickets"
    simulation.go_to("2022-09-30T23:59:59+08:00")
    in_time = await simulation.submit()
    assert (await simulation.api.get(path, overdue=True)).json()["items"] == []

    simulation.clock.advance(timedelta(seconds=1))
    seen = await eventually(
        lambda: simulation.ticket(late["id"]), lambda t: t["supervision_level"] == 1
    )
    assert seen["status"] == "submitted"
    overdue = (await simulation.api.get(path, overdue=True)).json()["items"]
    assert [item["id"] for item in overdue] == [late["id"]]
    assert (await simulation.ticket(in_time["id"]))["supervision_level"] == 0
    events = (await simulation.api.get(f"{path}/{late['id']}/events")).json()["items"]
    assert await ids(simulation, target_missed=True) == [late["id"]]
    assert await ids(simulation, target_missed=False) == [in_time["id"]]
    assert await ids(simulation, supervision_level=1) == [late["id"]]
    assert await ids(simulation, supervision_level=2) == []
    assert [e["name"] for e in events] == [
        "ticket_submitted",
        "ticket_target_missed",
        "ticket_due_soon",
        "ticket_due_soon",
        "ticket_supervised",
    ]
    assert {e["meta"]["actor"] for e in events[1:]} == {"timer:overdue"}
    assert events[1]["data"]["target"] == "dispatch"
    assert events[1]["data"]["late"] is True
    assert events[4]["data"].get("late", False) is False


async def test_a_ticket_is_read_as_it_was(simulation: Simulation) -> None:
    simulation.go_to("2022-09-05T10:00+08:00")
    ticket = await simulation.submit()
    path = f"/v1/tickets/{ticket['id']}"
    simulation.go_to("2022-09-06T10:00+08:00")
    await simulation.api.post(f"{path}/dispatch", {"lead": "FIN"}, version=1)

    then = await simulation.api.get(path, as_of="2022-09-05T18:00:00+08:00")
    assert (then.json()["status"], then.json()["version"]) == ("submitted", 1)
    now = await simulation.api.get(path)
    assert (now.json()["status"], now.json()["version"]) == ("dispatched", 3)
    before = await simulation.api.get(path, as_of="2022-09-01T00:00:00+08:00")
    assert before.status_code == 404
    second = await simulation.api.get(path, as_of_version=2)
    assert second.json()["status"] == "registered"


async def ids(simulation: Simulation, **params: Any) -> list[str]:
    """The tickets a list is narrowed to."""
    answer = await simulation.api.get("/v1/tickets", **params)
    assert answer.status_code == 200, answer.text
    return [item["id"] for item in answer.json()["items"]]
