"""A client of GeoReport v2 that knows the standard and nothing of ours.

It reads XML or JSON, sends its key where the standard says (`api_key` in the form) and, to read,
the way ordinary HTTP libraries send what stands before the `@` of an address.
"""

from typing import Any, Self
from xml.etree import ElementTree as ET

import httpx

from shared.testing.running import RunningService
from tests.builders.firms import new_credit_code

FORM = {
    "service_code": "financing",
    "address_id": "530902208",
    "first_name": "三",
    "last_name": "张",
    "phone": "13812345678",
    "email": "zhangsan@example.com",
    "device_id": "tt222111",
    "account_id": "123456",
    "description": "受疫情影响，流动资金贷款即将到期，\n一时难以归还。",
    "attribute[uscc]": "91530902MA6XTXT19B",
    "attribute[firm_name]": "临翔区昔归茶业有限公司",
    "attribute[township_code]": "530902208",
    "attribute[industry_code]": "1530",
    "attribute[size]": "micro",
    "attribute[title]": "流动资金贷款展期困难",
}


class Open311Client:
    """One registered client, identified by its platform's name, that files for one firm of its own:
    what others file of the same firm may be a duplicate.
    """

    def __init__(self, running: RunningService, client: str, *, role: str = "platform") -> None:
        self.key = running.token(role, subject=role, client=client)
        self._firm = new_credit_code()
        self._endpoint = f"{running.url}/open311/v2"
        self._http = httpx.Client(auth=("api", self.key), timeout=30)
        self._keyless = httpx.Client(timeout=30)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._http.close()
        self._keyless.close()

    def file(self, response_format: str = "json", /, **changes: str | None) -> httpx.Response:
        """POST Service Request; a field changed to None is left out."""
        fields = {**FORM, "attribute[uscc]": self._firm, **changes, "api_key": self.key}
        sent = {name: value for name, value in fields.items() if value is not None}
        return self._keyless.post(f"{self._endpoint}/requests.{response_format}", data=sent)

    def filed(self, **changes: str | None) -> str:
        """File a request and return its id."""
        answer = self.file(**changes)
        assert answer.status_code == 200, answer.text
        number: str = answer.json()[0]["service_request_id"]
        return number

    def ask(self, path: str, /, **params: Any) -> httpx.Response:
        return self._http.get(f"{self._endpoint}/{path}", params=params)

    def request(self, number: str, **params: Any) -> dict[str, Any]:
        """GET Service Request, in both formats, which have to say the same."""
        answer = self.ask(f"requests/{number}.json", **params)
        assert answer.status_code == 200, answer.text
        listed = answer.json()
        root = ET.fromstring(self.ask(f"requests/{number}.xml", **params).content)
        assert root.tag == "service_requests"
        assert plain(root) == as_text(listed)
        request: dict[str, Any] = listed[0]
        return request


def plain(element: ET.Element) -> Any:
    """An element as JSON would say it, with text for every plain value and null for an empty one."""
    children = list(element)
    if not children:
        return element.text
    if element.tag.endswith("s") and element.tag != "extended_attributes":
        return [plain(child) for child in children]
    return {child.tag: plain(child) for child in children}


def as_text(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: as_text(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [as_text(inner) for inner in value] or None
    if isinstance(value, bool):
        return "true" if value else "false"
    return None if value in {None, ""} else str(value)
