"""Administrative divisions as dated data (domain rules 6.2): never arithmetic on codes.

The list changes yearly and has gaps, so every lookup names the day it is about. Codes come in
three lengths: 6 digits (GB/T 2260, down to the county), 9 digits (statistics bureau, down to the
township) and the 12-digit form, which is the same code with `000` appended for each missing level.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from enum import StrEnum
from functools import cache, lru_cache
from importlib import resources

import msgspec

NATION = "100000"
DISTRICT = "530902"  # 临翔区

_FULL_LENGTH = 12
_COUNTY_LENGTH = 6
_TOWNSHIP_LENGTH = 9

# First two digits of every GB/T 2260 code, and 10: registered with the national authority itself.
_PROVINCES = frozenset(
    str(number)
    for numbers in (
        (10, *range(11, 16), *range(21, 24), *range(31, 38), *range(41, 47)),
        (*range(50, 55), *range(61, 66), 71, 81, 82),
    )
    for number in numbers
)
_OWN_PREFECTURE = "5309"


class DivisionKind(StrEnum):
    PROVINCE = "province"
    PREFECTURE = "prefecture"
    DISTRICTS_HEADING = "districts_heading"  # 市辖区: stands in GB/T 2260, governs nothing
    DISTRICT = "district"
    COUNTY = "county"
    AUTONOMOUS_COUNTY = "autonomous_county"
    STREET = "street"
    TOWN = "town"
    TOWNSHIP = "township"
    ETHNIC_TOWNSHIP = "ethnic_township"


COUNTY_KINDS = frozenset(
    {
        DivisionKind.DISTRICTS_HEADING,
        DivisionKind.DISTRICT,
        DivisionKind.COUNTY,
        DivisionKind.AUTONOMOUS_COUNTY,
    }
)
TOWNSHIP_KINDS = frozenset(
    {
        DivisionKind.STREET,
        DivisionKind.TOWN,
        DivisionKind.TOWNSHIP,
        DivisionKind.ETHNIC_TOWNSHIP,
    }
)


class Division(msgspec.Struct, frozen=True, gc=False):
    """`valid_from` and `valid_to` are first and last day in force; None where no change is known."""

    code: str
    name: str
    kind: DivisionKind
    valid_from: date | None = None
    valid_to: date | None = None

    def in_force(self, on: date) -> bool:
        started = self.valid_from is None or self.valid_from <= on
        return started and (self.valid_to is None or on <= self.valid_to)


class Divisions:
    """A list of divisions, in which one code may stand several times with different dates."""

    def __init__(self, listed: Iterable[Division]) -> None:
        self._by_code: dict[str, tuple[Division, ...]] = {}
        for division in listed:
            self._by_code[division.code] = (*self._by_code.get(division.code, ()), division)

    def __iter__(self) -> Iterator[Division]:
        for same_code in self._by_code.values():
            yield from same_code

    def ever(self, code: str) -> bool:
        """Whether the code was in force on any day."""
        return short_code(code) in self._by_code

    def find(self, code: str, on: date) -> Division | None:
        """The division in force on a day, by 6-, 9- or 12-digit code."""
        for division in self._by_code.get(short_code(code), ()):
            if division.in_force(on):
                return division
        return None

    def is_township_of(self, code: str, county: str, on: date) -> bool:
        """Whether a 9- or 12-digit code is a street, town or township of a county that day."""
        found = self.find(code, on)
        return found is not None and _is_township(found, county)

    def townships_of(self, county: str, on: date) -> tuple[Division, ...]:
        """The streets, towns and townships in force, in the order of the official list."""
        return tuple(
            division
            for division in self
            if _is_township(division, county) and division.in_force(on)
        )


def _is_township(division: Division, county: str) -> bool:
    return division.kind in TOWNSHIP_KINDS and division.code.startswith(county)


class _File(msgspec.Struct, frozen=True):
    source: str
    divisions: tuple[Division, ...]


@cache
def divisions() -> Divisions:
    """The list shipped with this release."""
    file = resources.files("shared.kernel").joinpath("data", "divisions.json")
    return Divisions(msgspec.json.decode(file.read_bytes(), type=_File).divisions)


def find_division(code: str, on: date) -> Division | None:
    return divisions().find(code, on)


@lru_cache(maxsize=1024)
def is_township_of_district(code: str, on: date) -> bool:
    """Whether the code is a street, town or township of 临翔区 (530902) on a day."""
    return divisions().is_township_of(code, DISTRICT, on)


def is_known_registrar(code: str) -> bool:
    """Whether positions 3 to 8 of a credit code can name a registrar.

    Inside 临沧市 (5309) the code must stand in the list, on whatever day: a firm keeps the code of
    the registrar that first gave it. Elsewhere only the province is checked, because registrars of
    development zones use codes that no division list has (110302 of the Beijing zone, 320594 of
    the Suzhou park, 100000 of the national authority) and a warning that is often wrong is not
    read.
    """
    if code.startswith(_OWN_PREFECTURE):
        return divisions().ever(code)
    return code[:2] in _PROVINCES and code.isdecimal()


def covers(scope: str, code: str) -> bool:
    """Whether a 6-digit division contains another; NATION contains every one."""
    if scope == NATION:
        return True
    if scope.endswith("0000"):
        return code.startswith(scope[:2])
    if scope.endswith("00"):
        return code.startswith(scope[:4])
    return code.startswith(scope)


def short_code(code: str) -> str:
    """Without the zeros that stand for levels not named: `530902000000` is `530902`.

    A village or neighbourhood code keeps its 12 digits; the list carries none.
    """
    if len(code) == _FULL_LENGTH and code.endswith("000"):
        code = code[:_TOWNSHIP_LENGTH]
    if len(code) == _TOWNSHIP_LENGTH and code.endswith("000"):
        code = code[:_COUNTY_LENGTH]
    return code
