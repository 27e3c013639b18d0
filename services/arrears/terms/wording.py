"""What each flag and each gap of a payment term means, as it is shown to officials."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from services.arrears.terms.model import TermFlag, Unknown
from shared.kernel.sentences import Sentence

FLAG: Final[Mapping[TermFlag, Sentence]] = MappingProxyType(
    {
        TermFlag.VOID_OVER_60: Sentence(
            "合同约定的付款期限超过60日，超过部分不予认可，按60日计算。",
            "The agreed term is longer than 60 days; what goes beyond them does not count.",
        ),
        TermFlag.REVIEW: Sentence(
            "付款期限需要人工核定。",
            "An official has to review the payment term.",
        ),
        TermFlag.LEGAL_REVIEW: Sentence(
            "合同的订立、履行或者拖欠跨越有关规定的施行日期，或者所涉规定未明确适用于本合同，应当提请法律审核。",
            "Contract, performance or delay run across the day a text came into force, or the text does not plainly cover this contract: have it reviewed by a lawyer.",
        ),
        TermFlag.BACK_TO_BACK_VOID: Sentence(
            "大型企业与中小企业约定以收到第三方付款作为付款条件的，该约定无效；付款期限有争议的，由人民法院合理确定。",
            "A large enterprise's clause that payment waits for a third party is void; a court sets a reasonable term where the parties differ.",
        ),
        TermFlag.OTHER_LAW_PREVAILS: Sentence(
            "法律、行政法规或者国家有关规定对付款期限另有规定的，从其规定。",
            "Another law, regulation or State rule fixes the term, and prevails.",
        ),
        TermFlag.BEFORE_REGULATION: Sentence(
            "合同订立于《保障中小企业款项支付条例》施行前，不适用该条例的付款期限，按合同约定办理。",
            "The contract is older than the Payment Regulation: its terms do not apply, the agreed term does.",
        ),
        TermFlag.SELF_EMPLOYED_OWN_RULE: Sentence(
            "债权人为个体工商户，适用《促进个体工商户发展条例》，该条例未规定付款天数，按合同约定办理，单独统计。",
            "The creditor is self-employed: its own regulation names no number of days, so the agreed term holds; reported apart.",
        ),
        TermFlag.ACCEPTANCE_PERIOD_NOT_AGREED: Sentence(
            "合同未约定检验或者验收期限，无法判断采购方是否拖延验收，请核实。",
            "The contract agrees no inspection period, so whether the buyer delayed it cannot be told: please check.",
        ),
        TermFlag.AGREED_DAYS_NOT_VALID: Sentence(
            "登记的约定付款天数不足1日，按未约定处理，请核对合同。",
            "The agreed term is recorded as less than one day and is taken as not agreed: check the contract.",
        ),
        TermFlag.DATES_OUT_OF_ORDER: Sentence(
            "付款期限起算日早于合同订立日，请核对日期或者说明补签情况。",
            "The term starts before the day of the contract: check the dates, or note that it was signed later.",
        ),
    }
)
UNKNOWN: Final[Mapping[Unknown, Sentence]] = MappingProxyType(
    {
        Unknown.CONTRACT_DATE_MISSING: Sentence(
            "缺少合同订立日期，无法确定适用的规定，请补充。",
            "The day of the contract is missing, so the rules that apply are not known.",
        ),
        Unknown.DELIVERY_DATE_MISSING: Sentence(
            "缺少货物、工程、服务的交付日期，付款期限无法起算，请补充。",
            "The day of delivery is missing, so the term cannot start.",
        ),
        Unknown.ACCEPTANCE_DATES_MISSING: Sentence(
            "缺少检验或者验收合格日期，也没有可据以起算的约定验收期限，付款期限无法起算，请补充。",
            "The day of acceptance is missing, and no agreed inspection period stands in for it, so the term cannot start.",
        ),
        Unknown.SETTLEMENT_DATE_MISSING: Sentence(
            "缺少双方确认结算金额的日期，付款期限无法起算，请补充。",
            "The day both sides confirmed the settled amount is missing, so the term cannot start.",
        ),
        Unknown.TERM_NOT_FIXED: Sentence(
            "合同没有可用的付款天数，所适用的规定也没有确定的天数，请人工核定付款期限。",
            "Neither the contract nor the rules that apply give a number of days: an official has to fix the term.",
        ),
        Unknown.DATE_OUT_OF_RANGE: Sentence(
            "计算结果超出日期范围，请核对登记的日期和天数。",
            "The result is beyond the range of dates: check the recorded dates and days.",
        ),
    }
)
