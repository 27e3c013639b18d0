"""承办 over HTTP: reclassification, plan, milestones, extensions, 补正, help."""

from datetime import date, timedelta
from typing import Any

from shared.testing.client import Api
from tests.api.walking import HELPER, LEAD, REPLY, Walk, dispatched, in_progress, submitted

COMPLEX = {"kind": "complex", "grounds": ["money_or_policy"]}
CLAIM = {"grounds": ["money_or_policy"], "reason": "需安排风险补偿资金，报区政府研究。"}
AGREED = {"approved": True, "reason": "情况属实，同意。"}
REFUSED = {"approved": False, "reason": "可在期限内办结。"}
MISSING = {"items": ["贷款合同", "还款记录"], "reason": "核实贷款到期日。"}


def days_after(walk: Walk, days: int) -> str:
    """A day so long after the firm's due date."""
    last_day = date.fromisoformat(walk.state["due"]["last_day"])
    return (last_day + timedelta(days)).isoformat()


def plan(walk: Walk) -> dict[str, Any]:
    """Two steps, the second on the final day."""
    steps = [("与承贷银行会商", 7), ("签订展期协议", 14)]
    return {
        "milestones": [
            {"title": title, "owner": "银行股", "due_on": days_after(walk, days)}
            for title, days in steps
        ],
        "final_on": days_after(walk, 14),
        "approved_by": "finoff-head",
    }


async def test_a_general_problem_becomes_complex_within_the_same_limit(api: Api) -> None:
    walk = await in_progress(api)
    due = walk.state["due"]
    asked = await walk.order_twice("reclassification", CLAIM, LEAD)
    assert (asked["status"], asked["reclassification"]["approved"]) == ("in_progress", None)
    decided = await walk.order_twice("reclassification-decision", AGREED)
    assert (decided["status"], decided["dispatch"]["kind"]) == ("plan_pending", "complex")
    assert (decided["dispatch"]["grounds"], decided["due"]) == (["money_or_policy"], due)


async def test_a_reclassification_can_be_refused_and_is_not_decided_twice(api: Api) -> None:
    walk = await in_progress(api)
    await walk.refused("reclassification-decision", AGREED, status=409, code="nothing_requested")
    await walk.order("reclassification", CLAIM, LEAD)
    decided = await walk.order("reclassification-decision", REFUSED)
    assert (decided["status"], decided["dispatch"]["kind"]) == ("in_progress", "general")
    await walk.refused("reclassification-decision", AGREED, status=409, code="nothing_requested")


async def test_a_plan_sets_both_clocks_and_each_step_its_own(api: Api) -> None:
    walk = await in_progress(api, **COMPLEX)
    body = plan(walk)
    planned = await walk.order_twice("plan", body, LEAD)
    assert (planned["status"], planned["plan"]["in_time"]) == ("plan_active", True)
    assert planned["due"]["last_day"] == body["final_on"]
    assert [step["number"] for step in planned["plan"]["milestones"]] == [1, 2]
    done = await walk.order_twice("milestones/1/completion", {"note": "已形成会商纪要。"}, LEAD)
    first, second = done["plan"]["milestones"]
    assert (first["note"], second["done_at"]) == ("已形成会商纪要。", None)
    assert first["done_at"] is not None


async def test_a_plan_is_approved_by_another_and_its_dates_follow_one_another(api: Api) -> None:
    walk = await in_progress(api, **COMPLEX)
    own = {**plan(walk), "approved_by": LEAD}
    problem = await walk.refused("plan", own, LEAD, status=422, code="head_must_approve")
    assert problem["errors"][0]["field"] == "审定方案的部门主要负责人账号"
    early = {**plan(walk), "final_on": days_after(walk, 8)}
    await walk.refused("plan", early, LEAD, status=422, code="plan_faulty")


