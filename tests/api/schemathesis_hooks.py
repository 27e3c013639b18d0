"""What a schema cannot say about positive data.

A cursor is opaque: the schema knows its length, only the service knows which ones exist. A key
belongs to one order. A credit code has check digits, a notice names days of its own year, a lead
department does not help itself, dates follow one another, and no ticket has two ways to go.
Figures are those of a month or of both its ends, and nothing is known of the future. A form of
Open311 names one township, and somebody to be called. A file is one of the accepted types and
called so, and was uploaded before an order names it. A workbook is one with a row of its own.
"""

from collections.abc import Callable
from datetime import date
from http import HTTPStatus
from typing import Any

import schemathesis

from shared.kernel.ids import new_id
from shared.workbooks.sheets import WORKBOOK_TYPE
from tests.api import schemathesis_sparing  # noqa: F401  its hook
from tests.api.workbook_bodies import sent
from tests.builders import files
from tests.builders.bodies import policy_version, submission
from tests.builders.firms import new_credit_code
from tests.builders.workbooks import registered_row

_FIRM = submission()["firm"]
_LATER = "2099-12-31"
_submitted: list[str] = []  # what there is to be merged into


@schemathesis.serializer(WORKBOOK_TYPE)
def workbook(context: schemathesis.SerializationContext, value: Any) -> bytes:
    return sent(context, value, lambda: registered_row(new_id()))


@schemathesis.hook
def before_call(_context: Any, case: schemathesis.Case[Any], _kwargs: dict[str, Any]) -> None:
    if case.meta is None:
        return
    if not case.meta.generation.mode.is_positive:
        _keep_wrong(case)
        return
    _make_query_meaningful(case)
    if case.headers and "Idempotency-Key" in case.headers:
        case.headers["Idempotency-Key"] = new_id()
    if case.operation.path.startswith("/open311/"):
        _make_open311_meaningful(case)
        return
    if isinstance(case.body, dict):
        _make_meaningful(case.body)
        if "master_id" in case.body:
            itself = (case.path_parameters or {}).get("ticket_id")
            masters = [ticket for ticket in _submitted if ticket != itself]
            case.body.update(master_id=masters[-1] if masters else new_id(), group_case=True)


@schemathesis.hook
def after_call(_context: Any, case: schemathesis.Case[Any], response: Any) -> None:
    if response.status_code == HTTPStatus.CREATED and case.operation.path == "/v1/tickets":
        _submitted.append(response.json()["id"])


def _make_query_meaningful(case: schemathesis.Case[Any]) -> None:
    """No cursor is made up, figures are those of a month, and a file is one of the accepted types.

    What is only checked has no id to be asked for.
    """
    _forget(case, "cursor", "dry_run")
    if case.operation.path == "/v1/tickets/statistics":
        told = {**(case.query or {})}
        for name in ("first", "last", "known_at"):
            told.pop(name, None)
        case.query = {"month": "2022-09", **told}
    if case.operation.path == "/v1/attachments":
        case.query, case.body = {"name": "合同.pdf"}, files.pdf()


def _keep_wrong(case: schemathesis.Case[Any]) -> None:
    """To Open311 an empty parameter is none at all, and so no mistake."""
    if case.operation.path.startswith("/open311/"):
        case.query = {name: value or " " for name, value in (case.query or {}).items()}


def _make_open311_meaningful(case: schemathesis.Case[Any]) -> None:
    """Dates span 90 days at most, statuses are two words; a form names one township and somebody."""
    query = {**(case.query or {})}
    for name in ("start_date", "end_date", "status"):
        query.pop(name, None)
    case.query = query
    if isinstance(case.body, dict):
        for name in ("lat", "long", "attribute[upstream_limit]", "attribute[township_code]"):
            case.body.pop(name, None)
        firm = {"attribute[uscc]": _FIRM["uscc"], "address_id": _FIRM["township_code"]}
        case.body.update(firm, service_code="financing", last_name="张")
        if "attribute[upstream_number]" in case.body:
            case.body["attribute[upstream_number]"] = new_id()


def _forget(case: schemathesis.Case[Any], *names: str) -> None:
    for name in names:
        if case.query and name in case.query:
            del case.query[name]


def _make_meaningful(body: dict[str, Any]) -> None:
    body.pop("upstream_limit", None)  # must lie ahead
    body.pop("attachments", None)  # must have been uploaded
    for part, mend in _MENDED.items():
        if part in body:
            mend(body)


def _firm(body: dict[str, Any]) -> None:
    if isinstance(body["firm"], dict):
        body["firm"]["uscc"] = new_credit_code()
        body["firm"]["township_code"] = _FIRM["township_code"]


def _helpers(body: dict[str, Any]) -> None:
    body["helpers"] = sorted({*body["helpers"]} - {body.get("lead")})


def _kind(body: dict[str, Any]) -> None:
    if "lead" in body:
        body.update(kind="complex", grounds=["money_or_policy"])


def _holidays(body: dict[str, Any]) -> None:
    year = int(body["year"])
    body["holidays"] = [date(year, 1, 1).isoformat()]
    body["workdays"] = [date(year, 1, 3).isoformat()]


def _milestones(body: dict[str, Any]) -> None:
    for step in body["milestones"]:
        step["due_on"] = _LATER
    body["final_on"] = _LATER


def _routes(body: dict[str, Any]) -> None:
    body["routes"] = body["routes"][:1]
    for route in body["routes"]:
        route.update(kind="general", helpers=[], grounds=[])


# By the field that tells the body: how it is made to say something that can be true.
_MENDED: dict[str, Callable[[dict[str, Any]], None]] = {
    "firm": _firm,
    "helpers": _helpers,
    "kind": _kind,
    "grounds": _kind,
    "legal_limit": _kind,
    "holidays": _holidays,
    "milestones": _milestones,
    "routes": _routes,
    "duplicates_checked": lambda body: body.update(duplicates_checked=True),
    "free_will": lambda body: body.update(free_will=True, proof="企业盖章的撤回申请"),
    "proposed_unit": lambda body: body.update(reason="R02", proposed_unit="沧源自治县农业农村局"),
    "outcome": lambda body: body.update(explanation="已书面说明。", leader="办公室主任"),
    "until": lambda body: body.update(until=_LATER),
    "numbers": lambda body: body.update(numbers=policy_version()["numbers"]),
}
