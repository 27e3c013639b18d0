"""What a risk listing does to cases that were decided before it was known, or after it was revoked
(R-3, R-6, R-15). Orders that nobody gives: one that no longer applies is quiet.
"""

from datetime import date, timedelta
from fractions import Fraction
from typing import Final

from msgspec.structs import replace

from services.rent.eligibility.answer import Outcome
from services.rent.eligibility.reckoning import Entitlement
from services.rent.listings.state import Entry
from services.rent.months.exact import Exact
from services.rent.months.waived import amount_fen
from services.rent.waivers import refusals
from services.rent.waivers.commands import LiftByListing, NoteTopUpDue, Review
from services.rent.waivers.events import (
    WaiverLiftCancelled,
    WaiverListingReplaced,
    WaiverReviewed,
    WaiverTopUpOpened,
    WaiverTopUpOverdue,
)
from services.rent.waivers.granting import World, answered, grant, question, world_of
from services.rent.waivers.guards import Facts, check_note, on_premises
from services.rent.waivers.kept import kept_parts
from services.rent.waivers.state import Status, Waiver, with_grant
from shared.kernel.decider import Context, Event
from shared.kernel.followed_calendar import work_calendar
from shared.kernel.periods import add_months

PUNCTUAL: Final = timedelta(minutes=5)  # a timer later than this marks what it records
_STANDING: Final = frozenset({Status.GRANTED, Status.AGREED, Status.EXECUTED, Status.CLOSED})


def lift(_command: LiftByListing, waiver: Waiver, context: Context) -> Facts:
    """A case without a decision needs nothing: its decision will look at the registry itself."""
    if waiver.status not in _STANDING or waiver.entitlement is Entitlement.CARE_FULL:
        return []
    at = world_of(waiver, context)
    listed = at.listings.lifting(at.version.programme)
    if waiver.entitlement is Entitlement.BASE:
        return [] if listed is None else _open(waiver, at, listed, context)
    bearing = at.listings.get(waiver.listing_id or "")
    if bearing is not None and bearing.lifts(at.version.programme):
        return []
    if listed is not None:
        return [WaiverListingReplaced(listing_id=waiver.listing_id or "", replaced_by=listed.id)]
    return _cancel(waiver, at, context)


def _open(waiver: Waiver, at: World, listed: Entry, context: Context) -> Facts:
    """R-15: so many more that it is six in all, by two months after the listing."""
    last = waiver.grants[-1].question
    asked = question(at, waiver.number, last.tenant.figures, last)
    told = answered(at, asked)
    more = grant(at, asked, told, waiver)
    if told.outcome is not Outcome.ELIGIBLE or not more.months.value:
        return []
    programme, calendar = at.version.programme, work_calendar(context)
    begins = max(listed.listing.effective_from, date(programme.year, 1, 1))
    ends_on = add_months(begins, programme.top_up_months)
    fact = WaiverTopUpOpened(
        grant=more,
        ends_on=ends_on,
        due=calendar.until(begins, calendar.roll_forward(ends_on)),
        programme_version=at.version.version,
        opened_at=context.now,
    )
    return [fact, *on_premises(waiver, taken(waiver), taken(with_grant(waiver, more)))]


def taken(waiver: Waiver) -> Fraction:
    """What the case takes of its premises' months: what is granted, or was given beyond it."""
    return waiver.months + waiver.executed_beyond


def _cancel(waiver: Waiver, at: World, context: Context) -> Facts:
    """What is pending is cancelled; what was given goes to a person."""
    borne = _borne(waiver, at)
    beyond = max(Fraction(0), waiver.executed_months - borne)
    kept = kept_parts(waiver.parts, borne)
    fact = WaiverLiftCancelled(
        listing_id=waiver.listing_id or "",
        months=Exact.of(waiver.months - borne),
        amount_fen=waiver.amount_fen - amount_fen(kept),
        executed_beyond=Exact.of(beyond),
        cancelled_at=context.now,
    )
    return [fact, *on_premises(waiver, taken(waiver), borne + beyond)]


def _borne(waiver: Waiver, at: World) -> Fraction:
    """What is left without the listing. All cases of the premises are cut back one by one, in
    whatever order; the earlier grants go first (R-8).
    """
    programme = at.version.programme
    given = at.premises.given_before(
        programme.code, waiver.tenant_uscc, waiver.number, programme.base_months
    )
    last = waiver.grants[-1].question
    asked = replace(question(at, waiver.number, last.tenant.figures, last), given=given)
    return min(answered(at, asked).reckoned.left, waiver.months)


def review(command: Review, waiver: Waiver, context: Context) -> Facts:
    """Months that nothing bears: left with the tenant, or to be recovered."""
    if not waiver.executed_beyond:
        raise refusals.NothingToReview
    check_note(command.reason, "/reason")
    recover = 0 if command.kept else waiver.executed_fen - waiver.amount_fen
    fact = WaiverReviewed(
        kept=command.kept,
        to_recover_fen=recover,
        reason=command.reason,
        reviewed_by=context.actor.id,
        reviewed_at=context.now,
    )
    if command.kept:
        return [fact]
    return [fact, *on_premises(waiver, taken(waiver), waiver.months)]


def note_due(_command: NoteTopUpDue, waiver: Waiver, context: Context) -> list[Event]:
    """R-15, R-25: once, when the day has passed and something is left."""
    top_up = waiver.top_up
    if top_up is None or top_up.overdue or not waiver.months_left:
        return []
    if not top_up.due.passed(context.now):
        return []
    return [
        WaiverTopUpOverdue(
            due_at=top_up.due.at,
            months_left=Exact.of(waiver.months_left),
            noticed_at=context.now,
            late=context.now - top_up.due.at > PUNCTUAL,
        )
    ]
