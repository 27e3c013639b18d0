"""The permission table, every operation × role × ownership, on the running service."""

from typing import Any

import pytest

from services.tickets.model import MODEL
from shared.files.digests import EXAMPLE
from shared.kernel.actor import ROLES_WITH_UNIT, Role
from shared.kernel.ids import new_id
from shared.testing.client import Api
from shared.web.permissions import BY_SERVICE, Scope
from shared.workbooks.sheets import WORKBOOK_TYPE
from tests.builders.bodies import policy_version, routing_table, submission

TABLE = BY_SERVICE[MODEL.service]
OWN_UNIT, OTHER_UNIT = "FINOFF", "CAST"
OWN_CLIENT, OTHER_CLIENT = "own-platform", "other-platform"
ROLES = [role for role in Role if role is not Role.SYSTEM]
NOTICE = {"year": 2099, "status": "provisional", "holidays": [], "document_no": "x", "source": "x"}

DECISION = {"approved": True, "reason": "情况属实。"}

# What each order about a ticket is given; `{id}` is a dispatched ticket of the own unit and client.
ORDERS: dict[str, tuple[str, Any]] = {
    "tickets.accept": ("acceptance", {"duplicates_checked": True}),
    "tickets.decline": ("decline", {"reason": "court", "advice": "请依法提起诉讼。"}),
    "tickets.merge": ("merge", {"master_id": new_id(), "reason": "重复提交"}),
    "tickets.decide_duplicates": (
        "duplicate-decision",
        {"candidates": [new_id()], "reason": "系另一事项"},
    ),
    "tickets.record_repeat": ("repeat", {"channel": "phone"}),
    "tickets.dispatch": ("dispatch", {"lead": OWN_UNIT}),
    "tickets.take_over": ("takeover", None),
    "tickets.request_return": (
        "return-request",
        {
            "reason": "R01",
            "legal_basis": "职能配置规定第三条",
            "proposed_unit": "FIN",
            "explanation": "不属于本部门职责。",
        },
    ),
    "tickets.decide_return": ("return-decision", DECISION),
    "tickets.designate": (
        "designation",
        {"lead": OWN_UNIT, "leader": "办公室主任", "reason": "指定主办。"},
    ),
    "tickets.request_reclassification": (
        "reclassification",
        {"grounds": ["money_or_policy"], "reason": "需安排资金。"},
    ),
    "tickets.decide_reclassification": ("reclassification-decision", DECISION),
    "tickets.submit_plan": (
        "plan",
        {
            "milestones": [{"title": "会商", "owner": "银行股", "due_on": "2099-01-05"}],
            "final_on": "2099-01-31",
            "approved_by": "finoff-head",
        },
    ),
    "tickets.complete_milestone": ("milestones/1/completion", {"note": "已会商。"}),
    "tickets.request_extension": (
        "extension-request",
        {"until": "2099-01-05", "reason": "尚需审批。"},
    ),
    "tickets.decide_extension": ("extension-decision", DECISION),
    "tickets.ask_supplement": ("supplement-request", {"items": ["合同"], "reason": "核实。"}),
    "tickets.give_supplement": ("supplement", {"text": "补充合同。"}),
    "tickets.reply_as_helper": ("helper-reply", {"text": "已落实贴息。"}),
    "tickets.reply": (
        "reply",
        {
            "text": "已研究。",
            "basis": "no_policy",
            "evidence": ["研究记录"],
            "study": {"form": "study_note", "reference": "研究意见"},
        },
    ),
    "tickets.call_back": ("call-back", {"outcome": "satisfied"}),
    "tickets.close": ("closure", {"because": "unreachable"}),
    "tickets.rate": ("rating", {"satisfaction": "satisfied"}),
    "tickets.reopen": ("reopening", {"ground": "new_fact", "statement": "银行撤回展期。"}),
    "tickets.withdraw": ("withdrawal", {"free_will": True, "proof": "撤回申请"}),
    "tickets.recuse": ("recusal", {"person": "finoff-1", "ground": "近亲属"}),
    "tickets.request_case": ("case-request", {"case": "arrears"}),
    "tickets.erase_contact": ("contact-erasure", {"ground": "本人申请"}),
}
CALLS: dict[str, tuple[str, str, Any]] = {
    "tickets.submit": ("POST", "/v1/tickets", submission()),
    "tickets.list": ("GET", "/v1/tickets", None),
    "tickets.get": ("GET", "/v1/tickets/{id}", None),
    "tickets.events": ("GET", "/v1/tickets/{id}/events", None),
    "tickets.clock": ("GET", "/v1/tickets/{id}/clock", None),
    "tickets.attachments": ("GET", "/v1/tickets/{id}/attachments", None),
    "tickets.attachment": ("GET", f"/v1/tickets/{{id}}/attachments/{EXAMPLE}", None),
    "attachments.upload": ("POST", "/v1/attachments?name=a.pdf", None),
    "tickets.import_template": ("GET", "/v1/tickets/import-template", None),
    "tickets.import": ("POST", "/v1/ticket-imports", b"no workbook"),
    "tickets.mark_import": ("POST", "/v1/marked-ticket-forms", b"no workbook"),
    "tickets.get_import": ("GET", f"/v1/ticket-imports/{new_id()}", None),
    "tickets.export": ("GET", "/v1/tickets/export?channel=letter", None),
    "tickets.statistics": ("GET", "/v1/tickets/statistics?month=2022-09", None),
    **{name: ("POST", f"/v1/tickets/{{id}}/{path}", body) for name, (path, body) in ORDERS.items()},
    "events.feed": ("GET", "/v1/events", None),
    "calendar.get": ("GET", "/v1/calendar", None),
    "calendar.publish": ("POST", "/v1/calendar/notices", NOTICE),
    "policy.get": ("GET", "/v1/policy", None),
    "policy.publish": ("POST", "/v1/policy/versions", policy_version(effective_on="2022-01-01")),
    "routing.get": ("GET", "/v1/routing", None),
    "routing.publish": ("POST", "/v1/routing/tables", routing_table(effective_on="2022-01-01")),
}
# Open311 says no in its own way: `test_open311_errors.py` proves its rows.
GRANTED = {name for name in TABLE.granted if not name.startswith("open311.")}
BY_THE_TABLE = {"role_not_permitted", "not_your_case"}


