"""Nothing is edited in place: a correction is asked for by one and decided by another (A-16)."""

from datetime import date

import pytest
from msgspec.structs import replace

from services.arrears.commands import AssignClaim, DecideCorrection, DecidePlan, RequestCorrection
from services.arrears.events import (
    ArrearsAmountCorrected,
    ArrearsClaimAssigned,
    ArrearsCorrectionRefused,
    ArrearsCorrectionRequested,
    ArrearsPartyCorrected,
    ArrearsReopened,
    Correction,
    CorrectionKind,
    Mark,
)
from services.arrears.numbers import contract_key
from services.arrears.refusals import (
    AmountNotPositive,
    ContractRegistered,
    CorrectionChangesNothing,
    CorrectionPending,
    CorrectionUnclear,
    CorrectionWithoutEvidence,
    DebtorCannot,
    NoCorrectionPending,
    PrincipalAboveContract,
    ReasonMissing,
    SamePartyTwice,
    SecondPersonNeeded,
    WrongStatus,
)
from services.arrears.state import Item, State
from shared.kernel.decider import Held
from shared.testing.specs import Spec, instant
from tests.builders.arrears import (
    COLLEAGUE,
    DEBTOR,
    DEBTOR_USCC,
    IN_CHARGE,
    OFFICE,
    PRINCIPAL,
    PROOF,
    THE_CONTRACT,
    THE_CREDITOR,
    THE_DEBTOR,
    item_of,
    items,
    pay,
    planned,
    register_arrears,
    registered,
    submit_plan,
    verified,
    verify_arrears,
)
from tests.unit.arrears.test_clearance import cleared

ASKED = "2022-09-05T15:00+08:00"
YES = DecideCorrection(approved=True, reason="经复核无误。")
NO = DecideCorrection(approved=False, reason="证据不足。")


def correct(principal_fen: int) -> RequestCorrection:
    said = Correction(kind=CorrectionKind.AMOUNT, principal_fen=principal_fen)
    return RequestCorrection(correction=said, reason="结算审核核减。", evidence=PROOF)


def test_a_16_a_correction_is_asked_for_with_its_reason() -> None:
    order = correct(170_000_000)
    after = (
        verified()
        .when(order, at=ASKED)
        .then(
            ArrearsCorrectionRequested(
                correction=order.correction,
                reason=order.reason,
                evidence=PROOF,
                requested_by=OFFICE.id,
                requested_at=instant(ASKED),
            )
        )
    )
    assert item_of(after).money.principal_fen == PRINCIPAL
    after.when(order).then_nothing()
    after.when(correct(1)).then_refused(CorrectionPending)


def test_a_16_another_person_decides() -> None:
    asked = verified().given(correct(170_000_000), at=ASKED)
    asked.when(YES).then_refused(SecondPersonNeeded)
    asked.when(YES, actor=DEBTOR).then_refused(DebtorCannot)
    asked.when(replace(YES, reason=" "), actor=COLLEAGUE).then_refused(ReasonMissing)
    verified().when(YES, actor=COLLEAGUE).then_refused(NoCorrectionPending)


def test_a_16_refused_nothing_changes() -> None:
    asked = verified().given(correct(170_000_000), at=ASKED)
    after = asked.when(NO, actor=COLLEAGUE).then(
        ArrearsCorrectionRefused(
            reason="证据不足。", decided_by=COLLEAGUE.id, decided_at=instant(ASKED)
        )
    )
    assert item_of(after).correction is None
    assert item_of(after).money.principal_fen == PRINCIPAL


@pytest.mark.parametrize(
    ("before", "principal", "size_class"),
    [
        (180_000_000, 170_000_000, "LE_2M"),
        (180_000_000, 200_000_001, "GT_2M"),
        (300_000_000, 200_000_000, "LE_2M"),
    ],
)
def test_a_4_a_correction_judges_the_class_anew(
    before: int, principal: int, size_class: str
) -> None:
    asked = verified(before).given(correct(principal), at=ASKED)
    decision = asked.when(YES, actor=COLLEAGUE)
    [fact] = decision.facts
    assert isinstance(fact, ArrearsAmountCorrected)
    assert (fact.reduced_fen, fact.size_class) == (before - principal, size_class)
    owed = [duty.amount_fen for duty in fact.schedule.duties]
    assert owed == ([principal] if size_class == "LE_2M" else [])
    assert item_of(decision.done()).size_class == size_class


