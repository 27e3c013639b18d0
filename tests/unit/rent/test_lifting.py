"""What a risk listing does to cases that were decided before (R-3, R-6, R-15; vectors 4.3)."""

import dataclasses
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from msgspec.structs import replace

from services.rent.codes import CareKind
from services.rent.eligibility.reckoning import Entitlement
from services.rent.listings.commands import CheckListing, EndListing, RecordListing, RevokeListing
from services.rent.listings.state import LISTINGS as LISTINGS_ID
from services.rent.months.exact import Exact
from services.rent.premises.events import PremisesMonthsGranted
from services.rent.waivers import refusals
from services.rent.waivers.commands import Close, LiftByListing, NoteTopUpDue, Review
from services.rent.waivers.events import (
    WaiverLiftCancelled,
    WaiverListingReplaced,
    WaiverTopUpOpened,
    WaiverTopUpOverdue,
)
from services.rent.waivers.state import Status
from shared.kernel.decider import On
from shared.kernel.evidence import Evidence
from shared.testing.specs import Spec, instant
from tests.builders.rent import (
    COLLEAGUE,
    PREMISES_ID,
    TENANT,
    confirmed,
    listing,
)
from tests.builders.rent_leases import lease
from tests.builders.rent_waivers import (
    IN_CHARGE,
    applied,
    carried_out,
    checked,
    closed,
    execution,
    granted,
    lifted,
    nothing,
    on_premises,
    waiver_of,
)

LATER = "2023-01-04T10:00+08:00"
LISTED = confirmed(listing())
REVOKED = LISTED.given(RevokeListing(listing_id="L1", reason="公告已撤回。"), actor=COLLEAGUE).state


def opened(from_on: str, **changes: Any) -> WaiverTopUpOpened:
    spec = closed().under({LISTINGS_ID: confirmed(listing(from_on, **changes)).state})
    fact = spec.when(LiftByListing(), at=LATER).facts[0]
    assert isinstance(fact, WaiverTopUpOpened)
    return fact


@pytest.mark.parametrize(
    ("from_on", "level", "ends_on", "last_day"),
    [
        ("2022-08-31", "medium", "2022-10-31", "2022-10-31"),
        ("2022-12-31", "high", "2023-02-28", "2023-02-28"),
        ("2022-10-10", "medium", "2022-12-10", "2022-12-12"),
    ],
)
def test_vector_4_3_a_top_up_is_due_two_calendar_months_after_the_listing(
    from_on: str, level: Any, ends_on: str, last_day: str
) -> None:
    fact = opened(from_on, level=level)
    assert (fact.ends_on.isoformat(), fact.due.last_day.isoformat()) == (ends_on, last_day)


def test_r_15_a_closed_case_of_three_months_is_lifted_to_six_in_all() -> None:
    before = waiver_of(closed())
    spec = lifted(closed(), LISTED.state, LATER)
    after = waiver_of(spec)
    assert (before.months, after.months) == (Fraction(3), Fraction(6))
    assert after.status is Status.AGREED
    assert (after.amount_fen, after.listing_id) == (30_000_00, "L1")
    assert after.months_left == 3
    months = [part.month.month for part in after.parts]
    assert months == [1, 2, 3, 4, 5, 6]
    assert spec.others[PREMISES_ID].given("2022", TENANT.uscc).tenant == 6


def test_r_15_no_case_is_lifted_twice() -> None:
    spec = lifted(closed(), LISTED.state, LATER)
    spec.when(LiftByListing()).then_nothing()
    two = LISTED.given(RecordListing(listing_id="L2", listing=listing("2022-08-01")))
    two = two.given(CheckListing(listing_id="L2", confirmed=True), actor=COLLEAGUE)
    spec.under({LISTINGS_ID: two.state}).when(LiftByListing()).then_nothing()


def test_r_3_a_case_decided_after_the_listing_has_its_six_months_at_once() -> None:
    spec = granted(checked(applied(nothing(listings=LISTED.state))))
    waiver = waiver_of(spec)
    assert (waiver.entitlement, waiver.top_up) == (Entitlement.LISTED, None)
    assert waiver.months == 6
    spec.when(LiftByListing()).then_nothing()


def test_r_15_nothing_is_opened_where_no_month_is_left_or_nothing_was_granted() -> None:
    short = nothing(terms=lease("2022-11-01", "2022-12-31"))
    for spec in (checked(), granted(checked(applied(short)))):
        spec.under({LISTINGS_ID: LISTED.state}).when(LiftByListing(), at=LATER).then_nothing()
    granted().when(LiftByListing(), at=LATER).then_nothing()


def test_r_26_a_care_tenant_is_lifted_by_nothing() -> None:
    home = replace(TENANT, industry="8514", care=CareKind.CHILDREN)
    spec = granted(checked(applied(nothing(tenant=home))))
    assert waiver_of(spec).months == 12
    spec.under({LISTINGS_ID: LISTED.state}).when(LiftByListing(), at=LATER).then_nothing()


def test_r_6_the_end_of_the_listing_takes_nothing_back() -> None:
    spec = lifted(closed(), LISTED.state, LATER)
    order = EndListing(
        listing_id="L1", effective_to=date(2022, 9, 14), document_no="临翔疫指〔2022〕40号"
    )
    ended = LISTED.given(order).state
    spec.under({LISTINGS_ID: ended}).when(LiftByListing()).then_nothing()


