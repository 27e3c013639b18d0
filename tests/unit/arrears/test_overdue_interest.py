"""Overdue interest (domain rules 1.3): the vectors, the floor, the doubts and the words."""

from datetime import timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Any

import msgspec
import pytest

from services.arrears.codes import CreditorKind
from services.arrears.interest.explain import explain
from services.arrears.interest.lpr import LPR_1Y
from services.arrears.interest.model import (
    FLAG,
    Interest,
    InterestFlag,
    Per,
    Rate,
    RateBasis,
    RateDecision,
)
from services.arrears.interest.rate import rate_of
from services.arrears.interest.shown import rate_shown
from shared.kernel.money import InvalidAmount, format_amount
from tests.builders.arrears_interest import interest, rate_terms, yearly

HALF_YEAR = ("1000000.00", "2022-03-01", "2022-09-01", ("2022-09-01", "1000000.00"))


def decided(*args: Any, **kwargs: Any) -> RateDecision:
    return rate_of(rate_terms(*args, **kwargs), LPR_1Y)


def yuan(found: Interest) -> str:
    assert found.interest_fen is not None
    return format_amount(found.interest_fen)


def test_vector_1_3_no_agreed_rate() -> None:
    found = interest(*HALF_YEAR)
    [segment] = found.segments
    assert (segment.days, yuan(found), found.outstanding_fen) == (184, "92000.00", 0)
    assert found.rate.basis is RateBasis.STATUTORY


def test_vector_1_3_two_payments() -> None:
    found = interest(
        "2000000.00",
        "2022-06-30",
        "2022-12-31",
        ("2022-12-30", "1200000.00"),
        ("2022-08-15", "800000.00"),
    )
    told = [(part.principal_fen, part.days, part.exact_fen) for part in found.segments]
    assert told == [(200_000_000, 46, "4600000"), (120_000_000, 137, "8220000")]
    assert (yuan(found), found.flags) == ("128200.00", ())


def test_vector_1_3_agreed_rate_over_365() -> None:
    found = interest(*HALF_YEAR, terms=rate_terms("2022-03-01", "3.70"))
    assert (yuan(found), found.flags, found.rate.basis) == ("18652.05", (), RateBasis.AGREED)


def test_vector_1_3_agreed_rate_over_360() -> None:
    found = interest(*HALF_YEAR, terms=rate_terms("2022-03-01", "3.70", year_days=360))
    assert yuan(found) == "18911.11"


def test_vector_1_3_floor() -> None:
    found = interest(*HALF_YEAR, terms=rate_terms("2021-12-25", "2"))
    assert (yuan(found), found.flags) == ("19156.16", (InterestFlag.RATE_BELOW_FLOOR,))
    assert (found.rate.rate, found.rate.basis) == (yearly("3.80"), RateBasis.LPR_FLOOR)
    assert found.rate.agreed == yearly("2")
    at_two_percent = Fraction(100_000_000 * 2 * 184, 100 * 365)
    assert round(at_two_percent) == 1_008_219


def test_a_rate_holds_from_the_day_it_is_published_until_the_next() -> None:
    assert len(LPR_1Y.points) == 13
    for earlier, later in pairwise(LPR_1Y.points):
        assert LPR_1Y.latest(later.published_on) == later
        assert LPR_1Y.latest(later.published_on - timedelta(days=1)) == earlier


@pytest.mark.parametrize(
    ("on", "percent"),
    [
        ("2019-08-19", None),
        ("2019-08-20", "4.25"),
        ("2021-12-19", "3.85"),
        ("2021-12-20", "3.80"),
        ("2022-01-19", "3.80"),
        ("2022-01-20", "3.70"),
        ("2025-05-19", "3.10"),
        ("2026-08-20", "3.00"),
    ],
)
def test_the_lpr_is_the_latest_published_on_or_before_the_contracts_day(
    on: str, percent: str | None
) -> None:
    lpr = decided(on, "5").lpr
    assert (lpr.percent if lpr else None) == (Decimal(percent) if percent else None)


