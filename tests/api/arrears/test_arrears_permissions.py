"""The permission table of the ledger, every operation × role × ownership, on the running service."""

from typing import Any

import pytest

from services.arrears.model import MODEL
from shared.files.digests import EXAMPLE
from shared.kernel.actor import ROLES_WITH_UNIT, Role
from shared.kernel.ids import new_id
from shared.testing.client import Api
from shared.web.permissions import BY_SERVICE, Scope
from shared.workbooks.sheets import WORKBOOK_TYPE
from tests.builders.arrears import DEBTOR_USCC
from tests.builders.arrears_bodies import (
    average_version,
    contract,
    lpr_version,
    payment,
    programme_version,
    registration,
    retaliation,
    yuan,
)
from tests.builders.complaints import complaint_body
from tests.builders.payment_files import as_text, line

TABLE = BY_SERVICE[MODEL.service]
OWN_UNIT, OTHER_UNIT = "HOUSE", "CAST"
OWN_CLIENT, OTHER_CLIENT = "own-platform", "other-platform"
ROLES = [role for role in Role if role is not Role.SYSTEM]
DECISION = {"approved": False, "reason": "情况不属实。"}
ASSIGNEE = {**registration()["creditor"], "uscc": "91530902MA6K9XYL3M"}
ASSIGNEE.pop("contact")

