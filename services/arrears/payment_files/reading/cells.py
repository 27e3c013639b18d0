"""From what a cell of a payment file holds to what its column says.

Banks write amounts with separators and currency signs, days without them, and instants where a day
is meant; all that is unambiguous is taken as it was meant. No amount is ever a float: a number of
Excel's counts with the digits Excel shows.
"""

import re
import unicodedata
from datetime import date, datetime
from typing import Final

from services.arrears.payment_files.reading import said
from services.arrears.payment_files.reading.headings import COLUMNS
from shared.kernel.uscc import check_uscc
from shared.workbooks.cells import Raw, shown, trimmed, value_of
from shared.workbooks.faults import CellProblem, number_for_text, shortened
from shared.workbooks.sheets import Said

_AMOUNT_FEN_MAX: Final = 10**14  # as for every payment entered: twelve digits of yuan
_SIGNS: Final = re.compile(r"^(?:CNY|RMB|人民币)?¥?|元$", re.IGNORECASE)
_GROUPED: Final = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]*)?")
_NEGATIVE: Final = re.compile(r"-.*|\(.*\)")
_COMPACT_DAY: Final = re.compile(r"([12][0-9]{3})([01][0-9])([0-3][0-9])(?:[0-9]{6})?")
_TIME: Final = re.compile(r"[T ]+[0-9]{1,2}[:时].*$")
_EXPONENT: Final = re.compile(r"[0-9](?:\.[0-9]+)?E\+?[0-9]+", re.IGNORECASE)
_YEARS: Final = (1980, 2099)
_LONGEST: Final = {"payer_name": 120, "payee_name": 120, "voucher_number": 64, "purpose": 500}
_UNSEEN: Final = frozenset({"Cc", "Cf", "Cs"})
_CNY: Final = frozenset({"人民币", "人民币元", "CNY", "RMB", "CNY人民币", "人民币CNY", "156"})
_OUT: Final = frozenset(
    {"借", "借方", "借记", "付", "付款", "付方", "支", "支出", "付出", "转出", "往", "往账", "D"}
)
_IN: Final = frozenset(
    {"贷", "贷方", "贷记", "收", "收款", "收方", "收入", "转入", "来", "来账", "C"}
)


def is_blank(raw: Raw) -> bool:
    return isinstance(raw, str) and not trimmed(raw)


def text(raw: Raw, key: str) -> str:
    """Empty for an empty cell. Raises CellProblem."""
    column = COLUMNS[key]
    value = value_of(raw, column) or ""
    written = " ".join(value.split())
    written = "".join(each for each in written if unicodedata.category(each) not in _UNSEEN)
    if key == "voucher_number" and _EXPONENT.fullmatch(written):
        raise number_for_text(column)
    check_length(written, key)
    return written


def check_length(written: str, key: str) -> None:
    """Raises CellProblem."""
    if len(written) > _LONGEST[key]:
        raise _problem("text_too_long", said.too_long(COLUMNS[key].heading, _LONGEST[key]))


def code(raw: Raw, key: str) -> str | None:
    """A credit code that stands the check of 6.1. Raises CellProblem."""
    given = value_of(raw, COLUMNS[key])
    if not given:
        return None
    checked = check_uscc(given)
    if checked.problem is not None:
        told = Said(f"{checked.problem.zh}。", f"{checked.problem.en}.")
        raise _problem(f"uscc_{checked.problem.code.lower()}", told)
    return checked.code


def amount(raw: Raw) -> int:
    """In fen, above zero. Raises CellProblem."""
    fen = signed_amount(raw)
    if fen <= 0:
        raise _problem("amount_not_positive", said.not_paid_out(shortened(shown(raw))))
    return fen


def signed_amount(raw: Raw) -> int:
    """In fen; a negative one, however it is written, is -1. Raises CellProblem."""
    number = _SIGNS.sub("", "".join(unicodedata.normalize("NFKC", shown(raw)).split()))
    if _NEGATIVE.fullmatch(number):
        return -1
    if _GROUPED.fullmatch(number):
        number = number.replace(",", "")
    fen: int = value_of(number.removesuffix("."), COLUMNS["amount"]) or 0
    if fen >= _AMOUNT_FEN_MAX:
        raise _problem("amount_too_large", said.too_large(shortened(shown(raw))))
    return fen


def day(raw: Raw) -> date:
    """A day, or the day of an instant in Beijing. Raises CellProblem."""
    column = COLUMNS["value_on"]
    found = raw.date() if isinstance(raw, datetime) else value_of(_plain_day(raw), column)
    if not _YEARS[0] <= found.year <= _YEARS[1]:
        raise _problem("date_out_of_range", said.day_out_of_range(column.heading))
    return found


def _plain_day(raw: Raw) -> Raw:
    """Without the time of day, and with hyphens where the digits stand together."""
    if isinstance(raw, date):
        return raw
    written = _TIME.sub("", unicodedata.normalize("NFKC", trimmed(shown(raw))))
    return _COMPACT_DAY.sub(r"\1-\2-\3", written) if _COMPACT_DAY.fullmatch(written) else written


def is_incoming(raw: Raw) -> bool:
    """What a sign of debit and credit says, seen from the account's holder. Raises CellProblem."""
    sign = unicodedata.normalize("NFKC", trimmed(shown(raw))).upper()
    if sign in _IN or sign in _OUT:
        return sign in _IN
    raise _problem("direction_unknown", said.direction_unknown(shortened(sign)))


def currency(raw: Raw) -> None:
    """Raises CellProblem for any but CNY."""
    written = unicodedata.normalize("NFKC", "".join(shown(raw).split())).upper()
    if written not in _CNY:
        raise _problem("currency_not_cny", said.NOT_IN_CNY)


def _problem(problem: str, told: Said) -> CellProblem:
    return CellProblem(problem, told.zh, told.en)
