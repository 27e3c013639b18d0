"""A stock Open311 client files a request and follows it until it is closed (5.5)."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from xml.etree import ElementTree as ET

import pytest
from georeport import GeoReport

from shared.kernel.ids import new_id
from shared.testing.client import Api
from shared.testing.running import RunningService
from tests.api.open311_client import FORM, Open311Client, as_text, plain
from tests.api.walking import LEAD, OFFICE, REPLY


@pytest.fixture
def client(tickets: RunningService) -> Iterator[Open311Client]:
    with Open311Client(tickets, f"open311-{new_id()}") as opened:
        yield opened


async def ordered(api: Api, number: str, name: str, body: object, role: str = OFFICE) -> None:
    """An order about the ticket of this number, through our own interface."""
    found = (await api.get("/v1/tickets", number=number)).json()["items"][0]
    path = f"/v1/tickets/{found['id']}/{name}"
    answer = await api.post(path, body, role=role, version=found["version"])
    assert answer.status_code == 200, answer.text


async def test_a_stock_client_files_a_request_and_follows_it_until_it_is_closed(
    api: Api, client: Open311Client
) -> None:
    service = client.ask("services.json").json()[0]
    assert service["metadata"] is True
    form = client.ask(f"services/{FORM['service_code']}.json").json()
    asked = {each["code"] for each in form["attributes"] if each["required"]}
    assert asked <= {name[10:-1] for name in FORM if name.startswith("attribute[")}

    filed = client.file().json()[0]
    number = filed["service_request_id"]
    assert filed["account_id"] is None
    assert "办理期限至" in filed["service_notice"]
    request = client.request(number)
    assert (request["status"], request["status_notes"]) == ("open", "已收到，待受理。")
    assert request["description"] == FORM["description"]
    assert (request["address"], request["address_id"]) == ("邦东乡", "530902208")

    await ordered(api, number, "dispatch", {"lead": "FINOFF"})
    assert client.request(number)["agency_responsible"] == "区政府金融办"
    await ordered(api, number, "takeover", None, LEAD)
    await ordered(api, number, "reply", REPLY, LEAD)
    assert REPLY["text"] in client.request(number)["status_notes"]
    await ordered(api, number, "call-back", {"outcome": "satisfied"})

    request = client.request(number)
    assert (request["status"], request["service_notice"]) == ("closed", None)
    assert number in {each["service_request_id"] for each in client.ask("requests.json").json()}
    told = client.ask(f"requests/{number}/updates.json").json()
    assert [each["status"] for each in told] == [*["open"] * 5, "closed"]
    assert [each["description"][:5] for each in told] == [
        "已收到诉求", "已受理。", "已交办区政", "区政府金融", "区政府金融", "已销号（企",
    ]  # fmt: skip
    assert told[-1]["updated_datetime"] == request["updated_datetime"]


async def test_what_names_a_person_is_taken_in_and_never_given_out(
    api: Api, client: Open311Client
) -> None:
    number = client.filed()
    said = client.ask(f"requests/{number}.xml", extensions="true").text
    said += client.ask(f"requests/{number}/updates.xml").text
    for secret in ("13812345678", "张三", "zhangsan", "tt222111", "123456"):
        assert secret not in said
    ticket = (await api.get("/v1/tickets", number=number)).json()["items"][0]
    contact = (await api.get(f"/v1/tickets/{ticket['id']}")).json()["contact"]
    assert (contact["name"], contact["phone"]) == ("张*", "138****5678")


@pytest.mark.parametrize("path", ["services", "services/financing", "requests", "nothing"])
def test_xml_says_what_json_says(client: Open311Client, path: str) -> None:
    client.filed()
    said, written = client.ask(f"{path}.json"), client.ask(f"{path}.xml")
    assert said.headers["content-type"] == "application/json; charset=utf-8"
    assert written.headers["content-type"] == "text/xml; charset=utf-8"
    assert written.content.startswith(b'<?xml version="1.0" encoding="UTF-8"?>')
    assert plain(ET.fromstring(written.content)) == as_text(said.json())


def test_discovery_names_the_endpoint_and_its_formats(
    tickets: RunningService, client: Open311Client
) -> None:
    found = client.ask("../discovery.json").json()
    assert found["endpoints"][0]["specification"] == "http://wiki.open311.org/GeoReport_v2"
    assert found["endpoints"][0]["url"].endswith("/open311/v2")
    assert found["endpoints"][0]["formats"] == ["text/xml", "application/json"]
    written = ET.fromstring(client.ask("../discovery.xml").content)
    assert [each.text for each in written.iter("format")] == ["text/xml", "application/json"]


def test_the_extension_says_whether_the_date_is_provisional(client: Open311Client) -> None:
    number = client.filed()
    assert "extended_attributes" not in client.request(number)
    more = client.request(number, extensions="true")["extended_attributes"]
    assert more["provisional"] in {True, False}
    assert more["title"] == FORM["attribute[title]"]


def test_a_request_is_its_own_token(client: Open311Client) -> None:
    number = client.filed()
    found = client.ask(f"tokens/{number}.json")
    assert found.json() == [{"service_request_id": number, "token": number}]
    assert client.ask("tokens/12345.json").status_code == 404


def test_the_same_content_sent_again_the_same_day_is_the_same_request(
    client: Open311Client,
) -> None:
    first, again = client.file(), client.file()
    assert again.json() == first.json()
    assert again.headers["idempotency-replayed"] == "true"
    other = client.file(description="另一件事。")
    assert other.json()[0]["service_request_id"] != first.json()[0]["service_request_id"]


def test_what_a_ticket_has_no_field_for_stands_at_the_end_of_its_text(
    client: Open311Client,
) -> None:
    number = client.filed(
        address_string="邦东村12号", media_url="http://127.0.0.1:9/photo.jpg", description="简述。"
    )
    request = client.request(number)
    assert request["description"] == (
        "简述。\n\n地址：邦东村12号\n"
        "附件网址（由提交方提供，未下载、未核验）：http://127.0.0.1:9/photo.jpg"
    )
    assert request["media_url"] is None


def test_a_list_is_narrowed_as_the_standard_says(client: Open311Client) -> None:
    financing, rent = client.filed(), client.filed(service_code="rent")

    def listed(**params: object) -> list[str]:
        answer = client.ask("requests.json", **params)
        assert answer.status_code == 200, answer.text
        return [each["service_request_id"] for each in answer.json()]

    assert listed() == [rent, financing]
    assert listed(service_code="rent") == [rent]
    assert listed(service_code="rent,financing", status="open,closed") == [rent, financing]
    assert listed(service_code=["rent", "financing"], status="") == [rent, financing]
    assert listed(status="closed") == []
    assert listed(page_size=1, page=2) == [financing]
    requested = datetime.fromisoformat(client.request(rent)["requested_datetime"])
    late = (requested - timedelta(days=91)).isoformat()
    assert listed(end_date=late) == []
    shown = requested.isoformat()
    assert rent in listed(start_date=shown, end_date=shown)
    ids = f"{financing},LX-T-1999-000001"
    assert listed(service_request_id=ids, status="closed", start_date=late) == [financing]


async def test_confidential_requests_are_shown_to_the_platform_that_filed_them_alone(
    tickets: RunningService, client: Open311Client
) -> None:
    attributes = {"attribute[confidential]": "true", "attribute[complained_unit]": "FIN"}
    number = client.filed(**attributes)
    assert client.request(number)["status"] == "open"
    for role in ("coordinator", "auditor", "department:FIN", "department:TAX"):
        with Open311Client(tickets, "console", role=role) as other:
            assert other.ask(f"requests/{number}.json").status_code == 404
            assert other.ask("requests.json", service_request_id=number).json() == []


def test_another_platforms_request_does_not_exist(
    tickets: RunningService, client: Open311Client
) -> None:
    number = client.filed()
    with Open311Client(tickets, "another-platform") as other:
        for path in (f"requests/{number}", f"requests/{number}/updates", f"tokens/{number}"):
            answer = other.ask(f"{path}.json")
            assert (answer.status_code, answer.json()[0]["code"]) == (404, 404)
        assert other.ask("requests.json", service_request_id=number).json() == []


def test_a_key_never_reaches_a_log(tickets: RunningService, client: Open311Client) -> None:
    before = len(tickets.log.read_text())
    client.filed()
    client.ask("requests.json", api_key=client.key)
    client.file(**{"attribute[uscc]": client.key})
    lines = tickets.log.read_text()[before:]
    assert lines.count('"operation":"open311.submit"') == 2
    assert client.key.rpartition(".")[2] not in lines


@pytest.mark.parametrize("response_format", ["json", "xml"])
def test_the_public_client_georeport_follows_what_was_filed(
    tickets: RunningService, client: Open311Client, response_format: str
) -> None:
    """It knows no key for reading: the endpoint's address carries one, its library sends a header."""
    number = client.filed()
    endpoint = tickets.url.replace("http://", f"http://api:{client.key}@") + "/open311/v2"
    stock = GeoReport(endpoint, jurisdiction="530902", output_format=response_format)
    assert stock.get_service_list()[0]["service_code"] == "fiscal_support"
    attributes = stock.get_service_definition("financing")["attributes"]
    assert attributes
    assert stock.get_service_request(number)["status_notes"] == "已收到，待受理。"
    again = client.filed(description="另一件事。")
    listed = stock.get_service_requests(service_request_id=f"{number},{again}", status="open")
    assert [each["service_request_id"] for each in listed] == [again, number]
