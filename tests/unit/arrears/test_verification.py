"""The principal, the class it makes for good, and the days that follow (A-3 to A-10)."""

from datetime import date

import pytest
from msgspec.structs import replace

from services.arrears.events import ArrearsVerified, DutyCause, Mark
from services.arrears.programme.commands import PublishProgramme
from services.arrears.refusals import (
    AmountNotPositive,
    DebtorCannot,
    DisputedAbovePrincipal,
    DisputeWithoutReason,
    PrincipalAboveContract,
    WrongStatus,
)
from services.arrears.seeds import FIRST_PROGRAMME
from services.arrears.state import DisputeState, Status
from shared.testing.specs import instant
from tests.builders.arrears import (
    DEBTOR,
    PRINCIPAL,
    REGISTERED,
    THE_CONTRACT,
    VERIFIED,
    item_of,
    items,
    pay,
    register_arrears,
    registered,
    under,
    verified,
    verify_arrears,
    with_programmes,
)


@pytest.mark.parametrize(
    ("principal_fen", "size_class"),
    [(199_999_999, "LE_2M"), (200_000_000, "LE_2M"), (200_000_001, "GT_2M")],
    ids=["1,999,999.99", "2,000,000.00 exactly", "2,000,000.01"],
)
def test_a_3_up_to_2_million_includes_2_million(principal_fen: int, size_class: str) -> None:
    """Civil Code art. 1259: 以下 includes the number."""
    assert item_of(verified(principal_fen)).size_class == size_class


def test_a_4_part_payment_never_changes_the_class() -> None:
    after = verified(300_000_000).given(pay("V1", 250_000_000, "2022-08-24"))
    assert item_of(after).size_class == "GT_2M"
    assert item_of(after).money.outstanding_fen == 50_000_000


@pytest.mark.parametrize(
    ("disputed_fen", "dispute"),
    [
        (0, DisputeState.UNDISPUTED),
        (30_000_000, DisputeState.PARTIAL),
        (PRINCIPAL, DisputeState.DISPUTED),
    ],
)
def test_a_5_an_item_is_undisputed_disputed_or_both_in_part(
    disputed_fen: int, dispute: DisputeState
) -> None:
    item = item_of(verified(PRINCIPAL, disputed_fen))
    assert item.dispute is dispute
    assert sum(duty.amount_fen for duty in item.schedule.duties) == PRINCIPAL - disputed_fen


def test_a_6_paid_within_five_working_days_no_plan_is_needed() -> None:
    item = item_of(verified())
    assert item.immediate_until is not None
    assert item.immediate_until.last_day == date(2022, 8, 29)


def test_a_8_the_lower_class_is_due_by_the_last_instant_of_2022() -> None:
    [duty] = item_of(verified()).schedule.duties
    assert (duty.id, duty.cause, duty.amount_fen) == ("final", DutyCause.FINAL, PRINCIPAL)
    assert duty.due.at == instant("2023-01-01T00:00+08:00")
    assert duty.due.last_day == date(2022, 12, 31)


def test_a_8_the_upper_class_has_no_day_until_a_plan_names_it() -> None:
    schedule = item_of(verified(300_000_000)).schedule
    assert schedule.duties == ()
    assert schedule.plan is not None


@pytest.mark.parametrize(
    ("found", "checked", "due_on"),
    [
        ("2022-06-20T10:00+08:00", "2022-06-21T10:00+08:00", date(2022, 7, 31)),
        ("2022-07-18T10:00+08:00", "2022-07-19T10:00+08:00", date(2022, 8, 1)),
        (REGISTERED, VERIFIED, date(2022, 9, 5)),
        ("2022-12-26T10:00+08:00", "2022-12-27T10:00+08:00", date(2022, 12, 31)),
    ],
    ids=["by the plan's day", "found in July", "found in August", "never after the final day"],
)
def test_a_9_a_plan_is_due_by_the_end_of_july_or_ten_working_days_after_registration(
    found: str, checked: str, due_on: date
) -> None:
    order = register_arrears(discovered_on=date(2022, 6, 1))
    spec = items().given(order, at=found).given(verify_arrears(), at=checked)
    plan = item_of(spec).schedule.plan
    assert plan is not None
    assert plan.due.last_day == due_on


def test_a_9_the_upper_class_may_hand_in_its_plan_after_the_final_day() -> None:
    spec = (
        items()
        .given(register_arrears(), at="2022-12-26T10:00+08:00")
        .given(verify_arrears(300_000_000), at="2022-12-27T10:00+08:00")
    )
    plan = item_of(spec).schedule.plan
    assert plan is not None
    assert plan.due.last_day == date(2023, 1, 10)


