"""The one way back over HTTP: return, adjudication, designation (5.3, 5.4)."""

from typing import Any

import pytest

from shared.testing.client import Api
from tests.api.walking import HELPER, LEAD, Walk, dispatched

RETURN = {
    "reason": "R01",
    "legal_basis": "区政府金融办职能配置规定第三条",
    "proposed_unit": "FIN",
    "explanation": "所反映事项为财政贴息资金拨付，不属于本部门职责。",
}
APPROVED = {"approved": True, "reason": "经核，该事项属区财政局职责。"}


async def test_an_approved_return_goes_to_another_lead_and_the_firm_s_clock_goes_on(
    api: Api,
) -> None:
    walk = await dispatched(api)
    due = walk.state["due"]
    asked = await walk.order_twice("return-request", RETURN, LEAD)
    assert (asked["status"], asked["target"]["target_zh"]) == ("return_requested", "退回裁定")
    [request] = asked["returns"]
    assert (request["reason_zh"], request["approved"]) == ("不属于本部门法定职责", None)

    decided = await walk.order_twice("return-decision", {**APPROVED, "lead": "FIN"})
    assert (decided["status"], decided["dispatch"]["lead"]) == ("dispatched", "FIN")
    assert decided["returns"][0]["approved"] is True
    assert decided["due"] == due


async def test_an_approved_return_without_a_lead_waits_in_the_queue(api: Api) -> None:
    walk = await dispatched(api)
    await walk.order("return-request", RETURN, LEAD)
    decided = await walk.order("return-decision", APPROVED)
    assert (decided["status"], decided["dispatch"]) == ("registered", None)
    assert decided["target"]["target"] == "dispatch"


async def test_a_refused_return_binds(api: Api) -> None:
    walk = await dispatched(api)
    await walk.order("return-request", RETURN, LEAD)
    decided = await walk.order(
        "return-decision", {"approved": False, "reason": "属于区政府金融办职责。"}
    )
    assert decided["status"] == "in_progress"
    again = {**RETURN, "explanation": "仍不属于本部门职责。"}
    problem = await walk.refused("return-request", again, LEAD, status=409, code="return_only_once")
    assert "区政府金融办" in problem["detail"]


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"reason": "R06"}, "not_enough_information", "退回理由代码"),
        ({"proposed_unit": "FINOFF"}, "return_without_proposal", "建议承办单位"),
        ({"reason": "R04"}, "duplicate_not_named", "重复工单编号"),
    ],
)
async def test_a_return_needs_a_reason_that_is_one(
    api: Api, changes: dict[str, Any], code: str, field: str
) -> None:
    walk = await dispatched(api)
    problem = await walk.refused(
        "return-request", {**RETURN, **changes}, LEAD, status=422, code=code
    )
    assert problem["errors"][0]["field"] == field


async def test_a_helper_returns_nothing(api: Api) -> None:
    walk = await dispatched(api)
    await walk.refused("return-request", RETURN, HELPER, status=403, code="not_lead_department")


async def test_there_is_nothing_to_decide_before_a_request(api: Api) -> None:
    walk = await dispatched(api)
    await walk.refused("return-decision", APPROVED, status=409, code="no_return_requested")


async def test_a_second_request_ends_with_a_designation_that_binds(api: Api) -> None:
    walk = await returned_twice(api)
    decision = {**APPROVED, "lead": "TAX"}
    await walk.refused("return-decision", decision, status=409, code="designation_needed")

    designation = {"lead": "FIN", "leader": "办公室主任", "reason": "由区财政局主办。"}
    designated = await walk.order_twice("designation", designation)
    assert designated["status"] == "in_progress"
    assert (designated["dispatch"]["lead"], designated["non_returnable"]) == ("FIN", True)
    request = {**RETURN, "proposed_unit": "TAX"}
    await walk.refused("return-request", request, HELPER, status=409, code="designation_binds")


async def test_a_first_request_is_decided_not_designated(api: Api) -> None:
    walk = await dispatched(api)
    await walk.order("return-request", RETURN, LEAD)
    designation = {"lead": "FIN", "leader": "办公室主任", "reason": "由区财政局主办。"}
    await walk.refused("designation", designation, status=409, code="designation_too_early")


async def returned_twice(api: Api) -> Walk:
    """The financial office gave it back, the finance bureau asks to do the same."""
    walk = await dispatched(api)
    await walk.order("return-request", RETURN, LEAD)
    await walk.order("return-decision", {**APPROVED, "lead": "FIN"})
    await walk.order("return-request", {**RETURN, "proposed_unit": "FINOFF"}, HELPER)
    return walk
