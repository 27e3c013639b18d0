"""The registry of risk listings (R-4 to R-6)."""

from datetime import date
from typing import Any

import pytest

from services.rent.codes import RiskLevel
from services.rent.listings.commands import CheckListing, EndListing, RecordListing, RevokeListing
from services.rent.listings.events import (
    RiskListingChecked,
    RiskListingEnded,
    RiskListingRecorded,
    RiskListingRevoked,
)
from services.rent.listings.refusals import (
    LevelNotInScheme,
    ListingDatesFaulty,
    ListingEndsBeforeItBegins,
    ListingIncomplete,
    ListingKnown,
    ListingNotFound,
    ListingNotOpen,
    ListingOutsideDistrict,
    ListingReasonMissing,
    ListingSecondPerson,
)
from shared.testing.specs import instant
from tests.builders.rent import (
    CLERK,
    COLLEAGUE,
    PROGRAMME_2022,
    confirmed,
    entered,
    listing,
    registry,
)

NOW = "2022-09-01T09:00+08:00"
CONFIRM = CheckListing(listing_id="L1", confirmed=True)
REVOKE = RevokeListing(listing_id="L1", reason="公告已撤回。")
ENDED = EndListing(
    listing_id="L1", effective_to=date(2022, 9, 14), document_no="临翔疫指〔2022〕40号"
)


def test_r_5_a_listing_is_entered_from_its_notice_and_counts_for_nothing_yet() -> None:
    order = RecordListing(listing_id="L1", listing=listing())
    after = (
        registry()
        .when(order, at=NOW)
        .then(
            RiskListingRecorded(
                listing_id="L1", listing=listing(), entered_by=CLERK.id, entered_at=instant(NOW)
            )
        )
    )
    assert after.state.lifting(PROGRAMME_2022) is None
    after.when(order).then_nothing()


def test_r_5_a_second_person_confirms_it_and_then_the_district_is_listed() -> None:
    spec = entered(listing())
    spec.when(CONFIRM, actor=CLERK).then_refused(ListingSecondPerson)
    [fact] = spec.when(CONFIRM, actor=COLLEAGUE).facts
    assert isinstance(fact, RiskListingChecked)
    after = spec.given(CONFIRM, actor=COLLEAGUE)
    lifting = after.state.lifting(PROGRAMME_2022)
    assert lifting is not None
    assert (lifting.id, lifting.decided_by) == ("L1", COLLEAGUE.id)
    after.when(CONFIRM, actor=COLLEAGUE).then_nothing()
    after.when(CONFIRM, actor=CLERK).then_refused(ListingNotOpen)


def test_r_5_what_is_not_in_the_notice_is_rejected_with_a_reason_and_may_be_entered_anew() -> None:
    no = CheckListing(listing_id="L1", confirmed=False, reason="地点与公告不符。")
    entered(listing()).when(
        CheckListing(listing_id="L1", confirmed=False), actor=COLLEAGUE
    ).then_refused(ListingReasonMissing)
    rejected = entered(listing()).given(no, actor=COLLEAGUE)
    assert rejected.state.lifting(PROGRAMME_2022) is None
    again = RecordListing(listing_id="L2", listing=listing())
    assert rejected.when(again).refusal is None
    entered(listing()).when(again).then_refused(ListingKnown)


@pytest.mark.parametrize(
    ("from_on", "to_on", "level", "counts"),
    [
        ("2022-01-01", None, RiskLevel.MEDIUM, True),
        ("2022-12-31", None, RiskLevel.HIGH, True),
        ("2021-12-20", "2022-01-01", RiskLevel.MEDIUM, True),
        ("2021-12-20", "2021-12-31", RiskLevel.MEDIUM, False),
        ("2022-11-10", None, RiskLevel.MEDIUM, True),
        ("2023-01-01", None, RiskLevel.HIGH, False),
    ],
)
def test_r_4_any_instant_of_the_year_counts(
    from_on: str,
    to_on: str | None,
    level: RiskLevel,
    counts: bool,  # noqa: FBT001
) -> None:
    ends = date.fromisoformat(to_on) if to_on else None
    state = confirmed(listing(from_on, effective_to=ends, level=level)).state
    assert (state.lifting(PROGRAMME_2022) is not None) is counts


def test_r_4_after_the_medium_class_was_abolished_there_is_only_the_high_one() -> None:
    medium = RecordListing(listing_id="L1", listing=listing("2022-11-11"))
    at = "2022-11-20T09:00+08:00"
    registry().when(medium, at=at).then_refused(
        LevelNotInScheme, effective_from="2022-11-11", level="中风险"
    )
    high = RecordListing(listing_id="L1", listing=listing("2022-11-11", level=RiskLevel.HIGH))
    assert registry().when(high, at=at).refusal is None


def test_r_4_one_place_lists_the_whole_district_and_the_earliest_counts() -> None:
    two = confirmed(listing("2022-10-10", document_no="临翔疫指〔2022〕50号"), "L2")
    two = two.given(RecordListing(listing_id="L1", listing=listing("2022-08-31")))
    two = two.given(CONFIRM, actor=COLLEAGUE)
    lifting = two.state.lifting(PROGRAMME_2022)
    assert lifting is not None
    assert lifting.id == "L1"
    left = two.given(REVOKE, actor=COLLEAGUE).state.lifting(PROGRAMME_2022)
    assert left is not None
    assert left.id == "L2"


def test_r_6_the_end_of_a_listing_takes_nothing_back() -> None:
    spec = confirmed(listing())
    [fact] = spec.when(ENDED).facts
    assert isinstance(fact, RiskListingEnded)
    after = spec.given(ENDED)
    lifting = after.state.lifting(PROGRAMME_2022)
    assert lifting is not None
    assert lifting.effective_to == date(2022, 9, 14)
    after.when(ENDED).then_nothing()
    spec.when(
        EndListing(listing_id="L1", effective_to=date(2022, 8, 30), document_no="某号")
    ).then_refused(ListingEndsBeforeItBegins)


def test_a_listing_that_should_never_have_counted_is_revoked_by_another_person() -> None:
    spec = confirmed(listing())
    spec.when(REVOKE, actor=CLERK).then_refused(ListingSecondPerson)
    spec.when(RevokeListing(listing_id="L1", reason=" "), actor=COLLEAGUE).then_refused(
        ListingReasonMissing
    )
    [fact] = spec.when(REVOKE, actor=COLLEAGUE).facts
    assert isinstance(fact, RiskListingRevoked)
    after = spec.given(REVOKE, actor=COLLEAGUE)
    assert after.state.lifting(PROGRAMME_2022) is None
    after.when(REVOKE, actor=COLLEAGUE).then_nothing()
    after.when(ENDED).then_refused(ListingNotOpen)


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"place": " "}, ListingIncomplete),
        ({"document_no": ""}, ListingIncomplete),
        ({"notice_digest": ""}, ListingIncomplete),
        ({"adcode": "530921001"}, ListingOutsideDistrict),
        ({"effective_from": date(2022, 9, 2)}, ListingDatesFaulty),
        ({"effective_to": date(2022, 8, 30)}, ListingDatesFaulty),
    ],
)
def test_r_5_what_a_listing_must_be(changes: dict[str, Any], refusal: type) -> None:
    order = RecordListing(listing_id="L1", listing=listing(**changes))
    registry().when(order, at=NOW).then_refused(refusal)


def test_no_listing_is_checked_ended_or_revoked_that_is_not_there() -> None:
    for order in (CONFIRM, ENDED, REVOKE):
        registry().when(order, at=NOW, actor=COLLEAGUE).then_refused(ListingNotFound)
