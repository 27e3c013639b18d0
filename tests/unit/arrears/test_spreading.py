"""A payment that names no debt pays what is due first, to the fen (Civil Code art. 560; A-17)."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from services.arrears.commands import RecordPayment
from services.arrears.events import ArrearsPaid, Share
from services.arrears.numbers import voucher_key
from services.arrears.refusals import MoreThanPayable, VoucherUsed
from services.arrears.rules.spreading import Owed, spread
from shared.kernel.decider import Held, On
from shared.testing.specs import STREAM
from tests.builders.arrears import (
    DEBTOR_USCC,
    PRINCIPAL,
    THE_CONTRACT,
    VERIFIED,
    item_of,
    registered,
    verified,
    verify_arrears,
    voucher,
)

PAID_ON = date(2022, 9, 5)
PAID = "2022-09-05T15:00+08:00"
OLDER = "01836ce8-3a00-7000-8000-0000000000aa"
EARLY, LATE, AHEAD = date(2022, 3, 1), date(2022, 8, 1), date(2022, 12, 1)
DEBTS = st.lists(
    st.tuples(st.sampled_from([EARLY, LATE, AHEAD, None]), st.integers(0, 10**12)),
    min_size=1,
    max_size=8,
).map(lambda debts: [Owed(str(n), due, fen) for n, (due, fen) in enumerate(debts)])


def shared(amount: int, *owed: Owed) -> list[tuple[str, int]]:
    return [(share.item_id, share.principal_fen) for share in spread(amount, owed, PAID_ON)]


def test_debts_that_are_due_come_first_and_the_earliest_of_them() -> None:
    owed = (Owed("ahead", AHEAD, 100), Owed("late", LATE, 100), Owed("early", EARLY, 100))
    assert shared(150, *owed) == [("early", 100), ("late", 50)]
    assert shared(250, *owed) == [("early", 100), ("late", 100), ("ahead", 50)]


def test_of_one_day_each_gets_its_proportion_and_the_odd_fen_the_largest_remainder() -> None:
    owed = (Owed("a", EARLY, 100), Owed("b", EARLY, 200), Owed("c", EARLY, 400))
    assert shared(100, *owed) == [("a", 14), ("b", 29), ("c", 57)]


def test_a_debt_without_a_known_day_comes_last() -> None:
    assert shared(150, Owed("x", None, 100), Owed("ahead", AHEAD, 100)) == [
        ("ahead", 100),
        ("x", 50),
    ]


@given(DEBTS, st.data())
def test_no_fen_is_lost_and_no_debt_paid_twice(owed: list[Owed], data: st.DataObject) -> None:
    total = sum(one.payable_fen for one in owed)
    amount = data.draw(st.integers(0, total))
    shares = spread(amount, owed, PAID_ON)
    assert sum(share.amount_fen for share in shares) == amount
    payable = {one.item_id: one.payable_fen for one in owed}
    assert all(0 < share.principal_fen <= payable[share.item_id] for share in shares)
    with pytest.raises(ValueError, match="more than is owed"):
        spread(total + 1, owed, PAID_ON)


def unspecified(amount: int) -> RecordPayment:
    return RecordPayment(
        voucher=voucher("V1", amount, "2022-09-05", shares=()), spread=(STREAM, OLDER)
    )


def test_a_payment_that_names_no_debt_is_one_order_over_what_the_parties_owe() -> None:
    earlier = replace(THE_CONTRACT, number="LXZJ-2020-003", delivered_on=date(2021, 5, 1))
    older = item_of(registered(contract=earlier).given(verify_arrears(100), at=VERIFIED))
    first, second = verified().when(unspecified(150), at=PAID, others={OLDER: older}).facts
    assert isinstance(first, On)
    assert isinstance(second, ArrearsPaid)
    assert (first.stream_id, second.credited_fen) == (OLDER, 50)
    assert second.voucher.shares == (Share(OLDER, 100, 100), Share(STREAM, 50, 50))

    taken = {voucher_key(DEBTOR_USCC, "V1"): Held(OLDER, 2022 * 10**9 + 1)}
    paid = verified().given(second)
    again = unspecified(150)
    paid.when(again, at=PAID, claims=taken, others={OLDER: older}).then_nothing()
    paid.when(unspecified(151), at=PAID, claims=taken, others={OLDER: older}).then_refused(
        VoucherUsed
    )


def test_more_than_is_payable_is_not_spread() -> None:
    verified().when(unspecified(PRINCIPAL + 1), at=PAID).then_refused(
        MoreThanPayable, payable="1800000.00"
    )
