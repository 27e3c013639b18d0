"""Every "no" is `application/problem+json`, in the caller's language, and in the right order."""

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import httpx
import pytest

from shared.kernel.actor import Role
from shared.kernel.ids import derived_id
from tests.api.web_demo import SEEN, Demo, running_demo

NOTE = {"shop": {"name": "昔归茶业", "size": "micro"}, "text": "缺流动资金"}
NOWHERE = "/v1/notes/00000000-0000-0000-0000-000000000000"


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    with running_demo(tmp_path_factory.mktemp("demo")) as running:
        yield running


def key() -> dict[str, str]:
    return {"idempotency-key": str(uuid4())}


def written(client: httpx.Client) -> str:
    answer = client.post("/v1/notes", json=NOTE, headers=key())
    assert answer.status_code == 201
    return f"/v1/notes/{answer.json()['id']}"


def case(
    status: int, code: str, method: str, path: str, **request: Any
) -> tuple[int, str, str, str, dict[str, Any]]:
    return status, code, method, path, request


CASES = [
    case(400, "idempotency_key_missing", "POST", "/v1/notes", json=NOTE),
    case(
        400,
        "idempotency_key_invalid",
        "POST",
        "/v1/notes",
        json=NOTE,
        headers={"idempotency-key": "k" * 256},
    ),
    case(
        400,
        "if_match_invalid",
        "POST",
        f"{NOWHERE}/closing",
        json={"reason": "好"},
        headers={**key(), "if-match": "*"},
    ),
    case(401, "token_missing", "GET", "/v1/notes", headers={"authorization": "Basic eDp5"}),
    case(401, "token_invalid", "GET", "/v1/notes", headers={"authorization": "Bearer x"}),
    case(403, "role_not_permitted", "GET", "/v1/broken/crash"),
    case(404, "route_not_found", "GET", "/v1/nothing"),
    case(404, "route_not_found", "GET", "/v1/notes/"),
    case(404, "note_not_found", "GET", NOWHERE),
    case(405, "method_not_allowed", "DELETE", "/v1/notes"),
    case(413, "body_too_large", "POST", "/v1/notes", content=b"x" * 65_537, headers=key()),
    case(
        415,
        "media_type_unsupported",
        "POST",
        "/v1/notes",
        content=b"text=1",
        headers={**key(), "content-type": "application/x-www-form-urlencoded"},
    ),
    case(
        415,
        "media_type_unsupported",
        "POST",
        "/v1/notes",
        content=b"{}",
        headers={**key(), "content-type": "application/json; charset=gb18030"},
    ),
    case(
        415,
        "media_type_unsupported",
        "POST",
        "/v1/notes",
        content=b"{}",
        headers={**key(), "content-type": "application/json", "content-encoding": "gzip"},
    ),
    case(422, "content_invalid", "POST", "/v1/notes", json={}, headers=key()),
    case(
        422,
        "forbidden_word",
        "POST",
        "/v1/notes",
        json={**NOTE, "text": "forbidden"},
        headers=key(),
    ),
    case(
        422,
        "malformed_json",
        "POST",
        "/v1/notes",
        content=b'{"a":}',
        headers={**key(), "content-type": "application/json"},
    ),
    case(422, "cursor_invalid", "GET", "/v1/notes?cursor=abc"),
    case(
        428, "if_match_missing", "POST", f"{NOWHERE}/closing", json={"reason": "好"}, headers=key()
    ),
]


@pytest.mark.parametrize("language", ["zh-CN", "en"])
@pytest.mark.parametrize("given", CASES, ids=[f"{c[0]} {c[1]} {c[3][:20]}" for c in CASES])
def test_each_problem_is_told_in_both_languages(
    demo: Demo, given: tuple[int, str, str, str, dict[str, Any]], language: str
) -> None:
    status, code, method, path, request = given
    with demo.client(Role.COORDINATOR, accept_language=language, x_request_id="r-1") as client:
        answer = client.request(method, path, **request)
    problem = answer.json()
    assert (answer.status_code, problem["status"], problem["code"]) == (status, status, code)
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["content-language"] == language
    assert answer.headers["x-request-id"] == problem["request_id"] == "r-1"
    assert answer.headers["cache-control"] == "no-store"
    assert problem["type"] == f"urn:shukun:problem:{code}"
    assert problem["instance"] == path.partition("?")[0]
    for sentence in (problem["title"], problem["detail"]):
        assert "{" not in sentence
        assert any("\u4e00" <= letter <= "\u9fff" for letter in sentence) == (language == "zh-CN")


