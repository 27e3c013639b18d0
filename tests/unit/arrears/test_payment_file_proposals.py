"""What a row of a payment file may be: matched, ambiguous, unmatched, recorded or conflicting."""

from datetime import date
from typing import Any

from msgspec.structs import replace

from services.arrears.commands import StartJudicial
from services.arrears.events import JudicialWay
from services.arrears.payment_files.proposing import (
    Ground,
    Obstacle,
    Proposal,
    known_of,
    propose,
)
from services.arrears.payment_files.state import PaymentFile, SetAside
from services.arrears.payment_files.values import PaidRow, RowState
from services.arrears.state import Item
from shared.testing.specs import STREAM, instant
from tests.builders.arrears import (
    CREDITOR_USCC,
    DEBTOR_USCC,
    PRINCIPAL,
    THE_CONTRACT,
    THE_DEBTOR,
    item_of,
    pay,
    planned,
    registered,
    verified,
)
from tests.builders.payment_files import CONFIRMED, file_of, paid_row, received

ANOTHER = "01836ce8-3a00-7000-8000-0000000000aa"
ITEM = item_of(verified())
SECOND = replace(
    ITEM, number="LX-A-2022-000002", contract=replace(THE_CONTRACT, number="LXZJ-2021-018")
)


def proposed(row: PaidRow, *items: Item, file: PaymentFile | None = None) -> Proposal:
    named = dict(zip((STREAM, ANOTHER), items, strict=False))
    file = file or file_of(received(row))
    return propose(row, file, known_of(named, file))


def obstacles(proposal: Proposal) -> tuple[Obstacle, ...]:
    assert proposal.state is RowState.UNMATCHED
    [near] = proposal.near
    return near.obstacles


def test_a_row_is_matched_where_exactly_one_open_item_fits() -> None:
    found = proposed(paid_row(), ITEM)
    assert found.state is RowState.MATCHED
    [one] = found.candidates
    assert (one.item_id, one.grounds) == (STREAM, (Ground.PAYER_NAME, Ground.PAYEE_NAME))


def test_names_are_compared_without_blanks_and_width_and_codes_before_names() -> None:
    written = f" {THE_DEBTOR.name[:3]}　{THE_DEBTOR.name[3:]}"
    assert proposed(paid_row(payer_name=written), ITEM).state is RowState.MATCHED
    by_code = paid_row(
        payer_name="别的名称", payer_uscc=DEBTOR_USCC, payee_name="别的", payee_uscc=CREDITOR_USCC
    )
    assert proposed(by_code, ITEM).candidates[0].grounds == (Ground.PAYER_CODE, Ground.PAYEE_CODE)
    assert obstacles(proposed(paid_row(payer_uscc="91530902MA6XTXT19X"), ITEM)) == (
        Obstacle.PAYER_IS_ANOTHER,
    )


def test_a_row_is_ambiguous_where_several_fit_unless_its_purpose_names_one_contract() -> None:
    found = proposed(paid_row(), ITEM, SECOND)
    assert found.state is RowState.AMBIGUOUS
    assert [one.item_id for one in found.candidates] == [STREAM, ANOTHER]
    named = proposed(paid_row(purpose="支付ＬＸＺＪ-2021-018进度款"), ITEM, SECOND)
    assert (named.state, named.candidates[0].item_id) == (RowState.MATCHED, ANOTHER)
    longer = proposed(paid_row(purpose="支付LXZJ-2021-018-2进度款"), ITEM, SECOND)
    assert longer.state is RowState.AMBIGUOUS


def test_the_best_founded_item_stands_first() -> None:
    due = item_of(planned())
    second = replace(SECOND, amounts=replace(SECOND.money, verified_fen=PRINCIPAL // 2))
    found = proposed(paid_row(amount_fen=PRINCIPAL // 2), ITEM, due)
    assert found.candidates[0].grounds[-1] is Ground.INSTALMENT
    found = proposed(paid_row(amount_fen=PRINCIPAL // 2), ITEM, second)
    assert found.candidates[0].grounds[-1] is Ground.WHOLE_OUTSTANDING


def test_a_row_is_unmatched_with_what_stands_against_each_item_of_the_payee() -> None:
    assert proposed(paid_row(payee_name="昔归茶业有限公司"), ITEM) == Proposal(
        state=RowState.UNMATCHED
    )
    against = {
        Obstacle.PAYER_IS_ANOTHER: (paid_row(payer_name="区财政局国库支付中心"), ITEM),
        Obstacle.MORE_THAN_OUTSTANDING: (paid_row(amount_fen=PRINCIPAL + 1), ITEM),
        Obstacle.BEFORE_CONTRACT: (paid_row(value_on=date(2021, 3, 14)), ITEM),
        Obstacle.NOT_AT_WORK: (paid_row(), item_of(registered())),
    }
    for obstacle, (row, item) in against.items():
        assert obstacles(proposed(row, item)) == (obstacle,)


def test_a_12_what_a_court_has_can_still_be_paid() -> None:
    filed = StartJudicial(
        way=JudicialWay.LITIGATION, body="法院", case_number="1", filed_on=date(2022, 9, 1)
    )
    item = item_of(verified().given(filed, at="2022-09-05T10:00+08:00"))
    assert proposed(paid_row(), item).state is RowState.MATCHED


def test_a_13_a_voucher_that_stands_is_recorded_or_conflicting_and_shows_the_first() -> None:
    def after(**changes: Any) -> Item:
        amount = changes.pop("amount_fen", 50_000_000)
        return item_of(verified().given(pay("zf-4", amount, "2022-12-30", **changes), at=CONFIRMED))

    found = proposed(paid_row(), after())
    assert found.state is RowState.RECORDED
    assert found.first is not None
    assert (found.first.item_id, found.first.item.number) == (STREAM, ITEM.number)
    assert proposed(paid_row(payer_uscc=DEBTOR_USCC), after()).state is RowState.RECORDED
    for item in (after(amount_fen=1), after(value_on=date(2022, 12, 29))):
        assert proposed(paid_row(), item).state is RowState.CONFLICTING
    to_another = paid_row(payee_name="昔归茶业有限公司")
    assert proposed(to_another, after()).state is RowState.CONFLICTING
    assert proposed(paid_row(voucher_number="ZF-5"), after()).state is RowState.MATCHED


def test_of_two_rows_with_one_voucher_the_later_conflicts_until_the_first_is_set_aside() -> None:
    rows = (paid_row(4, 100), paid_row(5, 200, voucher_number="zf 4".replace(" ", "-")))
    file = file_of(received(*rows))
    assert proposed(rows[0], ITEM, file=file).state is RowState.MATCHED
    later = proposed(rows[1], ITEM, file=file)
    assert (later.state, later.earlier_row) == (RowState.CONFLICTING, 4)
    aside = SetAside(reason="重复", set_aside_by="office-1", set_aside_at=instant(CONFIRMED))
    file = replace(file, decisions={4: aside})
    assert proposed(rows[0], ITEM, file=file).state is RowState.SET_ASIDE
    assert proposed(rows[1], ITEM, file=file).state is RowState.MATCHED
