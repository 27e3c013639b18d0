"""What every service answers about an import."""

from collections.abc import Iterable
from typing import Annotated, Any, Final

from pydantic import Field

from shared.kernel.imports import Import
from shared.kernel.refusal import Language
from shared.parts.imports.importing import Imported
from shared.web.answers import Answer, shown
from shared.web.problems import FieldProblem
from shared.workbooks.faults import Fault

FAULTS_SHOWN: Final = 100


class ImportedCaseAnswer(Answer):
    """A row that is a case."""

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


def told(found: Imported, mode: str, language: Language, *, dry_run: bool) -> dict[str, Any]:
    """What an answer about a form that came in says beside the cases themselves, by field. A form
    that was only checked has no id.
    """
    faults = found.checked.faults
    return {
        "id": None if dry_run else found.import_id,
        "digest": found.digest,
        "mode": mode,
        "dry_run": dry_run,
        "rows": len(found.checked.filled.rows),
        "created": len(found.created),
        "imported": len(found.cases),
        "refused": len(found.checked.at_fault),
        "error_count": len(faults),
        "errors": [_cell(fault, language) for fault in faults[:FAULTS_SHOWN]],
    }


def stored(identity: str, version: int, state: Import, imported: int) -> dict[str, Any]:
    """What an answer about an import says beside the cases themselves, by field."""
    return {
        "id": identity,
        "version": version,
        "digest": state.digest,
        "mode": state.mode,
        "rows": state.rows,
        "refused": state.refused,
        "received_at": shown(state.received_at),
        "imported": imported,
    }


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
