"""When a small firm must be paid (domain rules 1.2): the vectors, the limits and the doubts."""

from datetime import date
from typing import Any

import msgspec
import pytest

from services.arrears.codes import CreditorKind, DebtorKind
from services.arrears.terms.due import payment_due
from services.arrears.terms.model import (
    Condition,
    DaysBasis,
    PaymentDue,
    StartBasis,
    TermFlag,
    Unknown,
)
from services.arrears.terms.regulations import Decree
from shared.testing.specs import instant
from tests.builders.arrears_terms import CALENDAR, LARGE, ORGAN, contract, day, due

# debtor, T0, n, T0 + n, due after the roll
VECTORS = """
state_organ            2022-09-01 30 2022-10-01 2022-10-08
state_organ            2022-08-31 30 2022-09-30 2022-09-30
state_organ            2022-08-02 60 2022-10-01 2022-10-08
state_organ            2022-12-01 30 2022-12-31 2023-01-03
other_large_enterprise 2025-08-05 60 2025-10-04 2025-10-09
other_large_enterprise 2025-06-03 60 2025-08-02 2025-08-04
"""


@pytest.mark.parametrize("row", VECTORS.strip().splitlines(), ids=lambda row: " ".join(row.split()))
def test_vector_1_2(row: str) -> None:
    debtor, start, days, ends, rolled = row.split()
    large = debtor == LARGE
    told = due(
        DebtorKind(debtor),
        on="2025-06-02" if large else "2022-03-01",
        delivered_on=start,
        agreed_days=None if large or days == "30" else int(days),
    )
    assert (told.days, told.ends_on, told.due_on) == (int(days), day(ends), day(rolled))
    assert (told.start_on, told.start_basis) == (day(start), StartBasis.DELIVERY)
    assert (told.unknown, told.flags, told.provisional) == ((), (), False)
    assert told.calendar_version == CALENDAR.version


def test_payment_is_late_from_the_end_of_the_due_day_in_beijing() -> None:
    assert due(delivered_on="2022-08-31").due_at == instant("2022-09-30T16:00Z")
    assert due().due_at is None


@pytest.mark.parametrize(
    ("agreed", "days", "basis", "flags"),
    [
        (None, 30, DaysBasis.STATUTORY, ()),
        (1, 1, DaysBasis.AGREED, ()),
        (60, 60, DaysBasis.AGREED, ()),
        (61, 60, DaysBasis.CAPPED, (TermFlag.VOID_OVER_60,)),
        (0, 30, DaysBasis.STATUTORY, (TermFlag.AGREED_DAYS_NOT_VALID, TermFlag.REVIEW)),
    ],
)
@pytest.mark.parametrize("on", ["2022-03-01", "2025-06-01"])
@pytest.mark.parametrize(
    "debtor", [ORGAN, DebtorKind.PUBLIC_INSTITUTION, DebtorKind.FISCAL_ORGANISATION]
)
def test_public_bodies_have_30_days_and_agree_at_most_60(
    debtor: DebtorKind,
    on: str,
    agreed: int | None,
    days: int,
    basis: DaysBasis,
    flags: tuple[TermFlag, ...],
) -> None:
    told = due(debtor, on, delivered_on=on, agreed_days=agreed)
    assert (told.days, told.days_basis, told.flags) == (days, basis, flags)


@pytest.mark.parametrize(
    ("on", "agreed", "days", "flags"),
    [
        ("2025-06-01", None, 60, ()),
        ("2025-06-01", 60, 60, ()),
        ("2025-06-01", 61, 61, (TermFlag.REVIEW,)),
        ("2025-05-31", None, None, (TermFlag.REVIEW,)),
        ("2025-05-31", 1, 1, ()),
        ("2025-05-31", 90, 90, (TermFlag.LEGAL_REVIEW,)),
    ],
)
@pytest.mark.parametrize("debtor", [DebtorKind.STATE_OWNED_ENTERPRISE, LARGE])
def test_large_enterprises_have_a_number_since_june_2025_only(
    debtor: DebtorKind, on: str, agreed: int | None, days: int | None, flags: tuple[TermFlag, ...]
) -> None:
    told = due(debtor, on, delivered_on="2025-05-20" if on < "2025-06" else on, agreed_days=agreed)
    assert told.days == days
    assert set(told.flags) - {TermFlag.DATES_OUT_OF_ORDER} >= set(flags)
    assert (Unknown.TERM_NOT_FIXED in told.unknown) == (days is None)
    assert (told.due_on is None) == (days is None)


@pytest.mark.parametrize(
    ("on", "decree"),
    [
        ("2020-08-31", None),
        ("2020-09-01", Decree.DECREE_728),
        ("2025-05-31", Decree.DECREE_728),
        ("2025-06-01", Decree.DECREE_802),
    ],
)
def test_the_regulation_is_the_one_in_force_on_the_day_of_the_contract(
    on: str, decree: Decree | None
) -> None:
    assert due(on=on, delivered_on=on).decree is decree


