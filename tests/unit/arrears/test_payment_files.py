"""A payment file: read once, nothing applied without a person, item and row in one commit (A-13)."""

from datetime import date

import pytest
from msgspec.structs import replace

from services.arrears.commands import ReversePayment
from services.arrears.events import (
    ArrearsPaid,
    ArrearsPaymentReversed,
    PaymentMethod,
    PaymentSource,
    Share,
)
from services.arrears.numbers import voucher_key
from services.arrears.payment_files.commands import RowConfirmation, SetRowsAside
from services.arrears.payment_files.events import (
    PaymentFileReceived,
    PaymentFileRowConfirmed,
    PaymentFileRowReleased,
    PaymentFileRowsRead,
    PaymentFileRowsSetAside,
)
from services.arrears.payment_files.refusals import (
    NoSuchRow,
    PartyUnknown,
    PaymentFileKnown,
    PaymentFileNotFound,
    RowConfirmedBefore,
    RowConflict,
    RowInvalid,
    RowSaysOtherwise,
)
from services.arrears.payment_files.state import State
from services.arrears.payment_files.values import ROWS_AN_EVENT, FileSource, PaidRow
from services.arrears.refusals import ArrearsNotFound, ReasonMissing
from services.arrears.state import Item, evolve
from shared.kernel.decider import Held, On
from shared.testing.specs import STREAM, Decision, Spec, instant
from tests.builders.arrears import (
    CREDITOR_USCC,
    DEBTOR_USCC,
    OFFICE,
    PRINCIPAL,
    item_of,
    pay,
    verified,
)
from tests.builders.payment_files import (
    CONFIRMED,
    DIGEST,
    FILE,
    confirm,
    file_of,
    paid_row,
    pays,
    receive,
    received,
)

ANOTHER = "01836ce8-3a00-7000-8000-0000000000aa"
ROW = paid_row()
ITEM = item_of(verified())
OTHERS = {STREAM: ITEM}
ASIDE = SetRowsAside(rows=(4,), reason="不属于清欠台账的款项。")


def test_a_file_is_received_whole_and_its_rows_follow_in_parts() -> None:
    rows = tuple(paid_row(number) for number in range(4, 5 + ROWS_AN_EVENT))
    first, *parts = received(*rows).history
    assert isinstance(first, PaymentFileReceived)
    assert (first.rows, first.total_fen) == (len(rows), 50_000_000 * len(rows))
    assert [len(part.rows) for part in parts if isinstance(part, PaymentFileRowsRead)] == [
        ROWS_AN_EVENT,
        1,
    ]
    assert tuple(file_of(received(*rows)).rows.values()) == rows


def test_the_same_file_again_is_quiet() -> None:
    received().when(receive(name="另一个名字.csv")).then_nothing()


def test_the_same_file_said_to_be_another_is_refused() -> None:
    for order in (receive(source=FileSource.BANK), receive(account_holder="区财政局")):
        received().when(order).then_refused(PaymentFileKnown, name="支付明细.csv")


def test_a_confirmed_row_is_a_payment_on_the_item_in_the_same_commit() -> None:
    decision = received().when(confirm(pays(ROW)), at=CONFIRMED, others=OTHERS)
    row, paid = decision.facts
    assert row == PaymentFileRowConfirmed(
        row=4,
        payer_uscc=DEBTOR_USCC,
        payee_uscc=CREDITOR_USCC,
        shares=(Share(STREAM, 50_000_000, 50_000_000),),
        confirmed_by=OFFICE.id,
        confirmed_at=instant(CONFIRMED),
    )
    assert isinstance(paid, On)
    assert paid.stream_id == STREAM
    assert isinstance(paid.event, ArrearsPaid)
    assert paid.event.source == PaymentSource(FILE, DIGEST, 4)
    assert paid.event.voucher.method is PaymentMethod.TREASURY
    assert (paid.event.credited_fen, paid.event.recorded_by) == (50_000_000, OFFICE.id)


