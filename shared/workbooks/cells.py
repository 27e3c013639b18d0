"""From what a cell holds to the value its column asks for.

People type dates as text, Excel turns codes into numbers, input methods type full-width digits. All
that is unambiguous is taken as it was meant; what may have lost something is refused with what to
do about it.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from shared.kernel.clock import SHANGHAI
from shared.kernel.money import InvalidAmount, parse_amount
from shared.workbooks.faults import (
    CellProblem,
    date_for_text,
    malformed,
    not_a_date,
    not_an_instant,
    not_whole,
    number_for_text,
    unknown_choice,
)
from shared.workbooks.sheets import Column, Kind

# Beyond 15 digits Excel has rounded a number; two to the power of 53 is not what it goes by.
_EXACT_BELOW: Final = 10**15
_INVISIBLE: Final = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff"))
_DAY: Final = re.compile(r"(\d{4})(?:-|/|\.|年)(\d{1,2})(?:-|/|\.|月)(\d{1,2})日?", re.ASCII)
_INSTANT: Final = re.compile(
    rf"{_DAY.pattern}[T\s]*(\d{{1,2}})(?::|时|点)(\d{{2}})(?::(\d{{2}})|分)?", re.ASCII
)
_YES: Final = frozenset({"是", "yes", "true", "1"})
_NO: Final = frozenset({"否", "no", "false", "0"})

Raw = str | float | bool | date | time | timedelta


def value_of(raw: Raw, column: Column) -> Any:
    """The value, None for an empty cell. Raises CellProblem."""
    if isinstance(raw, str):
        raw = trimmed(raw)
        if not raw:
            return None
    elif isinstance(raw, int) and not isinstance(raw, bool):
        raw = float(raw)
    return _READERS[column.kind](raw, column)


def trimmed(text: str) -> str:
    """Without blanks of any width at both ends, and without characters nobody sees."""
    return text.translate(_INVISIBLE).strip()


def shown(raw: Raw) -> str:
    """The cell as the person who filled it in would recognise it."""
    if isinstance(raw, bool):
        return "TRUE" if raw else "FALSE"
    if isinstance(raw, float):
        return _number(raw)
    if isinstance(raw, datetime):
        return raw.isoformat(" ", "minutes")
    return str(raw)


def _number(number: float) -> str:
    """The decimal digits that Excel shows and keeps: fifteen, no exponent."""
    if number.is_integer() and abs(number) < _EXACT_BELOW:
        return str(int(number))
    return f"{number:.15g}"


def _text(raw: Raw, column: Column) -> str:
    if isinstance(raw, str):
        return raw
    if isinstance(raw, float):
        if abs(raw) >= _EXACT_BELOW:
            raise number_for_text(column)
        return _number(raw)
    if isinstance(raw, bool):
        raise malformed(column)
    raise date_for_text(column)


def _id(raw: Raw, column: Column) -> str:
    digits = column.number_digits
    if isinstance(raw, float):
        whole = _number(raw)
        if not whole.isdecimal() or (digits is not None and len(whole) not in digits):
            raise number_for_text(column)
    text = unicodedata.normalize("NFKC", _text(raw, column))
    return "".join(text.split())


def _choice(raw: Raw, column: Column) -> str:
    text = _text(raw, column)
    for code, label in column.choices.items():
        if text in {code, label}:  # as nearly every cell, taken from the list
            return code
    said = _compared(text)
    for code, label in column.choices.items():
        if said in {_compared(code), _compared(label)}:
            return code
    if column.others and re.fullmatch(column.others, said):
        return said
    raise unknown_choice(column)


def _compared(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def _yes_no(raw: Raw, column: Column) -> bool:
    said = _compared(shown(raw))
    if said in _YES or said in _NO:
        return said in _YES
    raise unknown_choice(column)


def _date(raw: Raw, column: Column) -> date:
    if isinstance(raw, datetime):
        raise not_a_date(column)
    if isinstance(raw, date):
        return raw
    found = _DAY.fullmatch(unicodedata.normalize("NFKC", raw)) if isinstance(raw, str) else None
    if not found:
        raise not_a_date(column)
    return _day(found, column, not_a_date)


def _date_time(raw: Raw, column: Column) -> datetime:
    """A date without a time of day is no instant: midnight at its beginning is rarely meant."""
    if isinstance(raw, datetime):
        return raw.replace(tzinfo=SHANGHAI)
    if not isinstance(raw, str):
        raise not_an_instant(column)
    found = _INSTANT.fullmatch(unicodedata.normalize("NFKC", raw))
    if not found:
        raise not_an_instant(column)
    day = _day(found, column, not_an_instant)
    try:
        of_day = time(int(found[4]), int(found[5]), int(found[6] or 0))
    except ValueError:
        raise not_an_instant(column) from None
    return datetime.combine(day, of_day, SHANGHAI)


def _day(found: re.Match[str], column: Column, problem: Callable[[Column], CellProblem]) -> date:
    try:
        return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        raise problem(column) from None


def _money(raw: Raw, column: Column) -> int:
    """A number cell counts with the digits Excel shows, so that 0.1 + 0.2 is 0.3."""
    if isinstance(raw, bool) or not isinstance(raw, str | float):
        raise malformed(column)
    try:
        return parse_amount(_number(raw) if isinstance(raw, float) else raw)
    except InvalidAmount as invalid:
        raise CellProblem(
            "amount_malformed",
            f"「{column.heading}」{invalid.zh}。",
            f"{column.key}: {invalid.en}.",
        ) from None


def _whole(raw: Raw, column: Column) -> int:
    if isinstance(raw, bool) or not isinstance(raw, str | float):
        raise not_whole(column)
    text = unicodedata.normalize("NFKC", shown(raw))
    if not re.fullmatch(r"-?[0-9]{1,15}", text):
        raise not_whole(column)
    return int(text)


_READERS: Final[Mapping[Kind, Callable[[Any, Column], Any]]] = {
    Kind.TEXT: _text,
    Kind.ID: _id,
    Kind.CHOICE: _choice,
    Kind.YES_NO: _yes_no,
    Kind.DATE: _date,
    Kind.DATE_TIME: _date_time,
    Kind.MONEY: _money,
    Kind.WHOLE: _whole,
}
