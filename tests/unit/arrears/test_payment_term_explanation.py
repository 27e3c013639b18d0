"""A payment term as an official reads it, and the excuses that are turned down."""

from typing import Any

import pytest

from services.arrears.terms.due import payment_due
from services.arrears.terms.excuses import NotAcceptedExcuse, not_accepted
from services.arrears.terms.explain import TermExplained, explain
from services.arrears.terms.model import Condition, ContractTerms, TermFlag, Unknown
from services.arrears.terms.wording import FLAG, UNKNOWN
from tests.builders.arrears_terms import CALENDAR, LARGE, contract, day


def told(terms: ContractTerms) -> TermExplained:
    return explain(terms, payment_due(terms, CALENDAR), CALENDAR)


def test_national_day_is_passed_over_in_words() -> None:
    explained = told(contract(delivered_on="2022-09-01"))
    assert [step.zh for step in explained.steps] == [
        "合同订立于2022年3月1日，适用《保障中小企业款项支付条例》（国务院令第728号，2020年9月1日起施行）。",
        "货物、工程、服务于2022年9月1日交付，付款期限自交付之日起算。",
        "合同未有效约定付款期限，按规定期限30日计算（《保障中小企业款项支付条例》（国务院令第728号）第八条第一款）。",
        "起算当日不计入，自2022年9月2日起按日历日计算（《民法典》第二百零一条），第30日为2022年10月1日（星期六）。",
        "该日不是工作日（国庆节放假），顺延至2022年10月8日（星期六），该日为调休上班日（《民法典》第二百零三条）。",
        "最迟应当于2022年10月8日24时前付款，自2022年10月9日起为逾期。",
    ]
    assert explained.steps[4].en == (
        "That day is off (National Day holiday); the term ends on 2022-10-08 (Saturday), "
        "a make-up working day (Civil Code art. 203)."
    )
    assert [cited.zh for cited in explained.citations] == [
        "《保障中小企业款项支付条例》（国务院令第728号）第八条第一款",
        "《民法典》第二百零一条",
        "《民法典》第二百零三条",
    ]
    assert explained.notes == ()


def test_the_days_that_decide_are_listed_with_their_number() -> None:
    days = told(contract(delivered_on="2022-09-01")).days
    assert [(line.date.isoformat(), line.number) for line in days[:4]] == [
        ("2022-09-01", None),
        ("2022-09-02", 1),
        ("2022-10-01", 30),
        ("2022-10-02", None),
    ]
    assert days[0].reason_zh == "起算当日不计入（《民法典》第二百零一条）"
    assert (days[-1].date, days[-1].reason_zh) == (day("2022-10-08"), "调休上班")


def test_a_term_of_one_day_lists_that_day_once() -> None:
    days = told(contract(delivered_on="2022-09-01", agreed_days=1)).days
    assert [(line.date.isoformat(), line.number) for line in days] == [
        ("2022-09-01", None),
        ("2022-09-02", 1),
    ]


@pytest.mark.parametrize(
    ("terms", "sentence"),
    [
        (
            {"delivered_on": "2022-08-02", "agreed_days": 90},
            "合同约定付款期限为90日，超过规定的最长期限，按60日计算（《保障中小企业款项支付条例》（国务院令第728号）第八条第一款）。",
        ),
        (
            {"delivered_on": "2022-08-02", "agreed_days": 45},
            "合同约定付款期限为45日，从其约定（《保障中小企业款项支付条例》（国务院令第728号）第八条第一款）。",
        ),
        (
            {"condition": Condition.ACCEPTANCE, "acceptance_ends_on": "2022-05-20"},
            "采购方未在约定期限内完成检验或者验收，付款期限自约定期限届满之日（2022年5月20日）起算（《保障中小企业款项支付条例》（国务院令第728号）第九条第二款）。",
        ),
        (
            {"condition": Condition.ACCEPTANCE, "accepted_on": "2022-05-10"},
            "合同约定经检验或者验收合格后付款，2022年5月10日验收合格，付款期限自验收合格之日起算（《保障中小企业款项支付条例》（国务院令第728号）第九条第一款）。",
        ),
        (
            {"on": "2025-06-03", "condition": Condition.SETTLEMENT, "settled_on": "2025-07-01"},
            "合同约定按进度或者定期结算，双方于2025年7月1日确认结算金额，付款期限自确认之日起算（《保障中小企业款项支付条例》（国务院令第802号）第九条第四款）。",
        ),
        (
            {
                "on": "2025-06-03",
                "delivered_on": "2025-07-01",
                "other_law": "《政府采购法实施条例》",
                "other_law_days": 14,
            },
            "《政府采购法实施条例》对付款期限另有规定，从其规定，付款期限为14日（《保障中小企业款项支付条例》（国务院令第802号）第九条第三款）。",
        ),
        ({"delivered_on": "2022-08-31"}, "该日为工作日，不需顺延。"),
        (
            {"on": "2026-11-01", "delivered_on": "2026-12-15"},
            "届满日所在年度没有正式的节假日安排，本结果为暂定，待安排公布后重新核算。",
        ),
    ],
)
def test_each_step_is_told_as_an_official_would(terms: dict[str, Any], sentence: str) -> None:
    steps = told(contract(**terms)).steps
    assert sentence in [step.zh for step in steps]


def test_what_is_missing_is_told_and_the_rest_is_still_explained() -> None:
    explained = told(contract(LARGE, on="2022-03-01", delivered_on="2022-05-01"))
    assert len(explained.steps) == 2
    assert [note.zh for note in explained.notes] == [
        "合同没有可用的付款天数，所适用的规定也没有确定的天数，请人工核定付款期限。",
        "付款期限需要人工核定。",
    ]
    assert explained.days == ()


def test_every_flag_and_every_gap_has_its_sentence() -> None:
    assert set(FLAG) == set(TermFlag)
    assert set(UNKNOWN) == set(Unknown)


@pytest.mark.parametrize("excuse", NotAcceptedExcuse)
@pytest.mark.parametrize(
    ("on", "article"),
    [
        ("2022-03-01", "（国务院令第728号）第十三条"),
        ("2025-06-01", "（国务院令第802号）第十四条"),
        (None, "（国务院令第802号）第十四条"),
        ("2019-03-01", "（国务院令第802号）第十四条"),
    ],
)
def test_a_debtors_internal_step_is_never_accepted(
    excuse: NotAcceptedExcuse, on: str | None, article: str
) -> None:
    told_zh = not_accepted(excuse, day(on) if on else None).zh
    assert "理由不成立" in told_zh
    assert article in told_zh
