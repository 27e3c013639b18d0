"""A man in the middle between a service and the real PostgreSQL: it loses answers on demand.

It passes bytes on and reads only the frames it must: PostgreSQL says what each statement did and
whether a transaction is open behind it, so that the answer to a commit is known by its effect: a
transaction has ended, or something was inserted outside of one.
"""

import asyncio
import contextlib
import shutil
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from urllib.parse import parse_qs, quote, unquote, urlsplit, urlunsplit

READY_FOR_QUERY = b"Z"
COMMAND_COMPLETE = b"C"
IDLE, IN_TRANSACTION = b"I", b"T"
HEADER_BYTES = 5
CHUNK_BYTES = 65_536


class PostgresProxy:
    """Listens on a socket of its own; `url` is the address that leads through it."""

    def __init__(self, url: str, folder: Path) -> None:
        parts = urlsplit(url)
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        self._target = f"{unquote(query['host'])}/.s.PGSQL.{query['port']}"
        self._own = folder / f".s.PGSQL.{query['port']}"
        query["host"] = str(folder)
        text = "&".join(f"{name}={quote(value)}" for name, value in query.items())
        self.url = urlunsplit(parts._replace(query=text))
        self._open: set[asyncio.StreamWriter] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._flowing = asyncio.Event()
        self._flowing.set()
        self._down = False
        self._commits_to_lose = 0
        self.lost_commits = 0
        self.refused = 0
        self.held_back = 0

    def lose_answer_to_commit(self, times: int = 1) -> None:
        """Cut the connection when the server answers the next commit: it happened, nobody knows."""
        self._commits_to_lose = times

    def cut(self) -> None:
        """Break every connection and accept none until `mend`."""
        self._down = True
        for writer in list(self._open):
            writer.transport.abort()

    def mend(self) -> None:
        self._down = False
        self._flowing.set()

    def freeze(self) -> None:
        """Keep every connection open and pass nothing on until `mend`; `held_back` counts what
        was to be passed on.
        """
        self._flowing.clear()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Carry one connection until either side ends it."""
        if self._down:
            self.refused += 1
            writer.transport.abort()
            return
        server_reader, server_writer = await asyncio.open_unix_connection(self._target)
        ends = {writer, server_writer}
        self._open |= ends
        try:
            async with asyncio.TaskGroup() as both:
                both.create_task(self._pass_on(reader, server_writer))
                both.create_task(self._pass_answers(server_reader, writer))
        except* (OSError, asyncio.IncompleteReadError):
            pass
        finally:
            self._open -= ends
            for end in ends:
                end.transport.abort()

    async def _pass_on(self, source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
        while chunk := await source.read(CHUNK_BYTES):
            self.held_back += not self._flowing.is_set()
            await self._flowing.wait()
            sink.write(chunk)
            await sink.drain()
        raise ConnectionResetError

    async def _pass_answers(self, source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
        was = IDLE
        inserted = False
        held = b""
        while True:
            header = await source.readexactly(HEADER_BYTES)
            body = await source.readexactly(int.from_bytes(header[1:], "big") - 4)
            held += header + body
            if header[:1] == COMMAND_COMPLETE:
                inserted = body.startswith(b"INSERT") and not body.startswith(b"INSERT 0 0")
            if header[:1] == READY_FOR_QUERY:
                committed = body == IDLE and (was == IN_TRANSACTION or inserted)
                if committed and self._commits_to_lose:
                    self._commits_to_lose -= 1
                    self.lost_commits += 1
                    raise ConnectionResetError
                was, inserted = body, False
            if header[:1] != COMMAND_COMPLETE:
                await self._flowing.wait()
                sink.write(held)
                await sink.drain()
                held = b""

    def accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.create_task(self.serve(reader, writer))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def listen(self) -> asyncio.Server:
        return await asyncio.start_unix_server(self.accept, self._own)

    async def close(self) -> None:
        self.cut()
        for task in list(self._tasks):
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await task


@asynccontextmanager
async def proxied(url: str) -> AsyncIterator[PostgresProxy]:
    """A proxy in front of the server that `url` leads to."""
    folder = Path(tempfile.mkdtemp(prefix="shukun-proxy-"))
    proxy = PostgresProxy(url, folder)
    server = await proxy.listen()
    try:
        yield proxy
    finally:
        server.close()
        await proxy.close()
        shutil.rmtree(folder)
