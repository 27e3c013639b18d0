"""A report of retaliation over HTTP: for those it is about there is none, anywhere (A-24)."""

from typing import Any

from shared.kernel.ids import new_id
from tests.api.arrears.ledger import PATH, Ledger, verification
from tests.api.walking import Walk
from tests.builders.arrears_bodies import retaliation

REPORTS = "/v1/retaliation-reports"
DEBTOR = "department:HOUSE"
TAKE_UP = {"investigator": "区政府督查室"}
FINDING = {
    "finding": "substantiated",
    "grounds": "经调阅招标文件和谈话核实，反映情况属实。",
    "measures": "责令改正，并移送有关机关依法处理。",
}


async def reported(ledger: Ledger, walk: Walk, *departments: str) -> str:
    """The address of a report through the platform that registered the item."""
    body = retaliation(walk.id, departments=list(departments))
    answer = await ledger.api.post(REPORTS, body, role="platform", client=walk.platform)
    assert answer.status_code == 201, answer.text
    assert set(answer.json()) == {"number", "reported_at"}
    return str(answer.headers["location"])


async def ids_of(ledger: Ledger, role: str, **asked: Any) -> set[str]:
    listed = await ledger.api.get(REPORTS, role=role, **asked)
    return {f"{REPORTS}/{one['id']}" for one in listed.json()["items"]}


async def streams_in_feed(ledger: Ledger, **caller: Any) -> set[str]:
    """Every stream the whole feed has an event of."""
    seen: set[str] = set()
    after = 0
    while True:
        page = (await ledger.api.get("/v1/events", after=after, limit=200, **caller)).json()
        if page["next"] == after:
            return seen
        seen |= {event["aggregate_id"] for event in page["items"]}
        after = page["next"]


async def test_a_report_is_taken_up_and_concluded_by_the_supervision_office(
    ledger: Ledger,
) -> None:
    walk = await ledger.registered()
    report = await reported(ledger, walk)
    for name, body in (("taking-up", TAKE_UP), ("finding", FINDING)):
        version = (await ledger.api.get(report)).headers["etag"].strip('"')
        key = new_id()
        answers = [
            await ledger.api.post(
                f"{report}/{name}", body, role="supervisor", version=int(version), key=key
            )
            for _ in range(2)
        ]
        assert [answer.status_code for answer in answers] == [200, 200], answers[0].text
        assert answers[0].json() == answers[1].json()
    shown = (await ledger.api.get(report, role="auditor")).json()
    assert (shown["status_zh"], shown["conclusion"]["finding_zh"]) == ("已办结", "反映情况属实")
    before = (await ledger.api.get(report, role="auditor", as_of_version=1)).json()
    assert (before["status_zh"], before["version"]) == ("待受理", 1)
    history = (await ledger.api.get(f"{report}/events")).json()["items"]
    assert [event["name"] for event in history] == [
        "retaliation_reported",
        "retaliation_taken_up",
        "retaliation_concluded",
    ]


async def test_a_24_the_debtor_finds_no_trace_of_a_report_wherever_it_looks(
    ledger: Ledger,
) -> None:
    walk = await ledger.registered()
    statistics = await ledger.statistics()
    report = await reported(ledger, walk)
    report_id = report.rpartition("/")[2]

    denied = [
        (await ledger.api.get(path, role=DEBTOR)).json()
        for path in (report, f"{REPORTS}/{new_id()}")
    ]
    assert denied[0]["code"] == denied[1]["code"] == "role_not_permitted"
    for path in ("", "/events", "/clock", "/journal", "/interest"):
        answer = await ledger.api.get(f"{PATH}/{report_id}{path}", role=DEBTOR)
        assert (answer.status_code, answer.json()["code"]) == (404, "arrears_not_found")
    order = await ledger.api.post(
        f"{PATH}/{report_id}/step-answers", {"number": 1, "text": "是谁？"}, role=DEBTOR, version=9
    )
    assert (order.status_code, order.json()["code"]) == (404, "arrears_not_found")

    history = [event["name"] for event in await walk.history()]
    assert history == ["arrears_registered"]
    assert (await walk.look())["version"] == walk.state["version"]
    assert (await ledger.statistics())["total"] == statistics["total"]
    platform: dict[str, Any] = {"role": "platform", "client": walk.platform}
    assert await streams_in_feed(ledger, **platform) == {walk.id}
    answer = await ledger.api.get(f"{PATH}/{report_id}", **platform)
    assert answer.status_code == 404
    counted = (await ledger.api.get("/metrics")).text
    assert 'operation="arrears.register"' in counted
    assert "retaliation" not in counted


async def test_a_24_a_report_about_the_office_is_for_the_supervision_office_alone(
    ledger: Ledger,
) -> None:
    walk = await ledger.registered()
    report = await reported(ledger, walk, "MIIT")
    report_id = report.rpartition("/")[2]
    seen = {
        role: await ids_of(ledger, role, arrears_id=walk.id)
        for role in ("coordinator", "supervisor")
    }
    assert seen == {"coordinator": set(), "supervisor": {report}}
    for answer in (
        await ledger.api.get(report),
        await ledger.api.get(f"{report}/events"),
        await ledger.api.post(f"{report}/taking-up", TAKE_UP, version=1),
        await ledger.api.post(f"{report}/taking-up", TAKE_UP, version=7),
    ):
        assert (answer.status_code, answer.json()["code"]) == (404, "retaliation_report_not_found")
    for order, body in (("verification", verification("1.00")), ("clearance", {})):
        answer = await ledger.api.post(f"{PATH}/{report_id}/{order}", body, version=7)
        assert (answer.status_code, answer.json()["code"]) == (404, "arrears_not_found")
    assert report_id not in await streams_in_feed(ledger, role="coordinator")
    assert report_id in await streams_in_feed(ledger, role="supervisor")


async def test_a_platform_cannot_report_about_an_item_of_another(ledger: Ledger) -> None:
    walk = await ledger.registered()
    answers = [
        await ledger.api.post(REPORTS, retaliation(item), role="platform", client="another")
        for item in (walk.id, new_id())
    ]
    assert {(answer.status_code, answer.json()["code"]) for answer in answers} == {
        (404, "arrears_not_found")
    }
