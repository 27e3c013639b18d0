"""`/openapi.json` and `/docs`: Swagger UI from a package on this machine, none from a CDN."""

from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Any, Final

import msgspec
from fastapi import Path as PathParameter
from starlette.responses import FileResponse, Response

from shared.web.answers import JSON, Encoded
from shared.web.problem_kinds import ROUTE_NOT_FOUND
from shared.web.problems import ProblemError
from shared.web.routing import Routes

_ASSETS: Final = {
    "swagger-ui-bundle.js": "text/javascript",
    "swagger-ui.css": "text/css",
    "favicon.png": "image/png",
}
_START: Final = "start.js"
_HEADERS: Final = {
    "cache-control": "public, max-age=3600",
    "content-security-policy": (
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data:; font-src 'self' data:; connect-src 'self'; frame-ancestors 'none'"
    ),
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
}
_PAGE: Final = """<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<title>{title}</title>
<link rel="icon" href="docs/favicon.png">
<link rel="stylesheet" href="docs/swagger-ui.css">
</head>
<body>
<div id="swagger-ui"></div>
<script src="docs/swagger-ui-bundle.js"></script>
<script src="docs/start.js"></script>
</body>
</html>
"""
_SCRIPT: Final = """SwaggerUIBundle({
  url: "openapi.json",
  dom_id: "#swagger-ui",
  deepLinking: true,
  validatorUrl: null,
});
"""


def docs_routes(title: str, describe: Callable[[], dict[str, Any]]) -> Routes:
    """Pages for the developers of partner systems."""
    routes = Routes()
    folder = Path(str(files("fastapi_offline"))) / "static"

    @routes.query("/openapi.json", "openapi", answer=None, in_schema=False)
    async def openapi() -> Response:
        return Encoded(msgspec.json.encode(describe()), 200, JSON, [])

    @routes.query("/docs", "docs", answer=None, in_schema=False)
    async def docs() -> Response:
        return Response(_PAGE.format(title=title), media_type="text/html", headers=_HEADERS)

    @routes.query("/docs/{name}", "docs_asset", answer=None, in_schema=False)
    async def docs_asset(name: Annotated[str, PathParameter(max_length=64)]) -> Response:
        if name == _START:
            return Response(_SCRIPT, media_type="text/javascript", headers=_HEADERS)
        if name not in _ASSETS:
            raise ProblemError(ROUTE_NOT_FOUND)
        return FileResponse(folder / name, media_type=_ASSETS[name], headers=_HEADERS)

    return routes
