"""A waiver from the application to the closing (R-10 to R-12, R-14, R-16 to R-18, R-22 to R-24)."""

import dataclasses
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from msgspec.structs import replace

from services.rent.codes import OwnerKind, TenantKind
from services.rent.eligibility.answer import Outcome
from services.rent.eligibility.findings import Reason
from services.rent.eligibility.reckoning import Entitlement
from services.rent.leases.commands import RecordLease
from services.rent.leases.refusals import LeaseNotFound
from services.rent.leases.values import Consent, Content, Lessor
from services.rent.model import LEASE
from services.rent.months.exact import Exact
from services.rent.premises.events import PremisesMonthsGranted, PremisesMonthsReturned
from services.rent.premises.refusals import PremisesNotFound
from services.rent.size.classify import Figures, SizeClass
from services.rent.waivers import refusals
from services.rent.waivers.commands import (
    Approve,
    Check,
    Close,
    ConfirmPassThrough,
    Correct,
    Refuse,
    Reverse,
    ReverseExecution,
    SignAgreement,
    Withdraw,
)
from services.rent.waivers.events import (
    WaiverApplied,
    WaiverClosed,
    WaiverCorrected,
    WaiverExecuted,
    WaiverGranted,
    WaiverRefused,
    WaiverReversed,
)
from services.rent.waivers.state import Status
from services.rent.waivers.values import Applicant, Form, Ground, ProofKind
from shared.kernel.decider import Held, On
from shared.kernel.evidence import Evidence
from shared.testing.specs import Spec
from tests.builders.rent import (
    LEASE_ID,
    PREMISES_ID,
    RECORDED,
    TENANT,
    content,
    earlier,
    premises,
    recorded,
)
from tests.builders.rent_leases import lease
from tests.builders.rent_waivers import (
    EXECUTED,
    GRANTED,
    IN_CHARGE,
    LANDLORDS_CLERK,
    PROOFS,
    agreed,
    application,
    applied,
    carried_out,
    checked,
    closed,
    executed,
    execution,
    granted,
    nothing,
    on_premises,
    proofs,
    waiver_of,
)

ABOVE_ID = "01836ce8-3a00-7000-8000-00000000000c"
MIDDLE = replace(TENANT, uscc="91530902MA6K00002P", name="临翔区某商业管理有限公司")
KEY = f"waiver/2022/{LEASE_ID}"
PASSED = proofs(ProofKind.AGREEMENT, ProofKind.PAYMENT_RECORD, ProofKind.TENANT_RECEIPT)


# Application


def test_r_22_an_application_tells_whether_the_tenant_is_eligible() -> None:
    [fact] = nothing().when(application(), at=RECORDED).facts
    assert isinstance(fact, WaiverApplied)
    assert (fact.number, fact.outcome, fact.reasons) == (
        "LX-R-2022-000001",
        Outcome.ELIGIBLE,
        (),
    )
    assert (fact.landlord, fact.supervising, fact.tenant_uscc) == ("LXCT", "SASAC", TENANT.uscc)


def test_r_24_one_that_is_not_eligible_is_recorded_with_its_reasons() -> None:
    factory = replace(TENANT, industry="1310")
    [fact] = nothing(tenant=factory).when(application(), at=RECORDED).facts
    assert isinstance(fact, WaiverApplied)
    assert (fact.outcome, fact.reasons) == (Outcome.INELIGIBLE, (Reason.NOT_SERVICE,))


