"""A small service of notes, made with the web layer as every service is, and served for real."""

import contextlib
import socket
import threading
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from time import monotonic, sleep
from typing import Annotated, Any, Literal
from uuid import UUID

import httpx
import msgspec
import uvicorn
from fastapi import FastAPI, Query
from pydantic import BaseModel, Field
from starlette.responses import Response

from deploy.local.ready import PLAIN_HTTP
from shared.kernel.actor import Role
from shared.kernel.ids import derived_id
from shared.kernel.refusal import Refusal, RefusalKind
from shared.settings import Settings
from shared.web.answers import json_response
from shared.web.app import create_app
from shared.web.fields import WHOLE, Body
from shared.web.health import NotReady, Probe
from shared.web.identity import TokenVerifier
from shared.web.issuer import ensure_issuer, mint_token
from shared.web.paging import LIMIT_DEFAULT, Cursors, CursorText, Limit, Page
from shared.web.permissions import PUBLIC, Permissions, Scope
from shared.web.problem_kinds import TOO_MANY_REQUESTS
from shared.web.problems import ProblemError
from shared.web.routing import CurrentCaller, CurrentErrand, Routes

START_SECONDS = 10
ROLES = {
    Role.PLATFORM: "platform",
    Role.DEPARTMENT: "department:HRSS",
    Role.COORDINATOR: "coordinator",
    Role.SUPERVISOR: "supervisor",
    Role.LANDLORD: "landlord:SASAC",
    Role.AUDITOR: "auditor",
    Role.OPS: "ops",
}
TABLE = Permissions(
    {
        "notes.write": {Role.PLATFORM: Scope.ANY, Role.COORDINATOR: Scope.ANY},
        "notes.read": {Role.COORDINATOR: Scope.ANY, Role.AUDITOR: Scope.ANY},
        "notes.list": {Role.COORDINATOR: Scope.ANY, Role.PLATFORM: Scope.OWN},
        "notes.close": {Role.COORDINATOR: Scope.ANY, Role.DEPARTMENT: Scope.OWN},
        "notes.broken": {Role.OPS: Scope.ANY},
    },
    PUBLIC,
)


class Shop(Body):
    name: str = Field(title="名称", min_length=1, max_length=80, examples=["昔归茶业"])
    size: Literal["micro", "small", "medium"] = Field(title="规模")


class WriteNote(Body):
    shop: Shop = Field(title="企业")
    amounts: list[Annotated[int, Field(ge=0, le=10**12), WHOLE]] = Field(
        default=[], title="金额（分）", max_length=3
    )
    text: str = Field(title="内容", max_length=200)


class CloseNote(Body):
    reason: str = Field(title="理由", min_length=1, max_length=50)


class NoteAnswer(BaseModel):
    id: UUID
    text: str
    status: Literal["open", "closed"]
    version: int


class Note(msgspec.Struct):
    id: str
    text: str
    status: str = "open"
    version: int = 1


class NoteNotFound(Refusal):
    code = "note_not_found"
    kind = RefusalKind.NOT_FOUND
    zh = "没有这条记录。"
    en = "There is no such note."


class NoteClosed(Refusal):
    code = "note_closed"
    kind = RefusalKind.CONFLICT
    zh = "该记录已于第 {version} 版办结。"
    en = "The note was closed with version {version}."


class NoteStale(Refusal):
    code = "note_stale"
    kind = RefusalKind.STALE
    zh = "该记录已更新至第 {version} 版。"
    en = "The note is at version {version}."


class NoteForbiddenWord(Refusal):
    code = "forbidden_word"
    kind = RefusalKind.INVALID
    zh = "内容中有不宜公开的词语。"
    en = "The text holds a word that is not fit to print."
    pointer = "/text"


class Busy(Refusal):
    code = "busy"
    kind = RefusalKind.UNAVAILABLE
    zh = "系统繁忙。"
    en = "Busy."


SEEN: list[Any] = []


