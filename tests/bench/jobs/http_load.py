"""The load generator: prepared request bytes over raw connections, nothing parsed but the length.

One request costs it some 15 µs, so that the servers, not it, are what is measured.
"""

import asyncio
import re
import secrets
from itertools import count
from time import monotonic_ns, perf_counter
from typing import Final, cast

import msgspec
import uvloop

from tests.builders.firms import FIRMS, credit_code

CONTENT_LENGTH: Final = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
LOCATION: Final = re.compile(rb"\r\nlocation: /v1/tickets/([0-9a-f-]+)", re.IGNORECASE)
KEY: Final = "{key}"
NUMBER: Final = "{number}"
FIRM: Final = "{firm}"
DRAIN_SECONDS: Final = 30.0


class Parameters(msgspec.Struct, frozen=True, kw_only=True):
    """`headers` and `body` hold `{key}`, `{number}` and `{firm}`, which differ in each request.

    per_second  None: each connection sends again as soon as it is answered; else so many a second
                are sent, whatever comes back
    linger      seconds to wait at the end, so that what was ordered arrives everywhere
    """

    port: int
    path: str
    headers: dict[str, str]
    body: str
    connections: int
    warm_seconds: float
    seconds: float
    per_second: float | None = None
    linger_seconds: float = 0.0


class Answered(msgspec.Struct, frozen=True, array_like=True):
    """One answered submission: the ticket, when it was sent, when the answer had come (ns)."""

    ticket: str
    sent_ns: int
    answered_ns: int


class Result(msgspec.Struct, frozen=True, kw_only=True):
    """Latencies in seconds of what was answered well within the measured time."""

    latencies: list[float]
    seconds: float
    failed: int
    statuses: dict[str, int]
    answered: list[Answered]


class _Requests:
    """Makes request bytes: fixed parts, and between them a twelve-digit number, unique in all runs,
    and the credit code of another firm each time: a firm's second ticket would be compared (T-12).
    """

    def __init__(self, parameters: Parameters) -> None:
        run = secrets.token_hex(8)
        sized = parameters.body.replace(NUMBER, f"{run}-{0:012d}").replace(FIRM, credit_code(0))
        length = len(sized.encode())
        headers = {
            "Host": f"127.0.0.1:{parameters.port}",
            "Content-Type": "application/json",
            "Content-Length": str(length),
            **parameters.headers,
        }
        lines = [f"POST {parameters.path} HTTP/1.1", *(f"{k}: {v}" for k, v in headers.items())]
        text = "\r\n".join(lines) + "\r\n\r\n" + parameters.body
        text = text.replace(KEY, f"{run}-\0").replace(NUMBER, f"{run}-\0").replace(FIRM, "\1")
        self._parts = [part.split(b"\1") for part in text.encode().split(b"\0")]
        self._firms = count(secrets.randbelow(FIRMS))
        self._count = 0

    def next(self) -> bytes:
        self._count += 1
        firm = credit_code(next(self._firms)).encode()
        return (b"%012d" % self._count).join([firm.join(part) for part in self._parts])


class _Connection(asyncio.Protocol):
    def __init__(self, load: "_Load") -> None:
        self._load = load
        self._received = b""
        self._sent = 0.0
        self._sent_ns = 0
        self._busy = False
        self.transport: asyncio.Transport

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast("asyncio.Transport", transport)  # uvloop's is not registered as one

    def send(self) -> None:
        self._busy = True
        self._sent = perf_counter()
        self._sent_ns = monotonic_ns()
        self.transport.write(self._load.requests.next())

    def data_received(self, data: bytes) -> None:
        received = self._received + data if self._received else data
        end = received.find(b"\r\n\r\n")
        found = CONTENT_LENGTH.search(received, 0, end + 2) if end >= 0 else None
        if found is None or len(received) < end + 4 + int(found[1]):
            self._received = received
            return
        self._received = b""
        self._busy = False
        self._load.answered(self, received[:end], self._sent, self._sent_ns)

    def connection_lost(self, _error: Exception | None) -> None:
        if self._busy:
            self._load.lost()


class _Load:
    def __init__(self, parameters: Parameters) -> None:
        self.requests = _Requests(parameters)
        self._open_loop = parameters.per_second is not None
        self.begin = self.end = 0.0
        self.latencies: list[float] = []
        self.tickets: list[Answered] = []
        self.statuses: dict[str, int] = {}
        self.failed = 0
        self.under_way = 0
        self.idle: list[_Connection] = []

    def send(self, connection: _Connection) -> None:
        self.under_way += 1
        connection.send()

    def answered(self, connection: _Connection, head: bytes, sent: float, sent_ns: int) -> None:
        now = perf_counter()
        self.under_way -= 1
        status = head[9:12].decode()
        if self.begin <= now < self.end or (self._open_loop and sent >= self.begin):
            self.statuses[status] = self.statuses.get(status, 0) + 1
            if status[0] == "2":
                self.latencies.append(now - sent)
            else:
                self.failed += 1
            if self._open_loop and (ticket := LOCATION.search(head + b"\r\n")):
                self.tickets.append(Answered(ticket[1].decode(), sent_ns, monotonic_ns()))
        if self._open_loop:
            self.idle.append(connection)
        elif now < self.end:
            self.send(connection)

    def lost(self) -> None:
        self.under_way -= 1
        self.failed += 1


async def _run(parameters: Parameters) -> Result:
    loop = asyncio.get_running_loop()
    load = _Load(parameters)
    connections = [
        (await loop.create_connection(lambda: _Connection(load), "127.0.0.1", parameters.port))[1]
        for _ in range(parameters.connections)
    ]
    load.begin = perf_counter() + parameters.warm_seconds
    load.end = load.begin + parameters.seconds
    if parameters.per_second is None:
        for connection in connections:
            load.send(connection)
        await asyncio.sleep(load.end - perf_counter())
    else:
        load.idle = connections
        await _paced(load, parameters.per_second)
    deadline = perf_counter() + DRAIN_SECONDS
    while load.under_way and perf_counter() < deadline:
        await asyncio.sleep(0.01)
    await asyncio.sleep(parameters.linger_seconds)
    return Result(
        latencies=load.latencies,
        seconds=parameters.seconds,
        failed=load.failed + load.under_way,
        statuses=load.statuses,
        answered=load.tickets,
    )


async def _paced(load: _Load, per_second: float) -> None:
    due = perf_counter()
    while due < load.end:
        pause = due - perf_counter()
        if pause > 0:
            await asyncio.sleep(pause)
        if load.idle:
            load.send(load.idle.pop(0))
        else:
            load.failed += 1
        due += 1 / per_second


def measure(parameters: Parameters) -> Result:
    return uvloop.run(_run(parameters))