def test_a_confirmation_repeated_is_quiet_and_with_other_content_refused() -> None:
    spec = received().when(confirm(pays(ROW)), at=CONFIRMED, others=OTHERS).done()
    spec.when(confirm(pays(ROW)), others=OTHERS).then_nothing()
    spec.when(confirm(pays(ROW, payer_uscc=DEBTOR_USCC)), others=OTHERS).then_nothing()
    elsewhere = confirm(pays(ROW, (ANOTHER, ROW.amount_fen)))
    spec.when(elsewhere, others=OTHERS).then_refused(RowConfirmedBefore, row=4)
    spec.when(ASIDE).then_refused(RowConfirmedBefore, row=4)


def test_rows_of_one_order_are_judged_one_after_the_other() -> None:
    rows = (paid_row(4, PRINCIPAL - 100), paid_row(5, 300))
    order = confirm(*(pays(row) for row in rows))
    facts = received(*rows).when(order, at=CONFIRMED, others=OTHERS).facts
    paid = [fact.event for fact in facts if isinstance(fact, On)]
    assert [
        (one.credited_fen, one.overpaid_fen) for one in paid if isinstance(one, ArrearsPaid)
    ] == [
        (PRINCIPAL - 100, 0),
        (100, 200),
    ]


def test_the_same_voucher_in_two_rows_pays_once() -> None:
    rows = (paid_row(4, 100), paid_row(5, 100, voucher_number="zf-4"))
    twice = confirm(*(pays(row) for row in rows))
    facts = received(*rows).when(twice, at=CONFIRMED, others=OTHERS).facts
    assert [type(fact) for fact in facts] == [PaymentFileRowConfirmed, On]
    other = (rows[0], replace(rows[1], amount_fen=101))
    order = confirm(*(pays(row) for row in other))
    received(*other).when(order, at=CONFIRMED, others=OTHERS).then_refused(
        RowConflict, row=5, because="voucher_used", number=ITEM.number
    )


def test_a_row_may_be_split_over_items_to_the_fen() -> None:
    others = {**OTHERS, ANOTHER: ITEM}
    split = confirm(pays(ROW, (STREAM, 20_000_000), (ANOTHER, 30_000_000)))
    facts = received().when(split, at=CONFIRMED, others=others).facts
    paid = {
        fact.stream_id: fact.event.credited_fen
        for fact in facts
        if isinstance(fact, On) and isinstance(fact.event, ArrearsPaid)
    }
    assert paid == {STREAM: 20_000_000, ANOTHER: 30_000_000}
    short = confirm(pays(ROW, (STREAM, 20_000_000), (ANOTHER, 29_999_999)))
    received().when(short, at=CONFIRMED, others=others).then_refused(
        RowInvalid, row=4, because="shares_do_not_add_up"
    )


def test_a_row_that_was_entered_by_hand_meanwhile_changes_nothing_or_is_a_conflict() -> None:
    by_hand = pay("ZF-4", 50_000_000, "2022-12-30", method=PaymentMethod.TRANSFER)
    item = item_of(verified().given(by_hand, at=CONFIRMED))
    held = {voucher_key(DEBTOR_USCC, "ZF-4"): Held(STREAM, 2022 * 10**9 + 1)}
    order = confirm(pays(ROW))
    spec = received()
    spec.when(order, at=CONFIRMED, claims=held, others={STREAM: item}).then_nothing()
    other = item_of(verified().given(pay("ZF-4", 1, "2022-12-30"), at=CONFIRMED))
    spec.when(order, at=CONFIRMED, claims=held, others={STREAM: other}).then_refused(
        RowConflict, because="voucher_used", number=ITEM.number
    )


def test_a_17_a_row_that_stands_with_another_principal_is_a_conflict() -> None:
    share = Share(STREAM, 50_000_000, 40_000_000)
    by_hand = pay("ZF-4", 50_000_000, "2022-12-30", shares=(share,))
    held = {voucher_key(DEBTOR_USCC, "ZF-4"): Held(STREAM, 2022 * 10**9 + 1)}
    stands = {STREAM: item_of(verified().given(by_hand, at=CONFIRMED))}

    def confirmed(principal_fen: int) -> Decision[State]:
        said = Share(STREAM, 50_000_000, principal_fen)
        order = confirm(RowConfirmation(row=4, shares=(said,)))
        return received().when(order, at=CONFIRMED, claims=held, others=stands)

    confirmed(40_000_000).then_nothing()
    confirmed(50_000_000).then_nothing()  # nothing was said of interest: that contradicts nothing
    confirmed(45_000_000).then_refused(RowConflict, row=4, because="voucher_used")


