"""The ledger in Excel over HTTP: from the template to the items and back to a workbook."""

import io
from typing import Any, Final
from urllib.parse import unquote

import httpx
import openpyxl
import pytest

from shared.kernel.ids import new_id
from shared.testing.client import Api
from shared.workbooks.sheets import WORKBOOK_TYPE
from tests.api.arrears.ledger import paid, registered, verification
from tests.builders.arrears import DEBTOR_USCC
from tests.builders.arrears_workbooks import ROW, SHEET
from tests.builders.workbooks import filled

IMPORTS: Final = "/v1/arrears-imports"


@pytest.fixture
async def template(api: Api) -> bytes:
    answer = await api.get("/v1/arrears/import-template")
    assert answer.status_code == 200, answer.text
    assert name_of(answer) == "拖欠账款批量登记表.xlsx"
    return answer.content


def name_of(answer: httpx.Response) -> str:
    return unquote(answer.headers["content-disposition"].partition("''")[2])


def form(template: bytes, *rows: dict[str, Any]) -> bytes:
    """The template with rows; each is about a contract of its own unless it says otherwise."""
    numbered = [{**ROW, "合同编号": f"C-{new_id()}", **row} for row in rows]
    return filled(template, *numbered, sheet_name=SHEET)


async def send(
    api: Api, content: bytes, query: str = "", path: str = IMPORTS, **signed: Any
) -> httpx.Response:
    return await api.post_raw(f"{path}{query}", content, content_type=WORKBOOK_TYPE, **signed)


def page_of(content: bytes, name: str) -> list[tuple[Any, ...]]:
    return list(openpyxl.load_workbook(io.BytesIO(content))[name].values)


async def test_a_form_is_filled_in_and_its_rows_are_items_as_if_each_had_come_alone(
    api: Api, template: bytes
) -> None:
    signed: dict[str, Any] = {"role": "platform", "client": new_id()}
    content = form(template, {}, {"债权企业联系人": None, "债权企业联系电话": None})
    answer = await send(api, content, **signed)
    assert answer.status_code == 200, answer.text
    told = answer.json()
    assert (told["rows"], told["created"], told["imported"], told["refused"]) == (2, 2, 2, 0)
    assert [item["row"] for item in told["items"]] == [3, 4]

    first, second = [(await api.get(f"/v1/arrears/{one['id']}")).json() for one in told["items"]]
    assert first["number"] == told["items"][0]["number"]
    assert first["claim"]["amount"] == {"amount": "1800000.01", "currency": "CNY"}
    assert first["contract"]["agreed_rate_percent"] == "3.70"
    assert first["creditor"]["township_code"] == "530111001"
    assert first["creditor"]["contact"]["phone"] == "138****5678"
    assert second["creditor"]["contact"] is None
    history = (await api.get(f"/v1/arrears/{first['id']}/events")).json()["items"]
    source = history[0]["data"]["imported_from"]
    assert source == {"import_id": told["id"], "digest": told["digest"], "row": 3}

    progress = await api.get(f"{IMPORTS}/progress", digest=told["digest"], **signed)
    assert (progress.json()["id"], progress.json()["imported"]) == (told["id"], 2)
    others = await api.get(
        f"{IMPORTS}/progress", digest=told["digest"], role="platform", client=new_id()
    )
    assert (others.status_code, others.json()["code"]) == (404, "import_not_found")
    stored = await api.get(told["links"]["self"], **signed)
    assert stored.json()["items"] == told["items"]
    other = await api.get(told["links"]["self"], role="platform", client=new_id())
    assert other.json()["code"] == "not_your_case"


async def test_every_fault_is_told_with_its_cell_and_nothing_is_registered(
    api: Api, template: bytes
) -> None:
    signed: dict[str, Any] = {"role": "platform", "client": new_id()}
    content = form(
        template,
        {"合同编号": "同一合同"},
        {"合同编号": " 同一合同 ", "主张的本金（元）": "0.01"},
        {"主张的本金（元）": "180万元", "约定逾期年利率（%）": 0.037, "债权企业联系电话": None},
        {"发现日期": "2099-01-01", "主张的本金（元）": "0"},
        {"合同签订日期": "2099-01-01"},
    )
    answer = await send(api, content, **signed)
    told = answer.json()
    assert (answer.status_code, told["code"]) == (422, "import_rows_at_fault")
    assert told["params"]["refused"] == 4
    assert [(e["field"], e["cell"][-1], e["code"]) for e in told["errors"]] == [
        ("合同编号", "4", "contract_repeated"),
        ("债权企业联系电话", "5", "missing"),
        ("约定逾期年利率（%）", "5", "number_for_text"),
        ("主张的本金（元）", "5", "amount_malformed"),
        ("主张的本金（元）", "6", "amount_not_positive"),
        ("合同签订日期", "7", "date_in_future"),
    ]
    assert (await api.get("/v1/arrears", **signed)).json()["items"] == []

    marked = await send(api, content, path="/v1/marked-arrears-forms", **signed)
    assert name_of(marked) == "拖欠账款批量登记表（待更正）.xlsx"
    rows = page_of(marked.content, SHEET)
    assert (rows[0][-1], len(rows)) == ("错误说明", 6)
    assert "与第 3 行重复" in rows[2][-1]


