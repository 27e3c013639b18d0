"""A payment file on its way in: read whole, or refused with all that is to be mended in it."""

import asyncio
import hashlib
import unicodedata
from typing import Final

import msgspec
from starlette.responses import Response

from services.arrears.payment_files.commands import ReceivePaymentFile
from services.arrears.payment_files.reading import ReadFile, read_payment_file
from services.arrears.payment_files.refusals import FileNameUnusable
from services.arrears.payment_files.state import file_id
from services.arrears.payment_files.values import FileSource
from shared.eventstore.log import Outcome
from shared.parts.exporting import AT_WORK
from shared.parts.imports.answering import request_facts
from shared.parts.imports.answers import field_problems
from shared.runtime import Runtime
from shared.web.content import Content
from shared.web.preconditions import Errand
from shared.web.problem_kinds import TITLES, Bilingual, ProblemKind
from shared.web.problems import problem_response

FILE_BYTES_MAX: Final = 8 * 1_048_576
_NAME_CHARS: Final = 120
_UNPROCESSABLE: Final = 422
_AT_FAULT: Final = ProblemKind(
    _UNPROCESSABLE,
    "payment_file_at_fault",
    TITLES[_UNPROCESSABLE],
    Bilingual(
        "文件中有 {count} 处需要更正，没有接收任何一行。请逐项更正后重新上传。",
        "{count} places in the file are to be mended; none of it was received.",
    ),
)


class Said(msgspec.Struct, frozen=True):
    """What the sender says of the file."""

    name: str
    source: FileSource
    account_holder: str | None


async def received(
    runtime: Runtime, errand: Errand, content: Content, said: Said
) -> Outcome | Response:
    """Receive a file; a problem that names every cell when there is any to be mended.

    Raises UnreadableWorkbook, PayerNotNamed, FileNameUnusable, PaymentFileKnown.
    """
    name = _cleaned(said.name)
    body = b"".join([chunk async for chunk in content])
    async with AT_WORK:
        read = await asyncio.to_thread(read_payment_file, body, said.account_holder)
    if read.faults:
        errors = field_problems(read.faults, errand.caller.language)
        params = {"count": len(read.faults)}
        return problem_response(_AT_FAULT, request_facts(), params=params, errors=errors)
    digest = f"sha256:{hashlib.sha256(body).hexdigest()}"
    command = _command(read, msgspec.structs.replace(said, name=name), digest)
    asked = hashlib.sha256(errand.fingerprint + digest.encode() + msgspec.json.encode(said))
    errand = msgspec.structs.replace(errand, fingerprint=asked.digest())
    return await runtime.store.writer.submit(errand.order(command, file_id(digest)))


def _command(read: ReadFile, said: Said, digest: str) -> ReceivePaymentFile:
    return ReceivePaymentFile(
        name=said.name,
        digest=digest,
        format=read.format,
        source=said.source,
        account_holder=said.account_holder,
        columns=read.columns,
        rows=read.rows,
        incoming=read.incoming,
    )


def _cleaned(name: str) -> str:
    """Without its path and what nobody sees. Raises FileNameUnusable."""
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    seen = "".join(each for each in last if unicodedata.category(each)[0] != "C")
    cleaned = " ".join(seen.split())[:_NAME_CHARS]
    if not cleaned:
        raise FileNameUnusable
    return cleaned
