"""What is answered about an import."""

from collections.abc import Iterable
from datetime import datetime
from typing import Annotated

from pydantic import Field

from shared.kernel.imports import Import, ImportedCase
from shared.kernel.refusal import Language
from shared.parts.imports.answers import CellFault, ImportedCaseAnswer, stored, told
from shared.parts.imports.importing import Imported
from shared.web.answers import Answer


class ImportedTicketAnswer(ImportedCaseAnswer):
    """A row that is a ticket."""


class TicketImportAnswer(Answer, kw_only=True):
    """What became of a form. `created` tickets came of this request, `imported` of the file so far;
    `errors` are the first hundred, `error_count` is of all. A form that was only checked has no id.
    """

    id: str | None
    digest: Annotated[str, Field(description="SHA-256 of the file.", examples=["sha256:9f86…"])]
    mode: str
    dry_run: bool
    rows: int
    created: int
    imported: int
    refused: int
    tickets: list[ImportedTicketAnswer]
    error_count: int
    errors: list[CellFault]
    links: dict[str, str]


class ImportAnswer(Answer, kw_only=True):
    """An import as it stands: the file as it was received last, and the tickets that came of it."""

    id: str
    version: int
    digest: str
    mode: str
    rows: int
    refused: int
    received_at: datetime
    imported: int
    tickets: list[ImportedTicketAnswer]


def import_answer(
    found: Imported, mode: str, language: Language, *, dry_run: bool
) -> TicketImportAnswer:
    return TicketImportAnswer(
        **told(found, mode, language, dry_run=dry_run),
        tickets=_tickets(found.cases),
        links={} if dry_run else {"self": f"/v1/ticket-imports/{found.import_id}"},
    )


def stored_answer(
    identity: str, version: int, state: Import, tickets: Iterable[ImportedCase]
) -> ImportAnswer:
    listed = _tickets(tickets)
    return ImportAnswer(**stored(identity, version, state, len(listed)), tickets=listed)


def _tickets(tickets: Iterable[ImportedCase]) -> list[ImportedTicketAnswer]:
    return [ImportedTicketAnswer(each.row, each.id, each.number) for each in tickets]
