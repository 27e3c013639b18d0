"""Tickets in Excel over HTTP: from the template to the list and back to a workbook."""

import io
from typing import Any
from urllib.parse import unquote

import httpx
import openpyxl
import pytest

from shared.kernel.ids import new_id
from shared.testing.client import Api
from shared.workbooks.sheets import WORKBOOK_TYPE
from tests.builders.workbooks import ROW, filled


@pytest.fixture
async def template(api: Api) -> bytes:
    answer = await api.get("/v1/tickets/import-template")
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == WORKBOOK_TYPE
    name = unquote(answer.headers["content-disposition"].partition("''")[2])
    assert name == "企业诉求批量登记表.xlsx"
    return answer.content


def form(template: bytes, *rows: dict[str, Any]) -> bytes:
    """The template with rows; each has an upstream number of its own unless it says otherwise."""
    numbered = [{**ROW, "上级工单编号": new_id(), **row} for row in rows]
    return filled(template, *numbered, sheet_name="企业诉求")


async def send(
    api: Api, content: bytes, query: str = "", path: str = "/v1/ticket-imports", **signed: Any
) -> httpx.Response:
    return await api.post_raw(f"{path}{query}", content, content_type=WORKBOOK_TYPE, **signed)


def page_of(content: bytes, name: str) -> list[tuple[Any, ...]]:
    return list(openpyxl.load_workbook(io.BytesIO(content))[name].values)


async def test_a_form_is_filled_in_imported_listed_and_exported(api: Api, template: bytes) -> None:
    platform = new_id()
    content = form(template, {}, {"企业名称": "勐托茶厂", "联系电话": "0883-2123456"})
    answer = await send(api, content, role="platform", client=platform)
    assert answer.status_code == 200, answer.text
    told = answer.json()
    assert (told["rows"], told["created"], told["imported"], told["refused"]) == (2, 2, 2, 0)
    assert [ticket["row"] for ticket in told["tickets"]] == [3, 4]

    listed = (await api.get("/v1/tickets", role="platform", client=platform)).json()["items"]
    assert {item["number"] for item in listed} == {each["number"] for each in told["tickets"]}
    first = told["tickets"][0]
    ticket = (await api.get(f"/v1/tickets/{first['id']}")).json()
    assert (ticket["title"], ticket["contact"]["phone"]) == (ROW["诉求标题"], "138****5678")

    history = (await api.get(f"/v1/tickets/{first['id']}/events")).json()["items"]
    source = history[0]["data"]["imported_from"]
    assert source == {"import_id": told["id"], "digest": told["digest"], "row": 3}
    stored = await api.get(told["links"]["self"], role="platform", client=platform)
    assert stored.json()["tickets"] == told["tickets"]
    other = await api.get(told["links"]["self"], role="platform", client=new_id())
    assert other.json()["code"] == "not_your_case"
    for path in (f"/v1/tickets/{told['id']}/events", f"/v1/tickets/{told['id']}/clock"):
        assert (await api.get(path)).json()["code"] == "ticket_not_found"

    export = await api.get("/v1/tickets/export", role="platform", client=platform, overdue=False)
    assert export.status_code == 200, export.text
    assert "企业诉求工单_" in unquote(export.headers["content-disposition"])
    title, headings, *rows = page_of(export.content, "工单清单")
    assert title[0] == "企业诉求工单清单"
    cells = [dict(zip(headings, row, strict=True)) for row in rows]
    assert [cell["工单编号"] for cell in cells] == [item["number"] for item in listed]
    assert cells[0]["状态"] == "待受理"
    assert cells[0]["乡镇（街道）"] == "邦东乡"
    assert cells[1]["诉求标题"] == ROW["诉求标题"]
    told_sheet = {row[0]: row[1] for row in page_of(export.content, "导出说明")}
    assert told_sheet["查询条件"] == "是否逾期：否"
    assert told_sheet["导出单位"] == "对接平台"
    assert "张三" not in str(page_of(export.content, "工单清单"))


async def test_every_fault_is_told_with_its_cell_in_both_languages_and_nothing_is_registered(
    api: Api, template: bytes
) -> None:
    platform = new_id()
    content = form(
        template,
        {},
        {"统一社会信用代码": "91530902MA6XTXT19C", "联系电话": 8832123456, "诉求标题": None},
        {"上级要求的办理期限": "2022-09-24 10:00"},
        {"来源渠道": "传真"},
    )
    answer = await send(api, content, role="platform", client=platform)
    told = answer.json()
    assert (answer.status_code, told["code"]) == (422, "import_rows_at_fault")
    assert told["params"] == {"rows": 4, "refused": 3, "count": 5}
    assert [(e["cell"], e["code"], e.get("shown")) for e in told["errors"]] == [
        ("B4", "uscc_check_digit", "91530902MA6XTXT19C"),
        ("H4", "number_for_text", "***"),
        ("N4", "cell_missing", ""),
        ("K5", "upstream_limit_passed", "2022-09-24 10:00"),
        ("I6", "choice_unknown", "传真"),
    ]
    assert (await api.get("/v1/tickets", role="platform", client=platform)).json()["items"] == []

    marked = await send(
        api, content, path="/v1/marked-ticket-forms", role="platform", client=platform
    )
    assert unquote(marked.headers["content-disposition"]).endswith("（待更正）.xlsx")
    rows = page_of(marked.content, "企业诉求")
    assert (rows[0][-1], len(rows)) == ("错误说明", 5)
    assert rows[1][-1] is None
    assert "「联系电话」被 Excel 当作数值保存" in rows[2][-1]


