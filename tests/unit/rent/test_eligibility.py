"""Who is let off rent, how many months, and why (R-1 to R-3, R-7 to R-9, R-14, R-26; 3.2)."""

from fractions import Fraction
from typing import Any

import pytest
from msgspec.structs import replace

from services.rent.codes import CareKind, OwnerKind
from services.rent.eligibility.answer import Answer, Outcome, answer
from services.rent.eligibility.findings import Reason
from services.rent.eligibility.question import Premises, Question
from services.rent.eligibility.reckoning import Entitlement
from services.rent.listings.state import Listings
from services.rent.months.granted import Given
from services.rent.months.waived import amount_fen
from services.rent.size.classify import Figures
from tests.builders.rent import CAFE, PROGRAMME_2022, SHOP, STATE_PREMISES, ask, confirmed, listing
from tests.builders.rent_leases import day, lease

LISTED = confirmed(listing()).state


def months(told: Answer) -> float:
    return float(sum((one.months.value for one in told.waived), Fraction(0)))


def said(told: Answer) -> str:
    return "；".join(sentence.zh for one in told.findings for sentence in one.said)


def test_r_1_r_3_a_small_service_firm_in_state_premises_is_let_off_three_months() -> None:
    told = ask()
    assert (told.outcome, told.reasons, months(told)) == (Outcome.ELIGIBLE, (), 3)
    assert amount_fen(told.waived) == 15_000_00
    assert told.reckoned.entitlement is Entitlement.BASE


def test_r_3_six_months_in_all_where_the_district_was_listed() -> None:
    told = ask(LISTED)
    assert (months(told), told.reckoned.entitlement) == (6, Entitlement.LISTED)
    assert told.reckoned.listed is not None
    assert told.reckoned.listed.id == "L1"
    assert "2022年8月31日起被列为中风险地区（临翔疫指〔2022〕31号），累计减免 6 个月" in said(told)


def test_r_14_what_was_given_before_counts_towards_the_total() -> None:
    assert months(ask(LISTED, given=Given(Fraction(3), Fraction(3)))) == 3
    told = ask(given=Given(Fraction(3), Fraction(3)))
    assert (told.outcome, told.reasons) == (Outcome.INELIGIBLE, (Reason.NOTHING_LEFT,))


def test_r_8_all_tenants_of_the_premises_together_see_at_most_twice_the_months() -> None:
    assert months(ask(given=Given(Fraction(0), Fraction(4)))) == 2
    assert ask(given=Given(Fraction(0), Fraction(6))).reasons == (Reason.NOTHING_LEFT,)
    assert months(ask(LISTED, given=Given(Fraction(0), Fraction(6)))) == 6


def test_r_9_premises_of_a_central_enterprise_are_pro_rata() -> None:
    central = Premises("530902", OwnerKind.CENTRAL_ENTERPRISE)
    told = ask(premises=central, terms=lease("2022-03-01", "2022-12-31", monthly=5000))
    assert amount_fen(told.waived) == 12_575_34
    assert "按 2022 年内实际租赁 306 天折算" in said(told)


