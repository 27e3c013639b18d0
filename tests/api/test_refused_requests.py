"""Every refusal is application/problem+json, names the field and tells the fix."""

import pytest

from shared.kernel.ids import new_id
from shared.testing.client import Api
from tests.builders.bodies import submission

PROBLEM = "application/problem+json"


async def test_without_a_token_there_is_no_answer(api: Api) -> None:
    answer = await api.post("/v1/tickets", submission(), role=None)
    assert (answer.status_code, answer.headers["content-type"]) == (401, PROBLEM)
    assert answer.headers["www-authenticate"].startswith("Bearer")


async def test_an_auditor_reads_all_and_changes_nothing(api: Api) -> None:
    ticket = (await api.post("/v1/tickets", submission())).json()["id"]
    assert (await api.get(f"/v1/tickets/{ticket}", role="auditor")).status_code == 200
    answer = await api.post("/v1/tickets", submission(), role="auditor")
    assert (answer.status_code, answer.headers["content-type"]) == (403, PROBLEM)


async def test_an_empty_body_is_told_each_missing_field_in_chinese(api: Api) -> None:
    answer = await api.post("/v1/tickets", {})
    problem = answer.json()
    assert (answer.status_code, answer.headers["content-type"]) == (422, PROBLEM)
    assert {(e["pointer"], e["field"]) for e in problem["errors"]} >= {
        ("/firm", "企业"),
        ("/contact", "联系人"),
        ("/channel", "来源渠道"),
        ("/category", "诉求类别"),
        ("/title", "诉求标题"),
        ("/description", "诉求内容"),
    }
    assert all("必须填写" in e["detail"] for e in problem["errors"])


@pytest.mark.parametrize(
    ("pointer", "body", "code"),
    [
        ("/firm/uscc", {"firm": {"uscc": "91530902MA6XTXT19C"}}, "uscc_check_digit"),
        ("/firm/uscc", {"firm": {"uscc": "91530902MA6XTXT19"}}, "uscc_length"),
        ("/firm/uscc", {"firm": {"uscc": "91530902MA6STXT19B"}}, "uscc_charset"),
        ("/contact/phone", {"contact": {"phone": "12345"}}, "string_pattern_mismatch"),
        ("/category", {"category": "nothing"}, "literal_error"),
        ("/title", {"title": ""}, "string_too_short"),
        ("/colour", {"colour": "red"}, "extra_forbidden"),
    ],
)
async def test_a_wrong_field_is_named_with_its_pointer(
    api: Api, pointer: str, body: dict[str, object], code: str
) -> None:
    wrong = submission()
    for name, value in body.items():
        wrong[name] = {**wrong[name], **value} if isinstance(value, dict) else value
    answer = await api.post("/v1/tickets", wrong)
    assert answer.status_code == 422
    assert (pointer, code) in {(e["pointer"], e["code"]) for e in answer.json()["errors"]}


async def test_a_township_of_another_district_is_refused(api: Api) -> None:
    firm = {**submission()["firm"], "township_code": "530921100"}
    answer = await api.post("/v1/tickets", submission(firm=firm))
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == "/firm/township_code"


async def test_full_width_and_small_letters_of_a_credit_code_are_understood(api: Api) -> None:
    firm = {**submission()["firm"], "uscc": "９１530902ma6xtxt19b"}
    answer = await api.post("/v1/tickets", submission(firm=firm))
    assert answer.json()["firm"]["uscc"] == "91530902MA6XTXT19B"


async def test_garbage_is_refused_as_garbage(api: Api) -> None:
    answer = await api.post_raw("/v1/tickets", b"\x00not json", content_type="application/json")
    assert (answer.status_code, answer.headers["content-type"]) == (422, PROBLEM)
    assert answer.json()["code"] == "malformed_json"


async def test_ten_megabytes_are_too_much(api: Api) -> None:
    answer = await api.post_raw("/v1/tickets", b" " * 10_000_000, content_type="application/json")
    assert (answer.status_code, answer.headers["content-type"]) == (413, PROBLEM)


async def test_an_unknown_ticket_is_not_found(api: Api) -> None:
    answer = await api.get("/v1/tickets/00000000-0000-7000-8000-000000000000")
    assert (answer.status_code, answer.json()["code"]) == (404, "ticket_not_found")


async def test_an_order_about_an_unknown_ticket_is_not_found_whatever_version_it_names(
    api: Api,
) -> None:
    path = "/v1/tickets/00000000-0000-7000-8000-000000000000/dispatch"
    answer = await api.post(path, {"lead": "FIN"}, version=3)
    assert (answer.status_code, answer.json()["code"]) == (404, "ticket_not_found")


async def test_a_refusal_speaks_english_on_request(api: Api) -> None:
    answer = await api.get(
        "/v1/tickets/00000000-0000-7000-8000-000000000000", headers={"Accept-Language": "en"}
    )
    assert answer.json()["detail"] == "There is no such ticket."
    assert answer.headers["content-language"] == "en"


async def test_the_same_upstream_number_is_registered_once(api: Api) -> None:
    body = submission(channel="hotline_12345", upstream_number=new_id())
    first = (await api.post("/v1/tickets", body)).json()
    second = await api.post("/v1/tickets", body)
    assert (second.status_code, second.json()["code"]) == (409, "upstream_number_known")
    assert second.json()["params"]["ticket_id"] == first["id"]