@pytest.mark.parametrize(
    ("row", "because"),
    [
        (paid_row(value_on=date(2021, 3, 14)), "paid_before_contract"),
        (paid_row(value_on=date(2023, 1, 6)), "date_in_future"),
        (paid_row(payee_uscc="91530902MA6XTXT19X"), "payee_not_creditor"),
    ],
    ids=["before the contract", "in the future", "to somebody else"],
)
def test_a_row_is_entered_by_the_rules_of_every_payment(row: PaidRow, because: str) -> None:
    spec = received(row)
    spec.when(confirm(pays(row)), at=CONFIRMED, others=OTHERS).then_refused(
        RowInvalid, row=4, because=because
    )


def test_what_is_confirmed_is_in_the_file_and_in_the_ledger() -> None:
    order = confirm(pays(ROW))
    received().when(confirm(pays(paid_row(5))), at=CONFIRMED, others=OTHERS).then_refused(
        NoSuchRow, row=5
    )
    received().when(order, at=CONFIRMED).then_refused(ArrearsNotFound)
    no_file = Spec(received().aggregate, policies=received().policies)
    no_file.when(order, at=CONFIRMED).then_refused(PaymentFileNotFound)


def test_who_paid_whom_is_said_by_the_file_by_the_item_or_by_a_person() -> None:
    third = paid_row(payer_name="临翔区国库支付中心")
    spec = received(third)
    spec.when(confirm(pays(third)), at=CONFIRMED, others=OTHERS).then_refused(
        PartyUnknown, row=4, party="payer"
    )
    said = confirm(pays(third, payer_uscc="91530902MA6XTXT19X"))
    row, _ = spec.when(said, at=CONFIRMED, others=OTHERS).facts
    assert isinstance(row, PaymentFileRowConfirmed)
    assert row.payer_uscc == "91530902MA6XTXT19X"
    stated = paid_row(payer_uscc=DEBTOR_USCC)
    against = confirm(pays(stated, payer_uscc="91530902MA6XTXT19X"))
    received(stated).when(against, at=CONFIRMED, others=OTHERS).then_refused(
        RowSaysOtherwise, row=4, party="payer"
    )


def test_a_row_is_set_aside_with_its_reason() -> None:
    fact = PaymentFileRowsSetAside(
        rows=(4,), reason=ASIDE.reason, set_aside_by=OFFICE.id, set_aside_at=instant(CONFIRMED)
    )
    spec = received().when(ASIDE, at=CONFIRMED).then(fact)
    spec.when(ASIDE).then_nothing()
    spec.when(SetRowsAside(rows=(9,), reason="无关")).then_refused(NoSuchRow, row=9)
    received().when(SetRowsAside(rows=(4,), reason=" "), at=CONFIRMED).then_refused(ReasonMissing)
    row, _ = spec.when(confirm(pays(ROW)), others=OTHERS).facts
    assert isinstance(row, PaymentFileRowConfirmed)


def test_a_16_a_reversed_payment_gives_its_row_back() -> None:
    spec = received().when(confirm(pays(ROW)), at=CONFIRMED, others=OTHERS)
    paid = next(fact.event for fact in spec.facts if isinstance(fact, On))
    item = evolve(ITEM, paid)
    assert isinstance(item, Item)
    reverse = ReversePayment(payer_uscc=DEBTOR_USCC, voucher_number="ZF-4", reason="银行退票。")
    reversed_, released = verified().given(paid).when(reverse, at=CONFIRMED).facts
    assert isinstance(reversed_, ArrearsPaymentReversed)
    assert released == On(
        FILE,
        PaymentFileRowReleased(
            row=4, reason="银行退票。", released_by=OFFICE.id, released_at=instant(CONFIRMED)
        ),
    )
    assert isinstance(released, On)
    again = spec.done().after((released.event,))
    assert file_of(again).decisions == {}
    freed = {voucher_key(DEBTOR_USCC, "ZF-4"): Held(STREAM, 0)}
    row, _ = again.when(confirm(pays(ROW)), claims=freed, others=OTHERS).facts
    assert isinstance(row, PaymentFileRowConfirmed)
