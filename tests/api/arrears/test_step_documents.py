"""文书: the document of a step as a Word file, over HTTP."""

from hashlib import sha256
from typing import Any
from urllib.parse import quote

from services.arrears.evidence_routes import UPLOADS
from shared.testing.client import Api
from tests.api.arrears.ledger import DEBTOR, IN_CHARGE, paid, registered, verification
from tests.api.walking import Walk
from tests.builders import files
from tests.builders.step_documents import paragraphs

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


async def test_a_steps_document_is_given_out_as_it_read_on_its_day(api: Api) -> None:
    walk = await asked(api, "inquiry")
    [step] = walk.state["steps"]
    link = step["links"]["document"]
    assert link == f"{walk.path}/steps/1/document"
    answer = await api.get(link)
    assert (answer.status_code, answer.headers["content-type"]) == (200, WORD)
    assert answer.headers["etag"] == f'"sha256:{sha256(answer.content).hexdigest()}"'
    year, _, rest = step["document_no"].partition("〔")[2].partition("〕")
    assert answer.headers["content-disposition"] == (
        f'attachment; filename="inquiry-{year}-{rest.removesuffix("号")}.docx"; '
        f"filename*=UTF-8''{quote(step['document_no'])}.docx"
    )
    lines = paragraphs(answer.content)
    assert lines[1] == step["document_no"]
    assert "第二十三条第二款和临翔政办发〔2022〕56号文件要求，现就下列事项函询你单位：" in lines[5]

    await walk.order("step-answers", {"number": 1, "text": "资金已申请。"}, DEBTOR)
    await walk.order("payments", paid("800000.00", "2022-08-20"))
    again = await api.get(link)
    assert again.content == answer.content


async def test_there_is_no_document_of_a_step_that_was_not_taken(api: Api) -> None:
    walk = await asked(api, "inquiry")
    for number, status, code in ((2, 404, "step_not_taken"), (0, 422, "content_invalid")):
        answer = await document(api, walk, number)
        assert (answer.status_code, answer.json()["code"]) == (status, code)


async def test_what_is_about_persons_is_not_for_platforms_nor_for_the_debtor(api: Api) -> None:
    walk = await asked(api, "inspection")
    for role in ("platform", DEBTOR):
        refused = await document(api, walk, 1, role)
        assert (refused.status_code, refused.json()["code"]) == (403, "document_not_for_you")
    assert (await document(api, walk, 1, "department:CAST")).json()["code"] == "not_your_case"
    for role in (IN_CHARGE, "supervisor", "auditor"):
        assert (await document(api, walk, 1, role)).status_code == 200


async def test_what_a_document_keeps_from_a_reader_is_in_no_history_feed_or_enclosure(
    api: Api,
) -> None:
    walk = await registered(api)
    await walk.order("verification", verification("2500000.00"))
    enclosed = await api.upload(files.pdf(), "谈话记录.pdf", to=UPLOADS)
    digest = enclosed.json()["digest"]
    secret = {"title": "谈话记录", "digest": digest}
    await walk.order("steps", {"step": "inquiry", "text": "请说明未还款的原因。"})
    proposal = {"step": "inspection", "text": "建议对主要负责人问责。", "evidence": [secret]}
    await walk.order("steps", proposal)
    file = f"{walk.path}/evidence/{digest}"

    platform: dict[str, Any] = {"role": "platform", "client": walk.platform}
    debtor: dict[str, Any] = {"role": DEBTOR}
    for who in (platform, debtor):
        assert taken(await api.get(f"{walk.path}/events", **who)) == ["inquiry"]
        assert (await api.get(f"{walk.path}/evidence", **who)).json()["items"][1:] == []
        refused = await api.get(file, **who)
        assert (refused.status_code, refused.json()["code"]) == (404, "attachment_not_found")
    assert taken(await api.get("/v1/events", limit=200, **platform)) == ["inquiry"]
    for role in (IN_CHARGE, "coordinator", "auditor"):
        assert taken(await api.get(f"{walk.path}/events", role=role)) == ["inquiry", "inspection"]
        assert (await api.get(file, role=role)).status_code == 200


def taken(answer: Any) -> list[str]:
    """The steps whose facts an answer tells of."""
    assert answer.status_code == 200, answer.text
    items = answer.json()["items"]
    return [one["data"]["step"] for one in items if one["name"] == "arrears_step_taken"]


async def asked(api: Api, step: str) -> Walk:
    """A step about an item of the upper class, for which the timer has nothing to say yet."""
    walk = await registered(api)
    await walk.order("verification", verification("2500000.00"))
    await walk.order("steps", {"step": step, "text": "请说明未还款的原因。"})
    return walk


async def document(api: Api, walk: Walk, number: int, role: str = "coordinator") -> Any:
    client = walk.platform if role == "platform" else None
    return await api.get(f"{walk.path}/steps/{number}/document", role=role, client=client)
