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


class ImportedItemAnswer(ImportedCaseAnswer):
    """A row that is an item of the ledger."""


class ArrearsImportAnswer(Answer, kw_only=True):
    """What became of a form. `created` items came of this request, `imported` of the file so far;
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
    items: list[ImportedItemAnswer]
    error_count: int
    errors: list[CellFault]
    links: dict[str, str]


class ImportAnswer(Answer, kw_only=True):
    """An import as it stands: the file as it was received last, and the items that came of it."""

    id: str
    version: int
    digest: str
    mode: str
    rows: int
    refused: int
    received_at: datetime
    imported: int
    items: list[ImportedItemAnswer]


class ImportProgressAnswer(Answer, kw_only=True):
    """How far a file has come: `imported` of the `rows` that are not `refused` are items by now."""

    id: str
    digest: str
    mode: str
    rows: int
    refused: int
    imported: int
    links: dict[str, str]


def import_answer(
    found: Imported, mode: str, language: Language, *, dry_run: bool
) -> ArrearsImportAnswer:
    return ArrearsImportAnswer(
        **told(found, mode, language, dry_run=dry_run),
        items=_items(found.cases),
        links={} if dry_run else _links(found.import_id),
    )


def stored_answer(
    identity: str, version: int, state: Import, items: Iterable[ImportedCase]
) -> ImportAnswer:
    listed = _items(items)
    return ImportAnswer(**stored(identity, version, state, len(listed)), items=listed)


def progress_answer(identity: str, state: Import, imported: int) -> ImportProgressAnswer:
    return ImportProgressAnswer(
        id=identity,
        digest=state.digest,
        mode=state.mode,
        rows=state.rows,
        refused=state.refused,
        imported=imported,
        links=_links(identity),
    )


def _items(items: Iterable[ImportedCase]) -> list[ImportedItemAnswer]:
    return [ImportedItemAnswer(each.row, each.id, each.number) for each in items]


def _links(identity: str) -> dict[str, str]:
    return {"self": f"/v1/arrears-imports/{identity}"}
