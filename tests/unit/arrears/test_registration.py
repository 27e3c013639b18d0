"""What enters the ledger, once, and under which campaign (A-1, A-2)."""

from dataclasses import replace
from datetime import date

from msgspec.structs import replace as changed

from services.arrears.commands import ExcludeArrears, RegisterArrears
from services.arrears.commands.intake import Split
from services.arrears.events import ArrearsExcluded, ArrearsRegistered, ExclusionReason
from services.arrears.numbers import contract_key, upstream_key
from services.arrears.refusals import (
    AmountNotPositive,
    ArrearsExists,
    ContractRegistered,
    DateInFuture,
    NoProgramme,
    NothingToSplit,
    ReasonMissing,
    SamePartyTwice,
    SplitWithoutGround,
    UnknownDepartment,
    UpstreamNumberKnown,
    WrongStatus,
)
from services.arrears.state import Status
from shared.kernel.decider import Held
from shared.testing.specs import instant
from tests.builders.arrears import (
    CREDITOR_USCC,
    DEBTOR_USCC,
    OFFICE,
    PRINCIPAL,
    REGISTERED,
    THE_CONTRACT,
    THE_CREDITOR,
    THE_DEBTOR,
    item_of,
    items,
    register_arrears,
    registered,
    under,
    verified,
    with_programmes,
)

ANOTHER = "01836ce8-3a00-7000-8000-0000000000aa"
CONTRACT = contract_key(DEBTOR_USCC, CREDITOR_USCC, "LXZJ-2021-017")
HELD = {CONTRACT: Held(ANOTHER, 2022 * 10**9 + 7)}


def test_a_2_an_item_is_one_contract_one_debtor_one_creditor() -> None:
    [fact] = items().when(register_arrears(), at=REGISTERED).facts
    assert isinstance(fact, ArrearsRegistered)
    assert (fact.number, fact.programme) == ("LX-A-2022-000001", "2022")
    assert (fact.debtor, fact.creditor, fact.contract) == (THE_DEBTOR, THE_CREDITOR, THE_CONTRACT)
    assert (fact.claimed_fen, fact.registered_by) == (PRINCIPAL, OFFICE.id)
    assert fact.registered_at == instant(REGISTERED)
    assert item_of(registered()).status is Status.REGISTERED


def test_a_2_splitting_a_contract_is_refused_and_the_item_that_holds_it_named() -> None:
    items().when(register_arrears(), at=REGISTERED, claims=HELD).then_refused(
        ContractRegistered, number="LX-A-2022-000007", arrears_id=ANOTHER
    )


def test_a_2_however_the_contracts_number_is_written() -> None:
    written = changed(THE_CONTRACT, number=" ｌｘｚｊ－2021- 017")
    order = register_arrears(contract=written)
    items().when(order, at=REGISTERED, claims=HELD).then_refused(ContractRegistered)


def test_a_2_splitting_is_possible_with_a_reason_and_another_persons_approval() -> None:
    order = register_arrears(split=Split(reason="分标段结算", approved_by="office-2"))
    [fact] = items().when(order, at=REGISTERED, claims=HELD).facts
    assert isinstance(fact, ArrearsRegistered)
    assert (fact.split_of, fact.split_reason) == ("LX-A-2022-000007", "分标段结算")


def test_a_2_nobody_approves_their_own_splitting() -> None:
    for split in (
        Split(reason="分标段结算", approved_by=OFFICE.id),
        Split(reason=" ", approved_by="office-2"),
    ):
        order = register_arrears(split=split)
        items().when(order, at=REGISTERED, claims=HELD).then_refused(SplitWithoutGround)


def test_a_2_what_is_not_registered_cannot_be_split() -> None:
    order = register_arrears(split=Split(reason="分标段结算", approved_by="office-2"))
    items().when(order, at=REGISTERED).then_refused(NothingToSplit)


def test_numbers_run_without_gaps_within_a_year() -> None:
    counted = {"arrears_number/2022": Held(ANOTHER, 41)}
    [fact] = items().when(register_arrears(), at=REGISTERED, claims=counted).facts
    assert isinstance(fact, ArrearsRegistered)
    assert (fact.number, fact.sequence) == ("LX-A-2022-000042", 42)


def test_the_same_item_is_not_registered_twice() -> None:
    registered().when(register_arrears(), at=REGISTERED).then_refused(ArrearsExists)


def test_the_same_upstream_number_is_the_same_item() -> None:
    order = register_arrears(upstream_number="YN-2022-88")
    held = {upstream_key("self_check", "YN-2022-88"): Held(ANOTHER, 2022 * 10**9 + 7)}
    items().when(order, at=REGISTERED, claims=held).then_refused(
        UpstreamNumberKnown, number="LX-A-2022-000007"
    )


def test_a_debtor_owes_somebody_else() -> None:
    order = register_arrears(creditor=changed(THE_CREDITOR, uscc=DEBTOR_USCC))
    items().when(order, at=REGISTERED).then_refused(SamePartyTwice)


def test_the_department_in_charge_is_one_of_the_districts() -> None:
    order = register_arrears(debtor=changed(THE_DEBTOR, supervising="NOBODY"))
    items().when(order, at=REGISTERED).then_refused(UnknownDepartment, department="NOBODY")


def test_what_is_entered_has_happened() -> None:
    order = register_arrears(discovered_on=date(2022, 8, 23))
    items().when(order, at=REGISTERED).then_refused(DateInFuture, day="2022-08-23")


def test_a_claim_is_about_money() -> None:
    items().when(register_arrears(claimed_fen=0), at=REGISTERED).then_refused(AmountNotPositive)


def test_nothing_is_registered_where_no_programme_is_in_force() -> None:
    order: RegisterArrears = register_arrears()
    before = replace(items(), policies=under(programmes=with_programmes()))
    before.when(order, at=REGISTERED).then_refused(NoProgramme, day="2022-08-22")


def test_a_1_what_is_out_of_scope_is_excluded_with_its_reason() -> None:
    order = ExcludeArrears(
        reason=ExclusionReason.NOT_A_PURCHASE, note="系借款，非货物、工程、服务款项。"
    )
    after = (
        registered()
        .when(order, at=REGISTERED)
        .then(
            ArrearsExcluded(
                reason=ExclusionReason.NOT_A_PURCHASE,
                note="系借款，非货物、工程、服务款项。",
                excluded_by=OFFICE.id,
                excluded_at=instant(REGISTERED),
            )
        )
    )
    assert item_of(after).status is Status.EXCLUDED
    after.when(order, at=REGISTERED).then_nothing()


def test_a_1_an_exclusion_says_why_and_comes_before_verification() -> None:
    order = ExcludeArrears(reason=ExclusionReason.UNFOUNDED, note=" ")
    registered().when(order, at=REGISTERED).then_refused(ReasonMissing)
    told = ExcludeArrears(reason=ExclusionReason.UNFOUNDED, note="查无此合同。")
    verified().when(told).then_refused(WrongStatus, status="open")
