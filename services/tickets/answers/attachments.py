"""The attachments of a ticket as their readers see them."""

from datetime import datetime
from typing import Annotated

from pydantic import Field

from services.tickets.rules.names import CAME_WITH_ZH
from services.tickets.state import Enclosure
from shared.files.digests import EXAMPLE
from shared.web.answers import Answer, shown


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
