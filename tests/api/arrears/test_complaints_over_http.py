"""A complaint from above over HTTP, from its receipt to the result in writing (1.4)."""

from datetime import date
from typing import Any

from prometheus_client import CollectorRegistry

from services.arrears.model import MODEL
from shared.eventstore.store import open_store
from shared.kernel.calendar_lists import CalendarList
from shared.kernel.calendars import CALENDAR
from shared.kernel.clock import SimulatedClock
from shared.kernel.followed_calendar import FollowCalendar
from shared.kernel.ids import new_id
from shared.testing.orders import order
from shared.testing.progress import until
from shared.testing.running import RunningService
from tests.api.arrears.ledger import Ledger
from tests.api.walking import Walk
from tests.builders.complaints import complaint_body

COMPLAINTS = "/v1/complaints"
HANDLER = "department:DRC"
RESPONDENT = "department:HOUSE"
INQUIRY = {"step": "inquiry", "document_no": "临翔发改函〔2022〕31号", "text": "请书面说明情况。"}
NOTICE = {"step": "supervision", "document_no": "临翔发改督〔2022〕3号", "text": "限期答复。"}
RESULT = {
    "outcome": "agreed",
    "result": "双方已签订付款协议，年内付清。",
    "document_no": "临翔发改函〔2022〕40号",
    "told_complainant_on": "2022-09-16",
    "told_acceptor_on": "2022-09-16",
}


async def recorded(ledger: Ledger, **changes: Any) -> Walk:
    platform = new_id()
    body = complaint_body(**{"upstream_number": new_id(), **changes})
    answer = await ledger.api.post(COMPLAINTS, body, role="platform", client=platform)
    assert answer.status_code == 201, answer.text
    assert answer.headers["location"] == f"{COMPLAINTS}/{answer.json()['id']}"
    return Walk(ledger.api, answer.json(), platform, COMPLAINTS)


async def came_about(walk: Walk, name: str) -> None:
    """Wait until the timer has recorded something."""

    async def told() -> bool:
        return name in [event["name"] for event in await walk.history()]

    await until(told, seconds=20)
    await walk.meanwhile()


async def test_a_transferred_complaint_is_asked_about_urged_extended_and_answered_in_writing(
    ledger: Ledger,
) -> None:
    walk = await recorded(ledger)
    assert (walk.state["source_zh"], walk.state["local_channel"]) == ("省级转办", False)
    assert walk.state["due"]["last_day"] == "2022-09-19"  # the 30th day is a Sunday
    item = await ledger.registered()
    await walk.order_twice("item", {"arrears_id": item.id})
    await walk.order_twice("steps", INQUIRY, HANDLER)
    await walk.refused("steps", NOTICE, HANDLER, status=409, code="complaint_step_not_in_order")
    await walk.refused("steps", NOTICE, "department:CAST", status=403, code="not_your_case")

    await ledger.go_to("2022-08-30T09:00+08:00", walk)
    await came_about(walk, "complaint_unanswered")
    await walk.order_twice("steps", NOTICE, HANDLER)
    await walk.order_twice("step-answers", {"number": 2, "text": "资金已申请。"}, RESPONDENT)

    await ledger.go_to("2022-09-16T09:00+08:00", walk)
    await came_about(walk, "complaint_due_near")
    extension = {"days": 60, "approved_by": "区发展改革局局长", "reason": "需委托审计。"}
    extended = await walk.order_twice("extension", extension, HANDLER)
    assert (extended["due"]["stage"], extended["due"]["last_day"]) == (
        "extended_result",
        "2022-10-18",
    )
    without = {**RESULT, "told_acceptor_on": None}
    await walk.refused("result", without, HANDLER, status=422, code="complaint_acceptor_not_told")
    concluded = await walk.order_twice("result", RESULT, HANDLER)
    assert (concluded["status_zh"], concluded["conclusion"]["late"], concluded["due"]) == (
        "已办结",
        False,
        None,
    )
    before = (await ledger.api.get(walk.path, role=RESPONDENT, as_of_version=1)).json()
    assert (before["status_zh"], before["version"], before["steps"]) == ("办理中", 1, [])
    listed = (await ledger.api.get(COMPLAINTS, arrears_id=item.id, role=HANDLER)).json()["items"]
    assert [one["id"] for one in listed] == [walk.id]
    assert (await ledger.api.get(COMPLAINTS, role="department:CAST")).json()["items"] == []


