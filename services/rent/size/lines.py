"""Which line of the standard an industry code belongs to (domain rules 3.1, notes). Pure."""

from typing import Final

from services.rent.industries import section_of
from services.rent.size import standard
from services.rent.size.standard import Line

# By the beginning of the code, the longest that is listed counts; None: the standard has no line
# (railways, real estate of one's own), or two, so that a longer code is needed (59, 70).
_BY_PREFIX: Final[dict[str, Line | None]] = {
    "51": standard.WHOLESALE,
    "52": standard.RETAIL,
    "53": None,
    "59": None,
    **{f"59{group}": standard.STORAGE for group in range(2, 10)},
    "591": standard.TRANSPORT,
    "60": standard.POST,
    "61": standard.LODGING,
    "62": standard.CATERING,
    "65": standard.SOFTWARE,
    "70": None,
    "701": standard.REAL_ESTATE,
    "702": standard.PROPERTY,
    "703": standard.OTHER,
    "704": None,
    "709": standard.OTHER,
    "84": None,
}
_BY_SECTION: Final[dict[str, Line]] = {
    "A": standard.AGRICULTURE,
    "B": standard.INDUSTRY,
    "C": standard.INDUSTRY,
    "D": standard.INDUSTRY,
    "E": standard.CONSTRUCTION,
    "G": standard.TRANSPORT,
    "I": standard.INFORMATION,
    "L": standard.LEASING,
    "M": standard.OTHER,
    "N": standard.OTHER,
    "O": standard.OTHER,
    "Q": standard.OTHER,
    "R": standard.OTHER,
}
_CODE_CHARS: Final = 4
NEEDS_MORE_DIGITS: Final = frozenset({"59", "70"})


def line_of(code: str) -> Line | None:
    """The industry's line; None where the standard has none or the code is too short to tell."""
    for length in range(_CODE_CHARS, 1, -1):
        if len(code) >= length and code[:length] in _BY_PREFIX:
            return _BY_PREFIX[code[:length]]
    section = section_of(code)
    return _BY_SECTION.get(section) if section else None
