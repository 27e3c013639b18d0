"""Once a voucher, to the fen (A-13 to A-17)."""

from datetime import date

import pytest
from msgspec.structs import replace

from services.arrears.commands import (
    RecordPayment,
    ReversePayment,
    SettleOverpayment,
    WithdrawSettlement,
)
from services.arrears.events import (
    ArrearsOverpaymentSettled,
    ArrearsPaid,
    ArrearsPaymentReversed,
    ArrearsSettlementWithdrawn,
    Share,
)
from services.arrears.numbers import voucher_key
from services.arrears.refusals import (
    AmountNotPositive,
    ArrearsNotFound,
    DateInFuture,
    GivenBackBefore,
    NoSuchPayment,
    NotThatMuchOverpaid,
    NoVoucher,
    PaidBeforeContract,
    PayeeNotCreditor,
    ReasonMissing,
    ShareFaulty,
    ShareNotYours,
    SharesDoNotAddUp,
    VoucherUsed,
    WrongStatus,
)
from services.arrears.rules.schedule import unpaid
from shared.kernel.decider import Held, On
from shared.testing.specs import STREAM, instant
from tests.builders.arrears import (
    DEBTOR,
    DEBTOR_USCC,
    OFFICE,
    PRINCIPAL,
    THE_DEBTOR,
    item_of,
    pay,
    planned,
    registered,
    verified,
    voucher,
)

PAID = "2022-09-05T15:00+08:00"
ANOTHER = "01836ce8-3a00-7000-8000-0000000000aa"
BOUNCED = ReversePayment(payer_uscc=DEBTOR_USCC, voucher_number="V1", reason="银行退票。")


def test_a_13_a_payment_repays_principal() -> None:
    order = pay("V1", 80_000_000, "2022-09-05")
    after = (
        verified()
        .when(order, at=PAID)
        .then(
            ArrearsPaid(
                number="LX-A-2022-000001",
                voucher=order.voucher,
                place=0,
                credited_fen=80_000_000,
                overpaid_fen=0,
                acknowledged_fen=0,
                interest_fen=0,
                evidence=(),
                recorded_by=OFFICE.id,
                recorded_at=instant(PAID),
            )
        )
    )
    assert item_of(after).money.outstanding_fen == 100_000_000


def test_a_13_the_same_voucher_again_is_quiet() -> None:
    order = pay("V1", 80_000_000, "2022-09-05")
    verified().given(order, at=PAID).when(order).then_nothing()


@pytest.mark.parametrize(
    "other",
    [pay("V1", 79_999_999, "2022-09-05"), pay("v 1", 80_000_000, "2022-09-04")],
    ids=["another amount", "another day, written otherwise"],
)
def test_a_13_the_same_voucher_with_other_content_is_a_conflict_that_shows_the_first(
    other: RecordPayment,
) -> None:
    spec = verified().given(pay("V1", 80_000_000, "2022-09-05"), at=PAID)
    spec.when(other).then_refused(VoucherUsed, number="LX-A-2022-000001", arrears_id=STREAM)


def test_a_13_the_same_voucher_on_another_item_is_a_conflict() -> None:
    held = {voucher_key(DEBTOR_USCC, "V1"): Held(ANOTHER, 2022 * 10**9 + 9)}
    verified().when(pay("V1", 100, "2022-09-05"), at=PAID, claims=held).then_refused(
        VoucherUsed, number="LX-A-2022-000009", arrears_id=ANOTHER
    )


def test_a_13_what_a_voucher_must_be() -> None:
    def refused(refusal: type, **changes: object) -> None:
        order = pay("V1", 100, "2022-09-05", **changes)
        verified().when(order, at=PAID).then_refused(refusal)

    refused(AmountNotPositive, amount_fen=0)
    refused(DateInFuture, value_on=date(2022, 9, 6))
    refused(PaidBeforeContract, value_on=date(2021, 3, 14))
    refused(SharesDoNotAddUp, amount_fen=101)
    refused(ShareFaulty, shares=(Share(STREAM, 100, 101),))
    refused(ShareFaulty, shares=(Share(STREAM, 50, 50), Share(STREAM, 50, 50)))
    refused(PayeeNotCreditor, payee_uscc="91530902MA6XTXT19X")