@pytest.mark.parametrize(
    ("terms", "rate", "flags"),
    [
        # the floor is met exactly; a daily rate is compared by the day
        ({"on": "2021-12-25", "agreed": "3.80"}, "3.80", ()),
        ({"on": "2021-12-25", "agreed": "3.79"}, "3.80", (InterestFlag.RATE_BELOW_FLOOR,)),
        # no rule gives a rate: nothing is guessed, an agreed rate stands as it is
        (
            {"on": "2020-08-31"},
            None,
            (InterestFlag.BEFORE_REGULATION, InterestFlag.RATE_UNKNOWN),
        ),
        ({"on": "2020-08-31", "agreed": "1"}, "1", (InterestFlag.BEFORE_REGULATION,)),
        (
            {"on": "2019-08-19", "agreed": "1"},
            "1",
            (InterestFlag.BEFORE_REGULATION, InterestFlag.FLOOR_UNKNOWN),
        ),
        (
            {"on": None},
            None,
            (InterestFlag.CONTRACT_DATE_MISSING, InterestFlag.RATE_UNKNOWN),
        ),
        (
            {"on": None, "agreed": "1"},
            "1",
            (InterestFlag.CONTRACT_DATE_MISSING, InterestFlag.FLOOR_UNKNOWN),
        ),
        ({"on": "2026-09-01", "agreed": "4"}, "4", (InterestFlag.LPR_MAY_BE_NEWER,)),
        ({"on": "2026-09-01"}, "0.05 a day", ()),
        (
            {"on": "2023-01-01", "creditor": CreditorKind.SELF_EMPLOYED},
            None,
            (InterestFlag.SELF_EMPLOYED_OWN_RULE, InterestFlag.RATE_UNKNOWN),
        ),
        (
            {"on": "2023-01-01", "creditor": CreditorKind.SELF_EMPLOYED, "agreed": "1"},
            "1",
            (InterestFlag.SELF_EMPLOYED_OWN_RULE,),
        ),
        (  # no floor to look for: its own rule names none
            {"on": "2019-01-01", "creditor": CreditorKind.SELF_EMPLOYED, "agreed": "1"},
            "1",
            (InterestFlag.SELF_EMPLOYED_OWN_RULE,),
        ),
        # a void back-to-back clause: the LPR, never 0.05 % a day
        (
            {"on": "2024-08-27", "back_to_back_void": True},
            "3.35",
            (InterestFlag.BACK_TO_BACK_VOID,),
        ),
        (
            {"on": "2024-08-27", "back_to_back_void": True, "agreed": "6"},
            "6",
            (InterestFlag.BACK_TO_BACK_VOID,),
        ),
        (
            {"on": "2024-08-27", "back_to_back_void": True, "agreed": "1"},
            "3.35",
            (InterestFlag.BACK_TO_BACK_VOID, InterestFlag.RATE_BELOW_FLOOR),
        ),
    ],
)
def test_which_rate_applies_and_what_is_doubtful(
    terms: dict[str, Any], rate: str | None, flags: tuple[InterestFlag, ...]
) -> None:
    found = decided(**terms)
    told = None
    if found.rate:
        told = f"{found.rate.percent}{' a day' if found.rate.per is Per.DAY else ''}"
    assert (told, found.flags) == (rate, flags)


def test_a_void_clause_without_a_known_lpr_leaves_the_rate_unknown() -> None:
    empty = msgspec.structs.replace(LPR_1Y, points=())
    found = rate_of(rate_terms("2024-08-27", back_to_back_void=True), empty)
    assert found.rate is None
    assert found.flags[1:] == (InterestFlag.RATE_UNKNOWN, InterestFlag.FLOOR_UNKNOWN)


def test_a_rate_agreed_by_the_day_is_held_against_the_floor_by_the_day() -> None:
    low = decided("2021-12-25", Rate(Decimal("0.01"), Per.DAY))  # 3.65 % a year
    assert (low.rate, low.flags) == (yearly("3.80"), (InterestFlag.RATE_BELOW_FLOOR,))
    enough = decided("2021-12-25", Rate(Decimal("0.02"), Per.DAY))
    assert (enough.basis, enough.flags) == (RateBasis.AGREED, ())


@pytest.mark.parametrize(
    ("paid_on", "days", "expected"),
    [("2022-02-28", 0, "0.00"), ("2022-03-01", 0, "0.00"), ("2022-03-02", 1, "500.00")],
)
def test_the_due_day_is_free_and_the_day_of_payment_counts(
    paid_on: str, days: int, expected: str
) -> None:
    found = interest("1000000.00", "2022-03-01", "2022-12-31", (paid_on, "1000000.00"))
    assert (sum(part.days for part in found.segments), yuan(found)) == (days, expected)


def test_interest_runs_to_the_day_asked_about_and_later_payments_are_not_known_then() -> None:
    found = interest("2000000.00", "2022-06-30", "2022-07-10", ("2022-07-11", "2000000.00"))
    assert (yuan(found), found.outstanding_fen) == ("10000.00", 200_000_000)


def test_exactly_two_million_stays_exactly_two_million_whatever_interest_runs_up() -> None:
    found = interest("2000000.00", "2022-06-30", "2022-12-31")
    assert (found.principal_fen, found.outstanding_fen) == (200_000_000, 200_000_000)
    assert yuan(found) == "184000.00"


def test_a_part_paid_before_the_due_day_earns_nothing() -> None:
    found = interest("2000000.00", "2022-06-30", "2022-07-10", ("2022-06-01", "1000000.00"))
    assert (yuan(found), found.segments[0].principal_fen) == ("5000.00", 100_000_000)


def test_a_15_what_is_paid_beyond_the_principal_earns_nothing() -> None:
    found = interest("100.00", "2022-06-30", "2022-12-31", ("2022-07-01", "500.00"))
    assert (yuan(found), found.outstanding_fen) == ("0.05", 0)


