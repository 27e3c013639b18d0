"""The app factory: every service is the same but for its routes."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from typing import Any

from fastapi import FastAPI
from fastapi.telemetry import TelemetryConfig
from prometheus_client import CollectorRegistry, GCCollector, ProcessCollector
from starlette.types import Receive, Scope, Send

from shared.settings import Settings
from shared.web.dialects import Dialect, DialectRoute
from shared.web.dispatch import Dispatch
from shared.web.docs import docs_routes
from shared.web.gate import Gate
from shared.web.health import Probe, health_routes
from shared.web.identity import TokenVerifier
from shared.web.metrics import HttpMetrics
from shared.web.openapi import describe
from shared.web.permissions import BY_SERVICE, Permissions
from shared.web.routing import GuardedRoute, Operation, Routes

VERSION = "1.0.0"
_NO_TELEMETRY: TelemetryConfig = {"tracing": False, "metrics": False, "logs": False}
_DESCRIPTION = """{title_zh} — one service of Shukun 纾困.

Every POST needs an `Idempotency-Key`; every change to an existing case an `If-Match`. Problems are
RFC 9457 `application/problem+json`; decide by their `code`. `Accept-Language: zh-CN` (the default)
or `en` chooses the language of sentences. Send `X-Request-Id` or `traceparent` to find a request
again in our logs; `X-Request-Id` comes back.
"""

Lifespan = Callable[[FastAPI], AbstractAsyncContextManager[None]]


class ServiceApp(FastAPI):
    """A FastAPI app whose requests pass the gate and nothing else, and that describes itself once.

    Its lifespan runs FastAPI's way.
    """

    gate: Gate

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            await self.gate(scope, receive, send)
        else:
            await super().__call__(scope, receive, send)

    def openapi(self) -> dict[str, Any]:
        if not self.openapi_schema:
            self.openapi_schema = describe(self)
        return self.openapi_schema


def create_app(  # noqa: PLR0913 (a composition root is where everything meets)
    *,
    service: str,
    title_zh: str,
    settings: Settings,
    routers: Sequence[Routes],
    lifespan: Lifespan | None,
    verifier: TokenVerifier,
    probes: Mapping[str, Probe],
    registry: CollectorRegistry | None = None,
    permissions: Permissions | None = None,
) -> FastAPI:
    """Put a service's routes behind the gate.

    `permissions` is the service's own part of the table unless given. Raises
    PermissionTableMismatch when a route and the table do not match, TypeError when an endpoint
    asks for what no route gives.
    """
    table = permissions or BY_SERVICE[service]
    counted = registry or _process_registry()
    title = f"Shukun {service} · {title_zh}"
    app = ServiceApp(
        title=title,
        version=VERSION,
        description=_DESCRIPTION.format(title_zh=title_zh),
        lifespan=lifespan,
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        telemetry=_NO_TELEMETRY,
    )
    every = [*routers, health_routes(probes, counted), docs_routes(title, app.openapi)]
    operations = [operation for routes in every for operation in routes.operations]
    table.check(operation.name for operation in operations)
    guarded = [_route(each, verifier, table) for each in operations]
    dialects = [each.dialect for each in operations if isinstance(each.dialect, Dialect)]
    app.router.routes.extend(guarded)
    app.gate = Gate(
        Dispatch(guarded),
        body_limit_bytes=settings.body_limit_bytes,
        metrics=HttpMetrics(counted),
        tellers={dialect.prefix: dialect.tell for dialect in dialects},
    )
    return app


def _route(operation: Operation, verifier: TokenVerifier, table: Permissions) -> GuardedRoute:
    route = GuardedRoute if operation.dialect is None else DialectRoute
    return route(operation, verifier=verifier, grants=table.granted.get(operation.name))


def _process_registry() -> CollectorRegistry:
    registry = CollectorRegistry()
    ProcessCollector(registry=registry)
    GCCollector(registry=registry)
    return registry
