"""Files with tickets, over HTTP: uploaded, named by orders, listed, given out, refused."""

import hashlib
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from shared.files.digests import EXAMPLE, key_of
from shared.kernel.ids import new_id
from shared.testing.client import Api
from shared.testing.running import RunningService
from tests.api.walking import LEAD, REPLY, Walk, submitted
from tests.builders import files
from tests.builders.bodies import submission

LIMIT = 20 * 1_048_576


def digest_of(content: bytes) -> str:
    return f"sha256:{hashlib.sha256(content).hexdigest()}"


def stored(tickets: RunningService, digest: str) -> Path:
    return tickets.folder / "files" / "tickets" / key_of(digest)


async def uploaded(api: Api, content: bytes, name: str = "贷款合同.pdf", **who: Any) -> str:
    answer = await api.upload(content, name, **who)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["digest"])


async def listed(api: Api, walk: Walk, **params: Any) -> list[dict[str, Any]]:
    answer = await api.get(f"/v1/tickets/{walk.id}/attachments", **params)
    assert answer.status_code == 200, answer.text
    items: list[dict[str, Any]] = answer.json()["items"]
    return items


async def with_file(api: Api, content: bytes, name: str = "贷款合同.pdf") -> tuple[Walk, str]:
    """A ticket of a platform's that came with one file."""
    platform = new_id()
    digest = await uploaded(api, content, name, role="platform", client=platform)
    body = submission(attachments=[digest])
    answer = await api.post("/v1/tickets", body, role="platform", client=platform)
    assert answer.status_code == 201, answer.text
    return Walk(api, answer.json(), platform), digest


async def test_an_upload_is_answered_with_what_it_was_found_to_be(api: Api) -> None:
    content = files.pdf()
    answer = await api.upload(content, "C:\\合同\\贷款\x1b合同.pdf", content_type="application/pdf")
    said = answer.json()
    assert said.pop("uploaded_at") < said.pop("expires_at")
    assert (answer.status_code, said) == (
        201,
        {
            "digest": digest_of(content),
            "name": "贷款合同.pdf",
            "media_type": "application/pdf",
            "size": len(content),
        },
    )


async def test_a_ticket_comes_with_three_photos_in_one_go(api: Api) -> None:
    platform: dict[str, Any] = {"role": "platform", "client": new_id()}
    photos = [files.jpeg() for _ in range(3)]
    digests = [
        await uploaded(api, each, f"现场{n}.jpg", **platform) for n, each in enumerate(photos)
    ]
    body, key = submission(attachments=digests), new_id()
    first = await api.post("/v1/tickets", body, key=key, **platform)
    again = await api.post("/v1/tickets", body, key=key, **platform)
    assert (first.status_code, again.json()) == (201, first.json())
    assert again.headers["idempotency-replayed"] == "true"

    walk = Walk(api, first.json(), platform["client"])
    [event] = await walk.history()
    assert event["data"]["attachments"] == [
        {"digest": digest, "name": f"现场{n}.jpg", "media_type": "image/jpeg", "size": len(photo)}
        for n, (digest, photo) in enumerate(zip(digests, photos, strict=True))
    ]
    assert walk.state["links"]["attachments"] == f"/v1/tickets/{walk.id}/attachments"


async def test_files_of_every_step_are_listed_and_given_to_whoever_sees_the_ticket(
    api: Api,
) -> None:
    walk, contract = await with_file(api, files.pdf())
    await walk.order("supplement-request", {"items": ["流水"], "reason": "核实。"})
    platform: dict[str, Any] = {"role": "platform", "client": walk.platform}
    statement = await uploaded(api, files.XLSX, "流水.xlsx", **platform)
    await walk.order("supplement", {"text": "见附件。", "attachments": [statement]}, "platform")
    await walk.order("dispatch", {"lead": "FINOFF", "helpers": ["FIN"]})
    await walk.order("takeover", role=LEAD)
    advice = await uploaded(api, files.DOCX, "意见.docx", role="department:FIN")
    helping = {"text": "可安排贴息。", "attachments": [advice]}
    await walk.order("helper-reply", helping, "department:FIN")
    agreement = await uploaded(api, files.OFD, "展期协议.ofd", role=LEAD)
    await walk.order("reply", {**REPLY, "attachments": [agreement]}, LEAD)

    assert [
        (each["digest"], each["came_with"], each["came_with_zh"], each["department"])
        for each in await listed(api, walk)
    ] == [
        (contract, "submission", "企业诉求", None),
        (statement, "supplement", "企业补正", None),
        (advice, "helper_reply", "协办意见", "FIN"),
        (agreement, "reply", "主办答复", "FINOFF"),
    ]
    [before] = await listed(api, walk, as_of_version=1)
    assert before["digest"] == contract
    for who in ({"role": "coordinator"}, {"role": LEAD}, {"role": "auditor"}, platform):
        for item in await listed(api, walk, **who):
            got = await api.get(item["href"], **who)
            assert (got.status_code, digest_of(got.content)) == (200, item["digest"])


