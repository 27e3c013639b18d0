"""重复 over HTTP: what is proposed, who sees it, and what a person makes of it (T-12, T-19)."""

import asyncio
from typing import Any

from shared.kernel.ids import new_id
from shared.testing.client import Api
from tests.api.walking import LEAD, Walk, closed, dispatched, submitted
from tests.builders.bodies import submission

AGAIN = {
    "channel": "hotline_12345",
    "title": "请求协调贷款延期",
    "description": "来电人反映流动资金贷款就要到期，受疫情影响难以归还，希望银行同意展期。",
}
RULED_OUT = "系另一笔贷款，银行和到期日均不同"


async def twice(api: Api, **changes: Any) -> tuple[Walk, Walk]:
    """A ticket, and another of the same firm in other words, by another channel."""
    first = await submitted(api)
    return first, await submitted(api, firm=first.state["firm"], **{**AGAIN, **changes})


def no(*others: Walk) -> dict[str, Any]:
    return {"candidates": [other.id for other in others], "reason": RULED_OUT}


async def test_the_office_sees_in_one_call_what_it_has_to_compare(api: Api) -> None:
    first, again = await twice(api)
    ticket = await again.look()
    assert ticket["status"] == "submitted"
    [duplicate] = ticket["duplicates"]
    assert duplicate["similarity"] > 1600
    told = {key: duplicate[key] for key in ("id", "number", "title", "description", "status_zh")}
    assert told == {
        "id": first.id,
        "number": first.state["number"],
        "title": first.state["title"],
        "description": first.state["description"],
        "status_zh": "待受理",
    }
    assert (duplicate["ground_zh"], duplicate["ruling"]) == ("同一企业同类诉求内容相近", None)
    assert (await first.look())["duplicates"] == [], "proposed on the later ticket only"


async def test_a_matter_of_another_firm_or_category_is_not_proposed(api: Api) -> None:
    first = await submitted(api)
    assert (await (await submitted(api, **AGAIN)).look())["duplicates"] == []
    other = await submitted(api, firm=first.state["firm"], category="employment")
    assert (await other.look())["duplicates"] == []


async def test_the_same_upstream_number_in_another_channel_is_proposed(api: Api) -> None:
    number = new_id()
    first = await submitted(api, channel="letter", upstream_number=number)
    again = await submitted(
        api, channel="hotline_12345", upstream_number=number, category="rent", title="另一件事"
    )
    [duplicate] = (await again.look())["duplicates"]
    assert (duplicate["id"], duplicate["ground"], duplicate["similarity"]) == (
        first.id,
        "same_upstream_number",
        0,
    )


async def test_a_finished_ticket_is_not_proposed_and_one_that_ends_later_says_so(api: Api) -> None:
    over = await closed(api)
    fresh = await submitted(api, firm=over.state["firm"])
    assert (await fresh.look())["duplicates"] == []
    again = await submitted(api, firm=over.state["firm"])
    await fresh.order("withdrawal", {"free_will": True}, "platform")
    [duplicate] = (await again.look())["duplicates"]
    assert (duplicate["id"], duplicate["status_zh"], duplicate["ruling"]) == (
        fresh.id,
        "已撤回",
        None,
    )
    as_proposed = await again.look(as_of=duplicate["proposed_at"])
    assert as_proposed["duplicates"][0]["status_zh"] == "待受理"


async def test_nothing_goes_on_before_the_proposal_is_decided(api: Api) -> None:
    first, again = await twice(api)
    accept = {"duplicates_checked": True}
    for name, body in (("acceptance", accept), ("dispatch", {"lead": "FINOFF"})):
        problem = await again.refused(name, body, status=409, code="duplicates_undecided")
        assert first.state["number"] in problem["detail"]
    ticket = await again.order_twice("duplicate-decision", no(first))
    [duplicate] = ticket["duplicates"]
    assert (duplicate["ruling_zh"], duplicate["reason"]) == ("不属重复", RULED_OUT)
    quiet = await again.order("duplicate-decision", no(first))
    assert quiet["version"] == ticket["version"]
    assert (await again.order("acceptance", accept))["status"] == "registered"
    await again.refused(
        "duplicate-decision",
        {"candidates": [new_id()], "reason": RULED_OUT},
        status=409,
        code="duplicate_not_proposed",
    )


async def test_one_order_rules_out_and_dispatches(api: Api) -> None:
    first, again = await twice(api)
    ticket = await again.order("dispatch", {"lead": "FINOFF", "ruled_out": no(first)})
    assert ticket["status"] == "dispatched"
    assert [event["name"] for event in await again.history()] == [
        "ticket_submitted",
        "ticket_duplicates_proposed",
        "ticket_duplicates_ruled_out",
        "ticket_registered",
        "ticket_dispatched",
    ]