def test_a_lease_has_one_waiver_a_year_until_it_came_to_nothing() -> None:
    held = {KEY: Held("another", 2022 * 10**9 + 7)}
    nothing().when(application(), at=RECORDED, claims=held).then_refused(
        refusals.LeaseHasWaiver, number="LX-R-2022-000007"
    )
    withdrawn = applied().given(Withdraw(reason="已由出租单位减免。"))
    assert withdrawn.claims[KEY].value == 0
    withdrawn.when(Withdraw(reason="重复")).then_nothing()
    granted().when(Withdraw(reason="迟了")).then_refused(refusals.WaiverWrongStatus)


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"programme": "2026"}, refusals.WaiverYearUnknown),
        ({"lease_id": "01836ce8-3a00-7000-8000-0000000000ff"}, LeaseNotFound),
        ({"premises_id": "01836ce8-3a00-7000-8000-0000000000ff"}, PremisesNotFound),
        ({"above": (ABOVE_ID,)}, refusals.ChainBroken),
        ({"applicant": Applicant.JOINT}, refusals.NothingSublet),
        ({"applied_on": date(2022, 8, 23)}, refusals.AppliedInFuture),
        ({"figures": Figures(-1)}, refusals.FiguresNegative),
    ],
)
def test_what_an_application_must_be(changes: dict[str, Any], refusal: type) -> None:
    nothing().when(application(**changes), at=RECORDED).then_refused(refusal)


def test_r_23_the_evidence_must_be_there() -> None:
    nothing().when(application(proofs=()), at=RECORDED).then_refused(
        refusals.ProofMissing,
        names_zh="减免申请书、营业执照或者经营者身份证明、租赁合同、企业规模证明",
    )
    owner = proofs(ProofKind.APPLICATION, ProofKind.OWNER_ID, ProofKind.LEASE)
    stall = replace(TENANT, kind=TenantKind.SELF_EMPLOYED)
    assert nothing(tenant=stall).when(application(proofs=owner), at=RECORDED).refusal is None
    finding = application(applicant=Applicant.LANDLORD, proofs=PROOFS[1:])
    assert nothing().when(finding, at=RECORDED).refusal is None


# Check and decision


def test_r_22_the_landlord_checks_and_another_person_grants_three_months() -> None:
    spec = checked()
    spec.when(Approve(), actor=LANDLORDS_CLERK).then_refused(refusals.OtherPersonNeeded)
    fact, on = spec.when(Approve(), at=GRANTED, actor=IN_CHARGE).facts
    assert isinstance(fact, WaiverGranted)
    assert (fact.grant.months, fact.grant.amount_fen, fact.grant.entitlement) == (
        Exact(3),
        15_000_00,
        Entitlement.BASE,
    )
    assert on == On(
        PREMISES_ID,
        PremisesMonthsGranted(
            programme="2022", case="LX-R-2022-000001", tenant_uscc=TENANT.uscc, months=Exact(3)
        ),
    )
    granted().when(Approve(), actor=IN_CHARGE).then_refused(refusals.WaiverWrongStatus)
    applied().when(Approve(), actor=IN_CHARGE).then_refused(refusals.WaiverWrongStatus)


def test_r_22_what_the_landlord_objects_to_is_granted_with_a_note_alone() -> None:
    applied().when(Check(passed=False)).then_refused(refusals.NoteMissing)
    objected = applied().given(Check(passed=False, note="租金有争议。"), actor=LANDLORDS_CLERK)
    objected.when(Check(passed=True)).then_refused(refusals.WaiverWrongStatus)
    objected.when(Approve(), actor=IN_CHARGE).then_refused(refusals.NoteMissing)
    assert objected.when(Approve(note="争议不影响减免。"), actor=IN_CHARGE).refusal is None


def test_r_2_a_size_that_the_figures_do_not_settle_is_decided_by_a_person() -> None:
    spec = checked(applied(figures=Figures(50)))
    spec.when(Approve(), actor=IN_CHARGE).then_refused(refusals.SizeUndecided)
    spec.when(Approve(size=SizeClass.MEDIUM), actor=IN_CHARGE).then_refused(
        refusals.NotEligible, reasons_zh="不属于小型、微型企业"
    )
    fact, _ = spec.when(Approve(size=SizeClass.SMALL), actor=IN_CHARGE).facts
    assert isinstance(fact, WaiverGranted)
    assert fact.grant.question.tenant.decided is SizeClass.SMALL


