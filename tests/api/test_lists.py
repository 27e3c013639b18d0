"""Lists with filters, ownership, cursors; the feed; the erasable contact card."""

from typing import Any

from shared.kernel.ids import new_id
from shared.testing.client import Api
from tests.api.walking import submitted
from tests.builders.bodies import submission

OTHER_FIRM = {**submission()["firm"], "uscc": "91530902MA6K00014K", "township_code": "530902001"}


async def ids(api: Api, **params: Any) -> list[str]:
    answer = await api.get("/v1/tickets", **params)
    assert answer.status_code == 200, answer.text
    return [item["id"] for item in answer.json()["items"]]


async def test_a_list_is_narrowed_by_firm_township_status_and_lead(api: Api) -> None:
    one = (await api.post("/v1/tickets", submission(firm=OTHER_FIRM))).json()["id"]
    two = (await api.post("/v1/tickets", submission())).json()["id"]
    await api.post(f"/v1/tickets/{one}/dispatch", {"lead": "STAT"}, version=1)

    assert one in await ids(api, firm_uscc="91530902MA6K00014K")
    assert two not in await ids(api, firm_uscc="91530902MA6K00014K")
    assert one in await ids(api, township_code="530902001")
    led = (await api.get("/v1/tickets", lead="STAT", limit=200)).json()["items"]
    assert one in [item["id"] for item in led]
    assert {item["lead"] for item in led} == {"STAT"}
    assert one not in await ids(api, status="submitted", limit=200)
    assert two in await ids(api, status="submitted", limit=200)


async def test_a_merged_number_finds_the_master_and_itself(api: Api) -> None:
    master, walk, other = await submitted(api), await submitted(api), await submitted(api)
    number = walk.state["number"]
    assert await ids(api, number=number) == [walk.id]
    await walk.order("merge", {"master_id": master.id, "reason": "重复提交", "group_case": True})
    assert await ids(api, number=number) == [walk.id, master.id]
    assert await ids(api, number=other.state["number"]) == [other.id]
    assert await ids(api, number=number, role="department:CAST") == []
    assert (await api.get("/v1/tickets", number="000123")).status_code == 422


async def test_a_list_is_narrowed_by_channel_kind_and_what_is_waited_for(api: Api) -> None:
    letter = await submitted(api, channel="letter")
    await letter.order(
        "dispatch", {"lead": "FINOFF", "kind": "complex", "grounds": ["legal_limit"]}
    )
    waiting = await submitted(api)
    await waiting.order("supplement-request", {"items": ["合同"], "reason": "核实。"})
    assert letter.id in await ids(api, channel="letter", kind="complex", limit=200)
    assert waiting.id not in await ids(api, channel="letter", limit=200)
    assert waiting.id in await ids(api, waiting=True, limit=200)
    assert letter.id not in await ids(api, waiting=True, limit=200)
    assert waiting.id not in await ids(api, waiting=False, limit=200)
    assert letter.id in await ids(api, waiting=False, limit=200)


async def test_a_list_is_turned_page_by_page_without_gaps_or_repeats(api: Api) -> None:
    platform = new_id()
    made = [
        (await api.post("/v1/tickets", submission(), role="platform", client=platform)).json()["id"]
        for _ in range(5)
    ]
    seen: list[str] = []
    cursor: dict[str, Any] = {}
    while True:
        answer = await api.get("/v1/tickets", role="platform", client=platform, limit=2, **cursor)
        page = answer.json()
        seen += [item["id"] for item in page["items"]]
        if page["next"] is None:
            break
        cursor = {"cursor": page["next"]}
    assert seen == made[::-1]


async def test_a_cursor_of_another_list_is_refused(api: Api) -> None:
    for _ in range(2):
        await api.post("/v1/tickets", submission())
    cursor = (await api.get("/v1/tickets", limit=1)).json()["next"]
    answer = await api.get("/v1/tickets", limit=1, status="closed", cursor=cursor)
    assert (answer.status_code, answer.json()["code"]) == (422, "cursor_invalid")


async def test_a_department_sees_its_own_tickets_only(api: Api) -> None:
    mine = (await api.post("/v1/tickets", submission())).json()["id"]
    other = (await api.post("/v1/tickets", submission())).json()["id"]
    await api.post(f"/v1/tickets/{mine}/dispatch", {"lead": "VET", "helpers": ["YOUTH"]}, version=1)
    for role in ("department:VET", "department:YOUTH"):
        seen = await ids(api, role=role, limit=200)
        assert mine in seen
        assert other not in seen
        assert (await api.get(f"/v1/tickets/{other}", role=role)).status_code == 403


async def test_a_platform_sees_and_pulls_what_it_submitted(api: Api) -> None:
    platform = new_id()
    mine = (await api.post("/v1/tickets", submission(), role="platform", client=platform)).json()[
        "id"
    ]
    await api.post(f"/v1/tickets/{mine}/dispatch", {"lead": "FIN"}, version=1)
    feed = (await api.get("/v1/events", role="platform", client=platform)).json()
    assert [event["name"] for event in feed["items"]] == [
        "ticket_submitted",
        "ticket_registered",
        "ticket_dispatched",
    ]
    assert {event["aggregate_id"] for event in feed["items"]} == {mine}
    rest = await api.get("/v1/events", role="platform", client=platform, after=feed["next"])
    assert rest.json() == {"items": [], "next": feed["next"]}


async def test_the_feed_is_gapless_for_an_auditor(api: Api) -> None:
    await api.post("/v1/tickets", submission())
    positions: list[int] = []
    after = 0
    while items := (await api.get("/v1/events", role="auditor", after=after, limit=200)).json()[
        "items"
    ]:
        positions += [event["position"] for event in items]
        after = positions[-1]
    assert positions == list(range(1, len(positions) + 1))


async def test_a_contact_is_shown_masked_and_never_stands_in_an_event(api: Api) -> None:
    ticket = (await api.post("/v1/tickets", submission())).json()["id"]
    shown = (await api.get(f"/v1/tickets/{ticket}")).json()["contact"]
    assert (shown["name"], shown["phone"]) == ("张*", "138****5678")
    history = (await api.get(f"/v1/tickets/{ticket}/events")).text
    assert "张三" not in history
    assert "13812345678" not in history


async def test_an_erased_contact_is_gone_and_its_erasure_is_an_event(api: Api) -> None:
    ticket = (await api.post("/v1/tickets", submission())).json()["id"]
    path = f"/v1/tickets/{ticket}"
    answer = await api.post(f"{path}/contact-erasure", {"ground": "本人申请删除"}, version=1)
    assert answer.status_code == 200, answer.text
    contact = (await api.get(path)).json()["contact"]
    assert (contact["name"], contact["phone"], contact["erased"]) == (None, None, True)
    history = (await api.get(f"{path}/events")).json()["items"]
    assert history[-1]["name"] == "ticket_contact_erased"
    again = await api.post(f"{path}/contact-erasure", {"ground": "本人申请删除"}, version=2)
    assert (again.status_code, again.json()["version"]) == (200, 2)