EXPECTED = {
    "content-type": "application/pdf",
    "content-disposition": 'attachment; filename="______41.pdf"; '
    "filename*=UTF-8''%E8%B4%B7%E6%AC%BE_%E5%90%88%E5%90%8C%2541.pdf",
    "cache-control": "private, no-store",
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
    "x-content-type-options": "nosniff",
}


async def test_a_file_is_given_out_to_be_saved_and_never_to_be_run(api: Api) -> None:
    content = files.pdf()
    walk, digest = await with_file(api, content, '贷款"合同%41.pdf')
    got = await api.get(f"/v1/tickets/{walk.id}/attachments/{digest}")
    assert got.content == content
    expected = {**EXPECTED, "etag": f'"{digest}"', "content-length": str(len(content))}
    assert {name: got.headers[name] for name in expected} == expected


async def test_who_may_not_see_the_ticket_gets_no_file_of_it(api: Api) -> None:
    platform: dict[str, Any] = {"role": "platform", "client": new_id()}
    digest = await uploaded(api, files.pdf(), **platform)
    complaint = submission(confidential=True, complained_unit="FIN", attachments=[digest])
    ticket = (await api.post("/v1/tickets", complaint, **platform)).json()
    path = f"/v1/tickets/{ticket['id']}/attachments/{digest}"
    about = await api.get(path, role="department:FIN")
    assert (about.status_code, about.json()["code"]) == (404, "ticket_not_found")
    strangers: list[dict[str, Any]] = [
        {"role": "platform", "client": new_id()},
        {"role": "department:TAX"},
    ]
    for other in strangers:
        assert (await api.get(path, **other)).status_code == 403
    for path in (f"/v1/tickets/{ticket['id']}", f"/v1/tickets/{new_id()}"):
        assert (await api.get(f"{path}/attachments/{EXAMPLE}")).status_code == 404


@pytest.mark.parametrize("client", ["the-same", "another"])
async def test_whoever_knows_a_digest_has_no_file(api: Api, client: str) -> None:
    """Not through another client, and not as another account of the same one."""
    digest = await uploaded(api, files.pdf(), role="platform", client="the-same")
    role = "platform" if client == "another" else "coordinator"
    for each in (digest, EXAMPLE):
        body = submission(attachments=[each])
        answer = await api.post("/v1/tickets", body, role=role, client=client)
        problem = answer.json()
        assert (answer.status_code, problem["code"]) == (422, "file_unknown")
        assert problem["errors"][0] | {"detail": ""} == {
            "code": "file_unknown",
            "detail": "",
            "field": "附件",
            "pointer": "/attachments",
        }


async def test_the_same_bytes_twice_are_one_file(api: Api, tickets: RunningService) -> None:
    content = files.pdf()
    one = await uploaded(api, content, "一.pdf")
    kept = stored(tickets, one)
    assert kept.read_bytes() == content
    assert await uploaded(api, content, "二.pdf", role=LEAD) == one
    assert [each for each in kept.parent.iterdir() if each.name.startswith(kept.name)] == [kept]
    body = submission(attachments=[one, one])
    walk = Walk(api, (await api.post("/v1/tickets", body)).json(), "")
    assert [each["name"] for each in await listed(api, walk)] == ["一.pdf"]