def test_a_contract_older_than_the_regulation_keeps_its_agreed_term_and_nothing_is_guessed() -> (
    None
):
    agreed = due(on="2020-08-31", delivered_on="2020-05-01", agreed_days=90)
    assert (agreed.days, agreed.days_basis) == (90, DaysBasis.AGREED)
    assert TermFlag.BEFORE_REGULATION in agreed.flags
    silent = due(on="2020-01-31", delivered_on="2020-05-01")
    assert silent.unknown == (Unknown.TERM_NOT_FIXED,)
    assert silent.flags == (TermFlag.REVIEW, TermFlag.BEFORE_REGULATION)


def test_the_self_employed_have_a_rule_of_their_own_without_a_number() -> None:
    own: dict[str, Any] = {"creditor": CreditorKind.SELF_EMPLOYED, "delivered_on": "2023-03-01"}
    silent = due(on="2023-02-01", **own)
    assert (silent.decree, silent.unknown) == (None, (Unknown.TERM_NOT_FIXED,))
    assert silent.flags == (TermFlag.REVIEW, TermFlag.SELF_EMPLOYED_OWN_RULE)
    assert "第三十一条" in silent.citations[0].zh
    agreed = due(on="2023-02-01", agreed_days=90, **own)
    assert (agreed.days, agreed.flags) == (90, (TermFlag.SELF_EMPLOYED_OWN_RULE,))
    assert TermFlag.LEGAL_REVIEW in due(on="2022-10-31", agreed_days=9, **own).flags


@pytest.mark.parametrize(
    ("accepted", "period_end", "by_seller", "start", "basis"),
    [
        ("2022-05-10", "2022-05-20", False, "2022-05-10", StartBasis.ACCEPTANCE),
        ("2022-05-20", "2022-05-20", False, "2022-05-20", StartBasis.ACCEPTANCE),
        ("2022-05-21", "2022-05-20", False, "2022-05-20", StartBasis.ACCEPTANCE_PERIOD_END),
        ("2022-05-21", "2022-05-20", True, "2022-05-21", StartBasis.ACCEPTANCE),
        (None, "2022-05-20", False, "2022-05-20", StartBasis.ACCEPTANCE_PERIOD_END),
    ],
)
def test_a_buyer_who_lets_the_inspection_period_pass_owes_from_its_end(
    accepted: str | None, period_end: str, start: str, basis: StartBasis, *, by_seller: bool
) -> None:
    told = due(
        condition=Condition.ACCEPTANCE,
        delivered_on="2022-05-01",
        accepted_on=accepted,
        acceptance_ends_on=period_end,
        acceptance_late_by_seller=by_seller,
    )
    assert (told.start_on, told.start_basis, told.flags) == (day(start), basis, ())


def test_acceptance_without_an_agreed_period_is_taken_and_asked_about() -> None:
    told = due(condition=Condition.ACCEPTANCE, accepted_on="2022-05-10")
    assert told.start_on == day("2022-05-10")
    assert told.flags == (TermFlag.ACCEPTANCE_PERIOD_NOT_AGREED,)


def test_settlement_starts_the_term_on_the_day_both_sides_confirm_the_amount() -> None:
    told = due(condition=Condition.SETTLEMENT, delivered_on="2022-05-01", settled_on="2022-06-01")
    assert (told.start_on, told.start_basis) == (day("2022-06-01"), StartBasis.SETTLEMENT)
    assert told.citations[1].zh.endswith("第八条第三款")


@pytest.mark.parametrize(
    ("terms", "unknown"),
    [
        ({"on": None, "delivered_on": "2022-05-01"}, (Unknown.CONTRACT_DATE_MISSING,)),
        ({}, (Unknown.DELIVERY_DATE_MISSING,)),
        ({"condition": Condition.SETTLEMENT}, (Unknown.SETTLEMENT_DATE_MISSING,)),
        ({"condition": Condition.ACCEPTANCE}, (Unknown.ACCEPTANCE_DATES_MISSING,)),
        (
            {
                "condition": Condition.ACCEPTANCE,
                "acceptance_ends_on": "2022-05-20",
                "acceptance_late_by_seller": True,
            },
            (Unknown.ACCEPTANCE_DATES_MISSING,),
        ),
        ({"on": None}, (Unknown.CONTRACT_DATE_MISSING, Unknown.DELIVERY_DATE_MISSING)),
        (
            {"debtor": LARGE},
            (Unknown.TERM_NOT_FIXED, Unknown.DELIVERY_DATE_MISSING),
        ),
        ({"delivered_on": date.max}, (Unknown.DATE_OUT_OF_RANGE,)),
        (
            {"debtor": LARGE, "delivered_on": "2022-05-01", "agreed_days": 10**12},
            (Unknown.DATE_OUT_OF_RANGE,),
        ),
    ],
)
def test_a_missing_date_is_named_and_nothing_is_raised(
    terms: dict[str, Any], unknown: tuple[Unknown, ...]
) -> None:
    told = due(**terms)
    assert told.unknown == unknown
    assert (told.due_on, told.ends_on, told.provisional) == (None, None, False)


