"""Builders of request bodies."""

from typing import Any


def submission(**changes: Any) -> dict[str, Any]:
    """A firm's difficulty as a clerk would type it."""
    body: dict[str, Any] = {
        "firm": {
            "uscc": "91530902MA6XTXT19B",
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
