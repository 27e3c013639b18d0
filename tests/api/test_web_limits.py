"""No body larger than the limit is taken in, announced or not, and the client learns why."""

import contextlib
import http.client
import socket
from collections.abc import Iterator
from urllib.parse import urlsplit

import httpx
import pytest

from shared.kernel.actor import Role
from tests.api.web_demo import Demo, running_demo, token_for

TEN_MEGABYTES = 10 * 1_048_576


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    with running_demo(tmp_path_factory.mktemp("demo")) as running:
        yield running


def chunks(total: int, size: int = 65_536) -> Iterator[bytes]:
    for _ in range(total // size):
        yield b"x" * size


def assert_too_large(answer: httpx.Response) -> None:
    assert (answer.status_code, answer.json()["code"]) == (413, "body_too_large")
    assert answer.json()["params"] == {"limit_bytes": 65_536}
    assert answer.headers["content-type"] == "application/problem+json"


def test_ten_megabytes_with_their_length_announced_are_refused(demo: Demo) -> None:
    with demo.client(Role.COORDINATOR, idempotency_key="k") as client:
        headers = {"content-type": "application/json"}
        assert_too_large(client.post("/v1/notes", content=b"x" * TEN_MEGABYTES, headers=headers))


def test_ten_megabytes_in_chunks_without_a_length_are_refused(demo: Demo) -> None:
    with demo.client(Role.COORDINATOR, idempotency_key="k") as client:
        headers = {"content-type": "application/json"}
        answer = client.post("/v1/notes", content=chunks(TEN_MEGABYTES), headers=headers)
        assert answer.request.headers["transfer-encoding"] == "chunked"
        assert_too_large(answer)
        assert client.get("/livez").status_code == 200


@pytest.mark.parametrize("announced", [True, False])
def test_a_client_that_reads_only_after_it_has_sent_all_still_gets_the_answer(
    demo: Demo, *, announced: bool
) -> None:
    parts = urlsplit(demo.url)
    token = token_for(demo.settings, Role.COORDINATOR)
    length = f"content-length: {TEN_MEGABYTES}" if announced else "transfer-encoding: chunked"
    head = (
        f"POST /v1/notes HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {token}\r\n"
        f"idempotency-key: k\r\ncontent-type: application/json\r\n{length}\r\n\r\n"
    )
    chunk = b"x" * 65_536
    framed = chunk if announced else b"10000\r\n" + chunk + b"\r\n"
    with socket.create_connection((parts.hostname, parts.port), timeout=10) as plain:
        plain.sendall(head.encode())
        for _ in range(TEN_MEGABYTES // len(chunk)):
            plain.sendall(framed)
        if not announced:
            plain.sendall(b"0\r\n\r\n")
        assert plain.recv(65_536).startswith(b"HTTP/1.1 413 ")


def test_a_body_of_exactly_the_limit_is_read_either_way(demo: Demo) -> None:
    body = b'{"text":"' + b"x" * (65_536 - 11) + b'"}'
    assert len(body) == 65_536
    with demo.client(Role.COORDINATOR, idempotency_key="k") as client:
        headers = {"content-type": "application/json"}
        for content in (body, iter([body[:30_000], body[30_000:]])):
            answer = client.post("/v1/notes", content=content, headers=headers)
            assert answer.json()["code"] == "content_invalid"


def test_a_client_that_asks_first_is_refused_before_it_sends(demo: Demo) -> None:
    parts = urlsplit(demo.url)
    connection = http.client.HTTPConnection(str(parts.hostname), parts.port, timeout=3)
    with contextlib.closing(connection):
        connection.putrequest("POST", "/v1/notes")
        connection.putheader("content-length", str(TEN_MEGABYTES))
        connection.putheader("expect", "100-continue")
        connection.endheaders()
        assert connection.getresponse().status == 413


def test_a_client_that_goes_away_leaves_the_service_unharmed(demo: Demo) -> None:
    parts = urlsplit(demo.url)
    token = token_for(demo.settings, Role.COORDINATOR)
    head = (
        f"POST /v1/notes HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {token}\r\n"
        "idempotency-key: k\r\ncontent-type: application/json\r\ncontent-length: 1000\r\n\r\n{"
    )
    with socket.create_connection((parts.hostname, parts.port)) as half:
        half.sendall(head.encode())
    with demo.client() as client:
        assert client.get("/livez").status_code == 200