async def test_a_direct_complaint_is_marked_as_a_local_channel_and_its_clock_explains_every_stage(
    ledger: Ledger,
) -> None:
    direct = {"source": "direct", "upstream_number": None, "handler": None}
    walk = await recorded(ledger, **direct, received_on="2022-09-09")
    assert (walk.state["status_zh"], walk.state["local_channel"]) == ("待审查", True)
    await walk.order_twice("acceptance", {"accepted_on": "2022-09-16"})
    handover = {"handler": "DRC", "file_received_on": "2022-09-16"}
    await walk.order_twice("handover", handover)
    clock = (await ledger.api.get(f"{walk.path}/clock", role=HANDLER)).json()
    told = [
        (one["limit"]["stage"], one["limit"]["last_day"], one["running"]) for one in clock["limits"]
    ]
    assert told == [
        ("review", "2022-09-26", False),
        ("transfer", "2022-09-30", False),
        ("result", "2022-10-17", True),
    ]
    review, _, result = clock["limits"]
    counted = [day["date"] for day in review["days"] if day["counted"]]
    assert (len(counted), counted[0], counted[-1]) == (10, "2022-09-13", "2022-09-26")
    assert result["explanation"]["zh"].startswith("处理投诉部门应当自收到投诉材料之日")
    assert len(result["notes"]) == 2  # a local channel, and older than the rule
    declined = await recorded(ledger, **direct)
    grounds = {"grounds": "already_elsewhere", "note": "临翔区人民法院已立案。"}
    refused = (await declined.order_twice("non-acceptance", grounds))["refused"]
    assert refused["sentence"]["zh"].endswith("不予受理。")


async def test_a_complaint_from_above_is_recorded_once(ledger: Ledger) -> None:
    walk = await recorded(ledger)
    feed = await ledger.api.get("/v1/events", role="platform", client=walk.platform)
    assert [event["name"] for event in feed.json()["items"]] == ["complaint_recorded"]
    body = complaint_body(upstream_number=walk.state["upstream_number"])
    answer = await ledger.api.post(COMPLAINTS, body)
    assert (answer.status_code, answer.json()["code"]) == (409, "complaint_known")
    answer = await ledger.api.get(f"{COMPLAINTS}/{new_id()}")
    assert (answer.status_code, answer.json()["code"]) == (404, "complaint_not_found")


async def test_cal_8_a_notice_that_is_followed_moves_the_last_day_of_an_open_complaint(
    campaign: tuple[RunningService, SimulatedClock], ledger: Ledger
) -> None:
    running, clock = campaign
    walk = await recorded(ledger)
    assert walk.state["due"]["last_day"] == "2022-09-19"
    emergency = CalendarList(
        year=2022,
        status="provisional",
        document_no="临翔政办发〔2022〕70号",
        adcode="530902",
        holidays=(date(2022, 9, 19),),
    )
    follow = FollowCalendar(notice=emergency, source_position=1_000)
    async with open_store(MODEL, running.database.app_url, clock, CollectorRegistry()) as replica:
        await replica.writer.submit(order(follow, CALENDAR))
    await came_about(walk, "complaint_deadlines_recalculated")
    assert walk.state["due"]["last_day"] == "2022-09-20"
    told = (await ledger.api.get(f"{walk.path}/clock")).json()["limits"][-1]
    assert "2022年9月20日（星期二）" in told["explanation"]["zh"]
