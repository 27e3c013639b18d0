"""销号: everything paid, proven, and not objected to (A-18)."""

from datetime import date

import pytest

from services.arrears.commands import (
    AnnounceClearance,
    ClearArrears,
    ConfirmReceipt,
    ReopenArrears,
    ResolveDispute,
    ReversePayment,
)
from services.arrears.events import (
    ArrearsClearanceAnnounced,
    ArrearsCleared,
    ArrearsDisputeResolved,
    ArrearsPaymentReversed,
    ArrearsReopened,
)
from services.arrears.refusals import (
    CreditorObjects,
    CreditorStillHasTime,
    DebtorCannot,
    NotAnnounced,
    NoVoucher,
    ReasonMissing,
    StillOutstanding,
    WrongStatus,
)
from services.arrears.rules.schedule import unpaid
from services.arrears.state import DisputeState, State, Status
from shared.testing.specs import Spec, instant
from tests.builders.arrears import (
    DEBTOR,
    DEBTOR_USCC,
    OFFICE,
    PLATFORM,
    PRINCIPAL,
    item_of,
    pay,
    verified,
)

PAID = "2022-09-05T15:00+08:00"
TOLD = "2022-09-06T09:00+08:00"
YES = ConfirmReceipt(received=True, note="款项已全部到账。")
NO = ConfirmReceipt(received=False, note="尾款未到账。")
REST = 30_000_000


def paid() -> Spec[State]:
    return verified().given(pay("V1", PRINCIPAL, "2022-09-05"), at=PAID)


def announced() -> Spec[State]:
    return paid().given(AnnounceClearance(), at=TOLD)


def cleared() -> Spec[State]:
    return announced().given(YES, actor=PLATFORM).given(ClearArrears())


def test_a_18_the_creditor_is_told_and_has_five_working_days_to_object() -> None:
    [fact] = paid().when(AnnounceClearance(), at=TOLD).facts
    assert isinstance(fact, ArrearsClearanceAnnounced)
    assert fact.until.last_day == date(2022, 9, 14)  # Mid-Autumn on Monday the 12th
    announced().when(AnnounceClearance()).then_nothing()


def test_a_18_confirmed_by_the_creditor_the_item_is_cleared() -> None:
    spec = announced().given(YES, actor=PLATFORM)
    after = spec.when(ClearArrears(note="资料齐全。")).then(
        ArrearsCleared(
            confirmed=True, note="资料齐全。", cleared_by=OFFICE.id, cleared_at=instant(TOLD)
        )
    )
    assert item_of(after).status is Status.CLEARED
    after.when(ClearArrears()).then_nothing()
    spec.when(YES, actor=PLATFORM).then_nothing()


def test_a_18_without_a_word_when_its_time_is_over_and_not_before() -> None:
    spec = announced()
    spec.when(ClearArrears(), at="2022-09-14T23:59:59+08:00").then_refused(
        CreditorStillHasTime, last_day="2022-09-14"
    )
    [fact] = spec.when(ClearArrears(), at="2022-09-15T00:00+08:00").facts
    assert isinstance(fact, ArrearsCleared)
    assert not fact.confirmed


def test_a_18_an_objection_stops_it_until_it_is_settled() -> None:
    objected = announced().given(NO, actor=PLATFORM)
    objected.when(ClearArrears(), at="2022-10-15T00:00+08:00").then_refused(CreditorObjects)
    again = objected.given(AnnounceClearance(), at="2022-09-20T09:00+08:00").given(YES)
    assert again.when(ClearArrears()).refusal is None


def test_a_18_an_objection_says_what_is_missing() -> None:
    silent = ConfirmReceipt(received=False, note=" ")
    announced().when(silent, actor=PLATFORM).then_refused(ReasonMissing)


def test_a_18_nothing_is_cleared_while_anything_undisputed_is_not_paid() -> None:
    verified().when(AnnounceClearance()).then_refused(
        StillOutstanding, payable="1800000.00", disputed="0.00"
    )
    in_part = verified(PRINCIPAL, REST).given(
        pay("V1", PRINCIPAL - REST - 1, "2022-09-05"), at=PAID
    )
    in_part.when(AnnounceClearance()).then_refused(
        StillOutstanding, payable="0.01", disputed="300000.00"
    )


def test_a_18_nothing_is_cleared_of_which_everything_is_disputed() -> None:
    verified(PRINCIPAL, PRINCIPAL).when(AnnounceClearance(), at=TOLD).then_refused(NoVoucher)


def cleared_but_for_a_dispute() -> Spec[State]:
    undisputed_paid = verified(PRINCIPAL, REST).given(
        pay("V1", PRINCIPAL - REST, "2022-09-05"), at=PAID
    )
    told = undisputed_paid.given(AnnounceClearance(), at=TOLD)
    return told.given(YES, actor=PLATFORM).given(ClearArrears())


def settled(owed_fen: int, dropped_fen: int) -> ResolveDispute:
    return ResolveDispute(
        owed_fen=owed_fen,
        dropped_fen=dropped_fen,
        effective_on=date(2022, 10, 10),
        basis="和解协议 2022-3",
    )


