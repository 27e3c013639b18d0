"""What requests about imports have in common: their parameters, and how they are answered."""

import asyncio
from collections.abc import Callable
from typing import Annotated, Any, Final

from fastapi import Body, Path, Query
from pydantic import WithJsonSchema
from starlette.responses import Response

from shared.eventstore.refusals import NotYourCase
from shared.kernel.imports import IMPORT, Import, ImportedCase, Mode, import_id
from shared.kernel.refusal import Refusal, RefusalKind
from shared.parts.exporting import AT_WORK
from shared.parts.imports.answers import field_problems
from shared.parts.imports.importing import Imported, Importer, carried_out, inspected
from shared.runtime import Runtime
from shared.web.answers import Answer, json_response
from shared.web.caller import Caller
from shared.web.facts import Facts, current_facts
from shared.web.files import file_answer
from shared.web.permissions import Scope
from shared.web.preconditions import Errand
from shared.web.problem_kinds import TITLES, Bilingual, ProblemKind
from shared.web.problems import problem_response
from shared.web.values import UUID_PATTERN
from shared.workbooks.faults import UnreadableWorkbook
from shared.workbooks.marking import marked
from shared.workbooks.sheets import WORKBOOK_TYPE

FILE_BYTES_MAX: Final = 16 * 1_048_576
_UNPROCESSABLE: Final = 422

Workbook = Annotated[
    bytes,
    Body(media_type=WORKBOOK_TYPE, title="填写好的工作簿（.xlsx）"),
    WithJsonSchema({"type": "string", "format": "binary"}),
]
ImportId = Annotated[
    str,
    Path(
        title="导入批次标识",
        pattern=UUID_PATTERN,
        examples=["5c1f0f3e-8d3a-8c44-9b1e-5f0e6a1c2d3e"],
    ),
]
ModeText = Annotated[
    Mode,
    Query(title="导入方式", description="Whether one row at fault holds back all others."),
]
FileDigest = Annotated[
    str,
    Query(
        title="文件摘要值",
        description="SHA-256 of the file that was sent.",
        pattern=r"^sha256:[0-9a-f]{64}$",
        examples=["sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"],
    ),
]
DryRun = Annotated[bool, Query(title="只核对，不登记", description="Check, and register nothing.")]


class ImportNotFound(Refusal):
    code = "import_not_found"
    kind = RefusalKind.NOT_FOUND
    zh = "没有找到该批次导入。"
    en = "There is no such import."


def rows_at_fault(detail: Bilingual) -> ProblemKind:
    """The problem of a form that registers nothing; `detail` has places for `rows`, `refused` and
    `count`.
    """
    return ProblemKind(_UNPROCESSABLE, "import_rows_at_fault", TITLES[_UNPROCESSABLE], detail)


async def answer_import(
    runtime: Runtime,
    importer: Importer[Any],
    errand: Errand,
    content: bytes,
    *,
    mode: Mode,
    dry_run: bool,
    answer: Callable[[Imported], Answer],
    at_fault: ProblemKind,
) -> Response:
    """Check the form, register it unless it was only to be checked or is held back, and answer."""
    caller = errand.caller
    try:
        async with AT_WORK:
            found = await inspected(runtime, importer, caller.actor, content)
        if not dry_run and not _holds_back(found, mode):
            found = await carried_out(runtime, importer, errand, found, mode, content)
    except UnreadableWorkbook as unreadable:
        return unreadable_answer(unreadable)
    if not dry_run and _holds_back(found, mode):
        return _at_fault(at_fault, found, caller)
    headers = {"idempotency-replayed": "true"} if found.replayed else {}
    return json_response(answer(found), headers=headers)


async def answer_marked(
    runtime: Runtime, importer: Importer[Any], errand: Errand, content: bytes, name: str
) -> Response:
    """The form with every fault in red; rows of the file that are cases already are left out."""
    try:
        async with AT_WORK:
            found = await inspected(runtime, importer, errand.caller.actor, content)
    except UnreadableWorkbook as unreadable:
        return unreadable_answer(unreadable)
    done = {case.row for case in found.cases}
    checked = found.checked
    now = runtime.clock.now()
    book = await asyncio.to_thread(marked, checked.form, checked.filled, checked.faults, done, now)
    return file_answer(book, WORKBOOK_TYPE, name)


async def read_import(
    runtime: Runtime, importer: Importer[Any], caller: Caller, identity: str
) -> tuple[Import, int, list[ImportedCase]]:
    """An import, its version and what came of it. Raises ImportNotFound, NotYourCase."""
    state, version = await runtime.store.reader.state(IMPORT, identity)
    if not isinstance(state, Import):
        raise ImportNotFound
    if caller.scope is Scope.OWN and not IMPORT.owned_by(state, caller.actor):
        raise NotYourCase
    return state, version, await importer.cases.imported(runtime.store.pool, identity)


async def read_progress(
    runtime: Runtime, importer: Importer[Any], caller: Caller, digest: str
) -> tuple[str, Import, int]:
    """The caller's own import of a file: its id, the file as it was received, and how many of its
    rows are cases by now. Raises ImportNotFound.
    """
    identity = import_id(importer.kind, digest, caller.actor)
    state, _ = await runtime.store.reader.state(IMPORT, identity)
    if not isinstance(state, Import):
        raise ImportNotFound
    return identity, state, await importer.cases.imported_so_far(runtime.store.pool, identity)


def _holds_back(found: Imported, mode: Mode) -> bool:
    """Whether nothing is registered, or was: all rows are at fault, or one holds back all."""
    wrong = found.checked.at_fault
    if mode is Mode.ALL_OR_NOTHING:
        return bool(wrong)
    return len(wrong) == len(found.checked.filled.rows)


def _at_fault(kind: ProblemKind, found: Imported, caller: Caller) -> Response:
    checked = found.checked
    params = {
        "rows": len(checked.filled.rows),
        "refused": len(checked.at_fault),
        "count": len(checked.faults),
    }
    errors = field_problems(checked.faults, caller.language)
    return problem_response(kind, request_facts(), params=params, errors=errors)


def unreadable_answer(unreadable: UnreadableWorkbook) -> Response:
    """422: nothing can be told cell by cell."""
    said = Bilingual(unreadable.said.zh, unreadable.said.en)
    kind = ProblemKind(_UNPROCESSABLE, unreadable.code, TITLES[_UNPROCESSABLE], said)
    return problem_response(kind, request_facts())


def request_facts() -> Facts:
    """What is known of the request that is being answered."""
    facts = current_facts.get()
    if facts is None:
        raise RuntimeError("no request is being answered")
    return facts
