"""What a form says, row by row, and what is wrong with it, before any row is registered.

First what a body must be (the same schema as over HTTP), then what the rows are to one another,
then what the rules say (the same decider), each row as of now and without effect.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final, Generic, TypeVar

import msgspec
from pydantic import ValidationError

from shared.kernel.decider import Command
from shared.kernel.imports import ImportedFrom
from shared.kernel.money import format_amount
from shared.kernel.refusal import Refusal
from shared.web.sentences import chinese
from shared.workbooks.faults import Fault, in_order, malformed
from shared.workbooks.reading import Filled, Row, read
from shared.workbooks.sheets import Column, Form, Kind, Said

O = TypeVar("O", bound=Command)  # noqa: E741  the order that a row is

# What a pattern or a list of codes says to a program, a column's own note says to a clerk.
_SAID_BY_NOTE: Final = frozenset({"string_pattern_mismatch", "literal_error"})


class Unique(msgspec.Struct, frozen=True):
    """What no two rows of a file may share. `key` is None for a row that has none; the second row
    is told at the column, `said` with `{first}` for the row that had it first.
    """

    key: Callable[[Mapping[str, Any]], str | None]
    column: str
    code: str
    said: Said


class Checked(msgspec.Struct, Generic[O], frozen=True):
    """A form and what it comes to: orders by row number, faults in the order of the sheet."""

    form: Form
    filled: Filled
    orders: Mapping[int, O]
    faults: tuple[Fault, ...]

    @property
    def at_fault(self) -> frozenset[int]:
        """The numbers of rows that cannot be registered: all, where the headings are at fault."""
        numbers = {row.number for row in self.filled.rows}
        wrong = {fault.row for fault in self.faults}
        return frozenset(min(wrong, numbers))

    def with_faults(self, more: Iterable[Fault]) -> "Checked[O]":
        """The same with further faults; rows at fault are no orders any more."""
        faults = in_order((*self.faults, *more))
        found = msgspec.structs.replace(self, faults=faults)
        wrong = found.at_fault
        left = {row: order for row, order in self.orders.items() if row not in wrong}
        return msgspec.structs.replace(found, orders=left)

    def with_refusals(self, refusals: Mapping[int, Refusal]) -> "Checked[O]":
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


def check(
    content: bytes,
    form: Form,
    order_of: Callable[[bytes, ImportedFrom], O],
    uniques: Sequence[Unique],
    source: ImportedFrom,
) -> Checked[O]:
    """What the form says and what is wrong with it in itself. Raises UnreadableWorkbook.

    `order_of` reads a row's body and raises pydantic's ValidationError; `source` is the file, each
    order is given its own row of it. Takes its time: call it in a thread.
    """
    filled = read(content, form)
    orders: dict[int, O] = {}
    found: list[Fault] = []
    known = {(fault.row, fault.heading) for fault in filled.faults}
    amounts = _amounts(form)
    for row in filled.rows:
        own = msgspec.structs.replace(source, row=row.number)
        try:
            orders[row.number] = order_of(_body(row.values, amounts), own)
        except ValidationError as invalid:
            faults = _faults(invalid, row, form, filled)
            found += [each for each in faults if (each.row, each.heading) not in known]
    checked = Checked(form, filled, orders, filled.faults)
    return checked.with_faults([*found, *_repeated(checked, uniques)])


def foresee(checked: Checked[O], judge: Callable[[O], object]) -> Checked[O]:
    """What the decider, called by `judge`, would say to each row at this moment. Takes its time as
    well.
    """
    refusals: dict[int, Refusal] = {}
    for number, order in checked.orders.items():
        try:
            judge(order)
        except Refusal as refusal:
            refusals[number] = refusal
    return checked.with_refusals(refusals)


def _amounts(form: Form) -> frozenset[str]:
    """The keys that hold money, in fen."""
    return frozenset(column.key for column in form.columns if column.kind is Kind.MONEY)


def _body(values: Mapping[str, Any], amounts: Collection[str]) -> bytes:
    """The row as a body over HTTP: `firm.uscc` lies in `firm`; instants carry their offset, money
    is yuan as decimal text.
    """
    body: dict[str, Any] = {}
    for key, value in values.items():
        *path, name = key.split(".")
        inner = body
        for part in path:
            inner = inner.setdefault(part, {})
        if key in amounts:
            inner[name] = {"amount": format_amount(value), "currency": "CNY"}
        else:
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
    """Whether an error is the cell's, lies within what the cell holds, or around it."""
    if column.key == key or key.startswith(f"{column.key}."):
        return True
    inside = column.required and column.key.startswith(f"{key}.")
    return inside and column.key not in row.values


def _said(column: Column, error: Mapping[str, Any]) -> Said:
    if error["type"] in _SAID_BY_NOTE:
        return malformed(column).said
    context = error.get("ctx", {})
    zh = chinese(error["type"], column.heading, context)
    return Said(zh if zh.endswith("。") else f"{zh}。", f"{error['msg']}.")


def _repeated(checked: Checked[Any], uniques: Sequence[Unique]) -> Iterator[Fault]:
    """Rows that say the same as an earlier one, or give what is an earlier one's alone."""
    columns, filled = _columns(checked.form), checked.filled
    amounts = _amounts(checked.form)
    rows: dict[bytes, int] = {}
    held: dict[tuple[str, str], int] = {}
    for row in filled.rows:
        first = rows.setdefault(_body(row.values, amounts), row.number)
        if first != row.number:
            said = Said(
                f"本行与第 {first} 行完全相同，请删去其中一行。",
                f"This row is the same as row {first}; remove one of them.",
            )
            yield filled.fault(row, checked.form.columns[0], "row_repeated", said)
            continue
        for unique in uniques:
            key = unique.key(row.values)
            if key is None:
                continue
            first = held.setdefault((unique.code, key), row.number)
            if first != row.number:
                said = Said(unique.said.zh.format(first=first), unique.said.en.format(first=first))
                yield filled.fault(row, columns[unique.column], unique.code, said)
