"""What the fields of several bodies are made of: the words all services share, and the tickets' own."""

from typing import Annotated

from pydantic import Field, StringConstraints

from services.tickets.rules.attachments import ATTACHMENTS_MAX
from shared.files.digests import EXAMPLE as DIGEST_EXAMPLE
from shared.files.digests import PATTERN as DIGEST
from shared.web.values import (
    UUID_PATTERN,
    Account,
    ContactBody,
    DepartmentCode,
    IndustryCode,
    Line,
    Paragraphs,
    Phone,
    Remark,
    TownshipCode,
    Uscc,
    plain_text,
)

__all__ = [
    "UUID_PATTERN",
    "Account",
    "AttachmentDigests",
    "ContactBody",
    "DepartmentCode",
    "IndustryCode",
    "Line",
    "Paragraphs",
    "Phone",
    "Remark",
    "TownshipCode",
    "Uscc",
    "plain_text",
]

AttachmentDigests = Annotated[
    list[Annotated[str, StringConstraints(pattern=DIGEST)]],
    Field(
        title="附件",
        description="Digests of files this account has uploaded (`POST /v1/attachments`).",
        max_length=ATTACHMENTS_MAX,
        examples=[[DIGEST_EXAMPLE]],
    ),
]
