"""What a schema cannot say about positive data.

A cursor is opaque: the schema knows its length, only the service knows which ones exist. A key
belongs to one order. A credit code has check digits, a notice names days of its own year, and a
lead department does not help itself; a complex problem has a ground. Figures are those of a month
or of both its ends, and nothing is known of the future.
"""

from datetime import date
from typing import Any

import schemathesis

from shared.kernel.ids import new_id
from tests.builders.bodies import submission

_FIRM = submission()["firm"]


@schemathesis.hook
def before_call(_context: Any, case: schemathesis.Case[Any], _kwargs: dict[str, Any]) -> None:
    if case.meta is None or not case.meta.generation.mode.is_positive:
        return
    if case.query and "cursor" in case.query:
        del case.query["cursor"]
    if case.operation.path == "/v1/tickets/statistics":
        told = {**(case.query or {})}
        for name in ("first", "last", "known_at"):
            told.pop(name, None)
        case.query = {"month": "2022-09", **told}
    if case.headers and "Idempotency-Key" in case.headers:
        case.headers["Idempotency-Key"] = new_id()
    if isinstance(case.body, dict):
        _make_meaningful(case.body)


def _make_meaningful(body: dict[str, Any]) -> None:
    if isinstance(body.get("firm"), dict):
        body["firm"]["uscc"] = _FIRM["uscc"]
        body["firm"]["township_code"] = _FIRM["township_code"]
    body.pop("upstream_limit", None)  # must lie ahead
    if "helpers" in body:
        body["helpers"] = sorted({*body["helpers"]} - {body.get("lead")})
    if body.get("kind") == "complex":
        body["grounds"] = body.get("grounds") or ["decision_above"]
    if "holidays" in body:
        year = int(body["year"])
        body["holidays"] = [date(year, 1, 1).isoformat()]
        body["workdays"] = [date(year, 1, 3).isoformat()]