def test_a_18_what_is_disputed_does_not_hold_up_a_clearance() -> None:
    item = item_of(cleared_but_for_a_dispute())
    assert item.status is Status.CLEARED
    assert (item.money.outstanding_fen, item.dispute) == (REST, DisputeState.PARTIAL)


def test_a_11_what_turns_out_to_be_owed_opens_the_item_again_and_has_its_day() -> None:
    order = settled(REST - 1, 1)
    spec = cleared_but_for_a_dispute()
    resolved, reopened = spec.when(order, at="2022-10-11T09:00+08:00").facts
    assert isinstance(resolved, ArrearsDisputeResolved)
    assert isinstance(reopened, ArrearsReopened)
    item = item_of(spec.given(order, at="2022-10-11T09:00+08:00"))
    assert (item.status, item.money.payable_fen) == (Status.OPEN, REST - 1)
    [(duty, unpaid_fen)] = [one for one in unpaid(item.schedule, item.money.repaid_fen) if one[1]]
    assert (unpaid_fen, duty.due.last_day) == (REST - 1, date(2022, 12, 31))


def test_a_11_a_claim_that_is_dropped_leaves_the_item_cleared() -> None:
    order = settled(0, REST)
    [fact] = cleared_but_for_a_dispute().when(order, at="2022-10-11T09:00+08:00").facts
    assert isinstance(fact, ArrearsDisputeResolved)


def test_a_18_nothing_is_cleared_or_confirmed_that_was_not_announced() -> None:
    paid().when(ClearArrears()).then_refused(NotAnnounced)
    paid().when(YES).then_refused(NotAnnounced)


def test_a_18_the_debtor_clears_nothing() -> None:
    for order in (AnnounceClearance(), YES, ClearArrears()):
        announced().when(order, actor=DEBTOR).then_refused(DebtorCannot)
    cleared().when(ReopenArrears(reason="未到账"), actor=DEBTOR).then_refused(DebtorCannot)


def test_a_16_a_clearance_that_turned_out_wrong_is_taken_back() -> None:
    order = ReopenArrears(reason="经核查，凭证系伪造。")
    after = (
        cleared()
        .when(order, at="2022-10-10T09:00+08:00")
        .then(
            ArrearsReopened(
                reason="经核查，凭证系伪造。",
                reopened_by=OFFICE.id,
                reopened_at=instant("2022-10-10T09:00+08:00"),
            )
        )
    )
    assert item_of(after).status is Status.OPEN
    after.when(order).then_refused(WrongStatus, status="open")
    cleared().when(ReopenArrears(reason="")).then_refused(ReasonMissing)


def test_a_reversed_payment_takes_the_clearance_back_with_it() -> None:
    bounced = ReversePayment(payer_uscc=DEBTOR_USCC, voucher_number="V1", reason="银行退票。")
    first, second = cleared().when(bounced, at="2022-10-10T09:00+08:00").facts
    assert isinstance(first, ArrearsPaymentReversed)
    assert isinstance(second, ArrearsReopened)
    [duty] = first.schedule.duties
    assert (duty.id, duty.amount_fen) == ("final", PRINCIPAL)


def announced_before_a_reversal(*words: ConfirmReceipt) -> Spec[State]:
    """V1 is reversed after the creditor was told of it; V2 pays in its stead."""
    spec = announced()
    for word in words:
        spec = spec.given(word, actor=PLATFORM)
    bounced = ReversePayment(payer_uscc=DEBTOR_USCC, voucher_number="V1", reason="银行退票。")
    spec = spec.given(bounced, at="2022-09-20T09:00+08:00")
    return spec.given(pay("V2", PRINCIPAL, "2022-09-20"), at="2022-09-20T15:00+08:00")


@pytest.mark.parametrize("words", [(), (YES,), (NO,)], ids=["silent", "confirmed", "objected"])
def test_a_18_what_was_announced_or_said_of_another_payment_clears_nothing(
    words: tuple[ConfirmReceipt, ...],
) -> None:
    spec = announced_before_a_reversal(*words)
    spec.when(ClearArrears()).then_refused(NotAnnounced)
    spec.when(YES, actor=PLATFORM).then_refused(NotAnnounced)
    [fact] = spec.when(AnnounceClearance(), at="2022-09-21T09:00+08:00").facts
    assert isinstance(fact, ArrearsClearanceAnnounced)
    again = spec.given(fact).given(YES, at="2022-09-21T10:00+08:00", actor=PLATFORM)
    assert again.when(ClearArrears()).refusal is None


def test_a_18_what_is_paid_too_much_leaves_the_announcement_standing() -> None:
    more = announced().given(pay("V2", 100, "2022-09-06"), at="2022-09-06T10:00+08:00")
    more.when(AnnounceClearance()).then_nothing()
    assert more.given(YES, actor=PLATFORM).when(ClearArrears()).refusal is None
