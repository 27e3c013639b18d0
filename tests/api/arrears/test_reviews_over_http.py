"""A finding is recorded, disputed in time and reviewed by another person, over HTTP (督查工作条例 17)."""

from typing import Any

import httpx

from shared.kernel.clock import SimulatedClock
from shared.testing.progress import until
from shared.testing.running import RunningService
from tests.api.arrears.ledger import DEBTOR, Ledger

FINDING = {
    "number": 1,
    "document_no": "临翔政督〔2022〕7号",
    "text": "经查，拖欠单位未按计划落实还款资金，责令整改。",
    "delivered_on": "2022-09-07",
    "participants": ["superv-3"],
}
DECISION = {
    "number": 1,
    "result": "changed",
    "reason": "质量保证金尚未到期，应予扣除。",
    "document_no": "临翔政督复〔2022〕1号",
    "finding": "扣除质量保证金后，责令整改。",
}


async def test_a_finding_is_disputed_and_reviewed_late_by_another_person(
    ledger: Ledger, campaign: tuple[RunningService, SimulatedClock]
) -> None:
    async def ordered(name: str, body: Any, account: str, role: str = "supervisor") -> Any:
        """By one of a unit's people, on the item as it is: the timer may have been faster."""

        async def answered() -> httpx.Response | None:
            await walk.meanwhile()
            token = campaign[0].token(role, subject=account)
            answer = await ledger.api.post(
                f"{walk.path}/{name}",
                body,
                version=walk.state["version"],
                headers={"Authorization": f"Bearer {token}"},
            )
            return None if answer.status_code == 412 else answer

        return await until(answered)

    await ledger.go_to("2022-09-07T10:00+08:00")
    walk = await ledger.verified()
    asked = {"step": "inspection", "text": "长期拖欠，影响恶劣。"}
    decided = {"number": 1, "ordered": True, "approved_by": "区长", "reason": "情况属实。"}
    for name, body, account, role in (
        ("steps", asked, "office-1", "coordinator"),
        ("inspection-decision", decided, "superv-1", "supervisor"),
        ("inspection-finding", FINDING, "superv-2", "supervisor"),
    ):
        answer = await ordered(name, body, account, role)
        assert answer.status_code == 200, answer.text

    await ledger.go_to("2022-09-20T10:00+08:00", walk)
    request = {"number": 1, "grounds": "未扣除质量保证金。"}
    assert (await ordered("review-request", request, "house-1", DEBTOR)).status_code == 200
    clocks = (await ledger.api.get(f"{walk.path}/clock", role=DEBTOR)).json()["clocks"]
    assert [
        (one["clock"], one["due"]["last_day"])
        for one in clocks
        if one["clock"].startswith("review_")
    ] == [("review_request", "2022-10-08"), ("review_decision", "2022-10-20")]

    await ledger.go_to("2022-10-21T00:00+08:00", walk)

    async def overdue() -> bool:
        [inspection] = (await walk.look())["inspections"]
        return bool(inspection["review"]["overdue"])

    await until(overdue)
    for account in ("superv-1", "superv-2", "superv-3"):
        answer = await ordered("review-decision", DECISION, account)
        assert (answer.status_code, answer.json()["code"]) == (403, "recused_from_review")
    answer = await ordered("review-decision", DECISION, "superv-4")
    [inspection] = answer.json()["inspections"]
    decision = inspection["review"]["decision"]
    assert (decision["result_zh"], decision["late"]) == ("变更", True)
    names = [event["name"] for event in await walk.history()]
    assert [name for name in names if "finding" in name or "review" in name] == [
        "arrears_finding_recorded",
        "arrears_review_requested",
        "arrears_review_due_near",
        "arrears_review_due_near",
        "arrears_review_overdue",
        "arrears_review_decided",
    ]
