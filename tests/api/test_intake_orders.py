"""受理, 不予受理, 并案, 撤回, 回避, repeats and linked cases over HTTP."""

from shared.kernel.ids import new_id
from shared.testing.client import Api
from tests.api.walking import HELPER, LEAD, OFFICE, closed, dispatched, submitted


async def test_a_checked_ticket_is_accepted_once(api: Api) -> None:
    walk = await submitted(api)
    ticket = await walk.order_twice("acceptance", {"duplicates_checked": True})
    assert (ticket["status"], ticket["status_zh"]) == ("registered", "已受理")
    assert ticket["registered_at"] is not None
    quiet = await walk.order("acceptance", {"duplicates_checked": True})
    assert quiet["version"] == ticket["version"]


async def test_an_unchecked_ticket_is_not_accepted(api: Api) -> None:
    walk = await submitted(api)
    problem = await walk.refused(
        "acceptance", {"duplicates_checked": False}, status=422, code="duplicates_not_checked"
    )
    assert problem["errors"] == [
        {
            "pointer": "/duplicates_checked",
            "field": "是否已核查重复反映",
            "code": "duplicates_not_checked",
            "detail": "受理前应当核查是否重复反映。",
        }
    ]


async def test_a_declined_ticket_tells_the_firm_its_route(api: Api) -> None:
    walk = await submitted(api)
    advice = "该合同纠纷可依法向临翔区人民法院提起诉讼。"
    ticket = await walk.order_twice("decline", {"reason": "court", "advice": advice})
    assert (ticket["status"], ticket["declined"]) == ("not_accepted", "court")
    assert ticket["declined_zh"] == "依法应当或者已经通过诉讼途径解决"
    assert (await walk.history())[-1]["data"]["advice"] == advice


async def test_a_dispatched_ticket_is_not_declined(api: Api) -> None:
    walk = await dispatched(api)
    body = {"reason": "court", "advice": "请依法提起诉讼。"}
    problem = await walk.refused("decline", body, status=409, code="ticket_not_in_intake")
    assert "已交办" in problem["detail"]


async def test_a_merged_ticket_goes_on_in_its_master(api: Api) -> None:
    master = await submitted(api)
    walk = await submitted(api, firm=master.state["firm"], title="稳岗返还", description="未到账")
    body = {"master_id": master.id, "reason": "同一企业就同一事项重复提交"}
    ticket = await walk.order_twice("merge", body)
    assert ticket["status"] == "merged"
    assert ticket["merged_into"] == {"id": master.id, "number": master.state["number"]}
    went_on = await master.look()
    assert went_on["merged_numbers"] == [ticket["number"]]
    assert went_on["version"] == 2


async def test_a_ticket_of_another_firm_is_merged_as_a_group_case_only(api: Api) -> None:
    master, walk = await submitted(api), await submitted(api)
    body = {"master_id": master.id, "reason": "同一路段施工影响经营"}
    await walk.refused("merge", body, status=409, code="master_of_another_firm")
    ticket = await walk.order("merge", {**body, "group_case": True})
    assert ticket["merged_into"]["id"] == master.id


async def test_a_ticket_is_not_merged_into_what_is_no_ticket(api: Api) -> None:
    walk = await submitted(api)
    for master, code in ((new_id(), "master_not_found"), (walk.id, "merge_into_itself")):
        body = {"master_id": master, "reason": "重复"}
        problem = await walk.refused("merge", body, status=422, code=code)
        assert problem["errors"][0]["field"] == "主办工单标识"


async def test_the_firm_withdraws_of_its_free_will(api: Api) -> None:
    walk = await dispatched(api)
    body = {"free_will": True, "statement": "问题已自行与银行协商解决。"}
    ticket = await walk.order_twice("withdrawal", body, "platform")
    assert ticket["status"] == "withdrawn"


async def test_staff_do_not_withdraw_for_the_firm_without_proof(api: Api) -> None:
    walk = await submitted(api)
    problem = await walk.refused(
        "withdrawal", {"free_will": True}, status=422, code="proof_missing"
    )
    assert problem["errors"][0]["field"] == "企业自愿撤回的证明材料"
    await walk.refused("withdrawal", {"free_will": False}, status=422, code="not_of_free_will")


async def test_the_same_matter_after_closing_counts_and_starts_no_clock(api: Api) -> None:
    walk = await closed(api)
    due = walk.state["due"]
    ticket = await walk.order_twice("repeat", {"channel": "phone"})
    assert (ticket["status"], ticket["repeats"], ticket["due"]) == ("closed", 1, due)
    assert (await walk.history())[-1]["data"]["answer"] == ticket["reply"]["text"]


async def test_an_open_ticket_is_not_repeated(api: Api) -> None:
    walk = await submitted(api)
    await walk.refused("repeat", {"channel": "phone"}, status=409, code="ticket_not_closed")


async def test_who_must_recuse_takes_no_part_any_more(api: Api) -> None:
    walk = await dispatched(api)
    body = {"person": LEAD, "ground": "与诉求企业法定代表人系近亲属"}
    ticket = await walk.order_twice("recusal", body, OFFICE)
    assert ticket["recused"] == [LEAD]
    await walk.refused("takeover", role=LEAD, status=403, code="staff_must_recuse")


async def test_staff_of_a_department_recuse_themselves_only(api: Api) -> None:
    walk = await dispatched(api)
    body = {"person": "department:FIN", "ground": "系近亲属"}
    problem = await walk.refused("recusal", body, LEAD, status=403, code="recusal_of_another")
    assert "本人" in problem["detail"]


async def test_a_case_in_another_ledger_is_asked_for_once(api: Api) -> None:
    walk = await dispatched(api)
    ticket = await walk.order_twice("case-request", {"case": "rent"}, LEAD)
    [case] = ticket["cases"]
    assert (case["case"], case["case_zh"], case["case_id"]) == ("rent", "房租减免", None)
    quiet = await walk.order("case-request", {"case": "rent"})
    assert quiet["version"] == ticket["version"]


async def test_a_helper_asks_for_no_case(api: Api) -> None:
    walk = await dispatched(api)
    body = {"case": "rent"}
    problem = await walk.refused(
        "case-request", body, HELPER, status=403, code="case_asked_by_lead"
    )
    assert "主办部门" in problem["detail"]


async def test_a_finished_ticket_asks_for_no_case(api: Api) -> None:
    walk = await closed(api)
    body = {"case": "arrears"}
    await walk.refused("case-request", body, status=409, code="ticket_finished")


async def test_named_staff_are_recused_from_the_beginning(api: Api) -> None:
    walk = await submitted(api, named_staff=["department:FINOFF"], notice="2022-01")
    await walk.order("dispatch", {"lead": "FINOFF"})
    await walk.refused("takeover", role=LEAD, status=403, code="staff_must_recuse")
