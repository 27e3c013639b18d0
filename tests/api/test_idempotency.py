"""The same POST has one effect and one answer; a stale or missing version is refused."""

import asyncio

from shared.kernel.ids import new_id
from shared.testing.client import Api
from tests.builders.bodies import submission


async def test_the_same_post_sent_twice_has_one_effect_and_one_answer(api: Api) -> None:
    key, body = new_id(), submission()
    first = await api.post("/v1/tickets", body, key=key)
    again = await api.post("/v1/tickets", body, key=key)

    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json()
    assert "idempotency-replayed" not in first.headers
    assert again.headers["idempotency-replayed"] == "true"
    assert again.headers["etag"] == first.headers["etag"]


async def test_the_same_post_sent_by_twenty_at_once_has_one_effect(api: Api) -> None:
    key, body = new_id(), submission()
    answers = await asyncio.gather(*(api.post("/v1/tickets", body, key=key) for _ in range(20)))
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.text for answer in answers}) == 1
    assert sum("idempotency-replayed" not in answer.headers for answer in answers) == 1


async def test_the_first_answer_comes_again_even_after_the_ticket_went_on(api: Api) -> None:
    key, body = new_id(), submission()
    first = await api.post("/v1/tickets", body, key=key)
    ticket = first.json()["id"]
    await api.post(f"/v1/tickets/{ticket}/dispatch", {"lead": "FIN"}, version=1)

    again = await api.post("/v1/tickets", body, key=key)
    assert again.json() == first.json()


async def test_another_body_under_the_same_key_is_refused(api: Api) -> None:
    key = new_id()
    await api.post("/v1/tickets", submission(), key=key)
    other = await api.post("/v1/tickets", submission(title="另一件事"), key=key)
    assert other.status_code == 422
    assert other.json()["code"] == "idempotency_key_reused"


async def test_the_same_key_of_another_client_is_another_key(api: Api) -> None:
    key, body = new_id(), submission()
    one = await api.post("/v1/tickets", body, key=key, role="platform", client="one")
    two = await api.post("/v1/tickets", body, key=key, role="platform", client="two")
    assert one.json()["id"] != two.json()["id"]


async def test_a_refused_order_can_be_repeated_under_its_key_once_mended(api: Api) -> None:
    ticket = (await api.post("/v1/tickets", submission())).json()["id"]
    key, path = new_id(), f"/v1/tickets/{ticket}/takeover"
    early = await api.post(path, role="department:FIN", key=key, version=1)
    assert early.status_code in {403, 409}, early.text
    await api.post(f"/v1/tickets/{ticket}/dispatch", {"lead": "FIN"}, version=1)
    late = await api.post(path, role="department:FIN", key=key, version=3)
    assert late.status_code == 200, late.text


async def test_a_stale_version_is_refused(api: Api) -> None:
    ticket = (await api.post("/v1/tickets", submission())).json()["id"]
    path = f"/v1/tickets/{ticket}/dispatch"
    await api.post(path, {"lead": "FIN"}, version=1)
    stale = await api.post(path, {"lead": "HRSS"}, version=1)
    assert (stale.status_code, stale.json()["code"]) == (412, "stale_version")
    assert stale.json()["params"] == {"expected": 1, "actual": 3}


async def test_a_change_without_a_version_is_refused(api: Api) -> None:
    ticket = (await api.post("/v1/tickets", submission())).json()["id"]
    missing = await api.post(f"/v1/tickets/{ticket}/dispatch", {"lead": "FIN"})
    assert (missing.status_code, missing.json()["code"]) == (428, "if_match_missing")


async def test_of_two_dispatches_on_one_version_one_wins(api: Api) -> None:
    ticket = (await api.post("/v1/tickets", submission())).json()["id"]
    path = f"/v1/tickets/{ticket}/dispatch"
    answers = await asyncio.gather(
        *(api.post(path, {"lead": lead}, version=1) for lead in ("FIN", "HRSS"))
    )
    assert sorted(answer.status_code for answer in answers) == [200, 412]
