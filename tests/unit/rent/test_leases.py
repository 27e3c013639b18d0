"""Leases and subleases, and what is noted upon them (R-7, R-11, R-14, R-18)."""

import dataclasses
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from msgspec.structs import replace

from services.rent.leases.commands import (
    CorrectLease,
    EndLease,
    NoteConsent,
    NoteEarlierWaiver,
    NoteRentPaid,
    RecordLease,
)
from services.rent.leases.consent import Standing, standing
from services.rent.leases.events import LeaseCorrected, LeaseRecorded, LeaseWaivedBefore
from services.rent.leases.refusals import (
    ConsentWithoutSublease,
    EarlierWaiverElsewhere,
    EarlierWaiverFaulty,
    EarlierWaiverUnproven,
    EndsOutsideLease,
    InstalmentsOverlap,
    LeaseDatesFaulty,
    LeaseIncomplete,
    LeaseKnown,
    LeaseMoved,
    LeaseNotFound,
    LeaseReasonMissing,
    LeaseSecondPerson,
    LeaseWithItself,
    LessorKindDiffers,
    LessorNotLandlord,
    LessorNotTenantAbove,
    PaidInFuture,
    RentOutOfRange,
    RentsDoNotCover,
    ShareOutOfRange,
    SubleaseBeyondLease,
    TooManyLeasesAbove,
    WaiverYearUnknown,
)
from services.rent.leases.state import Lease
from services.rent.leases.values import Consent, Content, Lessor
from services.rent.model import PREMISES
from services.rent.months.exact import Exact
from services.rent.months.lease import LeaseTerms, RentBasis, RentPeriod
from services.rent.months.segments import months_available, segments
from services.rent.premises.events import PremisesMonthsGranted
from services.rent.premises.refusals import PremisesNotFound
from services.rent.premises.state import Premises
from shared.kernel.decider import Held, On
from shared.testing.specs import Spec, instant
from tests.builders.rent import (
    CLERK,
    COLLEAGUE,
    LANDLORD,
    PREMISES_ID,
    RECORDED,
    TENANT,
    content,
    earlier,
    no_lease,
    premises,
    recorded,
)
from tests.builders.rent_leases import day, lease

KEY = f"lease/{LANDLORD.uscc}/CT-2022-012"
ABOVE_ID = "01836ce8-3a00-7000-8000-00000000000c"
MIDDLE = replace(TENANT, uscc="91530902MA6K00002P", name="临翔区某商业管理有限公司")


def lease_of(spec: Spec[Any]) -> Lease:
    assert isinstance(spec.state, Lease)
    return spec.state


def sublease(**changes: Any) -> Content:
    return content(
        **{
            "lessor": Lessor(MIDDLE.uscc, MIDDLE.name, state_owned=False),
            "above": ABOVE_ID,
            "number": "ZZ-1",
            **changes,
        }
    )


def beneath(above: Lease | None = None) -> Spec[Any]:
    """The lease above is of the tenant in the middle."""
    others = {
        PREMISES_ID: premises().state,
        ABOVE_ID: above or lease_of(recorded(tenant=MIDDLE)),
    }
    return dataclasses.replace(no_lease(), others=others)


def test_a_lease_of_recorded_premises_is_recorded_once_under_its_number() -> None:
    order = RecordLease(content=content())
    no_lease().when(order, at=RECORDED).then(
        LeaseRecorded(
            content=content(),
            depth=0,
            contact_id=None,
            client=CLERK.client,
            recorded_by=CLERK.id,
            recorded_at=instant(RECORDED),
        )
    )
    no_lease().when(order, at=RECORDED, claims={KEY: Held("x", 1)}).then_refused(LeaseKnown)
    no_lease().when(order, at=RECORDED, others={}).then_refused(PremisesNotFound)


def test_a_sublease_hangs_on_the_lease_above() -> None:
    [fact] = beneath().when(RecordLease(content=sublease()), at=RECORDED).facts
    assert isinstance(fact, LeaseRecorded)
    assert fact.depth == 1


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"lessor": Lessor(LANDLORD.uscc, LANDLORD.name, state_owned=True)}, LessorNotTenantAbove),
        ({"terms": lease("2022-01-01", "2023-01-01")}, SubleaseBeyondLease),
        ({"above": "01836ce8-3a00-7000-8000-0000000000ff"}, LeaseNotFound),
    ],
)
def test_what_a_sublease_must_be(changes: dict[str, Any], refusal: type) -> None:
    beneath().when(RecordLease(content=sublease(**changes)), at=RECORDED).then_refused(refusal)