async def test_an_upload_repeated_under_its_key_is_one_upload(api: Api) -> None:
    content, key = files.pdf(), new_id()
    first = await api.upload(content, key=key)
    again = await api.upload(content, key=key)
    assert (again.status_code, again.json()) == (201, first.json())
    assert again.headers["idempotency-replayed"] == "true"
    for other in (
        await api.upload(files.pdf(), key=key),
        await api.upload(content, "b.pdf", key=key),
    ):
        assert (other.status_code, other.json()["code"]) == (422, "idempotency_key_reused")


REFUSED = {
    "file_empty": (b"", "a.pdf", None),
    "file_type_not_accepted": (b"<html>", "a.pdf", None),
    "file_with_macros": (files.DOCM, "a.docx", None),
    "file_type_mismatch": (files.PNG, "a.png", "application/pdf"),
    "file_name_mismatch": (files.PNG, "a.pdf", None),
    "file_name_unusable": (files.PNG, "..", None),
}


@pytest.mark.parametrize("code", REFUSED)
async def test_what_is_not_taken_in_is_refused_with_what_to_do(
    api: Api, tickets: RunningService, code: str
) -> None:
    content, name, declared = REFUSED[code]
    answer = await api.upload(content, name, content_type=declared)
    assert (answer.status_code, answer.json()["code"]) == (422, code)
    assert answer.headers["content-type"] == "application/problem+json"
    assert list((tickets.folder / "files" / "tickets" / "incoming").iterdir()) == []


async def test_a_form_is_no_file(api: Api) -> None:
    answer = await api.upload(b"--x", content_type="multipart/form-data; boundary=x")
    assert (answer.status_code, answer.json()["code"]) == (415, "file_body_expected")


async def test_a_file_of_the_largest_size_is_taken_and_one_byte_more_is_not(api: Api) -> None:
    content = files.pdf().ljust(LIMIT, b"\0")
    walk, digest = await with_file(api, content)
    got = await api.get(f"/v1/tickets/{walk.id}/attachments/{digest}")
    assert got.content == content
    for larger in (content + b"\0", in_chunks(content + b"\0")):
        answer = await api.upload(larger)
        assert (answer.status_code, answer.json()["code"]) == (413, "body_too_large")
        assert answer.json()["params"] == {"limit_bytes": LIMIT}


async def in_chunks(content: bytes) -> AsyncIterator[bytes]:
    for at in range(0, len(content), 1_048_576):
        yield content[at : at + 1_048_576]


async def test_other_bodies_keep_their_own_bound(api: Api) -> None:
    body = submission(description="x" * 1_048_576)
    answer = await api.post("/v1/tickets", body)
    assert (answer.status_code, answer.json()["params"]) == (413, {"limit_bytes": 1_048_576})


@pytest.mark.parametrize("fault", ["changed", "cut", "gone"])
async def test_a_damaged_file_is_not_given_out(
    api: Api, tickets: RunningService, fault: str
) -> None:
    content = files.pdf()
    walk, digest = await with_file(api, content)
    kept = stored(tickets, digest)
    kept.chmod(0o600)
    if fault == "gone":
        kept.unlink()
    else:
        kept.write_bytes(content[:-1] + b"" if fault == "cut" else content[:-1] + b"!")
    got = await api.get(f"/v1/tickets/{walk.id}/attachments/{digest}")
    assert (got.status_code, got.json()["code"]) == (503, "file_unreadable")


async def test_a_large_damaged_file_is_broken_off_before_its_end(
    api: Api, tickets: RunningService
) -> None:
    content = files.pdf().ljust(1_000_000, b"\0")
    walk, digest = await with_file(api, content)
    stored(tickets, digest).write_bytes(content[:-1] + b"!")
    with pytest.raises(httpx.RemoteProtocolError, match="without sending complete message body"):
        await api.get(f"/v1/tickets/{walk.id}/attachments/{digest}")


async def test_readiness_asks_the_file_store(api: Api) -> None:
    probes = (await api.get("/readyz", role=None)).json()["probes"]
    assert probes["files"]["ok"] is True


async def test_a_ticket_without_files_has_an_empty_list(api: Api) -> None:
    assert await listed(api, await submitted(api)) == []
