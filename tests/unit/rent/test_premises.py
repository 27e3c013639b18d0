"""Premises, and the months their tenants were given (R-1, R-8)."""

from fractions import Fraction
from typing import Any

import pytest
from msgspec.structs import replace

from services.rent.model import PREMISES
from services.rent.months.exact import Exact
from services.rent.months.granted import Given
from services.rent.premises.commands import CorrectPremises, RecordPremises
from services.rent.premises.events import (
    PremisesCorrected,
    PremisesMonthsGranted,
    PremisesMonthsReturned,
    PremisesRecorded,
)
from services.rent.premises.refusals import (
    DepartmentUnknown,
    PremisesIncomplete,
    PremisesKnown,
    PremisesNotFound,
    PremisesReasonMissing,
    PremisesSecondPerson,
    TownshipOutsideDistrict,
    ValuationFaulty,
)
from services.rent.premises.state import Premises
from services.rent.premises.values import Valuation
from shared.kernel.decider import Held
from shared.testing.specs import Spec, instant
from tests.builders.rent import CLERK, COLLEAGUE, DETAILS, LANDLORD, PREMISES_ID, RECORDED, premises

KEY = "premises/云(2019)临翔区不动产权第0001234号"
RENAMED = replace(DETAILS, number="云（2019）临翔区不动产权第0001235号")


def none() -> Spec[Any]:
    return Spec(PREMISES, stream_id=PREMISES_ID, actor=CLERK)


def test_premises_are_recorded_once_under_their_number() -> None:
    order = RecordPremises(details=DETAILS)
    none().when(order, at=RECORDED).then(
        PremisesRecorded(details=DETAILS, recorded_by=CLERK.id, recorded_at=instant(RECORDED))
    )
    held = {KEY: Held("others", 1)}
    none().when(order, at=RECORDED, claims=held).then_refused(PremisesKnown)
    assert none().when(order, at=RECORDED, claims={KEY: Held("others", 0)}).refusal is None


def test_premises_are_corrected_by_another_person_with_a_reason() -> None:
    order = CorrectPremises(details=RENAMED, reason="证号误填。")
    spec = premises()
    [fact] = spec.when(order, actor=COLLEAGUE).facts
    assert isinstance(fact, PremisesCorrected)
    assert fact.number_before == DETAILS.number
    spec.when(order, actor=CLERK).then_refused(PremisesSecondPerson)
    spec.when(CorrectPremises(details=RENAMED, reason=" "), actor=COLLEAGUE).then_refused(
        PremisesReasonMissing
    )
    spec.given(order, actor=COLLEAGUE).when(order).then_nothing()
    none().when(order, at=RECORDED).then_refused(PremisesNotFound)


def test_a_number_that_was_theirs_by_mistake_is_free_again() -> None:
    claims = {
        claim.key: claim.value
        for claim in PREMISES.claims(
            PremisesCorrected(
                details=RENAMED,
                number_before=DETAILS.number,
                reason="证号误填。",
                corrected_by="x",
                corrected_at=instant(RECORDED),
            )
        )
    }
    assert claims == {KEY: 0, KEY.replace("1234", "1235"): 1}


@pytest.mark.parametrize(
    ("changes", "refusal", "pointer"),
    [
        ({"number": " "}, PremisesIncomplete, "/premises/number"),
        ({"address": ""}, PremisesIncomplete, "/premises/address"),
        ({"landlord": replace(LANDLORD, code="")}, PremisesIncomplete, "/premises/landlord/code"),
        ({"area_dm2": 0}, PremisesIncomplete, "/premises/area"),
        ({"township": "530921001"}, TownshipOutsideDistrict, "/premises/township"),
        ({"supervising": "NONE"}, DepartmentUnknown, "/premises/supervising"),
        ({"valuation": Valuation(1, 31, 0)}, ValuationFaulty, "/premises/valuation"),
        ({"valuation": Valuation(-1, 30, 0)}, ValuationFaulty, "/premises/valuation"),
    ],
)
def test_what_premises_must_be(changes: dict[str, Any], refusal: type, pointer: str) -> None:
    order = RecordPremises(details=replace(DETAILS, **changes))
    decision = none().when(order, at=RECORDED)
    decision.then_refused(refusal)
    assert decision.refusal is not None
    assert decision.refusal.pointer == pointer


def test_r_8_premises_know_what_each_tenant_and_all_were_given_of_a_year() -> None:
    def granted(case: str, tenant: str, months: Exact, year: str = "2022") -> Any:
        return PremisesMonthsGranted(programme=year, case=case, tenant_uscc=tenant, months=months)

    state = premises().state
    for fact in (
        granted("1", "A", Exact(3)),
        granted("1", "A", Exact(3)),
        granted("2", "B", Exact(5, 2)),
        granted("3", "A", Exact(1), "2023"),
    ):
        state = PREMISES.evolve(state, fact)
    assert isinstance(state, Premises)
    assert state.given("2022", "A") == Given(Fraction(6), Fraction(17, 2))
    assert state.given("2022", "B") == Given(Fraction(5, 2), Fraction(17, 2))
    back = PremisesMonthsReturned(programme="2022", case="1", tenant_uscc="A", months=Exact(6))
    left = PREMISES.evolve(state, back)
    assert isinstance(left, Premises)
    assert left.given("2022", "A") == Given(Fraction(0), Fraction(5, 2))
    with pytest.raises(ValueError, match="less than nothing"):
        PREMISES.evolve(left, back)
