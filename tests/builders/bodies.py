"""Builders of request bodies."""

from typing import Any

import msgspec

from services.tickets.policy.state import SIMILARITY, Numbers
from tests.builders.firms import new_credit_code


def submission(**changes: Any) -> dict[str, Any]:
    """A firm's difficulty as a clerk would type it; of a new firm, unless one is given."""
    body: dict[str, Any] = {
        "firm": {
            "uscc": new_credit_code(),
            "name": "临翔区昔归茶业有限公司",
            "township_code": "530902208",
            "industry_code": "1530",
            "size": "micro",
        },
        "contact": {"name": "张三", "phone": "13812345678"},
        "channel": "enterprise_platform",
        "category": "financing",
        "title": "流动资金贷款展期困难",
        "description": "受疫情影响，流动资金贷款即将到期，一时难以归还。",
        "desired_result": "协调延期还本付息",
    }
    return {**body, **changes}


def policy_version(**changes: Any) -> dict[str, Any]:
    """The numbers as shipped, in force from a day on; a number or a field of the version changes."""
    numbers = msgspec.to_builtins(Numbers(duplicate_similarity=SIMILARITY))
    body = {
        "effective_on": "2022-10-10",
        "document_no": "临翔政办发〔2022〕80号",
        "author": "区工业和信息化局",
    }
    for name, value in changes.items():
        (numbers if name in numbers else body)[name] = value
    return {**body, "numbers": numbers}


def routing_table(*routes: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """A routing table; without routes everything waits for the coordinator."""
    body: dict[str, Any] = {
        "routes": list(routes),
        "effective_on": "2022-10-10",
        "document_no": "临工信发〔2022〕15号",
        "author": "区工业和信息化局",
    }
    return {**body, **changes}