def test_r_26_a_care_tenant_is_free_to_the_end_of_the_year_listed_or_not() -> None:
    home = replace(CAFE, industry="8514", care=CareKind.ELDERLY)
    terms = lease("2022-05-01", "2023-04-30", monthly=5000)
    for told in (ask(one, tenant=home, terms=terms) for one in (Listings(), LISTED)):
        assert (months(told), told.reckoned.entitlement) == (8, Entitlement.CARE_FULL)
        assert "养老服务机构，租金免至2022年12月31日" in said(told)
    central = Premises("530902", OwnerKind.CENTRAL_ENTERPRISE)
    assert months(ask(tenant=home, premises=central)) == 12


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"premises": Premises("530921", OwnerKind.STATE_ORGAN)}, Reason.OUTSIDE_DISTRICT),
        ({"premises": Premises("530902001", OwnerKind.PRIVATE)}, Reason.NOT_STATE_OWNED),
        ({"premises": replace(STATE_PREMISES, business=False)}, Reason.NOT_FOR_BUSINESS),
        ({"tenant": replace(CAFE, industry="1310", figures=Figures(5, 1))}, Reason.NOT_SERVICE),
        ({"tenant": replace(SHOP, industry="1310")}, Reason.NOT_SERVICE),
        ({"tenant": replace(CAFE, figures=Figures(100, 2_000_000_000))}, Reason.TOO_LARGE),
        ({"terms": lease("2021-01-01", "2021-12-31")}, Reason.LEASE_OUTSIDE_YEAR),
        ({"terms": lease("2023-01-01", "2023-12-31")}, Reason.LEASE_OUTSIDE_YEAR),
    ],
)
def test_r_1_r_2_who_is_not_let_off(changes: dict[str, Any], reason: Reason) -> None:
    told = ask(**changes)
    assert (told.outcome, told.reasons, told.waived) == (Outcome.INELIGIBLE, (reason,), ())


def test_r_2_a_firm_whose_size_is_not_known_is_for_a_person_to_decide() -> None:
    told = ask(tenant=replace(CAFE, figures=Figures(8, None)))
    assert told.outcome is Outcome.ELIGIBLE  # the staff alone makes it micro
    told = ask(tenant=replace(CAFE, figures=Figures(50, None)))
    assert (told.outcome, told.reasons) == (Outcome.UNDECIDED, (Reason.SIZE_UNKNOWN,))
    assert told.waived == ()


def test_all_that_is_in_the_way_is_told_at_once() -> None:
    told = ask(
        premises=Premises("530921", OwnerKind.PRIVATE),
        tenant=replace(CAFE, figures=Figures(50, None)),
    )
    assert told.outcome is Outcome.INELIGIBLE
    assert told.reasons == (
        Reason.OUTSIDE_DISTRICT,
        Reason.NOT_STATE_OWNED,
        Reason.SIZE_UNKNOWN,
    )


def test_3_2_whether_the_industry_is_asked_of_the_self_employed_is_the_programmes() -> None:
    maker = replace(SHOP, industry="1310")
    lenient = replace(PROGRAMME_2022, self_employed_requires_service=False)
    question = Question(
        tested_on=day("2022-08-22"), premises=STATE_PREMISES, tenant=maker, terms=lease()
    )
    assert answer(question, lenient, Listings(), ()).outcome is Outcome.ELIGIBLE


def test_the_derivation_reads_as_an_official_would_write_it() -> None:
    assert said(ask(terms=lease("2022-11-11", "2023-10-31", monthly=5000))) == (
        "房屋所在地代码 530902001，在本区（530902）范围内；"
        "房屋的所有或者管理单位为地方国有企业，属于国有房屋；"
        "房屋用于经营；"
        "行业代码 6210（大类 62），按《三次产业划分规定》属于服务业；"
        "餐饮业：从业人员 8 人，未达到小型企业下限 10 人；"
        "餐饮业：营业收入 90 万元，未达到小型企业下限 100 万元；"
        "按《中小企业划型标准规定》（工信部联企业〔2011〕300号），餐饮业须同时满足所列指标的下限，"
        "否则下划一档；判定为微型企业；"
        "截至2022年8月22日，承租方为微型企业，属于减免对象；"
        "租赁期 2022年11月11日至2023年10月31日，其中 2022 年内 1.6667 个月；"
        "2022 年本区没有经复核的中高风险地区公布记录，减免 3 个月；"
        "应减免 3 个月，合同在 2022 年内 1.6667 个月，取其少者，可减免 1.6667 个月；"
        "该承租方已减免 0.0000 个月，该房屋全部承租方已减免 0.0000 个月（上限 6 个月），"
        "尚可减免 1.6667 个月"
    )