def test_conflict_and_stale_version_carry_the_values_of_their_sentence(demo: Demo) -> None:
    with demo.client(Role.COORDINATOR, accept_language="zh-CN") as client:
        note = written(client)
        body = {"reason": "已解决"}
        done = client.post(f"{note}/closing", headers={**key(), "if-match": '"1"'}, json=body)
        assert (done.status_code, done.headers["etag"]) == (200, '"2"')
        stale = client.post(f"{note}/closing", headers={**key(), "if-match": '"1"'}, json=body)
        assert (stale.status_code, stale.json()["params"]) == (412, {"version": 2})
        again = client.post(f"{note}/closing", headers={**key(), "if-match": '"2"'}, json=body)
    assert (again.status_code, again.json()["code"]) == (409, "note_closed")
    assert again.json()["detail"] == "该记录已于第 2 版办结。"


def test_too_many_requests_and_unavailable_say_when_to_retry(demo: Demo) -> None:
    with demo.client(Role.OPS) as client:
        often, busy = client.get("/v1/broken/often"), client.get("/v1/broken/busy")
    assert (often.status_code, often.headers["retry-after"]) == (429, "7")
    assert (busy.status_code, busy.headers["retry-after"]) == (503, "1")


def test_a_crash_is_a_problem_with_the_request_id_and_nothing_of_the_cause(demo: Demo) -> None:
    with demo.client(Role.OPS, x_request_id="errand-7") as client:
        answer = client.get("/v1/broken/crash")
        assert client.get("/livez").status_code == 200
    assert (answer.status_code, answer.json()["code"]) == (500, "internal_error")
    assert "errand-7" in answer.json()["detail"]
    assert "hunter2" not in answer.text
    assert "Error" not in answer.text


def test_every_bad_field_is_named_by_label_pointer_and_code(demo: Demo) -> None:
    body = {
        "shop": {"name": "", "size": "huge", "siez": 1},
        "amounts": [1, -5, "7", 2],
    }
    with demo.client(Role.COORDINATOR) as client:
        problem = client.post("/v1/notes", json=body, headers=key()).json()
    assert {(e["pointer"], e["field"], e["code"]): e["detail"] for e in problem["errors"]} == {
        ("/shop/name", "企业·名称", "string_too_short"): "「企业·名称」不能为空。",
        ("/shop/size", "企业·规模", "literal_error"): (
            "「企业·规模」只能是：micro、small、medium。"
        ),
        ("/shop/siez", "企业·siez", "extra_forbidden"): (
            "「企业·siez」不是本接口规定的字段，请删去。"
        ),
        ("/amounts", "金额（分）", "too_long"): "「金额（分）」至多 3 项。",
        ("/text", "内容", "missing"): "「内容」必须填写。",
    }
    assert problem["detail"] == "有 5 处填报内容不符合要求，请逐项改正后重新提交。"


def test_bad_parameters_are_named_as_parameters(demo: Demo) -> None:
    with demo.client(Role.COORDINATOR) as client:
        listed = client.get("/v1/notes?limit=0&status=lost&staus=open").json()["errors"]
        read = client.get("/v1/notes/7").json()["errors"]
    assert {(e["parameter"], e["field"], e["code"]) for e in listed} == {
        ("limit", "每页条数", "greater_than_equal"),
        ("status", "状态", "literal_error"),
        ("staus", "staus", "extra_forbidden"),
    }
    assert [(e["parameter"], e["code"]) for e in read] == [("note_id", "uuid_parsing")]


def test_a_refusal_that_points_at_a_field_names_it(demo: Demo) -> None:
    with demo.client(Role.COORDINATOR) as client:
        answer = client.post("/v1/notes", json={**NOTE, "text": "forbidden"}, headers=key())
    assert [(e["pointer"], e["field"]) for e in answer.json()["errors"]] == [("/text", "内容")]


