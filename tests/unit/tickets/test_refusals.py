"""Every "no" is reached by some order, and is said in two languages."""

import re
from collections.abc import Iterator
from typing import Any

import msgspec
import pytest

from services.tickets import refusals
from services.tickets.calendar import refusals as calendar_refusals
from services.tickets.calendar.commands import PublishCalendar
from services.tickets.commands import CloseTicket, TakeOverTicket
from services.tickets.events import CallBackOutcome
from services.tickets.model import CALENDAR
from shared.kernel.refusal import Refusal
from shared.testing.specs import Decision, Spec
from tests.builders.tickets import (
    CALLED_BACK,
    DISPATCHED,
    FINANCIAL_OFFICE,
    FIRM,
    OFFICE,
    RECEIVED,
    REPLIED,
    TAKEN_OVER,
    call_back,
    dispatch_ticket,
    dispatched,
    in_progress,
    notice,
    replied,
    reply_to_ticket,
    submit_ticket,
    submitted,
    tickets,
)


def refused() -> Iterator[Decision[Any]]:
    """One order for each refusal of the service."""
    yield tickets().when(TakeOverTicket(), at=RECEIVED)
    yield submitted().when(submit_ticket(), at=RECEIVED)
    known = submitted(upstream_number="17").claims
    yield tickets().when(submit_ticket(upstream_number="17"), at=RECEIVED, claims=known)
    elsewhere = msgspec.structs.replace(FIRM, township_code="530921101")
    yield tickets().when(submit_ticket(firm=elsewhere), at=RECEIVED)
    yield in_progress().when(dispatch_ticket(), at=TAKEN_OVER)
    yield submitted().when(dispatch_ticket("NASA"), at=DISPATCHED)
    yield submitted().when(dispatch_ticket("FIN", "NASA"), at=DISPATCHED)
    yield submitted().when(dispatch_ticket("FIN", "FIN"), at=DISPATCHED)
    yield submitted().when(dispatch_ticket("FIN", "TAX", "TAX"), at=DISPATCHED)
    yield dispatched().when(TakeOverTicket(), at=TAKEN_OVER, actor=OFFICE)
    yield submitted().when(TakeOverTicket(), at=TAKEN_OVER, actor=FINANCIAL_OFFICE)
    yield dispatched().when(reply_to_ticket(), at=REPLIED, actor=FINANCIAL_OFFICE)
    bare, groundless = reply_to_ticket(evidence=()), reply_to_ticket(provisions=())
    yield in_progress().when(bare, at=REPLIED, actor=FINANCIAL_OFFICE)
    yield in_progress().when(groundless, at=REPLIED, actor=FINANCIAL_OFFICE)
    yield in_progress().when(call_back(CallBackOutcome.SATISFIED), at=CALLED_BACK)
    yield replied().when(
        call_back(CallBackOutcome.SATISFIED), at=CALLED_BACK, actor=FINANCIAL_OFFICE
    )
    yield replied().when(CloseTicket(), at=CALLED_BACK)
    yield Spec(CALENDAR).when(PublishCalendar(notice=notice(2027)), at=RECEIVED)


REFUSED = {type(d.refusal): d.refusal for d in refused() if d.refusal is not None}
ALL = [
    thing
    for module in (refusals, calendar_refusals)
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