def test_r_1_what_is_not_eligible_is_not_granted_but_refused_with_its_ground() -> None:
    spec = checked(applied(nothing(tenant=replace(TENANT, industry="1310"))))
    spec.when(Approve(), actor=IN_CHARGE).then_refused(
        refusals.NotEligible, reasons="not_service", reasons_zh="不属于服务业"
    )
    order = Refuse(ground=Ground.NOT_SERVICE, note="食品制造业不属于服务业。")
    [fact] = spec.when(order, actor=IN_CHARGE).facts
    assert isinstance(fact, WaiverRefused)
    after = spec.given(order, actor=IN_CHARGE)
    assert after.claims[KEY].value == 0
    after.when(order).then_nothing()
    spec.when(Refuse(ground=Ground.OTHER, note=" "), actor=IN_CHARGE).then_refused(
        refusals.NoteMissing
    )
    spec.when(order, actor=LANDLORDS_CLERK).then_refused(refusals.OtherPersonNeeded)


def test_r_14_what_was_waived_before_is_taken_off_and_not_given_twice() -> None:
    before = recorded().when(earlier(Exact(2)))
    others = on_premises({PREMISES_ID: premises().state}, before.facts)
    spec = nothing(others={**others, LEASE_ID: before.done().state})
    waiver = waiver_of(granted(checked(applied(spec))))
    assert waiver.months == 1
    assert waiver.parts[0].month == date(2022, 1, 1)


def test_r_8_another_tenants_months_count_for_the_premises() -> None:
    taken = PremisesMonthsGranted(
        programme="2022", case="LX-R-2022-000099", tenant_uscc=MIDDLE.uscc, months=Exact(5)
    )
    spec = checked()
    others = on_premises(spec.others, [On(PREMISES_ID, taken)])
    assert waiver_of(granted(dataclasses.replace(spec, others=others))).months == 1


# Agreement and execution


def test_r_22_an_agreement_comes_before_anything_is_given() -> None:
    spec = granted()
    spec.when(execution(Exact(3), 15_000_00)).then_refused(refusals.WaiverWrongStatus)
    spec.when(SignAgreement(document_no=" ", signed_on=date(2022, 8, 25))).then_refused(
        refusals.DocumentMissing
    )
    spec.when(SignAgreement(document_no="1", signed_on=date(2022, 8, 26))).then_refused(
        refusals.AppliedInFuture
    )
    again = SignAgreement(document_no="减免协议〔2022〕12号", signed_on=date(2022, 8, 25))
    agreed().when(again).then_nothing()


def test_r_12_the_forms_are_mixed_and_their_months_add_up() -> None:
    spec = agreed()
    direct = spec.given(execution(Exact(1), 5_000_00), at=EXECUTED)
    extend = execution(
        Exact(1),
        5_000_00,
        form=Form.EXTEND,
        extended_to=date(2023, 1, 31),
        document_no="补充协议1号",
    )
    extended = direct.given(extend)
    refund = execution(Exact(1), 5_000_00, form=Form.REFUND, document_no="TK-2022-9")
    [fact] = extended.when(refund).facts
    assert isinstance(fact, WaiverExecuted)
    assert (fact.number, fact.complete) == (3, True)
    done = waiver_of(extended.given(refund))
    assert (done.status, done.executed_fen) == (Status.EXECUTED, 15_000_00)
    assert not done.months_left


@pytest.mark.parametrize(
    ("order", "refusal"),
    [
        (execution(Exact(4), 15_000_00), refusals.MonthsNotLeft),
        (execution(Exact(0), 0), refusals.MonthsNotLeft),
        (execution(Exact(3), 14_999_99), refusals.AmountDoesNotFit),
        (execution(Exact(3), 15_000_01), refusals.AmountDoesNotFit),
        (execution(Exact(1), 15_000_01), refusals.AmountDoesNotFit),
        (execution(Exact(1), -1), refusals.AmountDoesNotFit),
        (execution(Exact(1), 1, executed_on=date(2022, 9, 11)), refusals.AppliedInFuture),
        (execution(Exact(1), 1, form=Form.REFUND), refusals.DocumentMissing),
        (execution(Exact(1), 1, form=Form.EXTEND, document_no="1"), refusals.ExtensionMissing),
        (execution(Exact(1), 1, extended_to=date(2023, 1, 31)), refusals.ExtensionMissing),
        (
            execution(
                Exact(1), 1, form=Form.EXTEND, document_no="1", extended_to=date(2022, 12, 31)
            ),
            refusals.ExtensionMissing,
        ),
    ],
)
def test_r_12_what_an_execution_must_be(order: Any, refusal: type) -> None:
    agreed().when(order, at=EXECUTED).then_refused(refusal)


