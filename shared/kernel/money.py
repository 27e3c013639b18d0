"""Money is integer fen (分); a name that holds it ends in `_fen`.

Amounts arrive as decimal text and are never a float (domain rules 2.1). The range is that of
`Decimal(18, 2)`: it fits a PostgreSQL bigint.
"""

import re
import unicodedata
from decimal import ROUND_HALF_UP, Decimal

FEN_PER_YUAN = 100
FEN_PER_WAN = 1_000_000
AMOUNT_FEN_MAX = 10**18 - 1

_PLAIN_NUMBER = re.compile(r"(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")
_SHOWN_CHARS_MAX = 40


class InvalidAmount(ValueError):
    """The text is no amount. `zh` and `en` say what to write instead; `str()` is `en`."""

    def __init__(self, zh: str, en: str) -> None:
        self.zh = zh
        self.en = en
        super().__init__(en)


def parse_amount(text: str) -> int:
    """Read an amount in yuan, `"1999999.99"`, as fen.

    Full-width digits are accepted (NFKC) and blanks around the number ignored; signs, thousands
    separators, exponents, leading zeros and more than two decimals are not. Raises InvalidAmount.
    """
    return _parse(text, decimals=2, example="1999999.99")


def yuan_wan(text: str) -> int:
    """Read an amount in 万元, `"11238"` or `"0.5"`, as fen: at most six decimals.

    Raises InvalidAmount.
    """
    return _parse(text, decimals=6, example="11238.5")


def format_amount(amount_fen: int) -> str:
    """Fen as yuan with two decimals, `"1999999.99"`; a difference may be negative."""
    sign = "-" if amount_fen < 0 else ""
    yuan, fen = divmod(abs(amount_fen), FEN_PER_YUAN)
    return f"{sign}{yuan}.{fen:02d}"


def round_fen(fen: Decimal) -> int:
    """Round a computed number of fen (interest, a share) half up, away from zero.

    Raises InvalidAmount when it is not a number or beyond the range of amounts.
    """
    if not fen.is_finite() or abs(fen) > AMOUNT_FEN_MAX:
        raise InvalidAmount("计算结果超出金额范围", f"{fen} fen is beyond the range of amounts")
    return int(fen.to_integral_value(ROUND_HALF_UP))


def _parse(text: str, *, decimals: int, example: str) -> int:
    """`decimals` is at once the precision allowed and the power of ten from the unit to fen."""
    number = unicodedata.normalize("NFKC", text).strip()
    shown = number[:_SHOWN_CHARS_MAX]
    if not _PLAIN_NUMBER.fullmatch(number):
        raise InvalidAmount(
            f"“{shown}”不是有效金额，请只填数字和小数点，不加正负号、千分位逗号和单位，例如 {example}",
            f"'{shown}' is not an amount: write digits and a decimal point only, without sign, "
            f"thousands separators or unit, such as {example}",
        )
    whole, _, fraction = number.partition(".")
    if len(fraction) > decimals:
        raise InvalidAmount(
            f"“{shown}”的小数位过多，最多保留 {decimals} 位（精确到分），例如 {example}",
            f"'{shown}' has too many decimals: at most {decimals} (one fen), such as {example}",
        )
    digits = (whole + fraction.ljust(decimals, "0")).lstrip("0")
    if len(digits) > len(str(AMOUNT_FEN_MAX)):
        raise InvalidAmount(
            f"“{shown}”超出金额上限 {format_amount(AMOUNT_FEN_MAX)} 元，请核对金额和单位",
            f"'{shown}' is above the largest amount, {format_amount(AMOUNT_FEN_MAX)} yuan: check "
            "the number and its unit",
        )
    return int(digits or "0")
