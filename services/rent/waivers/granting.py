"""What a case is due, reckoned from lease, premises, programme and registry as they are now."""

from collections.abc import Sequence
from fractions import Fraction

from msgspec import Struct
from msgspec.structs import replace

from services.rent.eligibility.answer import Answer, answer
from services.rent.eligibility.question import Premises as PremisesAsked
from services.rent.eligibility.question import Question, Tenant
from services.rent.eligibility.reckoning import Entitlement
from services.rent.leases.state import Lease
from services.rent.listings.state import LISTINGS, Listings
from services.rent.months.exact import Exact
from services.rent.months.segments import segments
from services.rent.months.waived import Freed, Waived, amount_fen, waive
from services.rent.premises.state import Premises
from services.rent.programme.state import PROGRAMME, Programmes, Version
from services.rent.size.classify import Figures
from services.rent.waivers import refusals
from services.rent.waivers.pricing import priced
from services.rent.waivers.state import Waiver
from services.rent.waivers.values import Grant
from shared.kernel.clock import shanghai_date
from shared.kernel.decider import Context


class World(Struct, frozen=True, kw_only=True, gc=False):
    """What a decision about a case looks at; `above` from the tenant's lease up."""

    lease: Lease
    above: tuple[Lease, ...]
    premises: Premises
    version: Version
    listings: Listings


def world(
    programme: str, lease_id: str, above: Sequence[str], premises_id: str, context: Context
) -> World:
    """The streams that the order names. Raises WaiverYearUnknown, and TypeError for a stream that
    is not what the case says: an order carries them all.
    """
    today = shanghai_date(context.now)
    version = context.policy(PROGRAMME, Programmes).of(programme, today)
    if version is None:
        raise refusals.WaiverYearUnknown(programme=programme)
    lease, premises = context.others.get(lease_id), context.others.get(premises_id)
    leases = tuple(context.others.get(one) for one in above)
    if not isinstance(lease, Lease) or not isinstance(premises, Premises):
        raise TypeError("the order does not name lease and premises")
    if not all(isinstance(one, Lease) for one in leases):
        raise TypeError("the order does not name the leases above")
    return World(
        lease=lease,
        above=tuple(one for one in leases if isinstance(one, Lease)),
        premises=premises,
        version=version,
        listings=context.policy(LISTINGS, Listings),
    )


def world_of(waiver: Waiver, context: Context) -> World:
    return world(waiver.programme, waiver.lease_id, waiver.above, waiver.premises_id, context)


def question(at: World, number: str, figures: Figures, base: Question) -> Question:
    """The facts as they are now; `base` keeps the day of the test and a person's decision (R-2).

    What the case of that number took itself is not counted as given before.
    """
    content, details = at.lease.content, at.premises.details
    tenant = content.tenant
    return replace(
        base,
        premises=PremisesAsked(details.township, details.owner, details.business),
        tenant=Tenant(
            kind=tenant.kind,
            industry=tenant.industry,
            figures=figures,
            care=tenant.care,
            decided=base.tenant.decided,
        ),
        terms=at.lease.terms,
        given=at.premises.given(at.version.programme.code, tenant.uscc, but=number),
    )


def answered(at: World, asked: Question) -> Answer:
    """Of the whole case: what it was granted before is not taken off."""
    return answer(asked, at.version.programme, at.listings, _freed(at))


def grant(at: World, asked: Question, told: Answer, before: Waiver | None = None) -> Grant:
    """What comes to the months of `before`, in the order of R-11; all of it where there is none."""
    year = at.version.programme.year
    known = before.parts if before is not None else ()
    more = told.reckoned.left - sum((part.months.value for part in known), Fraction(0))
    parts = priced(_parts(at, told, known, more), at.lease, at.above, year)
    amount = amount_fen((*known, *parts)) - (before.amount_fen if before is not None else 0)
    listed = told.reckoned.listed
    lifted = told.reckoned.entitlement is Entitlement.LISTED
    return Grant(
        question=asked,
        entitlement=told.reckoned.entitlement,
        listing_id=listed.id if lifted and listed is not None else None,
        months=Exact.of(sum((part.months.value for part in parts), Fraction(0))),
        parts=parts,
        amount_fen=amount,
    )


def _parts(at: World, told: Answer, known: Sequence[Waived], more: Fraction) -> tuple[Waived, ...]:
    if more <= 0:
        return ()
    rest = segments(told.reckoned.terms, at.version.programme.year)
    return waive(rest, more, (*known, *_freed(at)))


def _freed(at: World) -> tuple[Freed, ...]:
    """What was waived of the lease before the plan (R-14)."""
    code = at.version.programme.code
    return tuple(one.freed for one in at.lease.waived_before if one.programme == code)
