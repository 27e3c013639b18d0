"""How Open311's clients are told "no": an array of errors, in their format, with its status."""

from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree as ET

import httpx
import pytest

from services.tickets.model import MODEL
from shared.kernel.actor import Role
from shared.kernel.ids import new_id
from shared.testing.running import RunningService
from shared.web.permissions import BY_SERVICE, Scope
from tests.api.open311_client import FORM, Open311Client

TABLE = BY_SERVICE[MODEL.service]
PATHS = {
    "open311.submit": "requests.json",
    "open311.list": "requests.json",
    "open311.get": "requests/{number}.json",
    "open311.updates": "requests/{number}/updates.json",
    "open311.token": "tokens/{number}.json",
}
ROLES = [role for role in Role if role is not Role.SYSTEM]


@pytest.fixture
def client(tickets: RunningService) -> Iterator[Open311Client]:
    with Open311Client(tickets, f"open311-{new_id()}") as opened:
        yield opened


def told(answer: httpx.Response) -> tuple[int, str]:
    """Status and the first description; the body's codes have to be the status."""
    errors = answer.json()
    assert {error["code"] for error in errors} == {answer.status_code}
    assert all(error.keys() == {"code", "description"} for error in errors)
    return answer.status_code, errors[0]["description"]


@pytest.mark.parametrize(
    ("path", "params", "status", "named"),
    [
        ("services.json", {"jurisdiction_id": "sfgov.org"}, 404, "jurisdiction_id"),
        ("services/033.json", {}, 404, "service_code"),
        ("requests/LX-T-1999-000001.json", {}, 404, "LX-T-1999-000001"),
        ("nothing.json", {}, 404, ""),
        ("requests.json", {"status": "pending"}, 400, "status"),
        ("requests.json", {"service_code": "033"}, 404, "service_code"),
        ("requests.json", {"start_date": "2022-01-01"}, 400, "start_date"),
        ("requests.json", {"start_date": "0001-01-01T00:00:00+08:00"}, 400, "start_date"),
        ("requests.json", {"end_date": "9999-12-31T23:59:59Z"}, 400, "end_date"),
        ("requests.json", {"page_size": 1001}, 400, "page_size"),
        ("requests.json", {"colour": "red"}, 400, "colour"),
        ("requests.json", {"service_request_id": ",".join(map(str, range(1001)))}, 400, "1000"),
        (
            "requests.json",
            {"start_date": "2022-01-01T00:00:00Z", "end_date": "2022-04-01T00:00:01Z"},
            400,
            "90",
        ),
        (
            "requests.json",
            {"start_date": "2022-01-02T00:00Z", "end_date": "2022-01-01T00:00Z"},
            400,
            "end_date",
        ),
    ],
)
def test_what_cannot_be_answered_is_told_by_the_standards_statuses(
    client: Open311Client, path: str, params: dict[str, Any], status: int, named: str
) -> None:
    found, description = told(client.ask(path, **params))
    assert found == status
    assert named in description


@pytest.mark.parametrize(
    ("changes", "status", "named"),
    [
        ({"service_code": None}, 400, "service_code"),
        ({"service_code": "033"}, 404, "033"),
        ({"jurisdiction_id": "sfgov.org"}, 404, "jurisdiction_id"),
        ({"description": ""}, 400, "description"),
        ({"phone": None}, 400, "phone"),
        ({"first_name": None, "last_name": None}, 400, "last_name"),
        ({"address_id": None, "attribute[township_code]": None}, 400, "address_id"),
        ({"address_id": "530902001"}, 400, "address_id"),
        ({"lat": "23.9"}, 400, "long"),
        ({"media_url": "file:///etc/passwd"}, 400, "media_url"),
        ({"attribute[uscc]": "91530902MA6XTXT19C"}, 400, "attribute[uscc]"),
        ({"attribute[confidentiel]": "true"}, 400, "attribute[confidentiel]"),
        ({"title": "展期"}, 400, "title"),
        (
            {"address_id": None, "attribute[township_code]": "530921100"},
            400,
            "attribute[township_code]",
        ),
        (
            {"attribute[upstream_limit]": "2022-01-01T00:00:00+08:00"},
            400,
            "attribute[upstream_limit]",
        ),
    ],
)
def test_a_form_that_cannot_be_taken_is_told_which_parameter_to_mend(
    client: Open311Client, changes: dict[str, str | None], status: int, named: str
) -> None:
    found, description = told(client.file("json", **changes))
    assert found == status
    assert named in description


