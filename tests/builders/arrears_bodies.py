"""Builders of the arrears service's request bodies: the story of `builders.arrears` over HTTP."""

from typing import Any, Final

from tests.builders.arrears import CREDITOR_USCC, DEBTOR_USCC

CONTACT: Final = {"name": "张三", "phone": "13812345678"}


def yuan(amount: str) -> dict[str, str]:
    return {"amount": amount, "currency": "CNY"}


def registration(**changes: Any) -> dict[str, Any]:
    """区住房城乡建设局 owes a local builder 1,800,000.00; a part of the body is changed whole."""
    body: dict[str, Any] = {
        "debtor": {
            "uscc": DEBTOR_USCC,
            "name": "临沧市临翔区住房和城乡建设局",
            "kind": "state_organ",
            "supervising": "DRC",
            "township_code": "530902001",
            "unit": "HOUSE",
            "leader": "局长",
        },
        "creditor": {
            "uscc": CREDITOR_USCC,
            "name": "临翔区宏达市政工程有限公司",
            "kind": "small",
            "township_code": "530902002",
            "industry_code": "4819",
            "size_evidence": "2021年度从业人员及营业收入声明",
            "contact": CONTACT,
        },
        "contract": contract("LXZJ-2021-017"),
        "claim": {
            "amount": yuan("1800000.00"),
            "channel": "self_check",
            "discovered_on": "2022-08-20",
        },
    }
    return {**body, **changes}


def contract(number: str, **changes: Any) -> dict[str, Any]:
    body = {
        "number": number,
        "signed_on": "2021-03-15",
        "subject": "works",
        "amount": yuan("5000000.00"),
        "delivered_on": "2021-11-30",
    }
    return {**body, **changes}


def payment(number: str, amount: str, on: str, **changes: Any) -> dict[str, Any]:
    """A payment of the debtor to the creditor, all of it principal of the one item."""
    voucher = {
        "number": number,
        "payer_uscc": DEBTOR_USCC,
        "payer_name": "临沧市临翔区住房和城乡建设局",
        "payee_uscc": CREDITOR_USCC,
        "amount": yuan(amount),
        "value_on": on,
        "method": "treasury",
    }
    return {"voucher": {**voucher, **changes}}


def programme_version(**changes: Any) -> dict[str, Any]:
    """The plan's programme with its numbers, in force from 2022-10-10; a number changes."""
    programme: dict[str, Any] = {
        "code": "2022",
        "name": "2022年防范和化解拖欠中小企业账款专项行动",
        "registered_from": "2022-01-01",
        "threshold": yuan("2000000.00"),
        "within": "LE_2M",
        "above": "GT_2M",
        "final_on": "2022-12-31",
        "plan_on": "2022-07-31",
        "base_on": "2022-05-31",
        "plan_workdays": 10,
        "immediate_workdays": 5,
        "resolved_workdays": 10,
        "objection_workdays": 5,
        "inquiry_workdays": 5,
        "reminder_workdays": 1,
        "talk_workdays": 10,
        "talk_missed": 2,
        "final_warnings": [30, 10, 3, 1],
        "instalment_warnings": [3, 1],
        "plan_warnings": [1],
    }
    body = {
        "effective_on": "2022-10-10",
        "document_no": "临翔政办发〔2022〕80号",
        "author": "区工业和信息化局",
    }
    for name, value in changes.items():
        (programme if name in programme else body)[name] = value
    return {**body, "programme": programme}


def average_version(level: str, percent: str | None, **changes: Any) -> dict[str, Any]:
    """An average of the rate over all principal, about 2022-07-31 and in effect from 2022-08-20."""
    average: dict[str, Any] = {
        "level": level,
        "measure": "all",
        "percent": percent,
        "as_of_on": "2022-07-31",
        "source": "工业和信息化部新闻发布会",
    }
    body = {
        "effective_on": "2022-08-20",
        "document_no": "工信厅企业函〔2022〕245号",
        "author": "区工业和信息化局",
    }
    for name, value in changes.items():
        (average if name in average else body)[name] = value
    return {**body, "average": average}


def retaliation(arrears_id: str, **changes: Any) -> dict[str, Any]:
    """The creditor is told to keep away from the debtor's tenders."""
    body: dict[str, Any] = {
        "arrears_id": arrears_id,
        "conduct": "excluded_from_business",
        "happened_on": "2022-08-20",
        "description": "投诉欠款后，被告知今后不得参与该单位的工程投标。",
    }
    return {**body, **changes}


def lpr_version(published_on: str, percent: str) -> dict[str, Any]:
    """One announcement, checked on its day."""
    return {
        "points": [{"published_on": published_on, "percent": percent}],
        "checked_on": published_on,
        "source": "全国银行间同业拆借中心",
        "document_no": f"{published_on}公告",
        "author": "区工业和信息化局",
    }