async def test_valid_rows_are_registered_where_that_is_asked_for_and_once_only(
    api: Api, template: bytes
) -> None:
    signed: dict[str, Any] = {"role": "platform", "client": new_id()}
    content = form(template, {}, {"拖欠单位性质": "私营企业"})
    dry = (await send(api, content, "?mode=valid_rows_only&dry_run=true", **signed)).json()
    assert (dry["created"], dry["refused"], dry["id"]) == (0, 1, None)
    first = (await send(api, content, "?mode=valid_rows_only", **signed)).json()
    again = (await send(api, content, "?mode=valid_rows_only", **signed)).json()
    assert (first["created"], again["created"], again["imported"]) == (1, 0, 1)
    assert first["items"] == again["items"]
    marked = await send(api, content, path="/v1/marked-arrears-forms", **signed)
    assert len(page_of(marked.content, SHEET)) == 2, "the row that is an item already is left out"


async def test_the_list_is_taken_away_as_it_is_seen_with_amounts_as_numbers(
    api: Api, template: bytes
) -> None:
    """Contacts are masked, text that begins like a formula stays text, and 1800000.01 is a number."""
    signed: dict[str, Any] = {"role": "platform", "client": new_id()}
    content = form(template, {}, {"债权企业名称": "=HYPERLINK(“宏达”)"})
    told = (await send(api, content, **signed)).json()
    first = told["items"][0]
    verified = await api.post(
        f"/v1/arrears/{first['id']}/verification", verification("1800000.01", "0.10"), version=1
    )
    assert verified.status_code == 200, verified.text

    answer = await api.get("/v1/arrears/export", new=True, **signed)
    assert len(page_of(answer.content, "台账")) == 2, "title and headings"
    answer = await api.get("/v1/arrears/export", status="open", **signed)
    assert name_of(answer).startswith("清欠台账_")
    _, headings, row = page_of(answer.content, "台账")
    cells = dict(zip(headings, row, strict=True))
    assert (cells["项目编号"], cells["状态"]) == (first["number"], "清偿中")
    assert cells["金额档次"] == "200万元及以下"
    assert (cells["核实本金（元）"], cells["有争议（元）"]) == (1800000.01, 0.1)
    assert (cells["债权企业联系人"], cells["债权企业联系电话"]) == ("张*", "138****5678")
    assert cells["拖欠单位联系人"] is None
    sheet = {line[0]: line[1] for line in page_of(answer.content, "导出说明")}
    assert (sheet["查询条件"], sheet["导出单位"]) == ("状态：清偿中", "对接平台")

    everything = await api.get("/v1/arrears/export", **signed)
    rows = page_of(everything.content, "台账")[2:]
    names = {row[rows_at(everything, "债权企业")] for row in rows}
    assert "=HYPERLINK(“宏达”)" in names
    elsewhere = await api.get("/v1/arrears/export", role="platform", client=new_id())
    assert len(page_of(elsewhere.content, "台账")) == 2


def rows_at(answer: httpx.Response, heading: str) -> int:
    return page_of(answer.content, "台账")[1].index(heading)


async def test_a_journal_is_taken_away_and_both_its_sides_add_up_alike(api: Api) -> None:
    walk = await registered(api)
    await walk.order("verification", verification("1800000.01", "0.10"))
    await walk.order("payments", paid("0.07", "2022-08-20"))
    answer = await api.get(f"/v1/arrears/{walk.id}/journal/export")
    assert answer.status_code == 200, answer.text
    _, headings, *lines = page_of(answer.content, "复式台账")
    rows = [dict(zip(headings, line, strict=True)) for line in lines]
    assert {row["事项"] for row in rows} == {"核实本金", "收到付款", "期末余额", "借贷合计"}
    assert (rows[-1]["借方（元）"], rows[-1]["贷方（元）"]) == (1800000.08, 1800000.08)
    ending = {row["科目"]: row["科目余额（元）"] for row in rows if row["事项"] == "期末余额"}
    assert (ending["已收本金"], ending["无争议未清偿本金"]) == (0.07, 1799999.84)


async def test_a_22_a_year_is_disclosed_by_debtor_as_it_was_known_and_only_when_it_is_over(
    api: Api,
) -> None:
    walk = await registered(api)
    await walk.order("verification", verification("1800000.01"))
    asked: dict[str, Any] = {"year": 2022, "debtor_uscc": DEBTOR_USCC}
    first = (await api.get("/v1/arrears/disclosure", **asked)).json()
    await walk.order("payments", paid("0.02", "2022-08-20"))

    again = await api.get("/v1/arrears/disclosure", known_at=first["known_at"], **asked)
    assert again.json()["debtors"] == first["debtors"]
    answer = await api.get("/v1/arrears/disclosure/export", **asked)
    _, headings, *lines = page_of(answer.content, "逾期款项")
    rows = [dict(zip(headings, line, strict=True)) for line in lines]
    [own] = [row for row in rows if row["合同编号"] == walk.state["contract"]["number"]]
    assert own["逾期未支付金额（元）"] == 1799999.99
    sheet = dict(page_of(answer.content, "导出说明"))
    assert sheet["公开依据"] == "《保障中小企业款项支付条例》（国务院令第728号）第十六条"
    assert sheet["公开期限"] == "2023年3月31日前"

    early = await api.get("/v1/arrears/disclosure", year=2098)
    assert (early.status_code, early.json()["code"]) == (422, "year_not_over")
