"""Every "no" is reached by some order, and is said in two languages."""

import re

import msgspec
import pytest

from services.tickets import refusals
from services.tickets.calendar import refusals as calendar_refusals
from services.tickets.policy import refusals as policy_refusals
from services.tickets.routing import refusals as routing_refusals
from shared.kernel.refusal import Refusal
from tests.builders.ticket_refusals import every

REFUSED = {type(d.refusal): d.refusal for d in every() if d.refusal is not None}
ALL = [
    thing
    for module in (refusals, calendar_refusals, policy_refusals, routing_refusals)
    for thing in vars(module).values()
    if isinstance(thing, type) and issubclass(thing, Refusal) and thing is not Refusal
]
CHINESE = re.compile(r"[\u4e00-\u9fff]")


@pytest.mark.parametrize("refusal", ALL, ids=lambda refusal: refusal.code)
def test_every_refusal_is_reached_and_is_a_whole_sentence(refusal: type[Refusal]) -> None:
    given = REFUSED[refusal]
    chinese, english = given.sentence("zh-CN"), given.sentence("en")
    for sentence in (chinese, english):
        assert not set("{}") & set(sentence)
        assert "None" not in sentence
    assert chinese.endswith("。")
    assert CHINESE.search(chinese)
    assert english.endswith(".")
    assert not CHINESE.search(english)


@pytest.mark.parametrize("refusal", ALL, ids=lambda refusal: refusal.code)
def test_what_a_refusal_is_about_travels_as_json(refusal: type[Refusal]) -> None:
    params = REFUSED[refusal].params
    assert msgspec.json.decode(msgspec.json.encode(params)) == params


def test_every_refusal_has_a_code_of_its_own() -> None:
    codes = [refusal.code for refusal in ALL]
    assert len(set(codes)) == len(codes)
    assert all(re.fullmatch(r"[a-z]+(_[a-z]+)*", code) for code in codes)


def test_the_sentences_read_as_an_official_wrote_them() -> None:
    said = {kind: refusal.sentence("zh-CN") for kind, refusal in REFUSED.items()}
    assert said[refusals.UpstreamNumberKnown] == (
        "上级工单编号 17 已登记为工单 LX-T-2022-000001，请勿重复登记。"
    )
    assert said[refusals.TownshipNotInDistrict] == (
        "收件之日（2022-09-24）临翔区没有代码为 530921101 的乡镇（街道），请核对企业所在地。"
    )
    assert said[refusals.NotLeadDepartment] == (
        "该工单由区政府金融办主办，只有主办部门可以办理此项操作。"
    )
    assert said[refusals.TicketNotReplied] == (
        "工单当前状态为“承办中”，主办部门答复后方可回访或销号。"
    )
    assert said[refusals.FirmNotYetHeard] == (
        "企业尚未表示满意；联系不上的，应当在至少 2 个工作日内回访 3 次"
        "（已回访 0 次，涉及 0 个工作日）后方可销号。"
    )
    assert said[calendar_refusals.FaultyNotice] == (
        "节假日安排有误：未列出任何放假或调休上班日期。"
    )