@pytest.mark.parametrize(
    ("delivered", "delayed_until", "review"),
    [
        ("2025-04-01", "2025-05-31", False),
        ("2025-04-01", "2025-06-01", True),
        ("2025-06-01", None, True),
        ("2025-05-05", None, True),  # due on 2025-06-04: any delay runs under the later version
        ("2025-05-05", "2025-05-30", False),
        ("2025-05-05", "2025-06-03", False),  # paid in time
    ],
)
def test_what_runs_past_june_2025_on_an_older_contract_is_for_a_lawyer(
    delivered: str, delayed_until: str | None, *, review: bool
) -> None:
    older = contract(on="2025-01-10", delivered_on=delivered)
    until = day(delayed_until) if delayed_until else None
    told = payment_due(older, CALENDAR, delayed_until=until)
    assert (TermFlag.LEGAL_REVIEW in told.flags) is review
    newer = contract(on="2025-06-01", delivered_on="2025-06-01")
    assert payment_due(newer, CALENDAR, delayed_until=day("2026-06-01")).flags == ()


@pytest.mark.parametrize(
    ("on", "days", "flags"),
    [
        ("2025-06-01", 60, (TermFlag.BACK_TO_BACK_VOID, TermFlag.REVIEW)),
        ("2024-08-27", None, (TermFlag.REVIEW, TermFlag.BACK_TO_BACK_VOID)),
        (
            "2024-08-26",
            None,
            (TermFlag.REVIEW, TermFlag.BACK_TO_BACK_VOID, TermFlag.LEGAL_REVIEW),
        ),
        (
            "2020-08-31",
            None,
            (TermFlag.REVIEW, TermFlag.BEFORE_REGULATION, TermFlag.LEGAL_REVIEW),
        ),
    ],
)
def test_a_large_enterprise_may_not_wait_for_a_third_party(
    on: str, days: int | None, flags: tuple[TermFlag, ...]
) -> None:
    told = due(LARGE, on, delivered_on=on, back_to_back=True)
    assert (told.days, told.flags) == (days, flags)
    assert any("法释〔2024〕11号" in cited.zh for cited in told.citations) is (on > "2020-09")


def test_the_courts_reply_says_nothing_of_public_bodies_whose_limits_hold_anyway() -> None:
    told = due(delivered_on="2022-05-01", back_to_back=True)
    assert (told.days, told.flags) == (30, (TermFlag.LEGAL_REVIEW,))


@pytest.mark.parametrize(
    ("on", "other_days", "agreed", "days", "flags"),
    [
        ("2025-06-01", 14, None, 14, (TermFlag.OTHER_LAW_PREVAILS,)),
        ("2025-06-01", 14, 30, 14, (TermFlag.OTHER_LAW_PREVAILS, TermFlag.REVIEW)),
        ("2025-06-01", None, 30, None, (TermFlag.OTHER_LAW_PREVAILS, TermFlag.REVIEW)),
        ("2022-03-01", 14, None, 14, (TermFlag.OTHER_LAW_PREVAILS, TermFlag.LEGAL_REVIEW)),
    ],
)
def test_another_laws_term_prevails(
    on: str,
    other_days: int | None,
    agreed: int | None,
    days: int | None,
    flags: tuple[TermFlag, ...],
) -> None:
    told = due(
        on=on,
        delivered_on=on,
        other_law="《政府采购法实施条例》",
        other_law_days=other_days,
        agreed_days=agreed,
    )
    assert (told.days, told.flags) == (days, flags)


def test_a_term_that_starts_before_the_contract_is_asked_about() -> None:
    told = due(on="2022-03-01", delivered_on="2022-02-28")
    assert told.flags == (TermFlag.DATES_OUT_OF_ORDER, TermFlag.REVIEW)


def test_a_due_day_in_a_year_without_a_list_is_provisional() -> None:
    assert due(on="2026-11-01", delivered_on="2026-12-15").provisional
    settled = due(on="2026-11-01", delivered_on="2026-12-01")
    assert (settled.due_on, settled.provisional) == (day("2026-12-31"), False)


def test_a_result_is_stored_and_read_back_whole() -> None:
    told = due(LARGE, "2024-08-26", delivered_on="2024-09-01", agreed_days=90, back_to_back=True)
    assert msgspec.json.decode(msgspec.json.encode(told), type=PaymentDue) == told
    assert told.terms_version == 1
