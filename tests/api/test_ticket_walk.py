"""A ticket from REST to closed."""

import pytest

from shared.testing.client import Api
from tests.builders.bodies import submission


async def test_a_ticket_goes_from_submission_to_closed(api: Api) -> None:
    submitted = await api.post("/v1/tickets", submission(), role="platform")
    assert submitted.status_code == 201, submitted.text
    ticket = submitted.json()
    path = f"/v1/tickets/{ticket['id']}"
    assert submitted.headers["location"] == path
    assert (ticket["status"], submitted.headers["etag"]) == ("submitted", '"1"')

    steps = [
        ("dispatch", {"lead": "FINOFF", "helpers": ["FIN"]}, "coordinator", "dispatched"),
        ("takeover", None, "department:FINOFF", "in_progress"),
        (
            "reply",
            {"text": "已协调承贷银行展期。", "basis": "policy", "provisions": ["A03-P02"],
             "evidence": ["展期协议"]},
            "department:FINOFF",
            "replied",
        ),
        ("call-back", {"outcome": "satisfied"}, "coordinator", "closed"),
    ]  # fmt: skip
    version = 1
    for name, body, role, status in steps:
        answer = await api.post(f"{path}/{name}", body, role=role, version=version)
        assert answer.status_code == 200, answer.text
        assert answer.json()["status"] == status
        version = answer.json()["version"]

    history = await api.get(f"{path}/events")
    assert [event["name"] for event in history.json()["items"]] == [
        "ticket_submitted",
        "ticket_registered",
        "ticket_dispatched",
        "ticket_taken_over",
        "ticket_replied",
        "ticket_called_back",
        "ticket_closed",
    ]


@pytest.mark.parametrize("path", ["", "/clock", "/events"])
async def test_a_ticket_can_be_looked_at(api: Api, path: str) -> None:
    ticket = (await api.post("/v1/tickets", submission())).json()
    answer = await api.get(f"/v1/tickets/{ticket['id']}{path}")
    assert answer.status_code == 200, answer.text
