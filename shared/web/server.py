"""How a service's app is served: one process, the fast parts, nothing that leaks or double-logs."""

from typing import Any

import uvicorn

GRACE_SECONDS = 10


def server_config(app: Any, *, port: int, host: str = "127.0.0.1") -> uvicorn.Config:
    """Uvicorn's settings. Header count and size are limited by its parser; bodies by the gate."""
    return uvicorn.Config(
        app,
        host=host,
        port=port,
        loop="uvloop",
        http="httptools",
        ws="none",
        lifespan="on",
        access_log=False,
        log_config=None,
        proxy_headers=False,
        server_header=False,
        timeout_graceful_shutdown=GRACE_SECONDS,
    )