def cases() -> list[Any]:
    """Every operation × role, twice where the grant covers one's own cases only."""
    return [
        pytest.param(operation, role, own, id=f"{operation}-{role}-{'own' if own else 'other'}")
        for operation in sorted(GRANTED)
        for role in ROLES
        for own in ((True, False) if TABLE.allowed(operation, role) is Scope.OWN else (True,))
    ]


def test_every_operation_of_the_table_is_called_here() -> None:
    assert set(CALLS) == GRANTED


@pytest.mark.parametrize(("operation", "role", "own"), cases())
async def test_the_table_holds(api: Api, operation: str, role: Role, own: bool) -> None:  # noqa: FBT001
    ticket = await dispatched_ticket(api)
    answer = await call(api, operation, ticket, role=signed_in_as(role, own=own), own=own)

    scope = TABLE.allowed(operation, role)
    if scope is None:
        assert (answer.status_code, answer.json()["code"]) == (403, "role_not_permitted")
    elif scope is Scope.OWN and not own and "{id}" in CALLS[operation][1]:
        assert (answer.status_code, answer.json()["code"]) == (403, "not_your_case")
    else:
        assert answer.status_code != 401, answer.text
        assert answer.status_code != 403 or answer.json()["code"] not in BY_THE_TABLE, answer.text


@pytest.mark.parametrize("operation", sorted(GRANTED))
async def test_nobody_gets_in_without_a_token(api: Api, operation: str) -> None:
    answer = await call(api, operation, new_id(), role=None, own=True)
    assert answer.status_code == 401


async def dispatched_ticket(api: Api) -> str:
    """A ticket submitted by the own platform and led by the own department."""
    body = await api.post("/v1/tickets", submission(), role="platform", client=OWN_CLIENT)
    ticket: str = body.json()["id"]
    path = f"/v1/tickets/{ticket}/dispatch"
    await api.post(path, {"lead": OWN_UNIT, "helpers": ["FIN"]}, version=1)
    return ticket


def signed_in_as(role: Role, *, own: bool) -> str:
    if role not in ROLES_WITH_UNIT:
        return role
    return f"{role}:{OWN_UNIT if own else OTHER_UNIT}"


async def call(api: Api, operation: str, ticket: str, *, role: str | None, own: bool) -> Any:
    method, path, body = CALLS[operation]
    client = OWN_CLIENT if own else OTHER_CLIENT
    path = path.replace("{id}", ticket)
    if method == "GET":
        return await api.get(path, role=role, client=client)
    if isinstance(body, bytes):
        return await api.post_raw(path, body, content_type=WORKBOOK_TYPE, role=role, client=client)
    version = None if operation == "tickets.submit" else 3
    return await api.post(path, body, role=role, client=client, version=version)
