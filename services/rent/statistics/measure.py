"""The figures of R-24 over many cases, and what may be added back to a landlord's profit (R-21)."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from fractions import Fraction
from typing import Final

from msgspec import Struct

from services.rent.codes import OwnerKind, TenantKind
from services.rent.statistics.standing import Standing
from services.rent.waivers.values import Form, Ground


class ByForm(Struct, frozen=True, gc=False):
    """Executions of one form."""

    months: Fraction
    amount_fen: int


class Figures(Struct, frozen=True, kw_only=True, gc=False):
    """Cases that were granted something, but for `applied` and `refused`; amounts in fen.

    firms, self_employed  households: each tenant once, whatever it rents (R-24)
    premises, area_dm2    each once; the area of those whose area is known
    """

    applied: int
    firms: int
    self_employed: int
    premises: int
    area_dm2: int
    due_months: Fraction
    due_fen: int
    done_months: Fraction
    done_fen: int
    by_form: Mapping[Form, ByForm]
    sublet: int
    topped_up: int
    top_up_months: Fraction
    top_up_fen: int
    refused: Mapping[Ground, int]


class Dimension(StrEnum):
    """By what the figures are told apart."""

    OWNER = "owner"
    LANDLORD = "landlord"


_GROUP: Final[Mapping[Dimension, Callable[[Standing], str]]] = {
    Dimension.OWNER: lambda one: one.owner.value,
    Dimension.LANDLORD: lambda one: one.landlord,
}


def measure(
    standings: Iterable[Standing], areas: Mapping[str, int], by: Dimension | None = None
) -> dict[str, Figures]:
    """The figures of each group, keyed by its code and in the order of it; all as one group under
    the empty key where no dimension is named. `areas` are those of premises, in dm².
    """
    groups: dict[str, list[Standing]] = {}
    for one in standings:
        groups.setdefault("" if by is None else _GROUP[by](one), []).append(one)
    if by is None:
        groups.setdefault("", [])
    return {key: _figures(groups[key], areas) for key in sorted(groups)}


def _figures(group: list[Standing], areas: Mapping[str, int]) -> Figures:
    granted = [one for one in group if one.due_months]
    lifted = [one for one in granted if one.top_up_months]
    premises = {one.premises_id for one in granted}
    return Figures(
        applied=len(group),
        firms=_households(granted, TenantKind.FIRM),
        self_employed=_households(granted, TenantKind.SELF_EMPLOYED),
        premises=len(premises),
        area_dm2=sum(areas.get(one, 0) for one in premises),
        due_months=sum((one.due_months for one in granted), Fraction(0)),
        due_fen=sum(one.due_fen for one in granted),
        done_months=sum((one.done_months for one in granted), Fraction(0)),
        done_fen=sum(one.done_fen for one in granted),
        by_form={form: _by_form(granted, form) for form in Form},
        sublet=sum(one.sublet for one in granted),
        topped_up=len(lifted),
        top_up_months=sum((one.top_up_months for one in lifted), Fraction(0)),
        top_up_fen=sum(one.top_up_fen for one in lifted),
        refused=Counter(one.refused for one in group if one.refused is not None),
    )


def _households(granted: Iterable[Standing], kind: TenantKind) -> int:
    return len({one.tenant_uscc for one in granted if one.tenant_kind is kind})


def _by_form(granted: Iterable[Standing], form: Form) -> ByForm:
    given = [given for one in granted for given in one.given if given.form is form]
    return ByForm(
        months=sum((one.months for one in given), Fraction(0)),
        amount_fen=sum(one.amount_fen for one in given),
    )


class Treatment(StrEnum):
    """What the appraisal does with the rent that was waived (R-21)."""

    ADDED_BACK = "added_back"  # 视同利润
    EXCLUDED = "excluded"  # 剔除, for central enterprises


class AddBack(Struct, frozen=True, gc=False):
    """One landlord's waived rent, as far as it was given."""

    landlord: str
    treatment: Treatment
    amount_fen: int


def add_back(standings: Iterable[Standing]) -> list[AddBack]:
    """R-21, by landlord in the order of their codes."""
    sums: Counter[tuple[str, Treatment]] = Counter()
    for one in standings:
        central = one.owner is OwnerKind.CENTRAL_ENTERPRISE
        treatment = Treatment.EXCLUDED if central else Treatment.ADDED_BACK
        sums[one.landlord, treatment] += one.done_fen
    return [AddBack(*key, fen) for key, fen in sorted(sums.items())]
