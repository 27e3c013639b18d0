"""确有困难: the debtor's plan and its approval (A-7, A-8)."""

from datetime import date

import pytest

from services.arrears.commands import DecidePlan, SubmitPlan
from services.arrears.events import (
    ArrearsPlanApproved,
    ArrearsPlanReturned,
    ArrearsPlanSubmitted,
    DutyCause,
)
from services.arrears.refusals import (
    DifficultyMissing,
    InstalmentNotPositive,
    InstalmentsDoNotAddUp,
    InstalmentsOutOfOrder,
    NoPlanPending,
    NotDebtorSide,
    NothingPayable,
    NotSupervising,
    PlanBeyondFinalDay,
    PlanInForce,
    PlanPending,
    ReasonMissing,
    SecondPersonNeeded,
)
from shared.testing.specs import instant
from tests.builders.arrears import (
    APPROVED,
    DEBTOR,
    IN_CHARGE,
    OTHER_DEPARTMENT,
    PLANNED,
    PRINCIPAL,
    item_of,
    pay,
    planned,
    submit_plan,
    verified,
)

HALF = PRINCIPAL // 2
PLAN = submit_plan(("2022-10-31", HALF), ("2022-12-31", HALF))
AGREED = DecidePlan(approved=True, reason="情况属实，同意。")


def test_a_7_the_debtor_in_difficulty_hands_in_a_plan() -> None:
    verified().when(PLAN, at=PLANNED, actor=DEBTOR).then(
        ArrearsPlanSubmitted(
            difficulty=PLAN.difficulty,
            instalments=PLAN.instalments,
            evidence=(),
            late=False,
            submitted_by="house-1",
            submitted_unit="HOUSE",
            submitted_at=instant(PLANNED),
        )
    )


def test_a_7_the_same_plan_again_is_quiet_and_another_one_waits() -> None:
    handed_in = verified().given(PLAN, at=PLANNED, actor=DEBTOR)
    handed_in.when(PLAN, actor=DEBTOR).then_nothing()
    other = submit_plan(("2022-11-30", PRINCIPAL))
    handed_in.when(other, actor=DEBTOR).then_refused(PlanPending)


@pytest.mark.parametrize(
    ("plan", "refusal"),
    [
        (submit_plan(("2022-10-31", HALF), ("2022-10-31", HALF)), InstalmentsOutOfOrder),
        (submit_plan(("2022-11-30", HALF), ("2022-10-31", HALF)), InstalmentsOutOfOrder),
        (submit_plan(("2022-08-29", PRINCIPAL)), InstalmentsOutOfOrder),
        (submit_plan(("2022-10-31", 0), ("2022-11-30", PRINCIPAL)), InstalmentNotPositive),
        (submit_plan(("2022-10-31", PRINCIPAL - 1)), InstalmentsDoNotAddUp),
        (submit_plan(), InstalmentsDoNotAddUp),
        (submit_plan(("2023-01-01", PRINCIPAL)), PlanBeyondFinalDay),
    ],
    ids=["same day", "descending", "past", "zero", "a fen short", "none", "after the final day"],
)
def test_a_7_what_a_plan_must_be(plan: SubmitPlan, refusal: type) -> None:
    verified().when(plan, at=PLANNED, actor=DEBTOR).then_refused(refusal)


def test_a_7_the_sum_is_what_is_undisputed_and_outstanding_to_the_fen() -> None:
    spec = verified(PRINCIPAL, 30_000_000).given(pay("V1", 1, "2022-08-24"))
    exact = submit_plan(("2022-10-31", PRINCIPAL - 30_000_000 - 1))
    assert spec.when(exact, at=PLANNED, actor=DEBTOR).refusal is None
    one_more = submit_plan(("2022-10-31", PRINCIPAL - 30_000_000))
    spec.when(one_more, at=PLANNED, actor=DEBTOR).then_refused(
        InstalmentsDoNotAddUp, payable="1499999.99"
    )


