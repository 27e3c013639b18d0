"""A-22: what state organs and public institutions had not paid at the end of a year."""

from datetime import date
from typing import Any

from msgspec.structs import replace

from services.arrears.codes import CreditorKind, DebtorKind
from services.arrears.disclosure_answers import disclosure_answer
from services.arrears.disclosure_reading import Disclosure
from services.arrears.events import Contract
from services.arrears.state import State
from services.arrears.statistics import Overdue, disclosed, overdue
from services.arrears.workbooks.disclosure_sheet import disclosure_rows
from shared.kernel.sentences import Sentence
from shared.testing.specs import Spec, instant
from tests.builders.arrears import (
    PRINCIPAL,
    THE_CONTRACT,
    THE_CREDITOR,
    THE_DEBTOR,
    VERIFIED,
    pay,
    registered,
    verify_arrears,
)

YEAR_END = date(2022, 12, 31)
JANUARY = "2023-01-05T10:00+08:00"


def entered(at: str = VERIFIED, disputed_fen: int = 0, **changes: Any) -> Spec[State]:
    return registered(**changes).given(verify_arrears(disputed_fen=disputed_fen), at=at)


def told(spec: Spec[State], day: date = YEAR_END) -> Overdue | None:
    return overdue(spec.history, day)


def delivered(on: date | None) -> Contract:
    return replace(THE_CONTRACT, delivered_on=on)


def test_a_contract_past_its_day_counts_with_what_was_not_paid_of_its_principal() -> None:
    one = told(entered(disputed_fen=30_000_000))
    assert one is not None
    assert (one.number, one.due_on) == ("LX-A-2022-000001", date(2021, 12, 30))
    assert (one.outstanding_fen, one.disputed_fen) == (PRINCIPAL, 30_000_000)


def test_a_21_a_payment_counts_from_its_value_date_whenever_it_was_recorded() -> None:
    paid = entered().given(pay("V1", 80_000_000, "2022-12-30"), at=JANUARY)
    late = paid.given(pay("V2", 100_000_000, "2023-01-03"), at=JANUARY)
    one = told(late)
    assert one is not None
    assert one.outstanding_fen == PRINCIPAL - 80_000_000
    assert told(late, date(2023, 12, 31)) is None


def test_a_debt_that_was_found_later_was_owed_at_the_end_of_the_year_too() -> None:
    found_in_february = entered(at="2023-02-10T10:00+08:00")
    assert told(found_in_february) is not None
    assert told(found_in_february, date(2021, 12, 31)) is not None
    assert told(found_in_february, date(2021, 12, 29)) is None, "not due yet"


def test_1_2_a_day_of_payment_that_rolls_into_the_next_year_was_not_overdue_in_the_old_one() -> (
    None
):
    december = entered(at=JANUARY, contract=delivered(date(2022, 12, 1)))
    assert told(december) is None, "2022-12-31 is a day off: 2023-01-03"
    assert told(december, date(2023, 12, 31)) is not None


def test_only_state_organs_and_public_institutions_publish() -> None:
    firm = replace(THE_DEBTOR, kind=DebtorKind.STATE_OWNED_ENTERPRISE)
    assert told(entered(debtor=firm)) is None
    school = replace(THE_DEBTOR, kind=DebtorKind.PUBLIC_INSTITUTION)
    assert told(entered(debtor=school)) is not None


def test_a_contract_whose_day_cannot_be_told_is_apart_and_in_no_sum() -> None:
    known, unknown = told(entered()), told(entered(contract=delivered(None)))
    assert known is not None
    assert unknown is not None
    [debtor] = disclosed([unknown, known])
    assert (debtor.overdue, debtor.undetermined) == ((known,), (unknown,))
    assert debtor.outstanding_fen == PRINCIPAL


def test_6_3_a_self_employed_creditor_is_published_without_what_tells_the_person() -> None:
    shop = replace(THE_CREDITOR, name="张三建材店", kind=CreditorKind.SELF_EMPLOYED)
    agreed = replace(THE_CONTRACT, agreed_days=30)  # its own rule names no number of days
    found = disclosure(told(entered(creditor=shop, contract=agreed)))
    answer = disclosure_answer(found)
    [contract] = answer.debtors[0].overdue
    assert (contract.creditor_name, contract.creditor_uscc) == ("张****", None)
    assert (answer.contracts, answer.outstanding.amount) == (1, "1800000.00")
    subtotal, _, line, total, _ = disclosure_rows(found)
    assert (subtotal["line"], line["creditor"], total["line"]) == ("小计", "张****", "合计")
    assert subtotal["outstanding_fen"] == line["outstanding_fen"] == total["outstanding_fen"]


def test_1_1_the_self_employed_are_no_firms_and_told_apart_in_every_sum() -> None:
    shop = replace(THE_CREDITOR, kind=CreditorKind.SELF_EMPLOYED)
    agreed = replace(THE_CONTRACT, agreed_days=30)
    firm = told(entered().given(pay("V1", 80_000_000, "2022-12-30"), at=JANUARY))
    found = disclosure(told(entered(creditor=shop, contract=agreed)), firm)
    answer = disclosure_answer(found)
    [debtor] = answer.debtors
    for sums in (answer, debtor):
        assert (sums.contracts, sums.outstanding.amount) == (2, "2800000.00")
        assert (sums.self_employed_contracts, sums.self_employed.amount) == (1, "1800000.00")
    lines = [row for row in disclosure_rows(found) if "creditor" not in row]
    assert [(row["line"], row["contracts"], row["outstanding_fen"]) for row in lines] == [
        ("小计", 2, 280_000_000),
        ("小计中个体工商户", 1, 180_000_000),
        ("合计", 2, 280_000_000),
        ("合计中个体工商户", 1, 180_000_000),
    ]
    assert [row["line"] for row in disclosure_rows(disclosure(firm))] == ["小计", "合同", "合计"]


def disclosure(*found: Overdue | None) -> Disclosure:
    return Disclosure(
        year=2022,
        known_at=instant(JANUARY),
        position=2,
        final=True,
        basis=Sentence("《保障中小企业款项支付条例》第十六条", "art. 16"),
        publish_by=date(2023, 3, 31),
        debtors=disclosed(one for one in found if one is not None),
    )
