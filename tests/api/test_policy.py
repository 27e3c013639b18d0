"""The service policy and the routing table over HTTP, on a simulated clock: what they change."""

from typing import Any

import pytest

from shared.kernel.ids import new_id
from tests.api.simulation import Simulation
from tests.api.walking import LEAD, in_progress, submitted
from tests.builders.bodies import policy_version, routing_table, submission

FINANCING = {"category": "financing", "lead": "FINOFF", "helpers": ["FIN"]}
TEA = {"category": "financing", "industry": "15", "lead": "AGRI"}


async def test_the_numbers_shipped_are_in_force_with_their_document(simulation: Simulation) -> None:
    answer = (await simulation.api.get("/v1/policy", role="platform")).json()
    assert answer["in_force"] == 1
    [first] = answer["versions"]
    assert (first["document_no"], first["author"]) == ("临翔政办发〔2022〕56号", "区工业和信息化局")
    assert first["numbers"]["office_hours"] == [
        {"begins": 510, "ends": 720},
        {"begins": 870, "ends": 1080},
    ]


async def test_a_version_judges_from_its_day_on_and_decisions_name_it(
    simulation: Simulation,
) -> None:
    simulation.go_to("2022-10-08T09:00:00+08:00")
    body = policy_version(extensions_max=0, effective_on="2022-10-10")
    key = new_id()
    published = await simulation.api.post("/v1/policy/versions", body, version=1, key=key)
    assert published.status_code == 200, published.text
    again = await simulation.api.post("/v1/policy/versions", body, version=1, key=key)
    assert again.json() == published.json()
    assert again.headers["idempotency-replayed"] == "true"
    assert (published.json()["in_force"], len(published.json()["versions"])) == (1, 2)

    extension = {"until": "2022-10-20", "reason": "尚需上级审批。"}
    walk = await in_progress(simulation.api)
    await walk.order("extension-request", extension, LEAD)
    assert (await walk.history())[-1]["data"]["policy_version"] == 1

    simulation.go_to("2022-10-10T09:00:00+08:00")
    assert (await simulation.api.get("/v1/policy")).json()["in_force"] == 2
    other = await in_progress(simulation.api)
    await other.refused("extension-request", extension, LEAD, status=409, code="extensions_used_up")


@pytest.mark.parametrize(
    ("changes", "status", "code", "field"),
    [
        ({"effective_on": "2022-08-31"}, 409, "policy_reaches_back", None),
        ({"takeover_hours": 0}, 422, "greater_than_equal", "办理规则参数·承办时限（工作小时）"),
        ({"level2_workdays": 5}, 422, "policy_levels_out_of_order", "三级督办的逾期工作日数"),
        ({"document_no": ""}, 422, "string_too_short", "文号"),
    ],
)
async def test_a_version_that_cannot_hold_is_refused(
    simulation: Simulation, changes: dict[str, Any], status: int, code: str, field: str | None
) -> None:
    answer = await simulation.api.post("/v1/policy/versions", policy_version(**changes), version=1)
    problem = answer.json()
    assert (answer.status_code, answer.headers["content-language"]) == (status, "zh-CN")
    if field is None:
        assert problem["code"] == code
    else:
        assert [(e["code"], e["field"].endswith(field)) for e in problem["errors"]] == [
            (code, True)
        ]
    assert (await simulation.api.get("/v1/policy")).headers["etag"] == '"1"'


async def test_a_decisive_table_dispatches_in_the_commit_that_receives(
    simulation: Simulation,
) -> None:
    before = await simulation.api.get("/v1/routing")
    assert (before.json()["in_force"], before.json()["tables"]) == (0, [])
    body = routing_table(FINANCING, TEA, effective_on="2022-09-02")
    published = await simulation.api.post("/v1/routing/tables", body, version=0)
    assert published.status_code == 200, published.text
    assert (await submitted(simulation.api)).state["status"] == "submitted"

    simulation.go_to("2022-09-02T09:00:00+08:00")
    assert (await simulation.api.get("/v1/routing")).json()["in_force"] == 1
    tea = (await submitted(simulation.api)).state
    assert (tea["status"], tea["dispatch"]["lead"], tea["dispatch"]["helpers"]) == (
        "dispatched",
        "AGRI",
        [],
    )
    other_firm = {**submission()["firm"], "industry_code": "5810"}
    walk = await submitted(simulation.api, firm=other_firm)
    assert (walk.state["dispatch"]["lead"], walk.state["dispatch"]["helpers"]) == (
        "FINOFF",
        ["FIN"],
    )
    assert [event["name"] for event in await walk.history()] == [
        "ticket_submitted",
        "ticket_registered",
        "ticket_dispatched",
    ]
    assert (await submitted(simulation.api, category="rent")).state["dispatch"] is None

    again = await submitted(simulation.api, firm=tea["firm"])
    assert (again.state["status"], again.state["dispatch"]) == ("submitted", None)
    assert again.state["target"]["target"] == "dispatch"
    [duplicate] = (await again.look())["duplicates"]
    assert (duplicate["number"], duplicate["lead"]) == (tea["number"], "AGRI")


async def test_a_table_with_two_ways_for_one_ticket_is_refused(simulation: Simulation) -> None:
    township = {"township": "530902208", "lead": "FIN"}
    answer = await simulation.api.post(
        "/v1/routing/tables", routing_table(FINANCING, township), version=0
    )
    problem = answer.json()
    assert (answer.status_code, problem["code"]) == (422, "routing_ambiguous")
    assert problem["errors"][0]["field"] == "派单规则"
    assert problem["detail"].startswith("第 1 条与第 2 条")


async def test_a_stale_table_is_not_replaced(simulation: Simulation) -> None:
    table = routing_table(FINANCING)
    first = await simulation.api.post("/v1/routing/tables", table, version=0)
    assert first.headers["etag"] == '"1"'
    stale = await simulation.api.post("/v1/routing/tables", routing_table(TEA), version=0)
    assert stale.status_code == 412