def test_an_execution_that_was_none_is_left_to_give_again() -> None:
    order = ReverseExecution(number=1, reason="银行退票。")
    spec = closed().given(order)
    waiver = waiver_of(spec)
    assert (waiver.status, waiver.closed_at) == (Status.AGREED, None)
    assert waiver.months_left == 3
    spec.when(order).then_nothing()
    spec.when(ReverseExecution(number=2, reason="误录")).then_refused(refusals.NoSuchExecution)
    closed().when(ReverseExecution(number=1, reason=" ")).then_refused(refusals.NoteMissing)
    again = waiver_of(executed(spec))
    assert again.executions[0].number == 2


def test_r_22_a_case_is_closed_when_the_tenant_confirmed() -> None:
    spec = executed()
    spec.when(Close()).then_refused(refusals.ConfirmationMissing)
    order = Close(evidence=(Evidence("承租方确认书"),))
    [fact] = spec.when(order).facts
    assert isinstance(fact, WaiverClosed)
    closed().when(order).then_nothing()
    agreed().when(order).then_refused(refusals.WaiverWrongStatus)


# Subleases


def chain(*, state_middle: bool = False, **changes: Any) -> Spec[Any]:
    """The tenant rents half of what the one in the middle has, dearer than that has it."""
    above = recorded(tenant=MIDDLE, terms=lease(monthly=8000)).state
    words: dict[str, Any] = {
        "number": "ZZ-1",
        "lessor": Lessor(MIDDLE.uscc, MIDDLE.name, state_owned=state_middle),
        "above": ABOVE_ID,
        "share": Exact(1, 2),
        "terms": lease(monthly=5000),
        "consent": Consent(given_on=date(2022, 1, 1)),
    }
    beneath: Content = content(**{**words, **changes})
    parties = {PREMISES_ID: premises().state, ABOVE_ID: above}
    own = Spec(LEASE, stream_id=LEASE_ID, others=parties).given(
        RecordLease(content=beneath), at=RECORDED
    )
    return nothing(others={**parties, LEASE_ID: own.state})


JOINT = {
    "above": (ABOVE_ID,),
    "applicant": Applicant.JOINT,
    "proofs": (*PROOFS, *proofs(ProofKind.LEASE_CHAIN)),
}


def test_r_17_sublessor_and_actual_tenant_apply_jointly_with_every_lease() -> None:
    order = application(**JOINT)
    assert chain().when(order, at=RECORDED).refusal is None
    chain().when(replace(order, applicant=Applicant.TENANT), at=RECORDED).then_refused(
        refusals.JointApplicationNeeded
    )
    chain().when(replace(order, proofs=PROOFS), at=RECORDED).then_refused(refusals.ProofMissing)
    chain().when(replace(order, above=()), at=RECORDED).then_refused(refusals.ChainBroken)


@pytest.mark.parametrize(("state_middle", "fen"), [(False, 12_000_00), (True, 15_000_00)])
def test_r_16_the_state_gives_up_its_own_rent_for_the_part_the_tenant_has(
    state_middle: bool,  # noqa: FBT001
    fen: int,
) -> None:
    spec = granted(checked(applied(chain(state_middle=state_middle), **JOINT)))
    assert waiver_of(spec).amount_fen == fen


