"""A payment file's rows, all of them or none: one that cannot be read is told with its cell."""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Final, TypeVar

from msgspec import Struct

from services.arrears.payment_files.reading import cells, said
from services.arrears.payment_files.reading.grids import Grid, grid_of
from services.arrears.payment_files.reading.headings import (
    COLUMNS,
    CURRENCY,
    DIRECTION,
    INCOMING,
    PURPOSE,
    find_headings,
    score,
)
from services.arrears.payment_files.refusals import PayerNotNamed
from services.arrears.payment_files.values import ROWS_MAX, FileFormat, PaidRow
from shared.kernel.masking import mask_name
from shared.kernel.money import format_amount
from shared.workbooks import faults
from shared.workbooks.cells import Raw, shown
from shared.workbooks.faults import CellProblem, Fault, UnreadableWorkbook, in_order, shortened
from shared.workbooks.sheets import Said

T = TypeVar("T")

_TOTAL: Final = re.compile(r"(?:合计|总计|总额|合计金额)[:：]?")
_PART: Final = re.compile(r"(?:小计|本页合计|本页小计|本日合计|承前页|过次页)[:：]?")
_NAMES: Final = ("payer_name", "payee_name")
_TELLS_A_PAYMENT: Final = ("amount", "value_on", "voucher_number")
# Two to four Chinese characters that do not end as what an office or a shop is called.
_PERSON: Final = re.compile(r"[\u4e00-\u9fff·]{2,4}(?<![局厅所站校办社厂店馆队司处室铺坊])")


class ReadFile(Struct, frozen=True):
    """What a file says. `faults` are all there are, in the order of the sheet; with any of them
    the rows are not to be taken. `incoming` counts the rows left out: money that came in.
    """

    format: FileFormat
    columns: dict[str, str]
    rows: tuple[PaidRow, ...]
    incoming: int
    faults: tuple[Fault, ...]


def read_payment_file(content: bytes, account_holder: str | None) -> ReadFile:
    """Takes its time: call it in a thread. `account_holder` pays where no payer is named.

    Raises UnreadableWorkbook when there is nothing to be told cell by cell, PayerNotNamed.
    """
    reading = _Reading(grid_of(content, score), account_holder)
    rows = tuple(reading.rows())
    if not reading.payments and not reading.faults:
        raise UnreadableWorkbook("payment_file_empty", said.NO_ROWS)
    if reading.payments > ROWS_MAX:
        told = faults.too_many_rows(reading.payments, ROWS_MAX)
        raise UnreadableWorkbook("too_many_rows", told)
    return ReadFile(
        format=reading.grid.format,
        columns=dict(reading.headings.shown),
        rows=rows,
        incoming=reading.incoming,
        faults=in_order((*reading.headings.faults, *reading.faults)),
    )