def test_a_7_without_difficulty_the_debt_is_paid_at_once() -> None:
    order = SubmitPlan(difficulty="", instalments=PLAN.instalments)
    verified().when(order, at=PLANNED, actor=DEBTOR).then_refused(DifficultyMissing)


def test_a_7_where_all_is_disputed_there_is_nothing_to_plan() -> None:
    spec = verified(PRINCIPAL, PRINCIPAL)
    spec.when(PLAN, at=PLANNED, actor=DEBTOR).then_refused(NothingPayable)


def test_a_7_another_department_hands_in_no_plan_for_it() -> None:
    verified().when(PLAN, at=PLANNED, actor=OTHER_DEPARTMENT).then_refused(NotDebtorSide)


def test_a_7_the_department_in_charge_approves() -> None:
    handed_in = verified().given(PLAN, at=PLANNED, actor=DEBTOR)
    handed_in.when(AGREED, at=APPROVED, actor=DEBTOR).then_refused(
        NotSupervising, supervising="DRC"
    )
    [fact] = handed_in.when(AGREED, at=APPROVED, actor=IN_CHARGE).facts
    assert isinstance(fact, ArrearsPlanApproved)
    assert [duty.amount_fen for duty in fact.schedule.duties] == [HALF, HALF]
    assert fact.schedule.plan is None


def test_a_7_nobody_approves_the_plan_they_handed_in() -> None:
    by_the_department = verified().given(PLAN, at=PLANNED, actor=IN_CHARGE)
    by_the_department.when(AGREED, actor=IN_CHARGE).then_refused(SecondPersonNeeded)


def test_a_7_a_plan_is_judged_again_when_it_is_approved() -> None:
    paid_meanwhile = (
        verified().given(PLAN, at=PLANNED, actor=DEBTOR).given(pay("V1", 100, "2022-08-30"))
    )
    paid_meanwhile.when(AGREED, at=APPROVED, actor=IN_CHARGE).then_refused(InstalmentsDoNotAddUp)


def test_a_7_a_plan_given_back_may_be_handed_in_anew() -> None:
    no = DecidePlan(approved=False, reason="首期过晚。")
    back = (
        verified()
        .given(PLAN, at=PLANNED, actor=DEBTOR)
        .when(no, at=APPROVED, actor=IN_CHARGE)
        .then(
            ArrearsPlanReturned(
                reason="首期过晚。", returned_by="drc-1", returned_at=instant(APPROVED)
            )
        )
    )
    assert back.when(PLAN, actor=DEBTOR).refusal is None
    silent = DecidePlan(approved=False, reason=" ")
    again = back.given(PLAN, actor=DEBTOR)
    again.when(silent, actor=IN_CHARGE).then_refused(ReasonMissing)


def test_nothing_is_approved_that_was_not_handed_in() -> None:
    verified().when(AGREED, at=APPROVED, actor=IN_CHARGE).then_refused(NoPlanPending)


def test_a_8_the_last_date_of_the_plan_is_the_upper_classes_final_day() -> None:
    plan = submit_plan(("2022-12-31", 100_000_000), ("2023-06-30", 200_000_000))
    spec = (
        verified(300_000_000)
        .given(plan, at=PLANNED, actor=DEBTOR)
        .given(AGREED, at=APPROVED, actor=IN_CHARGE)
    )
    duties = item_of(spec).schedule.duties
    assert [duty.due.last_day for duty in duties] == [date(2022, 12, 31), date(2023, 6, 30)]
    assert {duty.cause for duty in duties} == {DutyCause.INSTALMENT}


def test_a_missed_instalment_is_not_made_good_by_another_plan() -> None:
    order = submit_plan(("2022-11-30", PRINCIPAL))
    planned().when(order, actor=DEBTOR).then_refused(PlanInForce)


def test_a_9_a_plan_handed_in_late_says_so() -> None:
    [fact] = verified().when(PLAN, at="2022-09-06T00:00+08:00", actor=DEBTOR).facts
    assert isinstance(fact, ArrearsPlanSubmitted)
    assert fact.late
