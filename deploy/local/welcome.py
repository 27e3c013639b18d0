"""What `shukun up` prints once everything runs: addresses, a token, and a first ticket to try."""

import json
import shlex
from collections.abc import Mapping, Sequence

from deploy.local.worker import Worker

FIRST_TICKET = {
    "firm": {
        "uscc": "91530902MA6XTXT19B",
        "name": "临翔区昔归茶业有限公司",
        "township_code": "530902208",
        "industry_code": "1530",
        "size": "micro",
    },
    "contact": {"name": "张三", "phone": "13812345678"},
    "channel": "phone",
    "category": "employment",
    "title": "失业保险稳岗返还资金未到账",
    "description": "受疫情影响订单减少，稳岗返还资金申领后至今未到账。",
    "desired_result": "协调尽快拨付稳岗返还资金",
    "confidential": False,
}
DISPATCH = {"lead": "HRSS", "helpers": [], "kind": "general"}


def welcome(workers: Sequence[Worker], token: str) -> str:
    """Everything a newcomer needs next, ready to paste into a second terminal."""
    addresses = [f"  {worker.name:<14} {worker.url}   {worker.url}/docs" for worker in workers]
    tickets = next((worker.url for worker in workers if worker.name == "tickets"), "")
    return "\n".join(
        (
            "",
            "Shukun is ready. Ctrl-C stops it; the data stay.",
            "",
            *addresses,
            "",
            "Try it in a second terminal:",
            "",
            f"TOKEN={token}",
            "",
            first_steps(tickets),
            "",
            "Another role: .venv/bin/shukun token --role department:HRSS",
        )
    )


def first_steps(url: str) -> str:
    """Three commands for a shell in which TOKEN is set: submit, dispatch, look."""
    call = f"curl -sS -w '\\n' -H \"Authorization: Bearer $TOKEN\" {url}/v1/tickets"
    json_body = "    -H 'Content-Type: application/json'"
    return "\n".join(
        (
            "# 1  A firm's difficulty comes in",
            f"TICKET=$({call} -H 'Idempotency-Key: first-ticket' \\",
            f"{json_body} -d {_body(FIRST_TICKET)})",
            'echo "$TICKET"; ID=$(echo "$TICKET" | cut -d\'"\' -f4)',
            "",
            "# 2  The coordinator hands it to the department that answers for it",
            f"{call}/$ID/dispatch -H 'Idempotency-Key: first-dispatch' -H 'If-Match: \"1\"' \\",
            f"{json_body} -d {_body(DISPATCH)}",
            "",
            "# 3  Look at it, with its deadline",
            f"{call}/$ID",
        )
    )


def _body(body: Mapping[str, object]) -> str:
    return shlex.quote(json.dumps(body, ensure_ascii=False))
