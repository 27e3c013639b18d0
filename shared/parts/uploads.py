"""Files: uploaded beforehand, named by orders of the same account, given out with their case."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Annotated, Final

from fastapi import Path, Query
from pydantic import Field
from starlette.responses import Response

from shared.files.cleaning import keep_clean
from shared.files.digests import EXAMPLE, PATTERN
from shared.files.receiving import take_in
from shared.files.refusals import AttachmentNotFound
from shared.files.serving import file_response
from shared.files.types import ACCEPTED
from shared.files.uploads import Upload, named
from shared.kernel.attachments import Attachment
from shared.runtime import Runtime
from shared.web.answers import Answer, json_response, shown
from shared.web.preconditions import Errand
from shared.web.routing import CurrentContent, CurrentErrand, Routes

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
FileDigest = Annotated[str, Path(title="文件摘要", pattern=PATTERN, examples=[EXAMPLE])]
MEDIA_TYPES: Final = [each.media_type for each in ACCEPTED]


class UploadAnswer(Answer):
    """A file as it was found to be. Name it by its digest until it expires; after that it is kept."""

    digest: Annotated[str, Field(examples=[EXAMPLE])]
    name: Annotated[str, Field(examples=["贷款合同.pdf"])]
    media_type: Annotated[str, Field(examples=["application/pdf"])]
    size: Annotated[int, Field(description="In bytes.")]
    uploaded_at: datetime
    expires_at: Annotated[datetime, Field(description="Deleted then, unless an order named it.")]


def upload_routes(runtime: Runtime, prefix: str, tag: str) -> Routes:
    """Bytes before the order that names them; the operation is `<tag>.upload`."""
    routes = Routes(prefix=prefix, tag=tag)
    settings = runtime.settings

    @routes.upload("", f"{tag}.upload", answer=UploadAnswer, limit_bytes=settings.file_limit_bytes)
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
        return json_response(
            _upload_answer(taken, settings.files_unnamed_days), 201, headers=headers
        )

    return routes


def _upload_answer(upload: Upload, unnamed_days: int) -> UploadAnswer:
    return UploadAnswer(
        upload.digest,
        upload.name,
        upload.media_type,
        upload.size,
        shown(upload.uploaded_at),
        shown(upload.uploaded_at + timedelta(days=unnamed_days)),
    )


async def named_files(
    runtime: Runtime, errand: Errand, digests: Sequence[str]
) -> tuple[Attachment, ...]:
    """The caller's own uploads as the event will hold them. Raises FileUnknown, FilesUnavailable."""
    uploads = await named(
        runtime.store.pool, runtime.files, errand.caller.actor, digests, runtime.clock.now()
    )
    return tuple(Attachment(each.digest, each.name, each.media_type, each.size) for each in uploads)


async def attachment_response(
    runtime: Runtime, files: Iterable[Attachment], digest: str
) -> Response:
    """The file of this digest among those of a case that the caller may see.

    Raises AttachmentNotFound, FileUnreadable, FilesUnavailable.
    """
    file = next((each for each in files if each.digest == digest), None)
    if file is None:
        raise AttachmentNotFound
    return await file_response(
        runtime.files, digest=digest, name=file.name, media_type=file.media_type, size=file.size
    )


async def clean_uploads(runtime: Runtime) -> None:
    """Delete files that were uploaded and named by no order for some days."""
    store = runtime.store
    days = runtime.settings.files_unnamed_days
    await keep_clean(store.pool, store.connect, runtime.files, runtime.clock, days)
