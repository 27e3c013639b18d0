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
    "channel": "hotline_12345",
    "upstream_number": "LC12345-2022-0917",
    "category": "financing",
    "title": "流动资金贷款展期困难",
    "description": "受疫情影响，资金周转困难，贷款即将到期。",
    "desired_result": "协调延期还本付息",
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
    return "\n".join(
        (
            "# 1  A firm's difficulty comes in",
            f'ID=$(curl -sS {url}/v1/tickets -H "Authorization: Bearer $TOKEN" \\',
            "    -H 'Content-Type: application/json' -H \"Idempotency-Key: first-ticket\" \\",
            f"    -d {_body(FIRST_TICKET)} \\",
            "    | tee /dev/stderr | python3 -c 'import json, sys; print(json.load(sys.stdin)[\"id\"])')",
            "",
            "# 2  The coordinator hands it to the department that answers for it",
            f'curl -sS {url}/v1/tickets/$ID/dispatch -H "Authorization: Bearer $TOKEN" \\',
            "    -H 'Content-Type: application/json' -H \"Idempotency-Key: first-dispatch\" \\",
            f"    -H 'If-Match: \"1\"' -d {_body(DISPATCH)}",
            "",
            "# 3  Look at it, with its deadline",
            f'curl -sS {url}/v1/tickets/$ID -H "Authorization: Bearer $TOKEN"',
        )
    )


def _body(body: Mapping[str, object]) -> str:
    return shlex.quote(json.dumps(body, ensure_ascii=False))
