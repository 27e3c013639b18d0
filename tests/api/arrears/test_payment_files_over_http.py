"""From the bank's list to the ledger over HTTP: matched, confirmed row by row, and never twice."""

from datetime import date
from typing import Any

import httpx

from shared.kernel.ids import new_id
from shared.testing.client import Api
from tests.api.arrears.ledger import registered, verification
from tests.api.walking import Walk
from tests.builders.arrears import CREDITOR_USCC, DEBTOR_USCC
from tests.builders.arrears_bodies import registration, yuan
from tests.builders.firms import new_credit_code
from tests.builders.payment_files import HEADINGS, as_text, as_workbook, line

PATH = "/v1/payment-files"
ZERO = {"rows": 0, "amount": yuan("0.00")}


async def send(api: Api, content: bytes, source: str = "treasury", **asked: Any) -> httpx.Response:
    params = httpx.QueryParams({"name": "支付明细.csv", "source": source, **asked})
    return await api.post_raw(f"{PATH}?{params}", content, content_type="application/octet-stream")


async def sent(api: Api, content: bytes, **asked: Any) -> Walk:
    answer = await send(api, content, **asked)
    assert answer.status_code == 201, answer.text
    assert answer.headers["location"] == f"{PATH}/{answer.json()['id']}"
    return Walk(api, answer.json(), "", PATH)


async def owed_to(api: Api, creditor: str, uscc: str | None = None) -> Walk:
    """1,000 yuan 清偿中, to a creditor of this name."""
    party = {**registration()["creditor"], "name": creditor, "uscc": uscc or new_credit_code()}
    walk = await registered(api, creditor=party)
    await walk.order("verification", verification("1000.00"))
    return walk


async def rows_of(api: Api, walk: Walk, **asked: Any) -> list[dict[str, Any]]:
    answer = await api.get(f"{walk.path}/rows", limit=200, **asked)
    assert answer.status_code == 200, answer.text
    rows: list[dict[str, Any]] = answer.json()["items"]
    return rows


def pays(row: int, *shares: tuple[Walk, str]) -> dict[str, Any]:
    split = [{"arrears_id": item.id, "amount": yuan(amount)} for item, amount in shares]
    return {"row": row, "shares": split}


async def test_a_list_of_the_treasury_is_held_against_the_ledger_row_by_row(api: Api) -> None:
    firm, twice, other = (f"{new_id()[-12:]}市政工程有限公司" for _ in range(3))
    item, one = await owed_to(api, firm), await owed_to(api, twice)
    two = await owed_to(api, twice, one.state["creditor"]["uscc"])
    lines = [
        line(new_id(), "1,000.00", payee=firm),
        line(new_id(), "500.00", payee=twice),
        line(new_id(), "1000.01", payee=firm),
        line(new_id(), "10", payee="张三"),
        *(line(new_id(), "￥10.00", payee=other) for _ in range(16)),
    ]
    content = as_text(*lines, ["合计", "", "", "2670.01", "", ""]).encode("gb18030")
    file = await sent(api, content)
    assert (file.state["rows"], file.state["total"]) == (20, yuan("2670.01"))
    assert file.state["columns"]["amount"] == "支付金额（元）"
    assert file.state["undecided"] == {"rows": 20, "amount": yuan("2670.01")}

    first, second, third, fourth, *_ = await rows_of(api, file)
    assert [row["state"] for row in (first, second, third, fourth)] == [
        "matched", "ambiguous", "unmatched", "unmatched",
    ]  # fmt: skip
    assert (first["row"], fourth["payee"]["name"]) == (4, "张*")
    assert first["candidates"][0]["arrears_id"] == item.id
    assert first["candidates"][0]["grounds"] == [
        "payer_name", "payee_name", "whole_outstanding", "instalment",
    ]  # fmt: skip
    assert {each["arrears_id"] for each in second["candidates"]} == {one.id, two.id}
    assert third["near"][0]["obstacles"] == ["more_than_outstanding"]
    assert len(await rows_of(api, file, state="unmatched")) == 18

    split = {"rows": [pays(5, (one, "200"), (two, "300"))]}
    await file.order("confirmations", split)
    assert [each["state"] for each in await rows_of(api, file)][:2] == ["matched", "confirmed"]
    outstanding = [(await each.look())["amounts"]["outstanding"] for each in (one, two)]
    assert outstanding == [yuan("800.00"), yuan("700.00")]


