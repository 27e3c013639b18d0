"""What a lease says, and how it hangs on another one (R-1, R-16 to R-18)."""

from datetime import date

from msgspec import Struct

from services.rent.months.exact import Exact
from services.rent.months.lease import LeaseTerms
from services.rent.parties import TenantParty


class Lessor(Struct, frozen=True, gc=False):
    """Who lets by this lease: the landlord of the premises, or the tenant of the lease above.

    `state_owned` that it is a state body itself, which gives up its own part (R-16).
    """

    uscc: str
    name: str
    state_owned: bool


class Consent(Struct, frozen=True, gc=False):
    """Whether the landlord consented to a sublease (R-18; Civil Code art. 716 and 718).

    given_on    it said so
    known_since it has known, or should have, since
    objected_on it objected within six months of that
    """

    given_on: date | None = None
    known_since: date | None = None
    objected_on: date | None = None


class Content(Struct, frozen=True, kw_only=True, gc=False):
    """A lease as its paper says.

    above  the lease that this one is a sublease of
    share  what part of its area this one takes up; 1 for the whole
    """

    number: str
    premises_id: str
    lessor: Lessor
    tenant: TenantParty
    terms: LeaseTerms
    above: str | None = None
    share: Exact = Exact(1)
    consent: Consent | None = None