class _Reading:
    """Reads one sheet row by row, and collects what is wrong with them."""

    def __init__(self, grid: Grid, account_holder: str | None) -> None:
        self.grid = grid
        self.headings = find_headings(grid)
        self.faults: list[Fault] = []
        self.payments = 0
        self.incoming = 0
        self._holder = account_holder
        self._sum_fen = 0
        self._since_fen = 0  # since the last total
        if account_holder is None and "payer_name" not in self.headings.places:
            raise PayerNotNamed

    def rows(self) -> Iterator[PaidRow]:
        top = self.grid.rows[self.headings.row - 1]
        below = self.grid.rows[self.headings.row :]
        for number, row in enumerate(below, self.headings.row + 1):
            if not row or list(row) == list(top):
                continue  # blank, or the headings again, at the head of a page
            if _total(row, _TOTAL):
                self._check_total(number, row)
            elif self._tells_a_payment(row) and not _total(row, _PART):
                yield from self._payment(number, row)

    def _payment(self, number: int, row: Sequence[Raw]) -> Iterator[PaidRow]:
        before = len(self.faults)
        incoming = self._is_incoming(number, row)
        if incoming:
            self.incoming += 1
        if incoming or len(self.faults) > before:
            return
        self.payments += 1
        paid = self._row(number, row)
        if len(self.faults) == before and paid is not None:
            self._sum_fen += paid.amount_fen
            self._since_fen += paid.amount_fen
            yield paid

    def _is_incoming(self, number: int, row: Sequence[Raw]) -> bool:
        """By the sign of debit and credit, or by an amount on the other side alone."""
        sign = self._raw(row, DIRECTION)
        if sign is not None:
            return bool(self._read(number, row, DIRECTION, cells.is_incoming))
        if self._raw(row, INCOMING) is None:
            return False
        came_in = self._read(number, row, INCOMING, cells.signed_amount)
        went_out = self._raw(row, "amount")
        nothing_out = went_out is None or not shown(went_out).strip(" 0.-—¥￥元")
        return bool(came_in) and nothing_out

    def _row(self, number: int, row: Sequence[Raw]) -> PaidRow | None:
        payer = self._text(number, row, "payer_name") or self._holder or ""
        payer_code = self._read(number, row, "payer_uscc", _code("payer_uscc"))
        payee = self._text(number, row, "payee_name") or ""
        payee_code = self._read(number, row, "payee_uscc", _code("payee_uscc"))
        amount_fen = self._read(number, row, "amount", cells.amount)
        self._read(number, row, CURRENCY, cells.currency)
        value_on = self._read(number, row, "value_on", cells.day)
        voucher = self._text(number, row, "voucher_number") or ""
        purpose = self._purpose(number, row)
        if not payer:
            self._missing(number, "payer_name")
        if amount_fen is None or value_on is None:
            return None
        return PaidRow(
            number=number,
            payer_name=_shown_name(payer, payer_code),
            payer_uscc=payer_code,
            payee_name=_shown_name(payee, payee_code),
            payee_uscc=payee_code,
            amount_fen=amount_fen,
            value_on=value_on,
            voucher_number=voucher,
            purpose=purpose,
        )

    def _purpose(self, number: int, row: Sequence[Raw]) -> str:
        """What all its columns say, together no longer than one may be: rows are stored in parts,
        and each part is one message.
        """
        places = self.headings.places.get(PURPOSE, ())
        said_there = (
            self._read_at(number, row, PURPOSE, place, lambda raw: cells.text(raw, PURPOSE))
            for place in places
        )
        purpose = "；".join(filter(None, said_there))
        try:
            cells.check_length(purpose, PURPOSE)
        except CellProblem as problem:
            self._add(number, places[0], PURPOSE, purpose, problem.code, problem.said)
        return purpose

    def _text(self, number: int, row: Sequence[Raw], key: str) -> str | None:
        """A payer that is not named is the holder's to be; any other text must be there."""
        if self._raw(row, key) is None:
            if key != "payer_name":
                self._missing(number, key)
            return None
        return self._read(number, row, key, lambda raw: cells.text(raw, key))

    def _tells_a_payment(self, row: Sequence[Raw]) -> bool:
        """Notes below a list, who printed it and when, have none of the three, or stand alone."""
        filled = [key for key in self.headings.places if self._raw(row, key) is not None]
        return len(filled) > 1 and any(key in _TELLS_A_PAYMENT for key in filled)

    def _check_total(self, number: int, row: Sequence[Raw]) -> None:
        """What the file itself adds up to is what its rows do, all of them or those of one part.

        Not where it cannot be told: a formula, or one column for both ways that money went.
        """
        raw = self._raw(row, "amount")
        place = self.headings.places.get("amount", (0,))[0]
        both_ways = self.incoming and DIRECTION in self.headings.places
        if raw is None or both_ways or self.faults or self._is_formula(number, place):
            return
        try:
            stated = cells.signed_amount(raw)
        except CellProblem:
            return
        counted = {self._sum_fen, self._since_fen}
        self._since_fen = 0
        if stated not in counted:
            told = said.total_differs(format_amount(stated), format_amount(self._sum_fen))
            self._add(number, place, "amount", shown(raw), "total_differs", told)

    def _raw(self, row: Sequence[Raw], key: str) -> Raw | None:
        """The cell; None where the column or its content is missing."""
        places = self.headings.places.get(key)
        if not places or places[0] >= len(row) or cells.is_blank(row[places[0]]):
            return None
        return row[places[0]]

    def _read(
        self, number: int, row: Sequence[Raw], key: str, reader: Callable[[Raw], T]
    ) -> T | None:
        places = self.headings.places.get(key)
        return None if not places else self._read_at(number, row, key, places[0], reader)

    def _read_at(
        self, number: int, row: Sequence[Raw], key: str, place: int, reader: Callable[[Raw], T]
    ) -> T | None:
        """The cell's value; None, and a fault, where it has none that can be read."""
        raw = row[place] if place < len(row) else ""
        column = COLUMNS[key]
        try:
            if (number, place) in self.grid.marks.errors:
                raise faults.error_value(column)
            if self._is_formula(number, place):
                raise faults.formula(column)
            if cells.is_blank(raw):
                if column.required:
                    raise faults.missing(column)
                return None
            return reader(raw)
        except CellProblem as problem:
            self._add(number, place, key, shown(raw), problem.code, problem.said)
            return None

    def _is_formula(self, number: int, place: int) -> bool:
        return (number, place) in self.grid.marks.formulas

    def _missing(self, number: int, key: str) -> None:
        problem = faults.missing(COLUMNS[key])
        place = self.headings.places.get(key, (0,))[0]
        self._add(number, place, key, "", problem.code, problem.said)

    def _add(self, number: int, place: int, key: str, text: str, code: str, told: Said) -> None:
        self.faults.append(
            Fault(
                sheet=self.grid.sheet,
                row=number,
                place=place,
                heading=self.headings.shown.get(key, COLUMNS[key].heading),
                shown=_shown_name(shortened(text), None) if key in _NAMES else shortened(text),
                code=code,
                said=told,
            )
        )


def _total(row: Sequence[Raw], words: re.Pattern[str]) -> bool:
    """Whether the first thing in the row is one of these words."""
    first = next((cell for cell in row if not cells.is_blank(cell)), "")
    return bool(words.fullmatch("".join(shown(first).split())))


def _code(key: str) -> Callable[[Raw], str | None]:
    return lambda raw: cells.code(raw, key)


def _shown_name(name: str, code: str | None) -> str:
    """A natural person's name masked (6.3); a business is known by its code or its name's end."""
    return mask_name(name) if code is None and _PERSON.fullmatch(name) else name
