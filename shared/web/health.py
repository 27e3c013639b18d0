"""Is the process alive, can it do its work, and what has it counted."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from time import perf_counter
from typing import Final

import msgspec
import structlog
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from pydantic import BaseModel, Field
from starlette.responses import Response

from shared.web.answers import Encoded, json_response
from shared.web.problem_kinds import NOT_READY
from shared.web.problems import ProblemError
from shared.web.routing import Routes

PROBE_SECONDS: Final = 2
_log = structlog.get_logger("shukun.web")

# Returns a remark worth showing ("lag 12") or None. Raises when the part is not usable.
Probe = Callable[[], Awaitable[str | None]]


class NotReady(Exception):
    """Raised by a probe; its text is shown to whoever asks, so it names no address or secret."""


class ProbeResult(msgspec.Struct, frozen=True, omit_defaults=True):
    ok: bool
    ms: float
    remark: str | None = None


class Liveness(BaseModel):
    status: str = Field(title="状态", examples=["alive"])


class PartReadiness(BaseModel):
    ok: bool = Field(title="是否可用")
    ms: float = Field(title="耗时（毫秒）")
    remark: str | None = Field(default=None, title="说明")


class Readiness(BaseModel):
    status: str = Field(title="状态", examples=["ready"])
    probes: dict[str, PartReadiness] = Field(title="各部分")


def health_routes(probes: Mapping[str, Probe], registry: CollectorRegistry) -> Routes:
    """`/livez`, `/readyz` and `/metrics`, for process managers, balancers and Prometheus."""
    routes = Routes(tag="health")

    @routes.query("/livez", "livez", answer=Liveness)
    async def livez() -> Response:
        """The process runs and answers; nothing is asked of anything else."""
        return json_response({"status": "alive"})

    @routes.query("/readyz", "readyz", answer=Readiness)
    async def readyz() -> Response:
        """Every part the service needs answers in time; 503 names those that do not."""
        results = await asyncio.gather(*(_ask(name, probe) for name, probe in probes.items()))
        by_name = dict(zip(probes, results, strict=True))
        failed = [name for name, result in by_name.items() if not result.ok]
        if failed:
            raise ProblemError(NOT_READY, failed=", ".join(failed), probes=by_name)
        return json_response({"status": "ready", "probes": by_name})

    @routes.query("/metrics", "metrics", answer=None, in_schema=False)
    async def metrics() -> Response:
        return Encoded(generate_latest(registry), 200, CONTENT_TYPE_LATEST.encode(), [])

    return routes


async def _ask(name: str, probe: Probe) -> ProbeResult:
    started = perf_counter()
    try:
        async with asyncio.timeout(PROBE_SECONDS):
            remark = await probe()
        ok = True
    except TimeoutError:
        ok, remark = False, f"no answer within {PROBE_SECONDS} s"
    except NotReady as reason:
        ok, remark = False, str(reason)
    except Exception:  # noqa: BLE001 (a probe may fail in any way)
        _log.exception("probe failed", probe=name)
        ok, remark = False, "failed"
    return ProbeResult(ok, round((perf_counter() - started) * 1000, 2), remark)