async def test_valid_rows_are_registered_where_that_is_asked_for_and_the_rest_told(
    api: Api, template: bytes
) -> None:
    platform, number = new_id(), new_id()
    content = form(
        template,
        {"上级工单编号": number},
        {"企业规模": "巨型企业"},
        {"上级工单编号": number, "诉求标题": "又一件"},
    )
    signed = {"role": "platform", "client": platform}
    dry = (await send(api, content, "?mode=valid_rows_only&dry_run=true", **signed)).json()
    assert (dry["dry_run"], dry["created"], dry["refused"], dry["id"]) == (True, 0, 2, None)
    told = (await send(api, content, "?mode=valid_rows_only", **signed)).json()
    assert (told["created"], told["refused"], told["error_count"]) == (1, 2, 2)
    assert [(e["cell"], e["code"]) for e in told["errors"]] == [
        ("F4", "choice_unknown"), ("J5", "upstream_number_repeated"),
    ]  # fmt: skip
    marked = await send(api, content, path="/v1/marked-ticket-forms", **signed)
    rows = page_of(marked.content, "企业诉求")
    assert len(rows) == 3, "the row that is a ticket already is left out"


async def test_the_same_file_registers_nothing_twice_in_whatever_manner_it_is_sent(
    api: Api, template: bytes
) -> None:
    platform, key = new_id(), new_id()
    content = form(template, {}, {"诉求标题": "另一件"})
    signed = {"role": "platform", "client": platform}
    first = await send(api, content, key=key, **signed)
    again = await send(api, content, key=key, **signed)
    later = await send(api, content, "?mode=valid_rows_only", **signed)
    assert [each.status_code for each in (first, again, later)] == [200, 200, 200]
    assert (first.json()["created"], again.json()["created"], later.json()["created"]) == (2, 0, 0)
    assert first.json()["tickets"] == again.json()["tickets"] == later.json()["tickets"]
    assert (again.headers.get("idempotency-replayed"), first.headers.get("idempotency-replayed")) == (
        "true", None,
    )  # fmt: skip
    other = await send(api, form(template, {}), key=key, **signed)
    assert (other.status_code, other.json()["code"]) == (422, "idempotency_key_reused")


async def test_an_upstream_number_that_is_registered_holds_back_all_of_an_all_or_nothing_import(
    api: Api, template: bytes
) -> None:
    platform, number = new_id(), new_id()
    signed = {"role": "platform", "client": platform}
    await send(api, form(template, {"上级工单编号": number}), **signed)
    content = form(template, {}, {"上级工单编号": number})
    told = (await send(api, content, **signed)).json()
    assert [(e["cell"], e["code"]) for e in told["errors"]] == [("J4", "upstream_number_known")]
    assert "已登记为工单" in told["errors"][0]["detail"]
    assert (
        len((await api.get("/v1/tickets", role="platform", client=platform)).json()["items"]) == 1
    )


async def test_a_file_that_is_no_workbook_or_too_large_is_refused_with_what_to_do(api: Api) -> None:
    answer = await send(api, b"name,phone\n")
    assert (answer.status_code, answer.json()["code"]) == (422, "workbook_unreadable")
    assert "另存为" in answer.json()["detail"]
    answer = await send(api, bytes(16 * 1_048_576 + 1))
    assert answer.status_code == 413
    answer = await api.post_raw("/v1/ticket-imports", b"{}", content_type="application/json")
    assert (answer.status_code, answer.json()["code"]) == (415, "media_type_other")
    assert (await send(api, b"")).status_code == 422


async def test_a_department_exports_what_it_may_see_and_nothing_of_a_complaint_about_itself(
    api: Api, template: bytes
) -> None:
    content = form(
        template, {}, {"诉求标题": "对部门的反映", "是否保密": "是", "被反映部门": "区科协"}
    )
    told = (await send(api, content, role="department:CAST")).json()
    export = await api.get("/v1/tickets/export", role="department:CAST")
    numbers = {row[0] for row in page_of(export.content, "工单清单")[2:]}
    first, second = (ticket["number"] for ticket in told["tickets"])
    assert first in numbers
    assert second not in numbers
    assert dict(page_of(export.content, "导出说明"))["导出单位"] == "区科协"