async def test_a_milestone_the_plan_does_not_have_is_not_done(api: Api) -> None:
    walk = await in_progress(api, **COMPLEX)
    note = {"note": "已完成。"}
    await walk.refused("milestones/1/completion", note, LEAD, status=409, code="plan_not_active")
    await walk.order("plan", plan(walk), LEAD)
    problem = await walk.refused(
        "milestones/3/completion", note, LEAD, status=422, code="unknown_milestone"
    )
    assert problem["detail"] == "办理方案共有 2 个节点，没有第 3 个。"


async def test_an_approved_extension_moves_both_clocks(api: Api) -> None:
    walk = await in_progress(api)
    until = days_after(walk, 5)
    body = {"until": until, "reason": "银行总行审批尚需时日。"}
    asked = await walk.order_twice("extension-request", body, LEAD)
    [extension] = asked["extensions"]
    assert (extension["until"], extension["approved"]) == (until, None)
    decided = await walk.order_twice("extension-decision", AGREED)
    assert decided["due"]["last_day"] == decided["dispatch"]["due"]["last_day"] == until
    assert decided["extensions"][0]["decision"] == AGREED["reason"]


async def test_an_extension_is_later_than_the_limit_and_refused_without_a_request(
    api: Api,
) -> None:
    walk = await in_progress(api)
    same = {"until": days_after(walk, 0), "reason": "尚需时日。"}
    problem = await walk.refused(
        "extension-request", same, LEAD, status=422, code="extension_not_later"
    )
    assert problem["errors"][0] | {"detail": ""} == {
        "pointer": "/until",
        "field": "延期至",
        "code": "extension_not_later",
        "detail": "",
    }
    await walk.refused("extension-decision", AGREED, status=409, code="nothing_requested")


async def test_a_refused_extension_leaves_the_dates(api: Api) -> None:
    walk = await in_progress(api)
    due = walk.state["due"]
    body = {"until": days_after(walk, 5), "reason": "尚需时日。"}
    await walk.order("extension-request", body, LEAD)
    decided = await walk.order("extension-decision", REFUSED)
    assert (decided["extensions"][0]["approved"], decided["due"]) == (False, due)


async def test_the_clocks_rest_while_the_firm_s_documents_are_waited_for(api: Api) -> None:
    walk = await in_progress(api)
    asked = await walk.order_twice("supplement-request", MISSING, LEAD)
    assert (asked["waiting"], asked["supplement"]["items"]) == (True, MISSING["items"])
    assert asked["due"]["last_day"] > days_after(walk, -1)
    await walk.refused("reply", REPLY, LEAD, status=409, code="awaiting_supplement")

    given = await walk.order_twice("supplement", {"text": "现补充贷款合同。"}, "platform")
    assert (given["waiting"], given["supplement"]["text"]) == (False, "现补充贷款合同。")
    await walk.refused("supplement-request", MISSING, LEAD, status=409, code="supplement_only_once")


async def test_before_dispatch_the_office_asks_for_documents(api: Api) -> None:
    walk = await submitted(api)
    await walk.refused("supplement", {"text": "补充。"}, status=409, code="nothing_asked")
    asked = await walk.order("supplement-request", MISSING)
    assert (asked["status"], asked["waiting"]) == ("submitted", True)


async def test_a_helper_reports_to_the_lead_and_its_clock_ends(api: Api) -> None:
    walk = await dispatched(api)
    assert walk.state["dispatch"]["duties"][0]["due"] is not None
    body = {"text": "已落实贴息资金。", "evidence": ["资金拨付单（复印件）"]}
    helped = await walk.order_twice("helper-reply", body, HELPER)
    [duty] = helped["dispatch"]["duties"]
    assert (duty["department"], duty["text"]) == ("FIN", "已落实贴息资金。")
    assert duty["replied_at"] is not None
    problem = await walk.refused("helper-reply", body, LEAD, status=403, code="not_a_helper")
    assert "协办部门" in problem["detail"]
