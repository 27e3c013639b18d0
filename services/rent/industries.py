"""Industries by GB/T 4754-2017: the section of a code, and what 服务业 is (domain rules 3.2). Pure.

A code has 2 to 4 digits; its first two are the division, which belongs to one lettered section.
"""

from bisect import bisect_right
from typing import Final

# The first division of every section, A to T, and what they reach to.
_SECTIONS: Final = {
    "A": 1, "B": 6, "C": 13, "D": 44, "E": 47, "F": 51, "G": 53, "H": 61, "I": 63, "J": 66,
    "K": 70, "L": 71, "M": 73, "N": 76, "O": 80, "P": 83, "Q": 84, "R": 86, "S": 91, "T": 97,
}  # fmt: skip
_LETTERS: Final = tuple(_SECTIONS)
_FIRSTS: Final = tuple(_SECTIONS.values())
_LAST_DIVISION: Final = 97

# Divisions of 第一产业 and 第二产业 that the statistics bureau counts as services (2018).
SERVICE_DIVISIONS: Final = frozenset({"05", "11", "43"})
SERVICE_SECTIONS: Final = frozenset("FGHIJKLMNOPQRST")


def division_of(code: str) -> str:
    """The first two digits: `6210` is of division `62`."""
    return code[:2]


def section_of(code: str) -> str | None:
    """The letter of the section; None for a division that the standard does not have."""
    division = int(division_of(code))
    if not 1 <= division <= _LAST_DIVISION:
        return None
    return _LETTERS[bisect_right(_FIRSTS, division) - 1]


def is_service(code: str) -> bool:
    """Whether a firm of this code is in the services (三次产业划分规定, 2018)."""
    return division_of(code) in SERVICE_DIVISIONS or section_of(code) in SERVICE_SECTIONS
