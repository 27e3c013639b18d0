"""Files: uploaded beforehand, named by orders, given out to whoever may see the ticket."""

from collections.abc import Sequence
from typing import Annotated, Final

from fastapi import Path, Query
from starlette.responses import Response

from services.tickets.answers.attachments import (
    AttachmentsAnswer,
    UploadAnswer,
    attachments_answer,
    upload_answer,
)
from services.tickets.events import Attachment
from services.tickets.routes.carrying import TicketId
from services.tickets.routes.reading import AsOf, AsOfVersion, read_ticket
from shared.files.digests import EXAMPLE, PATTERN
from shared.files.receiving import take_in
from shared.files.refusals import AttachmentNotFound
from shared.files.serving import file_response
from shared.files.types import ACCEPTED
from shared.files.uploads import named
from shared.runtime import Runtime
from shared.web.answers import json_response
from shared.web.preconditions import Errand
from shared.web.routing import CurrentCaller, CurrentContent, CurrentErrand, Routes

FileName = Annotated[
    str,
    Query(
        title="文件名",
        description="Kept less path, unseen and reserved characters; its extension must be that of "
        "the content: " + ", ".join(each.name for each in ACCEPTED) + ".",
        min_length=1,
        max_length=1000,
        examples=["贷款合同.pdf"],
    ),
]
Digest = Annotated[str, Path(title="文件摘要", pattern=PATTERN, examples=[EXAMPLE])]
_MEDIA_TYPES: Final = [each.media_type for each in ACCEPTED]


def upload_routes(runtime: Runtime) -> Routes:
    """`/v1/attachments`: bytes before the order that names them."""
    routes = Routes(prefix="/v1/attachments", tag="attachments")
    settings = runtime.settings

    @routes.upload(
        "", "attachments.upload", answer=UploadAnswer, limit_bytes=settings.file_limit_bytes
    )
    async def upload(content: CurrentContent, errand: CurrentErrand, name: FileName) -> Response:
        """Upload one file; only the same account can then name it in an order."""
        taken, repeated = await take_in(
            runtime.store.pool,
            runtime.files,
            content,
            command_id=errand.command_id,
            name=name,
            declared=content.declared,
            actor=errand.caller.actor,
            now=runtime.clock.now(),
        )
        headers = {"idempotency-replayed": "true"} if repeated else {}
        answer = upload_answer(taken, settings.files_unnamed_days)
        return json_response(answer, 201, headers=headers)

    return routes


def declare(routes: Routes, runtime: Runtime) -> None:
    @routes.query("/{ticket_id}/attachments", "tickets.attachments", answer=AttachmentsAnswer)
    async def attachments(
        ticket_id: TicketId,
        caller: CurrentCaller,
        as_of: AsOf = None,
        as_of_version: AsOfVersion = None,
    ) -> Response:
        """What came with the ticket, and with which step of it."""
        ticket, version = await read_ticket(
            runtime, caller, ticket_id, as_of=as_of, as_of_version=as_of_version
        )
        answer = attachments_answer(ticket_id, version, ticket.attachments)
        return json_response(answer, etag=version)

    @routes.query(
        "/{ticket_id}/attachments/{digest}",
        "tickets.attachment",
        answer=None,
        gives=_MEDIA_TYPES,
    )
    async def attachment(ticket_id: TicketId, digest: Digest, caller: CurrentCaller) -> Response:
        """The file itself, to be saved; its digest is checked on the way."""
        ticket, _ = await read_ticket(runtime, caller, ticket_id)
        file = next((each.file for each in ticket.attachments if each.file.digest == digest), None)
        if file is None:
            raise AttachmentNotFound
        return await file_response(
            runtime.files,
            digest=digest,
            name=file.name,
            media_type=file.media_type,
            size=file.size,
        )


async def named_files(
    runtime: Runtime, errand: Errand, digests: Sequence[str]
) -> tuple[Attachment, ...]:
    """The caller's own uploads as the event will hold them. Raises FileUnknown, FilesUnavailable."""
    uploads = await named(
        runtime.store.pool, runtime.files, errand.caller.actor, digests, runtime.clock.now()
    )
    return tuple(Attachment(each.digest, each.name, each.media_type, each.size) for each in uploads)
