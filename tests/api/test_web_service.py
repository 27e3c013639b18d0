"""What every service has besides its own routes: health, metrics, docs, headers, pages, logs."""

import json
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit
from uuid import uuid4

import pytest

from shared.kernel.actor import Role
from shared.web.app import create_app
from shared.web.health import Probe
from shared.web.permissions import PermissionTableMismatch
from tests.api.web_demo import (
    Demo,
    crashing,
    demo_app,
    not_ready,
    note_routes,
    ready,
    running_demo,
    served,
    settings_in,
    verifier_for,
)

ROOT = Path(__file__).parents[2]
NOTE = {"shop": {"name": "昔归茶业", "size": "micro"}, "text": "缺流动资金"}


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    with running_demo(tmp_path_factory.mktemp("demo")) as running:
        yield running


def test_a_ready_service_shows_each_probe(demo: Demo) -> None:
    with demo.client() as client:
        answer = client.get("/readyz")
    assert answer.status_code == 200
    assert answer.json()["probes"]["database"]["remark"] == "lag 0"


def test_a_service_that_is_not_ready_names_what_fails_and_leaks_nothing(tmp_path: Path) -> None:
    probes: dict[str, Probe] = {"database": crashing, "relay": not_ready, "nats": ready}
    settings = settings_in(tmp_path)
    with served(demo_app(settings, probes=probes)) as url, Demo(url, settings).client() as client:
        answer = client.get("/readyz")
        assert client.get("/livez").status_code == 200
    problem = answer.json()
    assert (answer.status_code, problem["code"]) == (503, "not_ready")
    assert "retry-after" in answer.headers
    assert problem["detail"] == "服务尚未就绪：database, relay。"
    probes_shown = problem["params"]["probes"]
    assert {name: shown["ok"] for name, shown in probes_shown.items()} == {
        "database": False,
        "relay": False,
        "nats": True,
    }
    assert probes_shown["relay"]["remark"] == "relay lag 20000"
    assert "secret" not in answer.text


def count(metrics: str) -> float:
    found = re.search(
        r'^shukun_http_requests_total\{operation="notes.read",status="404"\} (.*)$',
        metrics,
        re.MULTILINE,
    )
    return float(found[1]) if found else 0


def test_metrics_count_by_operation_and_status_never_by_path(demo: Demo) -> None:
    with demo.client(Role.COORDINATOR) as client:
        before = count(client.get("/metrics").text)
        client.get(f"/v1/notes/{uuid4()}")
        client.get("/v1/nothing")
        counted = client.get("/metrics")
    assert count(counted.text) == before + 1
    assert counted.headers["content-type"].startswith("text/plain")
    assert 'shukun_http_requests_total{operation="none",status="404"}' in counted.text
    assert 'shukun_http_request_seconds_bucket{le="0.001",operation="notes.read"}' in counted.text
    assert "/v1/" not in counted.text


def test_the_docs_load_nothing_from_elsewhere(demo: Demo) -> None:
    with demo.client() as client:
        page = client.get("/docs")
        links = re.findall(r'(?:src|href)="([^"]+)"', page.text)
        assert {link.partition("/")[0] for link in links} == {"docs"}
        assert "script-src 'self'" in page.headers["content-security-policy"]
        for link in links:
            assert client.get(f"/{link}").status_code == 200
        assert client.get("/docs/core.py").json()["code"] == "route_not_found"


def test_answers_are_kept_by_no_cache_and_framed_by_no_page(demo: Demo) -> None:
    with demo.client(Role.COORDINATOR) as client:
        headers = client.get("/v1/notes").headers
    assert headers["cache-control"] == "no-store"
    assert headers["x-content-type-options"] == "nosniff"
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert "server" not in headers


def test_a_request_id_of_odd_shape_is_replaced_by_our_own(demo: Demo) -> None:
    with demo.client() as client:
        for odd in ("a b", "<script>", "x" * 129):
            given = client.get("/livez", headers={"x-request-id": odd}).headers["x-request-id"]
            assert re.fullmatch(r"[0-9a-f-]{36}", given)


