"""Whatever is granted, listed, revoked, corrected and reversed: section 10 holds for the cases of
one building and for the building (R-3, R-7, R-8, R-10, R-12, R-15).
"""

import dataclasses
from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from typing import Any, Final

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from msgspec.structs import replace

from services.rent.eligibility.reckoning import Entitlement
from services.rent.leases.commands import CorrectLease, RecordLease
from services.rent.listings.commands import CheckListing, RecordListing, RevokeListing
from services.rent.listings.state import LISTINGS as LISTINGS_ID
from services.rent.months.exact import Exact
from services.rent.months.lease import LeaseTerms, RentBasis, RentPeriod
from services.rent.months.segments import months_available, segments
from services.rent.months.waived import amount_fen
from services.rent.waivers.commands import (
    Approve,
    Check,
    Correct,
    LiftByListing,
    Reverse,
    Review,
    SignAgreement,
)
from services.rent.waivers.state import Status, Waiver
from shared.kernel.decider import Held
from shared.testing.specs import Spec
from tests.builders.rent import (
    COLLEAGUE,
    PREMISES_ID,
    PROGRAMME_2022,
    TENANT,
    content,
    listing,
    no_lease,
    premises,
    registry,
)
from tests.builders.rent_waivers import (
    IN_CHARGE,
    LANDLORDS_CLERK,
    application,
    execution,
    nothing,
    on_premises,
)

NOW: Final = "2023-03-01T09:00+08:00"
TENANTS: Final = (TENANT.uscc, "91530902MA6K00002P", TENANT.uscc)  # one of them twice
CASES: Final = st.integers(0, 2)
STANDING: Final = frozenset({Status.GRANTED, Status.AGREED, Status.EXECUTED, Status.CLOSED})


def lease_id(case: int) -> str:
    return f"01836ce8-3a00-7000-8000-0000000000b{case}"


@st.composite
def terms(draw: st.DrawFn) -> LeaseTerms:
    starts = draw(st.dates(date(2021, 10, 1), date(2022, 12, 1)))
    ends = draw(st.dates(starts, date(2023, 2, 28)))
    cut = draw(st.dates(starts, ends))
    fen = st.integers(1, 10**8)
    first = RentPeriod(starts, cut, draw(st.sampled_from(RentBasis)), draw(fen))
    rents: tuple[RentPeriod, ...] = (first,)
    if cut < ends:
        rents += (RentPeriod(cut + timedelta(days=1), ends, RentBasis.MONTHLY, draw(fen)),)
    return LeaseTerms(starts_on=starts, ends_on=ends, rents=rents)


