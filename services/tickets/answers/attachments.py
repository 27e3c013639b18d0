"""Uploads and the attachments of a ticket as their readers see them."""

from datetime import datetime, timedelta
from typing import Annotated

from pydantic import Field

from services.tickets.rules.names import CAME_WITH_ZH
from services.tickets.state import Enclosure
from shared.files.digests import EXAMPLE
from shared.files.uploads import Upload
from shared.web.answers import Answer, shown


class UploadAnswer(Answer):
    """A file as it was found to be. Name it by its digest until it expires; after that it is kept."""

    digest: Annotated[str, Field(examples=[EXAMPLE])]
    name: Annotated[str, Field(examples=["贷款合同.pdf"])]
    media_type: Annotated[str, Field(examples=["application/pdf"])]
    size: Annotated[int, Field(description="In bytes.")]
    uploaded_at: datetime
    expires_at: Annotated[datetime, Field(description="Deleted then, unless an order named it.")]


class AttachmentAnswer(Answer):
    """A file of a ticket; `department` is null where it came from the firm's side."""

    digest: Annotated[str, Field(examples=[EXAMPLE])]
    name: str
    media_type: str
    size: int
    came_with: str
    came_with_zh: str
    department: str | None
    at: datetime
    href: Annotated[str, Field(description="Where the file itself is.")]


class AttachmentsAnswer(Answer):
    """All attachments of a ticket in the order they came; `version` is the ticket's."""

    id: str
    version: int
    items: list[AttachmentAnswer]


def upload_answer(upload: Upload, unnamed_days: int) -> UploadAnswer:
    return UploadAnswer(
        upload.digest,
        upload.name,
        upload.media_type,
        upload.size,
        shown(upload.uploaded_at),
        shown(upload.uploaded_at + timedelta(days=unnamed_days)),
    )


def attachments_answer(
    ticket_id: str, version: int, enclosures: tuple[Enclosure, ...]
) -> AttachmentsAnswer:
    return AttachmentsAnswer(
        ticket_id, version, [_attachment(ticket_id, each) for each in enclosures]
    )


def _attachment(ticket_id: str, enclosure: Enclosure) -> AttachmentAnswer:
    file = enclosure.file
    return AttachmentAnswer(
        file.digest,
        file.name,
        file.media_type,
        file.size,
        enclosure.came_with.value,
        CAME_WITH_ZH[enclosure.came_with],
        enclosure.department,
        shown(enclosure.at),
        f"/v1/tickets/{ticket_id}/attachments/{file.digest}",
    )
