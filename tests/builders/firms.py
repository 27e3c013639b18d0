"""Credit codes of firms that nobody has seen yet.

Two tickets of one firm about one matter are duplicates (T-12): tests and loads that are not about
that give each ticket a firm of its own.
"""

from itertools import count
from secrets import randbelow
from typing import Final

from shared.kernel.uscc import ALPHABET, check_character, organisation_check_character

_BASE: Final = len(ALPHABET)
FIRMS: Final = _BASE**6
_numbers = count(randbelow(FIRMS))


def credit_code(number: int) -> str:
    """The valid code of the firm with this number, a company of Linxiang District (6.1)."""
    digits = ""
    for _ in range(6):
        number, digit = divmod(number, _BASE)
        digits = ALPHABET[digit] + digits
    organisation = f"MA{digits}"
    first_17 = f"91530902{organisation}{organisation_check_character(organisation)}"
    return first_17 + check_character(first_17)


def new_credit_code() -> str:
    """The code of another firm than any before."""
    return credit_code(next(_numbers))
