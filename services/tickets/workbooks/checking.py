"""Every row of a form is checked as if it had been submitted alone, before any is registered.

First what a body must be (the same schema as over HTTP), then what the rows are to one another,
then what the rules say (the same decider), each row as of now and without effect.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any, Final

import msgspec
from pydantic import ValidationError

from services.tickets.commands import SubmitTicket
from services.tickets.decide.receiving import submit
from services.tickets.events import ImportedFrom
from services.tickets.numbers import upstream_key
from services.tickets.schemas import SubmissionBody
from services.tickets.state import INITIAL
from shared.kernel.decider import Context
from shared.kernel.refusal import Refusal
from shared.web.sentences import chinese
from shared.workbooks.faults import Fault, in_order, malformed
from shared.workbooks.reading import Filled, Row, read
from shared.workbooks.sheets import Column, Form, Said

# What a pattern or a list of codes says to a program, a column's own note says to a clerk.
_SAID_BY_NOTE: Final = frozenset({"string_pattern_mismatch", "literal_error"})


class Checked(msgspec.Struct, frozen=True):
    """A form and what it comes to: submissions by row number, faults in the order of the sheet."""

    form: Form
    filled: Filled
    submissions: Mapping[int, SubmitTicket]
    faults: tuple[Fault, ...]

    @property
    def at_fault(self) -> frozenset[int]:
        """The numbers of rows that cannot be registered: all, where the headings are at fault."""
        numbers = {row.number for row in self.filled.rows}
        wrong = {fault.row for fault in self.faults}
        return frozenset(min(wrong, numbers))

    def with_faults(self, more: Iterable[Fault]) -> "Checked":
        """The same with further faults; rows at fault are no submissions any more."""
        faults = in_order((*self.faults, *more))
        found = msgspec.structs.replace(self, faults=faults)
        wrong = found.at_fault
        left = {row: order for row, order in self.submissions.items() if row not in wrong}
        return msgspec.structs.replace(found, submissions=left)

    def with_refusals(self, refusals: Mapping[int, Refusal]) -> "Checked":
        """The same where the domain refuses rows, each told at the cell it is about."""
        columns = _columns(self.form)
        faults = []
        for row in self.filled.rows:
            refusal = refusals.get(row.number)
            if refusal is not None:
                key = (refusal.pointer or "").strip("/").replace("/", ".")
                column = columns.get(key, self.form.columns[0])
                said = Said(refusal.sentence("zh-CN"), refusal.sentence("en"))
                faults.append(self.filled.fault(row, column, refusal.code, said))
        return self.with_faults(faults)


def check(content: bytes, form: Form, import_id: str, digest: str) -> Checked:
    """What the form says and what is wrong with it in itself. Raises UnreadableWorkbook.

    Takes its time: call it in a thread.
    """
    filled = read(content, form)
    submissions: dict[int, SubmitTicket] = {}
    found: list[Fault] = []
    known = {(fault.row, fault.heading) for fault in filled.faults}
    for row in filled.rows:
        try:
            body = SubmissionBody.model_validate_json(_body(row.values))
        except ValidationError as invalid:
            faults = _faults(invalid, row, form, filled)
            found += [each for each in faults if (each.row, each.heading) not in known]
        else:
            source = ImportedFrom(import_id=import_id, digest=digest, row=row.number)
            submissions[row.number] = msgspec.structs.replace(body.command(), imported_from=source)
    checked = Checked(form, filled, submissions, filled.faults)
    return checked.with_faults([*found, *_repeated(checked)])


def foresee(checked: Checked, context: Context) -> Checked:
    """What the decider would say to each row at this moment. Takes its time as well."""
    refusals: dict[int, Refusal] = {}
    for number, order in checked.submissions.items():
        try:
            submit(order, INITIAL, context)
        except Refusal as refusal:
            refusals[number] = refusal
    return checked.with_refusals(refusals)


def _body(values: Mapping[str, Any]) -> bytes:
    """The row as a body over HTTP: `firm.uscc` lies in `firm`; instants carry their offset."""
    body: dict[str, Any] = {}
    for key, value in values.items():
        *path, name = key.split(".")
        inner = body
        for part in path:
            inner = inner.setdefault(part, {})
        inner[name] = value.isoformat() if isinstance(value, date | datetime) else value
    return msgspec.json.encode(body)


def _columns(form: Form) -> dict[str, Column]:
    return {column.key: column for column in form.columns}


def _faults(invalid: ValidationError, row: Row, form: Form, filled: Filled) -> Iterator[Fault]:
    """Pydantic's errors at their cells; of a part that is missing as a whole, at each of them."""
    for error in invalid.errors(include_url=False, include_input=False):
        key = ".".join(str(part) for part in error["loc"])
        for column in form.columns:
            if column.key in filled.headings and _is_about(column, key, row):
                yield filled.fault(row, column, error["type"], _said(column, error))


def _is_about(column: Column, key: str, row: Row) -> bool:
    if column.key == key:
        return True
    inside = column.required and column.key.startswith(f"{key}.")
    return inside and column.key not in row.values


def _said(column: Column, error: Mapping[str, Any]) -> Said:
    if error["type"] in _SAID_BY_NOTE:
        return malformed(column).said
    context = error.get("ctx", {})
    zh = chinese(error["type"], column.heading, context)
    return Said(zh if zh.endswith("。") else f"{zh}。", f"{error['msg']}.")


def _repeated(checked: Checked) -> Iterator[Fault]:
    """Rows that say the same as an earlier one, or give its upstream number (T-12)."""
    rows: dict[bytes, int] = {}
    numbers: dict[str, int] = {}
    columns = _columns(checked.form)
    for row in checked.filled.rows:
        first = rows.setdefault(_body(row.values), row.number)
        if first != row.number:
            said = Said(
                f"本行与第 {first} 行完全相同，请删去其中一行。",
                f"This row is the same as row {first}; remove one of them.",
            )
            yield checked.filled.fault(row, checked.form.columns[0], "row_repeated", said)
            continue
        channel, upstream = row.values.get("channel"), row.values.get("upstream_number")
        if channel is None or upstream is None:
            continue
        first = numbers.setdefault(upstream_key(channel, upstream), row.number)
        if first != row.number:
            said = Said(
                f"上级工单编号与第 {first} 行重复，请核对后更正。",
                f"The upstream number is that of row {first} as well; check both.",
            )
            column = columns["upstream_number"]
            yield checked.filled.fault(row, column, "upstream_number_repeated", said)