def test_leases_are_not_let_on_without_end() -> None:
    deep = replace(lease_of(recorded(tenant=MIDDLE)), depth=4)
    beneath(deep).when(RecordLease(content=sublease()), at=RECORDED).then_refused(
        TooManyLeasesAbove
    )


def test_a_lease_that_ended_early_lets_nobody_rent_after_it() -> None:
    ended = replace(lease_of(recorded(tenant=MIDDLE)), ended_on=date(2022, 6, 30))
    beneath(ended).when(RecordLease(content=sublease()), at=RECORDED).then_refused(
        SubleaseBeyondLease, starts_on="2022-01-01", ends_on="2022-06-30"
    )


def rents(*spans: tuple[str, str, int]) -> LeaseTerms:
    return LeaseTerms(
        starts_on=day("2022-01-01"),
        ends_on=day("2022-12-31"),
        rents=tuple(RentPeriod(day(a), day(b), RentBasis.MONTHLY, fen) for a, b, fen in spans),
    )


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"number": " "}, LeaseIncomplete),
        ({"tenant": replace(TENANT, uscc=LANDLORD.uscc)}, LeaseWithItself),
        ({"lessor": Lessor(MIDDLE.uscc, MIDDLE.name, state_owned=True)}, LessorNotLandlord),
        ({"lessor": Lessor(LANDLORD.uscc, LANDLORD.name, state_owned=False)}, LessorKindDiffers),
        ({"share": Exact(0)}, ShareOutOfRange),
        ({"share": Exact(3, 2)}, ShareOutOfRange),
        ({"consent": Consent()}, ConsentWithoutSublease),
        ({"terms": lease("2022-01-02", "2022-01-01")}, LeaseDatesFaulty),
        ({"terms": lease("2010-01-01", "2030-01-01")}, LeaseDatesFaulty),
        ({"terms": rents()}, RentsDoNotCover),
        ({"terms": rents(("2022-01-01", "2022-12-30", 1))}, RentsDoNotCover),
        ({"terms": rents(("2022-01-01", "2022-06-30", 1), ("2022-07-02", "2022-12-31", 1))}, RentsDoNotCover),
        ({"terms": rents(("2022-01-01", "2022-06-30", 1), ("2022-06-30", "2022-12-31", 1))}, RentsDoNotCover),
        ({"terms": rents(("2022-01-01", "2022-12-31", -1))}, RentOutOfRange),
        ({"terms": lease(paid=(("2022-01-01", "2022-03-31"), ("2022-03-31", "2022-04-30")))}, InstalmentsOverlap),
        ({"terms": lease(paid=(("2022-09-01", "2022-09-30"),))}, PaidInFuture),
    ],
)  # fmt: skip
def test_what_a_lease_must_be(changes: dict[str, Any], refusal: type) -> None:
    no_lease().when(RecordLease(content=content(**changes)), at=RECORDED).then_refused(refusal)


def test_a_lease_is_corrected_by_another_person_and_stays_where_it_is() -> None:
    right = content(terms=lease(monthly=4500))
    order = CorrectLease(content=right, reason="租金误填。")
    spec = recorded()
    [fact] = spec.when(order, actor=COLLEAGUE).facts
    assert isinstance(fact, LeaseCorrected)
    spec.given(order, actor=COLLEAGUE).when(order).then_nothing()
    spec.when(order, actor=CLERK).then_refused(LeaseSecondPerson)
    spec.when(CorrectLease(content=right, reason=""), actor=COLLEAGUE).then_refused(
        LeaseReasonMissing
    )
    elsewhere = CorrectLease(content=replace(right, above=ABOVE_ID), reason="误填。")
    spec.when(elsewhere, actor=COLLEAGUE).then_refused(LeaseMoved)
    no_lease().when(order, at=RECORDED).then_refused(LeaseNotFound)


def test_r_11_rent_that_was_paid_takes_the_place_of_the_instalment_of_its_days() -> None:
    def paid(a: str, b: str, on: str = "2022-08-01") -> NoteRentPaid:
        return NoteRentPaid(from_on=day(a), to_on=day(b), due_on=day(a), paid_on=day(on))

    spec = recorded().given(paid("2022-01-01", "2022-03-31"))
    spec.when(paid("2022-01-01", "2022-03-31")).then_nothing()
    spec.when(paid("2022-03-31", "2022-04-30")).then_refused(InstalmentsOverlap)
    spec.when(paid("2022-04-01", "2022-04-30", "2022-09-01")).then_refused(PaidInFuture)
    again = spec.given(paid("2022-01-01", "2022-03-31", "2022-08-02"))
    shown = segments(lease_of(again).terms, 2022)
    assert [segment.paid for segment in shown] == [True] * 3 + [False] * 9
    assert len(lease_of(again).terms.instalments) == 1