# What each order about an item is given; `{id}` is a registered one of the own unit and client.
ORDERS: dict[str, tuple[str, Any]] = {
    "arrears.verify": ("verification", {"principal": yuan("1800000.00")}),
    "arrears.exclude": ("exclusion", {"reason": "unfounded", "note": "债权不成立。"}),
    "arrears.assign": ("assignment", {"creditor": ASSIGNEE, "notified_on": "2022-08-21"}),
    "arrears.request_correction": (
        "correction-request",
        {
            "correction": {"kind": "amount", "principal": yuan("1.00")},
            "reason": "金额有误。",
            "evidence": [{"title": "工程结算审核报告"}],
        },
    ),
    "arrears.decide_correction": ("correction-decision", DECISION),
    "arrears.dispute": ("dispute", {"disputed": yuan("1.00"), "reason": "签证有争议。"}),
    "arrears.resolve_dispute": (
        "dispute-resolution",
        {
            "owed": yuan("1.00"),
            "dropped": yuan("0.00"),
            "effective_on": "2022-08-20",
            "basis": "和解协议",
        },
    ),
    "arrears.start_judicial": (
        "judicial-start",
        {
            "way": "litigation",
            "body": "临翔区人民法院",
            "case_number": "1",
            "filed_on": "2022-08-20",
        },
    ),
    "arrears.end_judicial": (
        "judicial-end",
        {"outcome": "调解结案。", "effective_on": "2022-08-20", "owed": yuan("1.00")},
    ),
    "arrears.submit_plan": (
        "plan",
        {
            "difficulty": "预算未下达。",
            "instalments": [{"due_on": "2099-12-31", "amount": yuan("1.00")}],
        },
    ),
    "arrears.decide_plan": ("plan-decision", DECISION),
    "arrears.record_payment": ("payments", payment("V1", "1.00", "2022-08-20")),
    "arrears.reverse_payment": (
        "payment-reversal",
        {"payer_uscc": DEBTOR_USCC, "voucher_number": "V1", "reason": "退票。"},
    ),
    "arrears.receive_instrument": (
        "instruments",
        {
            "number": "B1",
            "kind": "bank_acceptance",
            "drawer": "城投公司",
            "amount": yuan("1.00"),
            "matures_on": "2022-08-20",
            "accepted": False,
        },
    ),
    "arrears.settle_instrument": (
        "instrument-settlement",
        {"number": "B1", "paid": True, "on": "2022-08-20"},
    ),
    "arrears.settle_overpayment": (
        "overpayment-settlement",
        {"amount": yuan("1.00"), "refunded": True, "voucher_number": "TK1"},
    ),
    "arrears.withdraw_settlement": (
        "settlement-withdrawal",
        {"voucher_number": "TK1", "reason": "退款未成功。"},
    ),
    "arrears.announce_clearance": ("clearance-announcement", None),
    "arrears.confirm_receipt": ("creditor-confirmation", {"received": True}),
    "arrears.clear": ("clearance", {"note": "已清偿。"}),
    "arrears.reopen": ("reopening", {"reason": "凭证有误。"}),
    "arrears.take_step": ("steps", {"step": "inquiry", "text": "请说明情况。"}),
    "arrears.answer_step": ("step-answers", {"number": 1, "text": "资金已申请。"}),
    "arrears.decide_inspection": (
        "inspection-decision",
        {"number": 1, "ordered": False, "reason": "情形尚不严重。"},
    ),
    "arrears.record_finding": (
        "inspection-finding",
        {
            "number": 1,
            "document_no": "临翔政督〔2022〕7号",
            "text": "责令整改。",
            "delivered_on": "2022-08-20",
        },
    ),
    "arrears.request_review": ("review-request", {"number": 1, "grounds": "金额有误。"}),
    "arrears.decide_review": (
        "review-decision",
        {"number": 1, "result": "upheld", "reason": "事实清楚。", "document_no": "1号"},
    ),
    "arrears.add_evidence": ("evidence", {"evidence": [{"title": "结算书（复印件）"}]}),
    "arrears.erase_contact": ("contact-erasure", {"party": "creditor", "ground": "本人申请"}),
}
# What each order about a complaint is given; `{complaint}` is one of the own unit and client.
COMPLAINT_ORDERS: dict[str, tuple[str, Any]] = {
    "complaints.accept": ("acceptance", {"accepted_on": "2022-08-20"}),
    "complaints.decline": (
        "non-acceptance",
        {"grounds": "already_elsewhere", "note": "法院已立案。"},
    ),
    "complaints.hand_over": ("handover", {"handler": "DRC", "file_received_on": "2022-08-20"}),
    "complaints.link": ("item", lambda item: {"arrears_id": item}),
    "complaints.extend": (
        "extension",
        {"days": 90, "approved_by": "局长", "reason": "需委托第三方审计。"},
    ),
    "complaints.take_step": (
        "steps",
        {"step": "inquiry", "document_no": "1号", "text": "请说明情况。"},
    ),
    "complaints.answer_step": ("step-answers", {"number": 1, "text": "资金已申请。"}),
    "complaints.conclude": (
        "result",
        {
            "outcome": "paid",
            "result": "款项已付清。",
            "document_no": "2号",
            "told_complainant_on": "2022-08-20",
            "told_acceptor_on": "2022-08-20",
        },
    ),
}
CALLS: dict[str, tuple[str, str, Any]] = {
    "arrears.register": ("POST", "/v1/arrears", registration()),
    "arrears.import_template": ("GET", "/v1/arrears/import-template", None),
    "arrears.import": ("POST", "/v1/arrears-imports", b"no workbook"),
    "arrears.mark_import": ("POST", "/v1/marked-arrears-forms", b"no workbook"),
    "arrears.import_progress": ("GET", f"/v1/arrears-imports/progress?digest={EXAMPLE}", None),
    "arrears.get_import": ("GET", f"/v1/arrears-imports/{new_id()}", None),
    "arrears.list": ("GET", "/v1/arrears", None),
    "arrears.export": ("GET", "/v1/arrears/export?dispute=disputed", None),
    "arrears.export_journal": ("GET", "/v1/arrears/{id}/journal/export", None),
    "arrears.get": ("GET", "/v1/arrears/{id}", None),
    "arrears.events": ("GET", "/v1/arrears/{id}/events", None),
    "arrears.clock": ("GET", "/v1/arrears/{id}/clock", None),
    "arrears.journal": ("GET", "/v1/arrears/{id}/journal", None),
    "arrears.interest": ("GET", "/v1/arrears/{id}/interest", None),
    "arrears.step_document": ("GET", "/v1/arrears/{id}/steps/{step}/document", None),
    "arrears.evidence": ("GET", "/v1/arrears/{id}/evidence", None),
    "arrears.evidence_file": ("GET", f"/v1/arrears/{{id}}/evidence/{EXAMPLE}", None),
    "evidence.upload": ("POST", "/v1/arrears-evidence?name=a.pdf", None),
    "arrears.statistics": ("GET", "/v1/arrears/statistics", None),
    "arrears.overview": ("GET", "/v1/arrears/overview", None),
    "arrears.disclosure": ("GET", "/v1/arrears/disclosure?year=2022", None),
    "arrears.export_disclosure": ("GET", "/v1/arrears/disclosure/export?year=2022", None),
    **{name: ("POST", f"/v1/arrears/{{id}}/{path}", body) for name, (path, body) in ORDERS.items()},
    "complaints.record": ("POST", "/v1/complaints", complaint_body()),
    "complaints.list": ("GET", "/v1/complaints", None),
    "complaints.get": ("GET", "/v1/complaints/{complaint}", None),
    "complaints.clock": ("GET", "/v1/complaints/{complaint}/clock", None),
    "complaints.events": ("GET", "/v1/complaints/{complaint}/events", None),
    "complaints.evidence": ("GET", "/v1/complaints/{complaint}/evidence", None),
    "complaints.evidence_file": (
        "GET",
        f"/v1/complaints/{{complaint}}/evidence/{EXAMPLE}",
        None,
    ),
    **{
        name: ("POST", f"/v1/complaints/{{complaint}}/{path}", body)
        for name, (path, body) in COMPLAINT_ORDERS.items()
    },
    "retaliation.report": ("POST", "/v1/retaliation-reports", retaliation),
    "retaliation.list": ("GET", "/v1/retaliation-reports", None),
    "retaliation.get": ("GET", "/v1/retaliation-reports/{report}", None),
    "retaliation.events": ("GET", "/v1/retaliation-reports/{report}/events", None),
    "retaliation.evidence": ("GET", "/v1/retaliation-reports/{report}/evidence", None),
    "retaliation.evidence_file": (
        "GET",
        f"/v1/retaliation-reports/{{report}}/evidence/{EXAMPLE}",
        None,
    ),
    "retaliation.take_up": (
        "POST",
        "/v1/retaliation-reports/{report}/taking-up",
        {"investigator": "区政府督查室"},
    ),
    "retaliation.conclude": (
        "POST",
        "/v1/retaliation-reports/{report}/finding",
        {"finding": "unproven", "grounds": "证据不足，无法查实。"},
    ),
    "payment_files.receive": ("POST", "/v1/payment-files?name=1.csv&source=bank", None),
    "payment_files.list": ("GET", "/v1/payment-files", None),
    "payment_files.get": ("GET", "/v1/payment-files/{payment_file}", None),
    "payment_files.rows": ("GET", "/v1/payment-files/{payment_file}/rows", None),
    "payment_files.events": ("GET", "/v1/payment-files/{payment_file}/events", None),
    "payment_files.confirm": (
        "POST",
        "/v1/payment-files/{payment_file}/confirmations",
        {"rows": [{"row": 9, "shares": [{"arrears_id": new_id(), "amount": yuan("1.00")}]}]},
    ),
    "payment_files.set_aside": (
        "POST",
        "/v1/payment-files/{payment_file}/set-asides",
        {"rows": [4], "reason": "不属于清欠台账的款项。"},
    ),
    "events.feed": ("GET", "/v1/events", None),
    "calendar.get": ("GET", "/v1/calendar", None),
    "programme.get": ("GET", "/v1/programmes", None),
    "programme.publish": ("POST", "/v1/programmes/versions", programme_version()),
    "lpr.get": ("GET", "/v1/lpr", None),
    "lpr.publish": ("POST", "/v1/lpr/versions", lpr_version("2022-08-20", "3.70")),
    "averages.get": ("GET", "/v1/averages", None),
    "averages.publish": ("POST", "/v1/averages/versions", average_version("national", "96.40")),
}
# Their calls are about a file that never came in: 404 is beyond the table.
NOTHING_THERE = {"arrears.import_progress", "arrears.get_import"}