def test_a_payment_is_recorded_on_a_verified_item() -> None:
    order = pay("V1", 100, "2022-09-05")
    registered().when(order, at=PAID).then_refused(WrongStatus, status="registered")


def test_a_third_party_may_pay() -> None:
    order = pay("V1", 100, "2022-09-05", payer_uscc="91530902MA6XTXT19X", payer_name="区城投公司")
    assert verified().when(order, at=PAID).refusal is None


def test_a_15_what_is_paid_beyond_the_debt_is_overpaid() -> None:
    [fact] = verified().when(pay("V1", PRINCIPAL + 500, "2022-09-05"), at=PAID).facts
    assert isinstance(fact, ArrearsPaid)
    assert (fact.credited_fen, fact.overpaid_fen) == (PRINCIPAL, 500)


def test_a_15_an_overpayment_goes_back_once() -> None:
    spec = verified().given(pay("V1", PRINCIPAL + 500, "2022-09-05"), at=PAID)
    back = SettleOverpayment(amount_fen=500, refunded=True, voucher_number="r 1", note="")
    after = spec.when(back).then(
        ArrearsOverpaymentSettled(
            amount_fen=500,
            refunded=True,
            voucher_number="R1",
            note="",
            settled_by=OFFICE.id,
            settled_at=instant(PAID),
        )
    )
    assert item_of(after).money.overpaid_fen == 0
    after.when(back).then_nothing()
    after.when(replace(back, amount_fen=400)).then_refused(VoucherUsed)
    after.when(replace(back, voucher_number="R2")).then_refused(NotThatMuchOverpaid)
    spec.when(replace(back, voucher_number=" ")).then_refused(NoVoucher)
    spec.when(replace(back, amount_fen=0)).then_refused(AmountNotPositive)


def test_a_15_what_was_given_back_cannot_turn_out_never_to_have_come_in() -> None:
    back = SettleOverpayment(amount_fen=500, refunded=True, voucher_number="R1", note="")
    spec = verified().given(pay("V1", PRINCIPAL + 500, "2022-09-05"), at=PAID).given(back)
    spec.when(BOUNCED).then_refused(GivenBackBefore, settled="5.00")
    order = WithdrawSettlement(voucher_number="R1", reason="退款被退回。")
    withdrawn = spec.when(order).then(
        ArrearsSettlementWithdrawn(
            voucher_number="R1",
            credited_fen=0,
            overpaid_fen=500,
            acknowledged_fen=0,
            reason="退款被退回。",
            withdrawn_by=OFFICE.id,
            withdrawn_at=instant(PAID),
        )
    )
    assert withdrawn.when(BOUNCED).refusal is None
    withdrawn.when(order).then_refused(NoSuchPayment)


def test_a_17_only_what_the_voucher_states_as_principal_counts() -> None:
    shares = (Share(STREAM, 1_000_000, 900_000),)
    [fact] = verified().when(pay("V1", 1_000_000, "2022-09-05", shares=shares), at=PAID).facts
    assert isinstance(fact, ArrearsPaid)
    assert (fact.credited_fen, fact.interest_fen) == (900_000, 100_000)


def test_one_payment_over_several_items_is_one_order() -> None:
    other = item_of(verified())
    shares = (Share(STREAM, 60, 60), Share(ANOTHER, 40, 40))
    order = RecordPayment(voucher=voucher("V1", 100, "2022-09-05", shares=shares))
    own, theirs = verified().when(order, at=PAID, others={ANOTHER: other}).facts
    assert isinstance(own, ArrearsPaid)
    assert isinstance(theirs, On)
    assert isinstance(theirs.event, ArrearsPaid)
    assert (own.credited_fen, theirs.stream_id, theirs.event.credited_fen) == (60, ANOTHER, 40)
    verified().when(order, at=PAID).then_refused(ArrearsNotFound)


