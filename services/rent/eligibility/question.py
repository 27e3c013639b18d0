"""All that the answer rests on, beside the programme and the registry of risk listings."""

from datetime import date

from msgspec import Struct

from services.rent.codes import CareKind, OwnerKind, TenantKind
from services.rent.months.granted import Given
from services.rent.months.lease import LeaseTerms
from services.rent.size.classify import Figures, SizeClass


class Tenant(Struct, frozen=True, kw_only=True, gc=False):
    """The actual tenant (R-1).

    industry  GB/T 4754-2017, 2 to 4 digits
    figures   latest annual ones on the day of the test (R-2)
    care      that it cares for the elderly or small children (R-26)
    decided   its size as a person decided it, where the figures settle none
    """

    kind: TenantKind
    industry: str
    figures: Figures = Figures()
    care: CareKind | None = None
    decided: SizeClass | None = None


class Premises(Struct, frozen=True, gc=False):
    """`adcode` has 6 or more digits; `business` that they are let for business."""

    adcode: str
    owner: OwnerKind
    business: bool = True


class Question(Struct, frozen=True, kw_only=True, gc=False):
    """May this tenant be let off rent of this lease, as of `tested_on` (R-2)?"""

    tested_on: date
    premises: Premises
    tenant: Tenant
    terms: LeaseTerms
    given: Given = Given()
