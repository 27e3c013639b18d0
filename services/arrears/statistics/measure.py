"""The three rates of A-19 over many items, and the test against the averages (A-20)."""

from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from fractions import Fraction
from typing import Final

from msgspec import Struct

from services.arrears.codes import CreditorKind
from services.arrears.statistics.standing import Standing


class Rate(Struct, frozen=True, gc=False):
    """Two sums in fen, or two counts. Nothing rounds it."""

    numerator: int
    denominator: int

    @property
    def exact(self) -> Fraction | None:
        """None where there is nothing to divide by: neither 0 nor 100 % (A-19)."""
        return Fraction(self.numerator, self.denominator) if self.denominator else None


class Figures(Struct, frozen=True, kw_only=True, gc=False):
    """What a set of items adds up to on a day. Sums are principal in fen.

    `judicial` items are counted and summed apart, and in no rate (A-12).
    """

    items: int = 0
    cleared: int = 0
    principal_fen: int = 0
    repaid_fen: int = 0
    undisputed_fen: int = 0
    repaid_undisputed_fen: int = 0
    judicial: int = 0
    judicial_fen: int = 0

    @property
    def all(self) -> Rate:
        return Rate(self.repaid_fen, self.principal_fen)

    @property
    def undisputed(self) -> Rate:
        return Rate(self.repaid_undisputed_fen, self.undisputed_fen)

    @property
    def count(self) -> Rate:
        return Rate(self.cleared, self.items)


class Dimension(StrEnum):
    """By what the rates are told apart (A-19, A-23; 1.1 for the self-employed)."""

    TOWNSHIP = "township"
    DEPARTMENT = "department"
    DEBTOR_KIND = "debtor_kind"
    SIZE_CLASS = "size_class"
    AGE = "age"
    CREDITOR = "creditor"


_GROUP: Final[Mapping[Dimension, Callable[[Standing], str]]] = {
    Dimension.TOWNSHIP: lambda one: one.debtor.township_code,
    Dimension.DEPARTMENT: lambda one: one.debtor.supervising,
    Dimension.DEBTOR_KIND: lambda one: one.debtor.kind.value,
    Dimension.SIZE_CLASS: lambda one: one.size_class,
    Dimension.AGE: lambda one: "new" if one.new else "old",
    Dimension.CREDITOR: lambda one: (
        "self_employed" if one.creditor.kind is CreditorKind.SELF_EMPLOYED else "firm"
    ),
}


def measure(standings: Iterable[Standing], by: Dimension | None = None) -> dict[str, Figures]:
    """The figures of each group, keyed by its code and in the order of it; all as one group
    under the empty key where no dimension is named.
    """
    groups: dict[str, list[Standing]] = {}
    for one in standings:
        groups.setdefault("" if by is None else _GROUP[by](one), []).append(one)
    if by is None:
        groups.setdefault("", [])
    return {key: _figures(groups[key]) for key in sorted(groups)}


def _figures(group: list[Standing]) -> Figures:
    counted = [one for one in group if not one.judicial]
    before_court = [one for one in group if one.judicial]
    return Figures(
        items=len(counted),
        cleared=sum(one.cleared for one in counted),
        principal_fen=sum(one.principal_fen for one in counted),
        repaid_fen=sum(one.repaid_fen for one in counted),
        undisputed_fen=sum(one.undisputed_fen for one in counted),
        repaid_undisputed_fen=sum(one.repaid_undisputed_fen for one in counted),
        judicial=len(before_court),
        judicial_fen=sum(one.principal_fen for one in before_court),
    )


class Target(StrEnum):
    MET = "met"
    NOT_MET = "not_met"
    UNKNOWN = "unknown"


def meets(rate: Rate, national: Fraction | None, provincial: Fraction | None) -> Target:
    """A-20: not below either average, unrounded; unknown where one is not entered."""
    exact = rate.exact
    if exact is None or national is None or provincial is None:
        return Target.UNKNOWN
    return Target.MET if exact >= max(national, provincial) else Target.NOT_MET
