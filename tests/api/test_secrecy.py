"""T-19: for the department it is about, a confidential complaint does not exist."""

from typing import Any

import pytest

from shared.files.digests import EXAMPLE
from shared.testing.client import Api
from tests.builders.bodies import submission


def complaint() -> dict[str, Any]:
    return submission(confidential=True, complained_unit="FIN")


@pytest.mark.parametrize(
    "path", ["", "/clock", "/events", "/attachments", f"/attachments/{EXAMPLE}"]
)
async def test_the_department_complained_about_does_not_find_it(api: Api, path: str) -> None:
    ticket = (await api.post("/v1/tickets", complaint(), role="platform")).json()
    answer = await api.get(f"/v1/tickets/{ticket['id']}{path}", role="department:FIN")
    assert (answer.status_code, answer.json()["code"]) == (404, "ticket_not_found")
    other = await api.get(f"/v1/tickets/{ticket['id']}{path}", role="department:TAX")
    assert (other.status_code, other.json()["code"]) == (403, "not_your_case")


@pytest.mark.parametrize("version", [1, 99])
async def test_its_orders_find_no_ticket_either(api: Api, version: int) -> None:
    ticket = (await api.post("/v1/tickets", complaint(), role="platform")).json()
    path = f"/v1/tickets/{ticket['id']}/takeover"
    answer = await api.post(path, None, role="department:FIN", version=version)
    assert (answer.status_code, answer.json()["code"]) == (404, "ticket_not_found")


async def test_it_is_in_no_list_of_the_department_even_when_it_submitted_it(api: Api) -> None:
    own = (await api.post("/v1/tickets", complaint(), role="department:FIN")).json()
    plain = (await api.post("/v1/tickets", submission(), role="department:FIN")).json()
    listed = (await api.get("/v1/tickets", role="department:FIN")).json()["items"]
    ids = {item["id"] for item in listed}
    assert plain["id"] in ids
    assert own["id"] not in ids


async def test_it_cannot_be_made_its_lead(api: Api) -> None:
    ticket = (await api.post("/v1/tickets", complaint(), role="platform")).json()
    path = f"/v1/tickets/{ticket['id']}/dispatch"
    answer = await api.post(path, {"lead": "FIN"}, version=1)
    assert (answer.status_code, answer.json()["code"]) == (409, "department_complained_about")
