"""Where every request comes in: ids, body limit, last resort for errors, metrics, the log line.

One layer only: every layer costs each request some microseconds.
"""

from collections.abc import Mapping
from time import perf_counter
from types import MappingProxyType

import structlog
from starlette.requests import ClientDisconnect
from starlette.responses import Response
from starlette.types import Message, Receive, Scope, Send

from shared.web.answers import Encoded
from shared.web.dispatch import ROUTE_KEY, Dispatch
from shared.web.facts import Facts, Teller, current_facts, read_facts
from shared.web.limits import drain, limited, too_large
from shared.web.metrics import HttpMetrics
from shared.web.problem_kinds import INTERNAL_ERROR
from shared.web.problems import problem_response
from shared.web.request_line import request_log
from shared.web.routing import ROLE_KEY

CLIENT_GONE = 499
_log = structlog.get_logger("shukun.web")


class Gate:
    """Every HTTP request passes here, in and out.

    HEAD is answered as GET; the server leaves the body out (RFC 9110, 9.3.2). `tellers` are those
    of the dialects, by the prefix they speak for.
    """

    def __init__(
        self,
        dispatch: Dispatch,
        *,
        body_limit_bytes: int,
        metrics: HttpMetrics,
        tellers: Mapping[str, Teller] = MappingProxyType({}),
    ) -> None:
        self._dispatch = dispatch
        self._tellers = tuple(tellers.items())
        self._body_limit_bytes = body_limit_bytes
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        started = perf_counter()
        facts = read_facts(scope, self._teller(scope["path"]))
        current_facts.set(facts)
        answer = _Answer(send, facts.request_id.encode())
        try:
            limit_bytes = self._dispatch.body_limit_bytes(facts) or self._body_limit_bytes
            guarded = limited(receive, facts, limit_bytes)
            if guarded is None:
                await drain(receive, facts)
                response = _too_large(limit_bytes, facts)
            else:
                response = await self._dispatch.respond(scope, guarded, facts)
            await answer.give(response, scope, receive)
        except ClientDisconnect:
            answer.status = CLIENT_GONE
        except Exception:
            _log.exception("request failed", operation=_operation(scope))
            if answer.status:
                raise
            params = {"request_id": facts.request_id}
            failure = problem_response(INTERNAL_ERROR, facts, params=params)
            await answer.give(failure, scope, receive)
        finally:
            self._record(scope, facts, answer.status or CLIENT_GONE, perf_counter() - started)

    def _teller(self, path: str) -> Teller | None:
        for prefix, teller in self._tellers:
            if path.startswith(prefix):
                return teller
        return None

    def _record(self, scope: Scope, facts: Facts, status: int, seconds: float) -> None:
        operation = _operation(scope)
        if _is_counted(scope):
            self._metrics.record(operation, status, seconds)
        request_log.record(facts, operation, status, seconds, scope.get(ROLE_KEY))


class _Answer:
    """Passes the answer on, adds the request id and remembers the status (0: none was sent)."""

    __slots__ = ("_request_id", "_send", "status")

    def __init__(self, send: Send, request_id: bytes) -> None:
        self._send = send
        self._request_id = request_id
        self.status = 0

    async def give(self, response: Response, scope: Scope, receive: Receive) -> None:
        """Send a response: at once when it is ready, else as it comes (a file, a stream)."""
        if not isinstance(response, Encoded):
            await response(scope, receive, self._pass_on)
            return
        self.status = response.status_code
        headers = [*response.raw_headers, (b"x-request-id", self._request_id)]
        await self._send({"type": "http.response.start", "status": self.status, "headers": headers})
        await self._send({"type": "http.response.body", "body": response.body})

    async def _pass_on(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            message["headers"] = [*message["headers"], (b"x-request-id", self._request_id)]
        await self._send(message)


def _too_large(limit_bytes: int, facts: Facts) -> Response:
    refused = too_large(limit_bytes)
    return problem_response(refused.kind, facts, params=refused.params, headers=refused.headers)


def _operation(scope: Scope) -> str:
    """The operation of the route that was found; `none` keeps unknown paths out of metrics."""
    route = scope.get(ROUTE_KEY)
    return route.operation.name if route is not None else "none"


def _is_counted(scope: Scope) -> bool:
    route = scope.get(ROUTE_KEY)
    return route is None or route.operation.counted