def test_r_16_r_17_a_sublease_stays_open_until_the_tenant_has_it() -> None:
    spec = executed(agreed(granted(checked(applied(chain(), **JOINT)))))
    confirmed = Close(evidence=(Evidence("承租方确认书"),))
    spec.when(confirmed).then_refused(refusals.PassThroughMissing)
    order = ConfirmPassThrough(benefit_fen=12_000_00, proofs=PASSED)
    spec.when(replace(order, benefit_fen=11_999_99)).then_refused(
        refusals.BenefitTooSmall, benefit="11999.99", given="12000.00"
    )
    spec.when(replace(order, proofs=PASSED[:2])).then_refused(
        refusals.ProofMissing, names_zh="实际承租方签收单"
    )
    passed = spec.given(order)
    passed.when(order).then_nothing()
    assert passed.when(confirmed).refusal is None
    executed().when(order).then_refused(refusals.NothingSublet)


def test_r_18_a_sublease_without_consent_is_settled_before_anything_is_granted() -> None:
    consent = Consent(known_since=date(2022, 3, 1))
    spec = checked(applied(chain(consent=consent), **JOINT))
    spec.when(Approve(), at=GRANTED, actor=IN_CHARGE).then_refused(refusals.SubleaseNeedsLegal)
    deemed = spec.when(Approve(), at="2022-09-02T09:00+08:00", actor=IN_CHARGE)
    assert deemed.refusal is None


# Correction and reversal


def with_lease(spec: Spec[Any], **changes: Any) -> Spec[Any]:
    return dataclasses.replace(spec, others={**spec.others, LEASE_ID: recorded(**changes).state})


def test_a_correction_reckons_anew_from_the_lease_as_it_is_now() -> None:
    order = Correct(figures=None, size=None, reason="租金误填。")
    granted().when(order, actor=IN_CHARGE).then_nothing()
    dearer = with_lease(executed(), terms=lease(monthly=6000))
    dearer.when(order, actor=LANDLORDS_CLERK).then_refused(refusals.OtherPersonNeeded)
    [fact] = dearer.when(order, actor=IN_CHARGE).facts
    assert isinstance(fact, WaiverCorrected)
    waiver = waiver_of(dearer.given(order, actor=IN_CHARGE))
    assert (waiver.amount_fen, waiver.executed_beyond) == (18_000_00, Fraction(0))
    assert waiver.months == 3


def test_a_correction_to_fewer_months_leaves_what_was_given_to_a_person() -> None:
    order = Correct(figures=None, size=None, reason="合同起租日误填。")
    shorter = with_lease(executed(), terms=lease("2022-11-01", "2022-12-31"))
    spec = carried_out(shorter, order, actor=IN_CHARGE)
    waiver = waiver_of(spec)
    assert (waiver.months, waiver.executed_beyond) == (Fraction(2), Fraction(1))
    assert spec.others[PREMISES_ID].given("2022", TENANT.uscc).tenant == 3
    not_eligible = with_lease(executed(), terms=lease("2023-01-01", "2023-12-31"))
    not_eligible.when(order, actor=IN_CHARGE).then_refused(refusals.NotEligible)


def test_a_waiver_that_should_never_have_been_is_reversed_and_recovered() -> None:
    order = Reverse(reason="以虚假合同骗取减免。")
    fact, on = executed().when(order, actor=IN_CHARGE).facts
    assert isinstance(fact, WaiverReversed)
    assert fact.to_recover_fen == 15_000_00
    assert isinstance(on, On)
    assert isinstance(on.event, PremisesMonthsReturned)
    spec = carried_out(executed(), order, actor=IN_CHARGE)
    assert spec.others[PREMISES_ID].taken == ()
    assert spec.claims[KEY].value == 0
    spec.when(order).then_nothing()
    executed().when(order, actor=LANDLORDS_CLERK).then_refused(refusals.OtherPersonNeeded)


def test_no_order_but_an_application_is_for_a_case_that_is_not_there() -> None:
    nothing().when(Close(), at=RECORDED).then_refused(refusals.WaiverNotFound)


def test_r_9_premises_of_a_central_enterprise_are_let_off_pro_rata() -> None:
    central = {
        PREMISES_ID: premises(owner=OwnerKind.CENTRAL_ENTERPRISE).state,
        LEASE_ID: recorded(terms=lease("2022-03-01", "2022-12-31", monthly=5000)).state,
    }
    waiver = waiver_of(granted(checked(applied(nothing(others=central)))))
    assert waiver.amount_fen == 12_575_34
