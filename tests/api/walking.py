"""One case on a running service, and the orders given about it; and how a ticket comes to where it is."""

from typing import Any

from shared.kernel.ids import new_id
from shared.testing.client import Api
from tests.builders.bodies import submission

OFFICE = "coordinator"
LEAD = "department:FINOFF"
HELPER = "department:FIN"
REPLY = {
    "text": "已协调承贷银行办理展期六个月。",
    "basis": "policy",
    "provisions": ["A03-P02"],
    "evidence": ["展期协议（复印件）"],
}


class Walk:
    """A case and its version as last seen; `state` is the answer to the last order."""

    def __init__(
        self, api: Api, state: dict[str, Any], platform: str, cases: str = "/v1/tickets"
    ) -> None:
        self._api = api
        self.state = state
        self.platform = platform
        self._cases = cases

    @property
    def id(self) -> str:
        return str(self.state["id"])

    @property
    def path(self) -> str:
        return f"{self._cases}/{self.id}"

    async def order(self, name: str, body: Any = None, role: str = OFFICE) -> dict[str, Any]:
        """Give an order that is carried out; the case after it."""
        answer = await self._post(name, body, role, new_id())
        assert answer.status_code == 200, answer.text
        self.state = answer.json()
        return self.state

    async def order_twice(self, name: str, body: Any = None, role: str = OFFICE) -> dict[str, Any]:
        """Give an order, and the same POST again under its key: one effect, one answer."""
        key = new_id()
        first = await self._post(name, body, role, key)
        assert first.status_code == 200, first.text
        assert first.json()["version"] > self.state["version"]
        again = await self._post(name, body, role, key)
        assert (again.status_code, again.json()) == (200, first.json())
        assert again.headers["idempotency-replayed"] == "true"
        self.state = first.json()
        assert (await self.look())["version"] == self.state["version"]
        return self.state

    async def refused(
        self, name: str, body: Any = None, role: str = OFFICE, *, status: int, code: str
    ) -> dict[str, Any]:
        """Give an order that is refused, and nothing has happened; the problem."""
        answer = await self._post(name, body, role, new_id())
        problem: dict[str, Any] = answer.json()
        assert (answer.status_code, problem["code"]) == (status, code), answer.text
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.headers["content-language"] == "zh-CN"
        assert (await self.look())["version"] == self.state["version"]
        return problem

    async def look(self, **params: Any) -> dict[str, Any]:
        """The case as the office reads it."""
        found: dict[str, Any] = (await self._api.get(self.path, **params)).json()
        return found

    async def meanwhile(self) -> None:
        """Take note of what happened without an order of ours."""
        self.state = await self.look()

    async def history(self) -> list[dict[str, Any]]:
        answer = await self._api.get(f"{self.path}/events", limit=200)
        events: list[dict[str, Any]] = answer.json()["items"]
        return events

    async def _post(self, name: str, body: Any, role: str, key: str) -> Any:
        return await self._api.post(
            f"{self.path}/{name}",
            body,
            role=role,
            client=self.platform if role == "platform" else None,
            key=key,
            version=self.state["version"],
        )


async def submitted(api: Api, **changes: Any) -> Walk:
    """待受理, through a platform of its own."""
    platform = new_id()
    answer = await api.post("/v1/tickets", submission(**changes), role="platform", client=platform)
    assert answer.status_code == 201, answer.text
    return Walk(api, answer.json(), platform)


async def dispatched(api: Api, **changes: Any) -> Walk:
    """已交办 to the financial office; the finance bureau helps."""
    walk = await submitted(api)
    await walk.order("dispatch", {"lead": "FINOFF", "helpers": ["FIN"], **changes})
    return walk


async def in_progress(api: Api, **changes: Any) -> Walk:
    """承办中"""
    walk = await dispatched(api, **changes)
    await walk.order("takeover", role=LEAD)
    return walk


async def replied(api: Api) -> Walk:
    """已答复"""
    walk = await in_progress(api)
    await walk.order("reply", REPLY, LEAD)
    return walk


async def closed(api: Api) -> Walk:
    """已销号"""
    walk = await replied(api)
    await walk.order("call-back", {"outcome": "satisfied"})
    return walk