def said(answer: Any) -> str:
    """The code of a problem; empty for an answer that is none."""
    kind = answer.headers.get("content-type", "")
    return str(answer.json()["code"]) if kind.startswith("application/problem") else ""


BY_THE_TABLE = {"role_not_permitted", "not_your_case"}


def cases() -> list[Any]:
    """Every operation × role, twice where the grant covers one's own cases only."""
    return [
        pytest.param(operation, role, own, id=f"{operation}-{role}-{'own' if own else 'other'}")
        for operation in sorted(TABLE.granted)
        for role in ROLES
        for own in ((True, False) if TABLE.allowed(operation, role) is Scope.OWN else (True,))
    ]


def test_every_operation_of_the_table_is_called_here() -> None:
    assert set(CALLS) == set(TABLE.granted)


@pytest.mark.parametrize(("operation", "role", "own"), cases())
async def test_the_table_holds(api: Api, operation: str, role: Role, own: bool) -> None:  # noqa: FBT001
    item = await registered_item(api) if "{id}" in CALLS[operation][1] else new_id()
    answer = await call(api, operation, item, role=signed_in_as(role, own=own), own=own)

    scope = TABLE.allowed(operation, role)
    if scope is None:
        assert (answer.status_code, answer.json()["code"]) == (403, "role_not_permitted")
    elif scope is Scope.OWN and not own and is_about_one(CALLS[operation][1]):
        assert (answer.status_code, answer.json()["code"]) == (403, "not_your_case")
    else:
        assert answer.status_code not in {401, 500}, answer.text
        nothing_there = operation in NOTHING_THERE or said(answer) == "attachment_not_found"
        assert answer.status_code != 404 or nothing_there, answer.text
        assert answer.status_code != 403 or answer.json()["code"] not in BY_THE_TABLE, answer.text