def corrected(spec: Spec[State], principal_fen: int, at: str) -> Item:
    return item_of(spec.given(correct(principal_fen), at=at).given(YES, actor=COLLEAGUE))


def test_a_9_in_another_class_the_day_for_a_plan_is_judged_anew() -> None:
    """Registered on the 22nd of December: for the lower class the final day comes first."""
    late = (
        items()
        .given(register_arrears(discovered_on=date(2022, 12, 22)), at="2022-12-22T10:00+08:00")
        .given(verify_arrears(210_000_000), at="2022-12-23T10:00+08:00")
    )
    lower = corrected(late, 200_000_000, "2022-12-26T10:00+08:00")
    days = [
        one.schedule.plan and (one.schedule.plan.due.last_day, one.schedule.plan.fixed)
        for one in (item_of(late), lower)
    ]
    assert days == [(date(2023, 1, 6), False), (date(2022, 12, 31), True)]
    upper = corrected(
        late.given(correct(200_000_000)).given(YES, actor=COLLEAGUE),
        200_000_001,
        "2022-12-26T10:00+08:00",
    )
    assert upper.schedule.plan is not None
    assert upper.schedule.plan.due.last_day == date(2023, 1, 6)


def test_a_8_instalments_of_what_turns_out_to_be_of_the_lower_class_end_by_the_final_day() -> None:
    of_the_upper = (
        verified(300_000_000)
        .given(
            submit_plan(("2022-10-31", 100_000_000), ("2023-03-31", 200_000_000)),
            at="2022-08-30T10:00+08:00",
            actor=DEBTOR,
        )
        .given(DecidePlan(approved=True, reason="同意。"), actor=IN_CHARGE)
    )
    before = corrected(of_the_upper, 190_000_000, ASKED)
    assert [(one.amount_fen, one.due.last_day, one.fixed) for one in before.schedule.duties] == [
        (100_000_000, date(2022, 10, 31), True),
        (90_000_000, date(2022, 12, 31), True),
    ]
    after = corrected(of_the_upper, 190_000_000, "2023-01-03T10:00+08:00")
    assert [(one.due.last_day, one.fixed) for one in after.schedule.duties] == [
        (date(2022, 10, 31), True),
        (date(2023, 1, 17), False),
    ]


def test_a_4_what_is_no_longer_of_the_lower_class_is_not_on_the_list_of_the_year_end() -> None:
    marks = [
        {alarm.mark for duty in one.schedule.duties for alarm in duty.alarms}
        for one in (item_of(planned()), corrected(planned(), 200_000_001, "2022-09-05T15:00+08:00"))
    ]
    assert [Mark.FINAL_DAY in each for each in marks] == [True, False]


def test_a_15_what_was_repaid_beyond_the_corrected_principal_is_overpaid() -> None:
    spec = verified().given(pay("V1", 150_000_000, "2022-09-05"), at=ASKED)
    asked = spec.given(correct(140_000_000))
    [fact] = asked.when(YES, actor=COLLEAGUE).facts
    assert isinstance(fact, ArrearsAmountCorrected)
    assert fact.overpaid_fen == 10_000_000


def test_a_cleared_item_that_owes_more_is_no_longer_cleared() -> None:
    asked = cleared().given(correct(PRINCIPAL + 100), at="2022-10-10T09:00+08:00")
    corrected, reopened = asked.when(YES, actor=COLLEAGUE).facts
    assert isinstance(corrected, ArrearsAmountCorrected)
    assert isinstance(reopened, ArrearsReopened)
    [duty] = [one for one in corrected.schedule.duties if one.id.startswith("corrected")]
    assert (duty.amount_fen, duty.due.last_day) == (100, date(2022, 12, 31))