def test_head_is_get_without_a_body(demo: Demo) -> None:
    with demo.client() as client:
        answer = client.head("/livez")
    assert (answer.status_code, answer.content) == (200, b"")
    assert answer.headers["content-length"] == "18"


def test_requests_sent_at_once_on_one_connection_are_answered_in_order(demo: Demo) -> None:
    parts = urlsplit(demo.url)
    asked = [b"GET /livez", b"HEAD /livez", b"GET /nothing", b"GET /docs", b"GET /livez"]
    heads = [line + b" HTTP/1.1\r\nhost: x\r\n" for line in asked]
    heads[-1] += b"connection: close\r\n"
    received = b""
    with socket.create_connection((parts.hostname, parts.port), timeout=10) as plain:
        plain.sendall(b"\r\n".join([*heads, b""]))
        while part := plain.recv(65_536):
            received += part
    statuses = re.findall(rb"HTTP/1\.1 (\d+)", received)
    assert statuses == [b"200", b"200", b"404", b"200", b"200"]
    assert received.count(b'{"status":"alive"}') == 2
    assert received.endswith(b'{"status":"alive"}')


def test_pages_follow_one_another_to_the_end(demo: Demo) -> None:
    with demo.client(Role.COORDINATOR) as client:
        for _ in range(5):
            client.post("/v1/notes", json=NOTE, headers={"idempotency-key": str(uuid4())})
        everything = [note["id"] for note in client.get("/v1/notes?limit=200").json()["items"]]
        seen, path = [], "/v1/notes?limit=2"
        while path:
            page = client.get(path).json()
            seen += [note["id"] for note in page["items"]]
            path = page["next"] and f"/v1/notes?limit=2&cursor={page['next']}"
        first = client.get("/v1/notes?limit=1").json()["next"]
        foreign = client.get(f"/v1/notes?status=open&cursor={first}")
    assert seen == everything
    assert foreign.json()["code"] == "cursor_invalid"


def test_a_service_does_not_start_when_the_table_and_its_routes_differ(tmp_path: Path) -> None:
    settings = settings_in(tmp_path)
    with pytest.raises(PermissionTableMismatch, match=r"route notes\.close has no entry"):
        create_app(
            service="tickets",
            title_zh="记录",
            settings=settings,
            routers=[note_routes()],
            lifespan=None,
            verifier=verifier_for(settings),
            probes={},
        )
    with pytest.raises(PermissionTableMismatch, match=r"entry tickets\.close has no route"):
        create_app(
            service="tickets",
            title_zh="记录",
            settings=settings,
            routers=[],
            lifespan=None,
            verifier=verifier_for(settings),
            probes={},
        )


def test_logs_carry_the_ids_and_neither_bodies_nor_tokens_nor_phones(tmp_path: Path) -> None:
    program = f"""
import sys
from pathlib import Path
from shared.kernel.actor import Role
from shared.web.logging import configure_logging
from tests.api.web_demo import demo_app, settings_in, Demo, served
configure_logging(service="notes", level="info")
settings = settings_in(Path({str(tmp_path)!r}))
with served(demo_app(settings)) as url:
    with Demo(url, settings).client(Role.OPS, x_request_id="r-1", x_correlation_id="c-1") as client:
        client.get("/v1/broken/crash")
"""
    ran = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    lines = [json.loads(line) for line in ran.stdout.splitlines()]
    (failed,) = (line for line in lines if line["event"] == "request failed")
    (request,) = (line for line in lines if line["event"] == "request")
    assert "13812345678" not in ran.stdout
    assert "RuntimeError" in failed["exception"]
    assert "138****5678" in failed["exception"]
    for line in (failed, request):
        assert (line["service"], line["request_id"], line["correlation_id"]) == (
            "notes",
            "r-1",
            "c-1",
        )
    assert (request["operation"], request["status"], request["role"]) == (
        "notes.broken",
        500,
        "ops",
    )
    assert isinstance(request["ms"], float)
    assert "eyJ" not in ran.stdout
    assert ran.stderr == ""