async def test_a_row_is_confirmed_once_and_given_back_by_the_reversal(api: Api) -> None:
    firm, number = f"{new_id()[-12:]}市政工程有限公司", new_id()
    item = await owed_to(api, firm)
    content = as_text(line(number, "1,000.00", payee=firm)).encode("utf-8-sig")
    file = await sent(api, content)
    confirmation = {"rows": [pays(4, (item, "1000.00"))]}
    await file.order_twice("confirmations", confirmation)
    assert file.state["confirmed"] == {"rows": 1, "amount": yuan("1000.00")}
    await file.order("confirmations", confirmation)
    [paid] = (await item.look())["payments"]
    assert paid["voucher_number"] == number
    digest = file.state["digest"]
    assert paid["source"] == {"payment_file_id": file.id, "digest": digest, "row": 4}

    again = await send(api, content)
    assert (again.status_code, again.json()["version"]) == (201, file.state["version"])
    assert (await send(api, content, source="bank")).json()["code"] == "payment_file_known"
    overlapping = await sent(api, content + b"\r\n")
    assert [row["state"] for row in await rows_of(api, overlapping)] == ["recorded"]

    reversal = {"payer_uscc": DEBTOR_USCC, "voucher_number": number, "reason": "银行退票。"}
    await item.meanwhile()
    await item.order("payment-reversal", reversal)
    await file.meanwhile()
    assert file.state["confirmed"] == ZERO
    assert [row["state"] for row in await rows_of(api, file)] == ["matched"]
    names = [event["name"].removeprefix("payment_file_") for event in await file.history()]
    assert names == ["received", "rows_read", "row_confirmed", "row_released"]


async def test_a_row_that_cannot_be_confirmed_holds_back_the_order_and_is_named(api: Api) -> None:
    firm = f"{new_id()[-12:]}市政工程有限公司"
    item = await owed_to(api, firm)
    number = new_id()
    file = await sent(api, as_text(*(line(number, f"{n}.00", payee=firm) for n in (1, 2))).encode())
    assert (await rows_of(api, file))[1]["earlier_row"] == 4
    both = {"rows": [pays(4, (item, "1.00")), pays(5, (item, "2.00"))]}
    problem = await file.refused("confirmations", both, status=409, code="row_conflict")
    assert problem["params"]["because"] == "voucher_used"
    assert problem["errors"][0]["pointer"] == "/rows/1"
    assert (await item.look())["payments"] == []
    aside = {"rows": [5], "reason": "与第4行为同一笔款项。"}
    await file.order("set-asides", aside)
    await file.order("confirmations", {"rows": both["rows"][:1]})
    assert file.state["undecided"] == ZERO
    listed = (await api.get(PATH, open=False, limit=1)).json()
    assert (listed["items"][0]["id"], listed["items"][0]["open"]) == (file.id, False)


async def test_a_statement_of_the_bank_in_excel_says_who_paid_by_its_account(api: Api) -> None:
    firm = f"{new_id()[-12:]}市政工程有限公司"
    await owed_to(api, firm)
    holder = registration()["debtor"]["name"]
    headings = ("交易日期", "流水号", "借方发生额", "贷方发生额", "对方户名", "摘要")
    paid = [[date(2022, 12, 30), f"{new_id()}", 12.5 + n, None, firm, "工程款"] for n in range(19)]
    book = as_workbook(*paid, ["20221230", "S-2", 0, 88.0, "某公司", "退款"], headings=headings)
    missing = await send(api, book, source="bank")
    assert missing.json()["code"] == "payer_not_named"
    file = await sent(api, book, source="bank", account_holder=holder)
    assert (file.state["rows"], file.state["incoming"], file.state["format"]) == (19, 1, "xlsx")
    assert file.state["total"] == yuan("408.50")
    states = {row["state"] for row in await rows_of(api, file)}
    assert states == {"matched"}
    page = await api.get(f"{file.path}/rows", limit=10, state="matched")
    rest = await api.get(f"{file.path}/rows", limit=10, state="matched", cursor=page.json()["next"])
    assert [len(page.json()["items"]), len(rest.json()["items"])] == [10, 9]


async def test_a_file_with_faults_is_refused_with_all_of_them_and_nothing_is_kept(
    api: Api,
) -> None:
    marker = new_id()
    lines = [line(marker, "1.00"), line("", "-5"), line("V2", "1.005", on="2022-13-01")]
    answer = await send(api, as_text(*lines).encode())
    problem = answer.json()
    assert (answer.status_code, problem["code"]) == (422, "payment_file_at_fault")
    assert [(each["cell"], each["code"]) for each in problem["errors"]] == [
        ("A5", "cell_missing"),
        ("D5", "amount_not_positive"),
        ("D6", "amount_malformed"),
        ("E6", "date_malformed"),
    ]
    unlike = await send(api, as_text(line("V", "1"), headings=HEADINGS[:2]).encode())
    assert (unlike.status_code, unlike.json()["code"]) == (422, "headings_missing")
    listed = (await api.get(PATH, limit=200)).json()["items"]
    assert all(each["rows"] != 3 for each in listed)
    assert (await api.get(f"{PATH}/{new_id()}")).json()["code"] == "payment_file_not_found"
    assert CREDITOR_USCC not in str(problem)
