"""From a request to its route and from an exception to its answer, in one step each.

Starlette's way there leads through layers for middlewares, exit stacks and handlers that a service
has none of; they took a quarter of a command's time in the web layer (ADR 0003).
"""

from collections.abc import Sequence
from typing import Any

from starlette.responses import Response
from starlette.routing import Match
from starlette.types import Receive, Scope

from shared.web.facts import Facts
from shared.web.handlers import answer_to
from shared.web.problem_kinds import METHOD_NOT_ALLOWED, ROUTE_NOT_FOUND
from shared.web.problems import ProblemError
from shared.web.routing import GuardedRoute

ROUTE_KEY = "route"


class Dispatch:
    """Runs requests; which route takes one is FastAPI's to say: the first that matches in full.

    That answer never changes for a path without parameters, so it is asked for once.
    """

    def __init__(self, routes: Sequence[GuardedRoute]) -> None:
        self._routes = routes
        self._fixed: dict[tuple[str, str], GuardedRoute] = {}
        for route in routes:
            method, path = route.operation.method, route.path
            scope = {"type": "http", "method": method, "path": path}
            first = next((each for each in routes if each.matches(scope)[0] is Match.FULL), None)
            if first is route and not route.param_convertors:
                self._fixed[method, path] = route

    def body_limit_bytes(self, facts: Facts) -> int | None:
        """The limit of an address without parameters that takes larger bodies than others."""
        route = self._fixed.get((facts.method, facts.path))
        if route is None:
            return None
        return route.operation.file_limit_bytes or route.operation.body_limit_bytes

    async def respond(self, scope: Scope, receive: Receive, facts: Facts) -> Response:
        """Run the request's route; `scope` keeps the route for the metrics and the log line.

        HEAD runs as GET. An exception that nobody foresaw is raised.
        """
        method = "GET" if facts.method == "HEAD" else facts.method
        try:
            route = self._fixed.get((method, facts.path))
            if route is not None:
                scope[ROUTE_KEY] = route
                return await route.run(scope, receive, facts, {})
            route, parameters = self._find(scope, method)
            return await route.run(scope, receive, facts, parameters)
        except Exception as error:
            answer = answer_to(error, scope.get(ROUTE_KEY), facts)
            if answer is None:
                raise
            return answer

    def _find(self, scope: Scope, method: str) -> tuple[GuardedRoute, dict[str, Any]]:
        """The route and its path parameters. Raises ProblemError: 404, 405."""
        asked = scope if scope["method"] == method else {**scope, "method": method}
        allowed: set[str] = set()
        for route in self._routes:
            match, found = route.matches(asked)
            if match is Match.NONE:
                continue
            if not allowed or match is Match.FULL:
                scope[ROUTE_KEY] = route
            if match is Match.FULL:
                return route, found["path_params"]
            allowed.add(route.operation.method)
        if not allowed:
            raise ProblemError(ROUTE_NOT_FOUND)
        if "GET" in allowed:
            allowed.add("HEAD")
        listed = ", ".join(sorted(allowed))
        raise ProblemError(
            METHOD_NOT_ALLOWED, headers={"allow": listed}, method=scope["method"], allowed=listed
        )