def test_half_a_fen_is_rounded_up_once_at_the_end() -> None:
    assert yuan(interest("10.00", "2022-06-30", "2022-07-01")) == "0.01"
    assert yuan(interest("9.99", "2022-06-30", "2022-07-01")) == "0.00"
    halves = interest("10.00", "2022-06-30", "2022-07-02", ("2022-07-01", "0.00"))
    assert [part.exact_fen for part in halves.segments] == ["1/2", "1/2"]
    assert yuan(halves) == "0.01"


def test_interest_beyond_the_range_of_amounts_is_refused_not_stored() -> None:
    with pytest.raises(InvalidAmount):
        interest("9999999999999999.99", "1000-01-01", "9000-01-01")


def test_without_a_due_day_or_a_rate_there_is_no_number() -> None:
    undated = interest("100.00", None, "2022-12-31")
    assert (undated.interest_fen, undated.exact_fen) == (None, None)
    assert undated.flags == (InterestFlag.DUE_DAY_UNKNOWN,)
    unrated = interest("100.00", "2020-06-30", "2022-12-31", terms=rate_terms("2020-01-01"))
    assert (unrated.interest_fen, unrated.segments) == (None, ())
    assert explain(unrated).steps == ()


def test_a_result_is_stored_and_read_back_whole() -> None:
    found = interest(*HALF_YEAR, terms=rate_terms("2021-12-25", "2"))
    stored = msgspec.json.encode(found)
    assert msgspec.json.decode(stored, type=Interest) == found
    assert b'"exact_fen":"139840000/73"' in stored
    assert found.interest_version == 1


def test_the_derivation_shows_the_rate_both_ways_and_every_segment() -> None:
    told = explain(interest("2000000.00", "2022-06-30", "2022-12-30", ("2022-08-15", "800000.00")))
    assert [step.zh for step in told.steps] == [
        "双方未约定逾期利息利率，按每日利率万分之五计算（日利率0.05%，年利率18.25%）。",
        "2022年6月30日（不计入）至2022年8月15日（计入）共46日：2000000.00元 × 0.05%（日利率） × 46日 = 46000.00元。",
        "2022年8月15日（不计入）至2022年12月30日（计入）共137日：1200000.00元 × 0.05%（日利率） × 137日 = 82200.00元。",
        "各段合计，最后一次四舍五入到分，逾期利息为128200.00元。",
    ]
    assert told.rate is not None
    assert (told.rate.per_day, told.rate.per_year) == ("0.05%", "18.25%")
    assert told.notes[-1].zh == "逾期利息单独列示，不计入200万元分档，不计入清偿率。"
    assert told.citations[0].zh == "《保障中小企业款项支付条例》（国务院令第728号）第十五条"


def test_the_derivation_tells_the_floor_and_where_it_is_from() -> None:
    told = explain(interest(*HALF_YEAR, terms=rate_terms("2021-12-25", "2")))
    assert told.steps[0].zh == (
        "双方约定逾期利息利率为年利率2%，低于下限，按下限计算（日利率约0.010411%，年利率3.80%）；"
        "合同订立时1年期贷款市场报价利率为3.80%（2021年12月20日公布）。"
    )
    assert told.steps[1].en == (
        "2022-03-01 (not counted) to 2022-09-01 (counted), 184 days: "
        "1000000.00 yuan × 3.80% a year ÷ 365 × 184 days ≈ 19156.164384 yuan."
    )
    assert told.notes[0].zh.startswith("约定的逾期利息利率低于合同订立时")


def test_the_derivation_tells_an_agreed_rate_a_void_clause_and_a_debt_paid_in_time() -> None:
    agreed = explain(interest(*HALF_YEAR, terms=rate_terms("2022-03-01", "3.70", year_days=360)))
    assert agreed.steps[0].zh.startswith("双方约定逾期利息利率为年利率3.70%，从其约定")
    assert "÷ 360 × 184日 ≈ 18911.111111元" in agreed.steps[1].zh
    void = explain(interest(*HALF_YEAR, terms=rate_terms("2024-09-01", back_to_back_void=True)))
    assert void.steps[0].zh.startswith("以收到第三方付款为付款条件的约定无效")
    assert "法释〔2024〕11号" in void.citations[1].zh
    in_time = explain(interest("5.00", "2022-03-01", "2022-09-01", ("2022-03-01", "5.00")))
    assert in_time.steps[1].zh == (
        "付款期限于2022年3月1日届满，截至2022年9月1日没有逾期未付的本金，不计逾期利息。"
    )


def test_a_daily_rate_is_shown_by_the_year_whatever_the_day_count() -> None:
    assert rate_shown(Rate(Decimal("0.05"), Per.DAY), 360).per_year == "18.25%"
    assert rate_shown(yearly("3.60"), 360).per_day == "0.01%"


def test_every_flag_has_its_sentence() -> None:
    assert set(FLAG) == set(InterestFlag)
