"""The waiver of a year as dated data: no number of it stands in code (R-3 to R-9, R-25, R-26)."""

from datetime import date
from typing import Any, Final

from msgspec import Struct

from services.rent.codes import OwnerKind, RiskLevel
from services.rent.months.granted import Proration
from services.rent.size.classify import SizeClass
from shared.kernel import dated
from shared.kernel.ids import derived_id

PROGRAMME: Final = derived_id("policy", "rent-programme")


class Scheme(Struct, frozen=True, gc=False):
    """From a day on, which classes of a risk area there are (R-4)."""

    from_on: date
    name: str
    levels: tuple[RiskLevel, ...]


class Programme(Struct, frozen=True, kw_only=True, gc=False):
    """One year's waiver.

    year            whose lease months can be free (R-7)
    adcode          the county-level district that premises lie in and that listings count for
    base_months     months every eligible tenant is let off
    listed_months   months in all where the district was listed in the year, not on top (R-3)
    premises_factor over all tenants, premises see at most so many times the months (R-8)
    owners          whose premises it is about (R-1)
    sizes           of firms; the self-employed have none (R-2)
    self_employed_requires_service  whether the industry is asked of them too (3.2)
    proration       how a lease that does not fill the year is treated, by owner; any other by
                    actual months (R-9)
    schemes         which classes of risk areas there were, in the order of their days (R-4)
    care_until      last day that care tenants are free (R-26); None: nothing special for them
    main_by, done_by, summary_by, top_up_months  reference clocks of landlords (R-15, R-25)
    """

    code: str
    name: str
    year: int
    adcode: str
    base_months: int
    listed_months: int
    premises_factor: int
    owners: tuple[OwnerKind, ...]
    sizes: tuple[SizeClass, ...]
    self_employed_requires_service: bool
    proration: tuple[tuple[OwnerKind, Proration], ...]
    schemes: tuple[Scheme, ...]
    care_until: date | None
    main_by: date
    done_by: date
    summary_by: date
    top_up_months: int

    def proration_of(self, owner: OwnerKind) -> Proration:
        return dict(self.proration).get(owner, Proration.ACTUAL_MONTHS)

    def scheme_on(self, day: date) -> Scheme | None:
        """The scheme in force on a day; None before the first."""
        return next((one for one in reversed(self.schemes) if one.from_on <= day), None)


class Version(dated.Version[Programme], frozen=True):
    """A year's waiver, in force from a day on; `version` counts over all years."""

    @property
    def programme(self) -> Programme:
        return self.content


class Programmes(dated.CodedVersions[Version], frozen=True):
    """Every version in the order of publication, which for one year is that of effect."""


INITIAL: Final = Programmes()


def evolve(state: Programmes, event: Any) -> Programmes:
    """The programmes with one more version."""
    return state.followed_by(
        Version(
            state.next_number, event.programme, event.effective_on, event.document_no, event.author
        )
    )