def test_a_16_a_party_is_corrected_and_the_contract_stays_one_item() -> None:
    said = Correction(
        kind=CorrectionKind.CREDITOR, creditor=replace(THE_CREDITOR, uscc="91530902MA6XTXT19X")
    )
    order = RequestCorrection(correction=said, reason="登记时误填。", evidence=PROOF)
    asked = registered().given(order, at=ASKED)
    decision = asked.when(YES, actor=COLLEAGUE)
    [fact] = decision.facts
    assert isinstance(fact, ArrearsPartyCorrected)
    assert fact.creditor_uscc == "91530902MA6XTXT19X"
    assert item_of(decision.done()).creditor.uscc == "91530902MA6XTXT19X"
    key = contract_key(DEBTOR_USCC, "91530902MA6XTXT19X", THE_CONTRACT.number)
    held = {key: Held("another", 2022 * 10**9 + 9)}
    asked.when(YES, actor=COLLEAGUE, claims=held).then_refused(
        ContractRegistered, number="LX-A-2022-000009"
    )


def test_a_16_a_contract_is_not_corrected_below_what_was_verified() -> None:
    said = Correction(kind=CorrectionKind.CONTRACT, contract=replace(THE_CONTRACT, amount_fen=1))
    order = RequestCorrection(correction=said, reason="合同金额误填。", evidence=PROOF)
    asked = verified().given(order, at=ASKED)
    asked.when(YES, actor=COLLEAGUE).then_refused(PrincipalAboveContract)


def test_a_16_a_correction_without_evidence_is_refused() -> None:
    order = replace(correct(170_000_000), evidence=())
    verified().when(order, at=ASKED).then_refused(CorrectionWithoutEvidence)


def test_a_16_what_a_correction_must_be() -> None:
    def refused(refusal: type, said: Correction, reason: str = "更正") -> None:
        order = RequestCorrection(correction=said, reason=reason, evidence=PROOF)
        verified().when(order, at=ASKED).then_refused(refusal)

    amount = CorrectionKind.AMOUNT
    refused(ReasonMissing, Correction(kind=amount, principal_fen=1), " ")
    refused(CorrectionUnclear, Correction(kind=amount))
    refused(CorrectionUnclear, Correction(kind=amount, principal_fen=1, debtor=THE_DEBTOR))
    refused(CorrectionUnclear, Correction(kind=CorrectionKind.DEBTOR, principal_fen=1))
    refused(CorrectionChangesNothing, Correction(kind=amount, principal_fen=PRINCIPAL))
    refused(AmountNotPositive, Correction(kind=amount, principal_fen=0))
    refused(PrincipalAboveContract, Correction(kind=amount, principal_fen=500_000_001))
    same = replace(THE_CREDITOR, uscc=DEBTOR_USCC)
    refused(SamePartyTwice, Correction(kind=CorrectionKind.CREDITOR, creditor=same))
    registered().when(correct(1), at=ASKED).then_refused(WrongStatus, status="registered")


def test_an_assigned_claim_is_the_new_creditors_and_its_class_and_days_stay() -> None:
    bank = replace(THE_CREDITOR, uscc="91530902MA6XTXT19X", name="某商业保理有限公司")
    order = AssignClaim(creditor=bank, notified_on=date(2022, 9, 1))
    decision = verified().when(order, at=ASKED)
    [fact] = decision.facts
    assert isinstance(fact, ArrearsClaimAssigned)
    after = item_of(decision.done())
    assert (after.creditor, after.size_class) == (bank, "LE_2M")
    assert after.schedule == item_of(verified()).schedule
    decision.done().when(order).then_nothing()
    back = replace(order, creditor=THE_CREDITOR)
    assert decision.done().when(back).refusal is None
    own = replace(order, creditor=replace(bank, uscc=DEBTOR_USCC))
    verified().when(own, at=ASKED).then_refused(SamePartyTwice)