def test_a_reversal_takes_a_payment_back_from_every_item_it_was_spread_over() -> None:
    shares = (Share(STREAM, 60, 60), Share(ANOTHER, 40, 40))
    order = RecordPayment(voucher=voucher("V1", 100, "2022-09-05", shares=shares))
    decision = verified().when(order, at=PAID, others={ANOTHER: item_of(verified())})
    theirs = next(fact.event for fact in decision.facts if isinstance(fact, On))
    other = item_of(verified().given(theirs))
    facts = decision.done().when(BOUNCED, others={ANOTHER: other}).facts
    told = [fact.event if isinstance(fact, On) else fact for fact in facts]
    assert [getattr(fact, "debited_fen", None) for fact in told] == [60, 40]
    with pytest.raises(LookupError, match="name all its items"):
        decision.done().when(BOUNCED)


def test_a_reversal_makes_owed_again_and_frees_the_voucher() -> None:
    order = pay("V1", 80_000_000, "2022-09-05")
    spec = verified().given(order, at=PAID)
    decision = spec.when(BOUNCED)
    [fact] = decision.facts
    assert isinstance(fact, ArrearsPaymentReversed)
    assert (fact.debited_fen, fact.overpaid_fen) == (80_000_000, 0)
    after = decision.done()
    assert item_of(after).money.outstanding_fen == PRINCIPAL
    after.when(BOUNCED).then_nothing()
    assert after.when(pay("V1", 70_000_000, "2022-09-05")).refusal is None


def test_a_reversal_says_why_and_of_what() -> None:
    spec = verified().given(pay("V1", 100, "2022-09-05"), at=PAID)
    spec.when(replace(BOUNCED, reason=" ")).then_refused(ReasonMissing)
    spec.when(replace(BOUNCED, voucher_number="V2")).then_refused(NoSuchPayment, voucher="V2")


def test_payments_fill_the_instalments_in_the_order_of_their_days() -> None:
    half = PRINCIPAL // 2
    item = item_of(planned().given(pay("V1", half + 100, "2022-09-05"), at=PAID))
    left = [fen for _, fen in unpaid(item.schedule, item.money.repaid_fen)]
    assert left == [0, half - 100]


def test_whoever_pays_a_disputed_part_disputes_it_no_more() -> None:
    spec = verified(PRINCIPAL, 30_000_000)
    [fact] = spec.when(pay("V1", PRINCIPAL - 10_000_000, "2022-09-05"), at=PAID).facts
    assert isinstance(fact, ArrearsPaid)
    assert fact.acknowledged_fen == 20_000_000
    after = spec.given(fact)
    assert item_of(after).money.disputed_fen == 10_000_000
    reversed_ = after.when(BOUNCED, at=PAID).done()
    assert item_of(reversed_).money.disputed_fen == 30_000_000


def test_who_pays_on_its_own_items_alone_names_no_others() -> None:
    foreign = replace(
        item_of(verified()), debtor=replace(THE_DEBTOR, unit="COM", supervising="COM")
    )
    order = pay(
        "V1",
        300,
        "2022-09-05",
        shares=(Share(STREAM, 100, 100), Share(ANOTHER, 200, 200)),
    )
    spread = verified().when(order, at=PAID, actor=DEBTOR, others={ANOTHER: foreign})
    spread.then_refused(ShareNotYours, place=2)
    assert len(verified().when(order, at=PAID, actor=OFFICE, others={ANOTHER: foreign}).facts) == 2


def test_a_voucher_reversed_twice_keeps_the_day_of_each_reversal() -> None:
    once = verified().given(pay("V1", 100, "2022-09-05"), at=PAID)
    reversed_ = once.given(BOUNCED, at="2022-09-06T09:00+08:00")
    again = reversed_.given(pay("V1", 200, "2022-09-06"), at="2022-09-07T09:00+08:00")
    item = item_of(again.given(BOUNCED, at="2022-09-08T09:00+08:00"))
    assert [one.reversed_at for one in item.payments] == [
        instant("2022-09-06T09:00+08:00"),
        instant("2022-09-08T09:00+08:00"),
    ]
