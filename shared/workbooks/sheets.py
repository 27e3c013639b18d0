"""What a sheet holds, column by column; a template, a reading and an export are made from it."""

from collections.abc import Callable, Mapping
from enum import StrEnum

import msgspec

SERIAL = "序号"  # the first column of a form; the word 示例 in it marks a row that is not read
EXAMPLE = "示例"
VERSION_NAME = "shukun_template"  # a defined name, which survives editing and saving
WORKBOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class Said(msgspec.Struct, frozen=True):
    """One text in both languages."""

    zh: str
    en: str


class Kind(StrEnum):
    """What a column's cells hold, and as what they are read and written.

    text       str, as it was typed
    id         str of digits and letters: a code, a number that is no quantity
    choice     str, the code of a list; the cell shows its Chinese label
    yes_no     bool, shown as 是 and 否
    date       date
    date_time  datetime, shown and read as Beijing time
    money      int, in fen; the cell holds yuan
    whole      int
    """

    TEXT = "text"
    ID = "id"
    CHOICE = "choice"
    YES_NO = "yes_no"
    DATE = "date"
    DATE_TIME = "date_time"
    MONEY = "money"
    WHOLE = "whole"


YES_NO_ZH: Mapping[str, str] = {"yes": "是", "no": "否"}


class Column(msgspec.Struct, frozen=True, kw_only=True):
    """One column.

    key            what the value is called in a row
    heading        in Chinese, as in the sheet
    width          in characters of half width; a Chinese one takes two
    choices        label by code, of a choice
    others         of a choice: pattern of the codes beyond its list that may be written as well
    note           what to write, as a sentence that also tells how to mend a cell
    mask           how an error shows a cell that is personal data (6.3)
    number_digits  of an id: how many digits tell that a number cell has lost no leading zero;
                   empty where a number cell is never one, None where there is nothing to lose
    """

    key: str
    heading: str
    kind: Kind
    width: int
    required: bool = False
    choices: Mapping[str, str] = {}
    others: str = ""
    example: str = ""
    note: Said = Said("", "")
    mask: Callable[[str], str] | None = None
    number_digits: tuple[int, ...] | None = None

    @property
    def labels(self) -> Mapping[str, str]:
        """Chinese label by code, of a choice and of a yes or no."""
        return YES_NO_ZH if self.kind is Kind.YES_NO else self.choices


class Form(msgspec.Struct, frozen=True, kw_only=True):
    """A sheet that people fill in and send back.

    version   told by the template and asked of what comes back, such as `tickets-1`
    headings_ignored   columns that may stand beside, and say nothing
    rows_max  rows that are read at most
    """

    name: str
    title: str
    version: str
    columns: tuple[Column, ...]
    headings_ignored: tuple[str, ...] = (SERIAL,)
    rows_max: int
    advice: tuple[str, ...] = ()


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """A sheet that is written for people to read. `told` says what it is: name and text, in order."""

    name: str
    title: str
    columns: tuple[Column, ...]
    told: tuple[tuple[str, str], ...]


def column_letters(index: int) -> str:
    """`A` for 0, `Z` for 25, `AA` for 26."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def cell_name(row: int, column: int) -> str:
    """`D17` for row 17 (counted from 1, as Excel does) and column 3 (counted from 0)."""
    return f"{column_letters(column)}{row}"