def test_nul_characters_are_refused_by_name_wherever_they_stand(demo: Demo) -> None:
    with demo.client(Role.COORDINATOR) as client:
        body = client.post("/v1/notes", json={**NOTE, "text": "a\0b"}, headers=key()).json()
        query = client.get("/v1/notes?cursor=%00").json()
    assert [(e["code"], e["pointer"]) for e in body["errors"]] == [("nul_character", "/text")]
    assert [(e["code"], e["parameter"]) for e in query["errors"]] == [("nul_character", "cursor")]


def test_malformed_json_is_located_and_explained(demo: Demo) -> None:
    headers = {**key(), "content-type": "application/json"}
    with demo.client(Role.COORDINATOR) as client:
        comma = client.post("/v1/notes", content=b'{\n  "a": 1,\n}', headers=headers).json()
        gbk = client.post("/v1/notes", content='{"a": "临沧"}'.encode("gb18030"), headers=headers)
        english = client.post(
            "/v1/notes", content=b"{", headers={**headers, "accept-language": "en"}
        ).json()
    assert comma["detail"] == "请求正文不是合法的 JSON：第 3 行第 1 列，末项之后多了逗号。"
    assert "UTF-8" in gbk.json()["detail"]
    assert english["params"] == {"line": 1, "column": 1, "reason": "EOF while parsing an object"}


def test_a_byte_order_mark_does_no_harm(demo: Demo) -> None:
    headers = {**key(), "content-type": "application/json"}
    content = b'\xef\xbb\xbf{"shop": {"name": "x", "size": "micro"}, "text": ""}'
    with demo.client(Role.COORDINATOR) as client:
        assert client.post("/v1/notes", content=content, headers=headers).status_code == 201


def test_401_comes_before_403_before_conditions_before_the_body(demo: Demo) -> None:
    path = f"{NOWHERE}/closing"
    with demo.client() as client:
        assert client.post(path, content=b"garbage").status_code == 401
    with demo.client(Role.AUDITOR) as client:
        assert client.post(path, content=b"garbage").status_code == 403
    with demo.client(Role.COORDINATOR) as client:
        assert client.post(path, content=b"garbage").status_code == 428
        unkeyed = client.post(path, content=b"garbage", headers={"if-match": '"1"'})
        assert unkeyed.json()["code"] == "idempotency_key_missing"
        headers = {**key(), "if-match": '"1"'}
        assert client.post(path, content=b"garbage", headers=headers).status_code == 415
        headers["content-type"] = "application/json"
        assert client.post(path, content=b"garbage", headers=headers).status_code == 422


def test_a_challenge_comes_with_every_401(demo: Demo) -> None:
    with demo.client() as client:
        missing = client.get("/v1/notes")
        wrong = client.get("/v1/notes", headers={"authorization": "Bearer a.b.c"})
    assert missing.headers["www-authenticate"] == 'Bearer realm="shukun"'
    assert wrong.headers["www-authenticate"] == 'Bearer realm="shukun", error="invalid_token"'


def test_allow_names_every_method_of_the_address(demo: Demo) -> None:
    with demo.client() as client:
        for method in ("OPTIONS", "PUT", "PATCH", "TRACE"):
            answer = client.request(method, "/v1/notes")
            assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD, POST")


def test_the_route_gets_the_caller_and_the_errand(demo: Demo) -> None:
    trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
    ids = {"x_request_id": "r-9", "x_correlation_id": "c-9", "x_causation_id": "tickets:4"}
    with demo.client(Role.DEPARTMENT, traceparent=trace, **ids) as client:
        headers = {"if-match": '"41"', "idempotency-key": "k-1"}
        client.post(f"{NOWHERE}/closing", json={"reason": "好"}, headers=headers)
    body, errand = SEEN[-1]
    caller = errand.caller
    assert body.reason == "好"
    assert (caller.actor.role, caller.actor.unit, caller.scope) == ("department", "HRSS", "own")
    assert (caller.actor.id, caller.actor.client) == ("department-1", "demo")
    assert (caller.request_id, caller.correlation_id, caller.causation_id) == (
        "r-9",
        "c-9",
        "tickets:4",
    )
    assert caller.traceparent == trace
    assert errand.expected_version == 41
    assert errand.command_id == derived_id("demo", "department-1", "notes.close", "k-1")
    assert len(errand.fingerprint) == 32
