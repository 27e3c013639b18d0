"""What a route may ask for; anything else stops the service from starting."""

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Annotated, Any

import pytest
from fastapi import Cookie, Depends, FastAPI, Header, Request
from httpx import ASGITransport, AsyncClient
from starlette.responses import Response

from shared.kernel.actor import Role
from shared.web.answers import json_response
from shared.web.fields import Body
from shared.web.identity import TokenVerifier
from shared.web.permissions import Scope
from shared.web.routing import GuardedRoute, Operation


class Note(Body):
    text: str


async def with_request(request: Request) -> Response:
    raise NotImplementedError


async def with_header(x: Annotated[str, Header()]) -> Response:
    raise NotImplementedError


async def with_cookie(x: Annotated[str, Cookie()]) -> Response:
    raise NotImplementedError


async def with_dependency(x: Annotated[str, Depends(lambda: "x")]) -> Response:
    raise NotImplementedError


async def with_two_bodies(one: Note, two: Note) -> Response:
    raise NotImplementedError


def without_await() -> Response:
    return json_response({})


@pytest.mark.parametrize(
    "endpoint",
    [with_request, with_header, with_cookie, with_dependency, with_two_bodies, without_await],
)
def test_an_endpoint_asks_for_parameters_one_body_and_the_caller_only(
    endpoint: Callable[..., Awaitable[Response]], tmp_path: Path
) -> None:
    operation: Any = Operation(name="notes.x", method="POST", path="/x", endpoint=endpoint)
    verifier = TokenVerifier(str(tmp_path / "jwks.json"), "i", "a")
    with pytest.raises(TypeError, match=r"notes\.x"):
        GuardedRoute(operation, verifier=verifier, grants={Role.OPS: Scope.ANY})


async def test_the_way_in_that_knows_no_caller_is_shut(tmp_path: Path) -> None:
    async def tell() -> Response:
        return json_response({"secret": 1})

    operation = Operation(name="notes.x", method="GET", path="/x", endpoint=tell)
    verifier = TokenVerifier(str(tmp_path / "jwks.json"), "i", "a")
    route = GuardedRoute(operation, verifier=verifier, grants={Role.OPS: Scope.ANY})
    app = FastAPI()
    app.router.routes.append(route)
    transport = ASGITransport(app)
    async with AsyncClient(transport=transport, base_url="http://x") as client:
        with pytest.raises(TypeError, match=r"notes\.x"):
            await client.get("/x")