class OneBuilding(RuleBasedStateMachine):
    """Three leases of two tenants; a refused order changes nothing."""

    @initialize(told=st.tuples(terms(), terms(), terms()))
    def three_leases(self, told: tuple[LeaseTerms, LeaseTerms, LeaseTerms]) -> None:
        self.others: dict[str, Any] = {PREMISES_ID: premises().state}
        self.leases: dict[int, Spec[Any]] = {}
        for case, its in enumerate(told):
            tenant = replace(TENANT, uscc=TENANTS[case])
            order = RecordLease(content=content(number=f"L{case}", tenant=tenant, terms=its))
            self.leases[case] = no_lease().given(order, at="2022-08-22T10:00+08:00")
            self.others[lease_id(case)] = self.leases[case].state
        self.listings = registry()
        self.cases: dict[int, Spec[Any]] = {}
        self.numbers = 0
        self.settled: set[int] = set()

    def order(self, case: int, order: Any, actor: Any) -> None:
        """Carry it out with what it does to the building, as one commit does."""
        spec = dataclasses.replace(
            self.cases[case].under({LISTINGS_ID: self.listings.state}), others=self.others
        )
        decision = spec.when(order, at=NOW, actor=actor)
        if decision.refusal is None:
            self.cases[case] = decision.done()
            self.others = on_premises(self.others, decision.facts)

    def react(self) -> None:
        for case in self.cases:
            self.order(case, LiftByListing(), IN_CHARGE)

    def standing(self) -> Iterator[tuple[int, Waiver]]:
        for case, spec in self.cases.items():
            if isinstance(spec.state, Waiver) and spec.state.status in STANDING:
                yield case, spec.state

    @rule(case=CASES)
    def a_grant(self, case: int) -> None:
        if case in self.cases:
            return
        self.numbers += 1
        self.cases[case] = nothing(others=self.others)
        order = application(lease_id=lease_id(case))
        numbered = dataclasses.replace(
            self.cases[case], claims={"waiver_number/2023": Held("x", self.numbers)}
        )
        self.cases[case] = numbered
        self.order(case, order, IN_CHARGE)
        self.order(case, Check(passed=True), LANDLORDS_CLERK)
        self.order(case, Approve(), IN_CHARGE)
        agreement = SignAgreement(document_no="协议", signed_on=date(2023, 3, 1))
        self.order(case, agreement, LANDLORDS_CLERK)

    @rule(case=CASES, part=st.fractions(0, 1, max_denominator=12))
    def an_execution(self, case: int, part: Fraction) -> None:
        state = self.cases[case].state if case in self.cases else None
        if not isinstance(state, Waiver):
            return
        months = state.months_left * part
        left_fen = state.amount_fen - state.executed_fen
        fen = left_fen if part == 1 else int(left_fen * part)
        order = execution(Exact.of(months), fen, executed_on=date(2023, 3, 1))
        self.order(case, order, LANDLORDS_CLERK)

    @rule(day=st.dates(date(2022, 1, 1), date(2022, 11, 10)))
    def a_listing(self, day: date) -> None:
        number = f"L{len(self.listings.history)}"
        one = listing(day.isoformat(), document_no=f"号{number}")
        self.listings = self.listings.given(RecordListing(listing_id=number, listing=one), at=NOW)
        check = CheckListing(listing_id=number, confirmed=True)
        self.listings = self.listings.given(check, actor=COLLEAGUE)
        self.react()

    @precondition(lambda self: self.listings.state.entries)
    @rule(which=st.integers(0, 10))
    def a_revocation(self, which: int) -> None:
        entries = self.listings.state.entries
        order = RevokeListing(listing_id=entries[which % len(entries)].id, reason="公告撤回。")
        self.listings = self.listings.given(order, actor=COLLEAGUE)
        self.react()

    @rule(case=CASES, its=terms())
    def a_correction(self, case: int, its: LeaseTerms) -> None:
        spec = self.leases[case]
        right = replace(spec.state.content, terms=its)
        others = {PREMISES_ID: self.others[PREMISES_ID]}
        decision = spec.when(
            CorrectLease(content=right, reason="误填"), at=NOW, actor=COLLEAGUE, others=others
        )
        if decision.refusal is None:
            self.leases[case] = decision.done()
            self.others[lease_id(case)] = self.leases[case].state
        if case in self.cases:
            self.order(case, Correct(figures=None, size=None, reason="误填"), IN_CHARGE)

    @rule(case=CASES, kept=st.booleans())
    def a_review(self, case: int, kept: bool) -> None:  # noqa: FBT001
        if case in self.cases:
            before = self.cases[case]
            self.order(case, Review(kept=kept, reason="核实"), IN_CHARGE)
            if before is not self.cases[case]:
                self.settled.add(case)

    @rule(case=CASES)
    def a_reversal(self, case: int) -> None:
        if case in self.cases:
            self.order(case, Reverse(reason="虚假"), IN_CHARGE)

    @invariant()
    def no_case_has_more_than_it_is_entitled_to_or_its_lease_has(self) -> None:
        for _, waiver in self.standing():
            most = 6 if waiver.entitlement is Entitlement.LISTED else 3
            asked = waiver.grants[-1].question
            assert waiver.months <= min(Fraction(most), months_available(asked.terms, 2022))

    @invariant()
    def all_cases_together_stay_within_the_cap_of_the_building(self) -> None:
        listed = self.listings.state.lifting(PROGRAMME_2022) is not None
        assert sum(waiver.months for _, waiver in self.standing()) <= (12 if listed else 6)

    @invariant()
    def no_tenant_has_more_than_its_months_over_all_its_leases(self) -> None:
        listed = self.listings.state.lifting(PROGRAMME_2022) is not None
        for uscc in set(TENANTS):
            own = (waiver for _, waiver in self.standing() if waiver.tenant_uscc == uscc)
            assert sum(waiver.months for waiver in own) <= (6 if listed else 3)

    @invariant()
    def the_building_knows_what_its_cases_take(self) -> None:
        taken = {one.case: one.months.value for one in self.others[PREMISES_ID].taken}
        held = {
            waiver.number: waiver.months + waiver.executed_beyond
            for _, waiver in self.standing()
            if waiver.months + waiver.executed_beyond
        }
        for case, months in held.items():
            assert taken[case] >= months
        assert set(taken) >= set(held)

    @invariant()
    def the_amount_is_the_rent_of_the_months_and_no_day_is_free_twice(self) -> None:
        for _, waiver in self.standing():
            assert waiver.amount_fen == amount_fen(waiver.parts)
            asked = waiver.grants[-1].question
            for segment in segments(asked.terms, 2022):
                parts = (one for one in waiver.parts if one.from_on == segment.from_on)
                assert sum((one.months.value for one in parts), Fraction(0)) <= segment.share

    @invariant()
    def months_and_amounts_by_form_add_up(self) -> None:
        for case, waiver in self.standing():
            if case not in self.settled:
                beyond = max(Fraction(0), waiver.executed_months - waiver.months)
                assert waiver.executed_beyond == beyond
            if waiver.status is Status.EXECUTED and not waiver.executed_beyond:
                assert waiver.executed_months >= waiver.months
            if waiver.months_left and not waiver.executed_beyond:
                assert waiver.status in {Status.GRANTED, Status.AGREED}


TestOneBuilding = OneBuilding.TestCase
TestOneBuilding.settings = settings(max_examples=60, stateful_step_count=30, deadline=None)
