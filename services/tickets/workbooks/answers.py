"""What is answered about an import."""

from collections.abc import Iterable
from datetime import datetime
from typing import Annotated, Final

from pydantic import Field

from services.tickets.imports.state import Import
from services.tickets.queries import ImportedTicket
from services.tickets.workbooks.importing import Imported
from shared.kernel.refusal import Language
from shared.web.answers import Answer, shown
from shared.web.problems import FieldProblem
from shared.workbooks.faults import Fault

FAULTS_SHOWN: Final = 100


class ImportedTicketAnswer(Answer):
    """A row that is a ticket."""

    row: Annotated[int, Field(description="Number of the row in the sheet.", examples=[17])]
    id: str
    number: str


class CellFault(Answer):
    """One cell to mend; `shown` is what stands there, personal data masked."""

    sheet: str
    row: int
    cell: Annotated[str, Field(examples=["D17"])]
    field: str
    shown: str
    code: str
    detail: str


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
    faults = found.checked.faults
    return TicketImportAnswer(
        id=None if dry_run else found.import_id,
        digest=found.digest,
        mode=mode,
        dry_run=dry_run,
        rows=len(found.checked.filled.rows),
        created=len(found.created),
        imported=len(found.tickets),
        refused=len(found.checked.at_fault),
        tickets=_tickets(found.tickets),
        error_count=len(faults),
        errors=[_cell(fault, language) for fault in faults[:FAULTS_SHOWN]],
        links={} if dry_run else {"self": f"/v1/ticket-imports/{found.import_id}"},
    )


def stored_answer(
    identity: str, version: int, state: Import, tickets: Iterable[ImportedTicket]
) -> ImportAnswer:
    listed = _tickets(tickets)
    return ImportAnswer(
        id=identity,
        version=version,
        digest=state.digest,
        mode=state.mode,
        rows=state.rows,
        refused=state.refused,
        received_at=shown(state.received_at),
        imported=len(listed),
        tickets=listed,
    )


def field_problems(faults: Iterable[Fault], language: Language) -> tuple[FieldProblem, ...]:
    """The first hundred faults as a problem lists them."""
    first = list(faults)[:FAULTS_SHOWN]
    return tuple(
        FieldProblem(
            code=fault.code,
            detail=_said(fault, language),
            field=fault.heading,
            sheet=fault.sheet,
            cell=fault.cell,
            shown=fault.shown,
        )
        for fault in first
    )


def _tickets(tickets: Iterable[ImportedTicket]) -> list[ImportedTicketAnswer]:
    return [ImportedTicketAnswer(each.row, each.id, each.number) for each in tickets]


def _cell(fault: Fault, language: Language) -> CellFault:
    return CellFault(
        sheet=fault.sheet,
        row=fault.row,
        cell=fault.cell,
        field=fault.heading,
        shown=fault.shown,
        code=fault.code,
        detail=_said(fault, language),
    )


def _said(fault: Fault, language: Language) -> str:
    return fault.said.zh if language == "zh-CN" else fault.said.en