async def test_yes_is_the_merge(api: Api) -> None:
    first, again = await twice(api)
    ticket = await again.order("merge", {"master_id": first.id, "reason": "同一笔贷款"})
    [duplicate] = ticket["duplicates"]
    assert (ticket["status"], duplicate["ruling_zh"]) == ("merged", "已并案")
    assert (await first.look())["merged_numbers"] == [ticket["number"]]


async def test_the_queue_of_what_is_to_be_compared(api: Api) -> None:
    first, again = await twice(api)

    async def queue(role: str = "coordinator", **params: Any) -> dict[str, int]:
        answer = await api.get(
            "/v1/tickets", role=role, firm_uscc=first.state["firm"]["uscc"], **params
        )
        return {item["id"]: item["duplicates_undecided"] for item in answer.json()["items"]}

    assert await queue(duplicates="undecided") == {again.id: 1}
    await again.order("duplicate-decision", no(first))
    assert await queue(duplicates="undecided") == {}
    assert await queue() == {first.id: 0, again.id: 0}


async def test_t_19_departments_and_platforms_are_shown_no_proposal(api: Api) -> None:
    """The other ticket is a confidential complaint about the bureau that will lead this one."""
    platform, other = new_id(), new_id()
    first = (
        await api.post(
            "/v1/tickets",
            submission(confidential=True, complained_unit="FIN"),
            role="platform",
            client=other,
        )
    ).json()
    answer = await api.post(
        "/v1/tickets", submission(firm=first["firm"]), role="platform", client=platform
    )
    again = Walk(api, answer.json(), platform)
    ruled_out = {"candidates": [first["id"]], "reason": RULED_OUT}
    await again.order("dispatch", {"lead": "FIN", "ruled_out": ruled_out})
    taken_over = await again.order("takeover", role="department:FIN")

    path = f"/v1/tickets/{again.id}"
    readings = [answer.text, str(taken_over)]
    reads = (path, f"{path}?as_of_version=2", f"{path}/events", f"{path}/clock", "/v1/tickets")
    for role in ("department:FIN", "platform"):
        answers = [await api.get(read, role=role, client=platform) for read in reads]
        readings += [each.text for each in answers]
        undecided = await api.get("/v1/tickets", role=role, client=platform, duplicates="undecided")
        assert undecided.json()["items"] == []
    readings.append((await api.get("/v1/events", role="platform", client=platform)).text)
    for text in readings:
        assert again.state["number"] in text or '"items":[]' in text
        assert first["id"] not in text
        assert first["number"] not in text
        assert "duplicates_proposed" not in text
        assert "duplicates_ruled_out" not in text
    for role in ("coordinator", "supervisor", "auditor"):
        seen = (await api.get(path, role=role)).json()["duplicates"]
        assert [each["number"] for each in seen] == [first["number"]]


async def test_r04_a_duplicate_found_after_dispatch_goes_back_and_is_merged(api: Api) -> None:
    first = await dispatched(api)
    again = await submitted(api, firm=first.state["firm"], title="要求延期", description="见附件")
    assert (await again.look())["duplicates"] == [], "too few words to be proposed"
    await again.order("dispatch", {"lead": "FINOFF"})
    body = {
        "reason": "R04",
        "legal_basis": "临翔政办发〔2022〕56号二（二）",
        "proposed_unit": "FINOFF",
        "explanation": "与在办工单系同一笔贷款。",
        "duplicate_of": first.state["number"],
    }
    await again.refused("return-request", body, LEAD, status=422, code="return_without_proposal")
    body["proposed_unit"] = "统筹单位"
    asked = await again.order("return-request", body, LEAD)
    assert asked["status"] == "return_requested"
    queued = await again.order("return-decision", {"approved": True, "reason": "情况属实，并案。"})
    assert (queued["status"], queued["dispatch"], queued["due"]) == (
        "registered",
        None,
        again.state["due"],
    )
    merged = await again.order("merge", {"master_id": first.id, "reason": "同一笔贷款"})
    assert merged["merged_into"]["number"] == first.state["number"]
    found = (await api.get("/v1/tickets", number=merged["number"])).json()["items"]
    assert {item["id"] for item in found} == {again.id, first.id}


async def test_of_many_at_the_same_time_none_misses_another(api: Api) -> None:
    firm = submission()["firm"]
    posts = [api.post("/v1/tickets", submission(firm=firm)) for _ in range(6)]
    answers = [answer.json() for answer in await asyncio.gather(*posts)]
    inorder = sorted(answers, key=lambda ticket: str(ticket["number"]))
    for place, ticket in enumerate(inorder):
        proposed = {each["number"] for each in ticket["duplicates"]}
        assert proposed == {earlier["number"] for earlier in inorder[:place]}