def test_the_same_upstream_number_is_filed_once(client: Open311Client) -> None:
    number = {"attribute[upstream_number]": new_id(), "attribute[channel]": "hotline_12345"}
    first = client.filed(**number)
    status, description = told(client.file("json", description="再次转办。", **number))
    assert status == 400
    assert first in description


def test_errors_are_xml_where_xml_is_asked_for_and_where_nothing_is(client: Open311Client) -> None:
    for path in ("requests/none.xml", "nowhere"):
        answer = client.ask(path)
        assert answer.headers["content-type"] == "text/xml; charset=utf-8"
        root = ET.fromstring(answer.content)
        assert (root.tag, [each.tag for each in root[0]]) == ("errors", ["code", "description"])


def test_a_key_in_the_address_is_refused_with_the_way_to_send_it(client: Open311Client) -> None:
    status, description = told(client.ask("requests.json", api_key=client.key))
    assert status == 400
    assert "Authorization" in description


def test_other_bodies_than_a_utf_8_form_are_refused(tickets: RunningService) -> None:
    url = f"{tickets.url}/open311/v2/requests.json"
    key = {"Authorization": f"Bearer {tickets.token('platform')}"}
    form = "application/x-www-form-urlencoded"
    for body, media_type in (
        (b"{}", "application/json"),
        ("description=展期".encode("gbk"), form),
        (b"description=%D5%B9%C6%DA", form),
        (b"a=1", f"{form}; charset=gbk"),
        (b"&".join(b"a%d=1" % n for n in range(201)), form),
    ):
        answer = httpx.post(url, content=body, headers={**key, "Content-Type": media_type})
        assert told(answer)[0] == 400, body
    too_large = httpx.post(url, content=b"a=" + b"1" * 1_100_000, headers=key)
    assert told(too_large)[0] == 413


def test_the_paths_of_every_granted_operation_are_known_here() -> None:
    assert set(PATHS) == {name for name in TABLE.granted if name.startswith("open311.")}


@pytest.fixture(scope="session")
def filed(tickets: RunningService) -> str:
    with Open311Client(tickets, "own-platform") as client:
        return client.filed()


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("operation", PATHS)
def test_the_permission_table_holds_and_another_platforms_request_is_not_found(
    tickets: RunningService, filed: str, operation: str, role: Role
) -> None:
    unit = ":FINOFF" if role in {Role.DEPARTMENT, Role.LANDLORD} else ""
    path = PATHS[operation].format(number=filed)
    with Open311Client(tickets, "own-platform", role=f"{role}{unit}") as own:
        answer = own.file() if operation == "open311.submit" else own.ask(path)
    scope = TABLE.allowed(operation, role)
    if scope is None:
        assert told(answer)[0] == 403
    elif role is Role.DEPARTMENT and scope is Scope.OWN and "{number}" in PATHS[operation]:
        assert told(answer)[0] == 404
    else:
        assert answer.status_code == 200, answer.text


@pytest.mark.parametrize("operation", PATHS)
@pytest.mark.parametrize("key", [None, "xyz"])
def test_without_a_key_or_with_a_wrong_one_it_is_403(
    tickets: RunningService, operation: str, key: str | None
) -> None:
    url = f"{tickets.url}/open311/v2/{PATHS[operation].format(number='LX-T-2022-000001')}"
    if operation == "open311.submit":
        answer = httpx.post(url, data={**FORM, **({"api_key": key} if key else {})})
    else:
        answer = httpx.get(url, headers={"Authorization": f"Bearer {key}"} if key else {})
    assert told(answer)[0] == 403


@pytest.mark.parametrize("path", ["discovery", "v2/services", "v2/services/rent"])
def test_what_the_standard_gives_without_a_key_needs_none(
    tickets: RunningService, path: str
) -> None:
    assert httpx.get(f"{tickets.url}/open311/{path}.json").status_code == 200
