"""The statistics over HTTP: known at any instant, one's own for a department, refused in Chinese."""

from typing import Any

import pytest

from shared.testing.client import Api
from tests.builders.bodies import submission

PATH = "/v1/tickets/statistics"
TOWNSHIP = "530902209"


async def dispatched(api: Api, lead: str) -> dict[str, Any]:
    """A ticket of a township that no other test submits from."""
    firm: dict[str, Any] = {**submission()["firm"], "township_code": TOWNSHIP}
    ticket = (await api.post("/v1/tickets", submission(firm=firm))).json()
    path = f"/v1/tickets/{ticket['id']}/dispatch"
    answer: dict[str, Any] = (await api.post(path, {"lead": lead}, version=1)).json()
    return answer


async def figures(api: Api, **params: Any) -> dict[str, Any]:
    answer = await api.get(PATH, township_code=TOWNSHIP, **params)
    assert answer.status_code == 200, answer.text
    body: dict[str, Any] = answer.json()
    return body


async def test_a_report_is_that_of_its_instant_whatever_came_later(api: Api) -> None:
    first = await dispatched(api, "SCI")
    month = first["received_at"][:7]
    sent = await figures(api, month=month, group_by="department")
    known_at = sent["known_at"]

    await dispatched(api, "SCI")
    again = await figures(api, month=month, group_by="department", known_at=known_at)
    assert again == {**sent, "final": True}
    restated = await figures(api, month=month, group_by="department")
    before, after = (each["total"]["supervised"] for each in (sent, restated))
    assert after["denominator"] == before["denominator"] + 1
    assert restated["position"] > sent["position"]


async def test_the_answer_names_each_group_and_shows_nothing_counted_as_null(api: Api) -> None:
    ticket = await dispatched(api, "CULT")
    month = ticket["received_at"][:7]
    body = await figures(api, month=month, group_by="department")
    [group] = [each for each in body["groups"] if each["key"] == "CULT"]
    assert group["name_zh"] == "区文化旅游局"
    assert group["indicators"]["response"] == {
        "numerator": 0,
        "denominator": 1,
        "rate": "0.0000",
    }
    assert group["indicators"]["satisfied"] == {"numerator": 0, "denominator": 0, "rate": None}
    names = {
        "month": f"{month[:4]}年{int(month[5:])}月",
        "township": "平村彝族傣族乡",
        "industry": "制造业",
        "category": "融资便利",
        "channel": "企业服务平台",
    }
    for group_by, name in names.items():
        groups = (await figures(api, month=month, group_by=group_by))["groups"]
        assert [each["name_zh"] for each in groups] == [name]


async def test_a_department_is_given_its_own_figures_and_no_others(api: Api) -> None:
    month = (await dispatched(api, "AGRI"))["received_at"][:7]
    await dispatched(api, "EDU")
    own = await figures(api, month=month, role="department:AGRI", group_by="department")
    assert own["department"] == "AGRI"
    assert [each["key"] for each in own["groups"]] == ["AGRI"]
    same = await figures(api, month=month, role="department:AGRI", department="AGRI")
    assert same["total"] == own["total"]
    other = await api.get(PATH, month=month, role="department:AGRI", department="EDU")
    assert (other.status_code, other.json()["code"]) == (403, "not_your_case")
    for role in ("platform", "ops"):
        assert (await api.get(PATH, month=month, role=role)).status_code == 403


@pytest.mark.parametrize(
    ("params", "code", "sentence"),
    [
        ({}, "period_unclear", "请写明统计月份，或者同时写明统计起始日和截止日，二者只写其一。"),
        (
            {"month": "2022-09", "first": "2022-09-01", "last": "2022-09-30"},
            "period_unclear",
            "请写明统计月份，或者同时写明统计起始日和截止日，二者只写其一。",
        ),
        (
            {"first": "2022-09-02", "last": "2022-09-01"},
            "period_faulty",
            "统计截止日不得早于起始日，统计期间最长 366 天。",
        ),
        (
            {"month": "2022-09", "known_at": "2099-01-01T00:00:00+08:00"},
            "not_yet_known",
            "不得晚于",
        ),
    ],
)
async def test_a_question_without_an_answer_is_refused(
    api: Api, params: dict[str, Any], code: str, sentence: str
) -> None:
    answer = await api.get(PATH, **params)
    assert (answer.status_code, answer.json()["code"]) == (422, code)
    assert sentence in answer.text


@pytest.mark.parametrize(
    ("params", "sentence"),
    [
        ({"month": "2022-13"}, "「统计月份」应为 2000 年至 2099 年间的月份，格式如 2022-09。"),
        (
            {"first": "1700000000", "last": "2022-09-30"},
            "「统计起始日」应为 2000 年至 2099 年间的日期，格式如 2022-09-24。",
        ),
        ({"first": "2022-09-01", "last": "2022-09-31"}, "「统计截止日」"),
        ({"month": "2022-09", "known_at": "2022-09-30"}, "「数据截止时刻」应为带时区的日期时间"),
        ({"month": "2022-09", "industry": "Z"}, "「行业门类」应为国民经济行业分类"),
        ({"month": "2022-09", "department": "NASA"}, "「部门代码」NASA 不在区直部门代码表中。"),
        ({"month": "2022-09", "group_by": "firm"}, "「分组方式」"),
        ({"month": "2022-09", "quarter": "3"}, "quarter"),
    ],
)
async def test_a_parameter_that_makes_no_sense_is_named_in_chinese(
    api: Api, params: dict[str, Any], sentence: str
) -> None:
    answer = await api.get(PATH, **params)
    assert answer.status_code == 422
    [error] = answer.json()["errors"]
    assert sentence in error["detail"]