def test_a_10_a_fixed_day_is_not_rolled_and_warned_of_on_the_last_working_day_before() -> None:
    """2022-07-31 is a Sunday, 2022-12-31 a Saturday and a holiday since the notice of December."""
    order = register_arrears(discovered_on=date(2022, 6, 1))
    spec = (
        items()
        .given(order, at="2022-06-20T10:00+08:00")
        .given(verify_arrears(), at="2022-06-21T10:00+08:00")
    )
    schedule = item_of(spec).schedule
    assert schedule.plan is not None
    [warning] = [a for a in schedule.plan.alarms if a.mark is Mark.WARNING]
    assert warning.at == instant("2022-07-29T00:00+08:00")
    [duty] = schedule.duties
    warnings = {a.workdays: a.at for a in duty.alarms if a.mark is Mark.WARNING}
    assert warnings == {
        30: instant("2022-11-21T00:00+08:00"),
        10: instant("2022-12-19T00:00+08:00"),
        3: instant("2022-12-28T00:00+08:00"),
        1: instant("2022-12-30T00:00+08:00"),
    }


@pytest.mark.parametrize(
    ("signed_on", "delivered_on", "due_on", "new"),
    [
        (date(2022, 3, 1), date(2022, 4, 30), date(2022, 5, 30), False),
        (date(2022, 3, 1), date(2022, 5, 2), date(2022, 6, 1), True),
        (date(2022, 3, 1), None, None, False),
        (date(2022, 6, 1), None, None, True),
    ],
    ids=["due before the base day", "due after it", "unknown, signed before", "unknown, after"],
)
def test_a_23_what_fell_due_after_the_base_day_is_new(
    signed_on: date,
    delivered_on: date | None,
    due_on: date | None,
    new: bool,  # noqa: FBT001
) -> None:
    contract = replace(THE_CONTRACT, signed_on=signed_on, delivered_on=delivered_on)
    item = item_of(registered(contract=contract).given(verify_arrears(), at=VERIFIED))
    assert item.payment_due is not None
    assert (item.payment_due.due_on, item.new) == (due_on, new)


def test_a_verification_is_recorded_with_the_version_of_the_programme_that_judged_it() -> None:
    [fact] = registered().when(verify_arrears(), at=VERIFIED).facts
    assert isinstance(fact, ArrearsVerified)
    assert (fact.programme, fact.programme_version) == ("2022", 1)
    assert item_of(verified()).status is Status.OPEN


def test_another_campaigns_numbers_are_data() -> None:
    programme = replace(
        FIRST_PROGRAMME.programme,
        code="2026",
        name="2026年清欠行动",
        registered_from=date(2026, 1, 1),
        threshold_fen=500_000_000,
        within="LE_5M",
        above="GT_5M",
        plan_on=date(2026, 6, 30),
        final_on=date(2026, 11, 30),
        base_on=date(2025, 12, 31),
    )
    later = PublishProgramme(
        programme=programme,
        effective_on=date(2026, 1, 1),
        document_no="临翔政办发〔2026〕1号",
        author="区工业和信息化局",
    )
    both = under(programmes=with_programmes(FIRST_PROGRAMME, later))
    order = register_arrears(contract=replace(register_arrears().contract, amount_fen=10**9))
    spec = (
        items()
        .under(both)
        .given(order, at="2026-03-02T10:00+08:00")
        .given(verify_arrears(500_000_000), at="2026-03-03T10:00+08:00")
    )
    item = item_of(spec)
    assert (item.programme, item.size_class) == ("2026", "LE_5M")
    [duty] = item.schedule.duties
    assert duty.due.last_day == date(2026, 11, 30)


def test_the_same_verification_again_is_quiet_and_another_one_refused() -> None:
    verified().when(verify_arrears()).then_nothing()
    verified().when(verify_arrears(PRINCIPAL - 1)).then_refused(WrongStatus, status="open")


def test_the_debtor_does_not_verify_its_own_debt() -> None:
    registered().when(verify_arrears(), at=VERIFIED, actor=DEBTOR).then_refused(DebtorCannot)


def test_the_principal_is_within_the_contract_and_the_dispute_within_the_principal() -> None:
    registered().when(verify_arrears(0), at=VERIFIED).then_refused(AmountNotPositive)
    registered().when(verify_arrears(500_000_001), at=VERIFIED).then_refused(
        PrincipalAboveContract, principal="5000000.01", contract="5000000.00"
    )
    registered().when(verify_arrears(100, 101), at=VERIFIED).then_refused(DisputedAbovePrincipal)
    silent = replace(verify_arrears(100, 50), dispute_reason=" ")
    registered().when(silent, at=VERIFIED).then_refused(DisputeWithoutReason)