def test_r_7_a_lease_that_ended_early_has_fewer_months() -> None:
    order = EndLease(ended_on=date(2022, 6, 30), reason="停业退租。")
    spec = recorded().given(order)
    assert months_available(lease_of(spec).terms, 2022) == 6
    spec.when(order).then_nothing()
    recorded().when(EndLease(ended_on=date(2022, 6, 30), reason=" ")).then_refused(
        LeaseReasonMissing
    )
    for outside in (date(2021, 12, 31), date(2022, 8, 23), date(2022, 12, 31)):
        recorded().when(EndLease(ended_on=outside, reason="退租")).then_refused(EndsOutsideLease)


def test_r_14_what_was_waived_before_counts_for_tenant_and_premises() -> None:
    order = earlier(Exact(2))
    waived, granted = recorded().when(order).facts
    assert isinstance(waived, LeaseWaivedBefore)
    assert isinstance(granted, On)
    assert isinstance(granted.event, PremisesMonthsGranted)
    state = PREMISES.evolve(premises().state, granted.event)
    assert isinstance(state, Premises)
    assert state.given("2022", TENANT.uscc).tenant == 2
    spec = recorded().given(order)
    spec.when(order).then_nothing()
    assert lease_of(spec).waived_before[0].freed.months.value == Fraction(2)


@pytest.mark.parametrize(
    ("order", "refusal"),
    [
        (earlier(Exact(3)), EarlierWaiverFaulty),
        (earlier(Exact(0)), EarlierWaiverFaulty),
        (earlier(Exact(1), "2021-12-01"), EarlierWaiverElsewhere),
        (earlier(Exact(1), "2022-04-01"), EarlierWaiverElsewhere),
        (earlier(Exact(1), document_no=" "), EarlierWaiverUnproven),
        (earlier(Exact(1), amount_fen=-1), EarlierWaiverUnproven),
        (earlier(Exact(1), programme="2026"), WaiverYearUnknown),
    ],
)
def test_r_14_what_an_earlier_waiver_must_be(order: NoteEarlierWaiver, refusal: type) -> None:
    recorded().when(order).then_refused(refusal)


@pytest.mark.parametrize(
    ("consent", "today", "expected"),
    [
        (None, "2022-08-22", Standing.NEEDS_LEGAL),
        (Consent(), "2022-08-22", Standing.NEEDS_LEGAL),
        (Consent(given_on=date(2022, 3, 1)), "2022-08-22", Standing.CONSENTED),
        (Consent(known_since=date(2022, 2, 22)), "2022-08-22", Standing.NEEDS_LEGAL),
        (Consent(known_since=date(2022, 2, 22)), "2022-08-23", Standing.DEEMED),
        (Consent(known_since=date(2022, 2, 22), objected_on=date(2022, 8, 22)), "2022-09-01", Standing.NEEDS_LEGAL),
        (Consent(known_since=date(2022, 2, 22), objected_on=date(2022, 8, 23)), "2022-09-01", Standing.DEEMED),
        (Consent(known_since=date(2021, 8, 31)), "2022-02-28", Standing.NEEDS_LEGAL),
        (Consent(known_since=date(2021, 8, 31)), "2022-03-01", Standing.DEEMED),
    ],
)  # fmt: skip
def test_r_18_consent_is_deemed_after_six_months_without_objection(
    consent: Consent | None, today: str, expected: Standing
) -> None:
    assert standing(consent, day(today)) is expected


def test_r_18_what_the_landlord_said_is_noted_on_a_sublease_alone() -> None:
    order = NoteConsent(consent=Consent(given_on=date(2022, 8, 1)))
    spec = beneath().given(RecordLease(content=sublease()), at=RECORDED)
    noted = spec.given(order)
    assert lease_of(noted).content.consent == order.consent
    noted.when(order).then_nothing()
    recorded().when(order).then_refused(ConsentWithoutSublease)
    spec.when(NoteConsent(consent=Consent(given_on=date(2022, 8, 23)))).then_refused(PaidInFuture)