def test_a_revoked_listing_cancels_what_is_pending() -> None:
    spec = lifted(closed(), LISTED.state, LATER)
    after = lifted(spec, REVOKED, LATER)
    waiver = waiver_of(after)
    assert (waiver.months, waiver.executed_beyond) == (Fraction(3), Fraction(0))
    assert waiver.amount_fen == 15_000_00
    assert (waiver.status, waiver.top_up, waiver.entitlement) == (
        Status.EXECUTED,
        None,
        Entitlement.BASE,
    )
    assert after.others[PREMISES_ID].given("2022", TENANT.uscc).tenant == 3
    after.when(LiftByListing()).then_nothing()


def test_a_revoked_listing_sends_what_was_executed_to_a_person() -> None:
    spec = lifted(closed(), LISTED.state, LATER)
    given = spec.given(execution(Exact(2), 10_000_00, executed_on=date(2023, 1, 4)))
    revoked = given.under({LISTINGS_ID: REVOKED})
    fact = revoked.when(LiftByListing()).facts[0]
    assert isinstance(fact, WaiverLiftCancelled)
    assert (fact.months, fact.amount_fen, fact.executed_beyond) == (
        Exact(3),
        15_000_00,
        Exact(2),
    )
    after = carried_out(revoked, LiftByListing())
    assert after.others[PREMISES_ID].given("2022", TENANT.uscc).tenant == 5
    after.when(Close(evidence=(Evidence("确认书"),))).then_refused(refusals.StillToReview)
    recovered = carried_out(after, Review(kept=False, reason="追回多退租金。"), actor=IN_CHARGE)
    assert waiver_of(recovered).to_recover_fen == 10_000_00
    assert recovered.others[PREMISES_ID].given("2022", TENANT.uscc).tenant == 3
    kept = after.given(Review(kept=True, reason="企业困难，不予追回。"), actor=IN_CHARGE)
    assert (waiver_of(kept).to_recover_fen, waiver_of(kept).executed_beyond) == (0, Fraction(0))
    kept.when(Review(kept=True, reason="再次")).then_refused(refusals.NothingToReview)
    after.when(Review(kept=True, reason=" ")).then_refused(refusals.NoteMissing)


def test_another_listing_bears_what_a_revoked_one_lifted() -> None:
    spec = lifted(closed(), LISTED.state, LATER)
    two = LISTED.given(RecordListing(listing_id="L2", listing=listing("2022-10-10")))
    two = two.given(
        CheckListing(listing_id="L2", confirmed=True),
        RevokeListing(listing_id="L1", reason="公告已撤回。"),
        actor=COLLEAGUE,
    )
    replaced = spec.under({LISTINGS_ID: two.state})
    replaced.when(LiftByListing()).then(WaiverListingReplaced(listing_id="L1", replaced_by="L2"))
    after = replaced.given(LiftByListing())
    assert waiver_of(after).listing_id == "L2"
    assert waiver_of(after).months == 6
    after.when(LiftByListing()).then_nothing()


def test_r_15_r_25_a_top_up_that_was_not_given_in_time_is_noted_once() -> None:
    spec = lifted(closed(), LISTED.state, "2022-09-20T09:00+08:00")
    due = waiver_of(spec).top_up
    assert due is not None
    order = NoteTopUpDue(at=due.due.at)
    spec.when(order, at="2022-10-31T23:59:59+08:00").then_nothing()
    [fact] = spec.when(order, at="2022-11-01T00:00+08:00").facts
    assert isinstance(fact, WaiverTopUpOverdue)
    assert (fact.months_left, fact.late) == (Exact(3), False)
    noted = spec.given(order, at="2022-11-01T00:00+08:00")
    noted.when(order).then_nothing()
    given = executed_later(spec)
    given.when(order, at="2022-11-01T00:00+08:00").then_nothing()
    assert instant("2022-11-01T00:00+08:00") == due.due.at


def executed_later(spec: Spec[Any]) -> Spec[Any]:
    return spec.given(execution(Exact(3), 15_000_00), at="2022-10-20T09:00+08:00")


def test_r_15_the_amounts_of_both_grants_are_rounded_once_together() -> None:
    odd = lease("2022-03-15", "2022-12-31", annual=10_000)
    lifted_later = lifted(granted(checked(applied(nothing(terms=odd)))), LISTED.state, LATER)
    at_once = granted(checked(applied(nothing(listings=LISTED.state, terms=odd))))
    assert waiver_of(lifted_later).parts[1:] != ()
    assert waiver_of(lifted_later).amount_fen == waiver_of(at_once).amount_fen


def test_r_8_tenants_of_one_building_are_cut_back_alike_in_whatever_order() -> None:
    taken = PremisesMonthsGranted(
        programme="2022", case="LX-R-2022-000099", tenant_uscc="another", months=Exact(6)
    )
    own = lifted(granted(), LISTED.state, LATER)
    earlier = on_premises(own.others, [On(PREMISES_ID, taken)])
    after = lifted(dataclasses.replace(own, others=earlier), REVOKED, LATER)
    assert waiver_of(after).months == 3