@pytest.mark.parametrize("operation", sorted(TABLE.granted))
async def test_nobody_gets_in_without_a_token(api: Api, operation: str) -> None:
    answer = await call(api, operation, new_id(), role=None, own=True)
    assert answer.status_code == 401


async def registered_item(api: Api) -> str:
    """An item registered by the own platform and owed by the own department."""
    body = registration(contract=contract(f"C-{new_id()}"))
    answer = await api.post("/v1/arrears", body, role="platform", client=OWN_CLIENT)
    item: str = answer.json()["id"]
    return item


async def asked_about(api: Api, item: str) -> str:
    """The number of its first step, an inquiry, which is for everybody who may see the item.

    It is of the upper class, so the timer has nothing to say about it yet.
    """
    verification = {"principal": yuan("2500000.00")}
    await api.post(f"/v1/arrears/{item}/verification", verification, version=1)
    path, inquiry = ORDERS["arrears.take_step"]
    await api.post(f"/v1/arrears/{item}/{path}", inquiry, version=2)
    return "1"


async def recorded_complaint(api: Api) -> str:
    """A complaint that the own platform passed down, for the own department to handle."""
    respondent = {**complaint_body()["respondent"], "unit": None}
    body = complaint_body(upstream_number=new_id(), handler=OWN_UNIT, respondent=respondent)
    answer = await api.post("/v1/complaints", body, role="platform", client=OWN_CLIENT)
    return str(answer.json()["id"])


def is_about_one(path: str) -> bool:
    """Whether a path is that of one case, which is somebody's own or not."""
    return "{id}" in path or "{complaint}" in path


async def reported_case(api: Api) -> str:
    """A report about the own department."""
    body = retaliation(await registered_item(api))
    answer = await api.post("/v1/retaliation-reports", body)
    return str(answer.headers["location"].rpartition("/")[2])


async def received_file(api: Api) -> str:
    """A file of the treasury with one payment."""
    content = as_text(line(new_id(), "1.00")).encode()
    path = "/v1/payment-files?name=1.csv&source=treasury"
    answer = await api.post_raw(path, content, content_type="text/csv")
    return str(answer.json()["id"])


def signed_in_as(role: Role, *, own: bool) -> str:
    if role not in ROLES_WITH_UNIT:
        return role
    return f"{role}:{OWN_UNIT if own else OTHER_UNIT}"


async def call(api: Api, operation: str, item: str, *, role: str | None, own: bool) -> Any:
    method, path, body = CALLS[operation]
    client = OWN_CLIENT if own else OTHER_CLIENT
    path = path.replace("{id}", item)
    if callable(body):  # about an item, which the body names
        body = body(await registered_item(api))
    if "{step}" in path:
        path = path.replace("{step}", await asked_about(api, item))
    if "{complaint}" in path:
        path = path.replace("{complaint}", await recorded_complaint(api))
    if "{report}" in path:
        path = path.replace("{report}", await reported_case(api))
    if "{payment_file}" in path:
        path = path.replace("{payment_file}", await received_file(api))
    if method == "GET":
        return await api.get(path, role=role, client=client)
    if isinstance(body, bytes):
        return await api.post_raw(path, body, content_type=WORKBOOK_TYPE, role=role, client=client)
    version = None if operation == "arrears.register" else 1
    return await api.post(path, body, role=role, client=client, version=version)