def note_routes() -> Routes:
    """Write, read, list and close notes; and a route that can be told to fail."""
    notes: dict[str, Note] = {}
    cursors = Cursors(b"demo")
    routes = Routes(prefix="/v1", tag="notes")

    @routes.command("/notes", "notes.write", answer=NoteAnswer, status=201, versioned=False)
    async def write(body: WriteNote, errand: CurrentErrand) -> Response:
        """Write a note."""
        SEEN.append(errand)
        if body.text == "forbidden":
            raise NoteForbiddenWord
        note = Note(derived_id(errand.command_id), body.text)
        notes[note.id] = note
        return json_response(note, 201, etag=note.version)

    @routes.query("/notes/{note_id}", "notes.read", answer=NoteAnswer)
    async def read(note_id: UUID, caller: CurrentCaller) -> Response:
        """Read a note."""
        SEEN.append(caller)
        note = _found(notes, note_id)
        return json_response(note, etag=note.version)

    @routes.query("/notes", "notes.list", answer=Page[NoteAnswer])
    async def list_notes(
        caller: CurrentCaller,
        status: Annotated[Literal["open", "closed"] | None, Query(title="状态")] = None,
        limit: Limit = LIMIT_DEFAULT,
        cursor: CursorText = None,
    ) -> Response:
        """List notes by id."""
        SEEN.append(caller)
        query = f"notes.list?status={status}"
        after = cursors.read(query, cursor, str) if cursor else ""
        ids = [key for key in sorted(notes) if key > after]
        wanted = [notes[key] for key in ids if status in (None, notes[key].status)]
        page, rest = wanted[:limit], wanted[limit:]
        following = cursors.make(query, page[-1].id) if rest else None
        return json_response({"items": page, "next": following})

    @routes.command("/notes/{note_id}/closing", "notes.close", answer=NoteAnswer, versioned=True)
    async def close(note_id: UUID, body: CloseNote, errand: CurrentErrand) -> Response:
        """Close a note."""
        SEEN.append((body, errand))
        note = _found(notes, note_id)
        if note.version != errand.expected_version:
            raise NoteStale(version=note.version)
        if note.status == "closed":
            raise NoteClosed(version=note.version)
        note.status, note.version = "closed", note.version + 1
        return json_response(note, etag=note.version)

    @routes.query("/broken/{how}", "notes.broken", answer=None, in_schema=False)
    async def broken(how: str) -> Response:
        raise _FAILURES[how]

    return routes


def _found(notes: dict[str, Note], note_id: UUID) -> Note:
    note = notes.get(str(note_id))
    if note is None:
        raise NoteNotFound
    return note


_FAILURES: dict[str, Exception] = {
    "crash": RuntimeError("password=hunter2 of 13812345678"),
    "busy": Busy(),
    "often": ProblemError(TOO_MANY_REQUESTS, headers={"retry-after": "7"}),
}


async def ready() -> str | None:
    return "lag 0"


async def not_ready() -> str | None:
    raise NotReady("relay lag 20000")


async def crashing() -> str | None:
    raise OSError("postgresql://owner:secret@db/notes")


@contextlib.asynccontextmanager
async def _lifespan(_app: FastAPI) -> AsyncIterator[None]:
    yield


def demo_app(
    settings: Settings,
    *,
    probes: dict[str, Probe] | None = None,
    routes: Routes | None = None,
    permissions: Permissions = TABLE,
) -> FastAPI:
    return create_app(
        service="notes",
        title_zh="记录",
        settings=settings,
        routers=[routes or note_routes()],
        lifespan=_lifespan,
        verifier=verifier_for(settings),
        probes={"database": ready} if probes is None else probes,
        permissions=permissions,
    )


def verifier_for(settings: Settings) -> TokenVerifier:
    return TokenVerifier(settings.jwks_location, settings.issuer, settings.audience)


def settings_in(folder: Path) -> Settings:
    """Settings with an embedded issuer of their own."""
    ensure_issuer(folder / "issuer")
    return Settings(data=folder, body_limit_bytes=65_536)


def token_for(settings: Settings, role: Role, **changes: Any) -> str:
    given: dict[str, Any] = {
        "role": ROLES[role],
        "subject": f"{role}-1",
        "issuer": settings.issuer,
        "audience": settings.audience,
        "client": "demo",
    }
    return mint_token(settings.data / "issuer", **{**given, **changes})


@contextlib.contextmanager
def served(app: Any) -> Iterator[str]:
    """Serve an app on a free port of 127.0.0.1 in a thread of its own; gives its address."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        port = listening.getsockname()[1]
        config = uvicorn.Config(
            app,
            loop="uvloop",
            http="shared.web.joined:JoinedWrites",
            ws="none",
            access_log=False,
            log_config=None,
            server_header=False,
        )
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        deadline = monotonic() + START_SECONDS
        while not server.started:
            if monotonic() > deadline or not thread.is_alive():
                raise RuntimeError("the demo did not start")
            sleep(0.01)
        try:
            yield f"http://127.0.0.1:{port}"
        finally:
            server.should_exit = True
            thread.join(START_SECONDS)


class Demo(msgspec.Struct):
    """A demo being served, and clients of it."""

    url: str
    settings: Settings

    def client(self, role: Role | None = None, **headers: str) -> httpx.Client:
        """A client with a token of `role`; header names are written with underscores."""
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        if role is not None:
            given = {"authorization": f"Bearer {token_for(self.settings, role)}", **given}
        return httpx.Client(base_url=self.url, headers=given, verify=PLAIN_HTTP)


@contextlib.contextmanager
def running_demo(folder: Path) -> Iterator[Demo]:
    settings = settings_in(folder)
    with served(demo_app(settings)) as url:
        yield Demo(url, settings)
