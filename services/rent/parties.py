"""Who lets, and who rents. No personal data: contacts are cards beside the log."""

from msgspec import Struct

from services.rent.codes import CareKind, TenantKind


class Landlord(Struct, frozen=True, gc=False):
    """The implementing body (实施主体). `code` is that of its role `landlord:<code>`."""

    code: str
    uscc: str
    name: str


class TenantParty(Struct, frozen=True, kw_only=True, gc=False):
    """Who rents. `industry` by GB/T 4754-2017, `care` for whom it cares, if it does (R-26)."""

    uscc: str
    name: str
    kind: TenantKind
    industry: str
    care: CareKind | None = None
