"""Evidence over HTTP: uploaded, named by orders, listed, and given out with the case it came with."""

from typing import Any

import asyncpg
import httpx
import msgspec

from services.arrears.evidence_routes import COMPLAINTS, ITEMS, REPORTS, UPLOADS
from shared.files.digests import EXAMPLE, key_of
from shared.files.filesystem import FilesystemStore
from shared.files.verify import verify_files
from shared.kernel.ids import new_id
from shared.testing.client import Api
from shared.testing.running import RunningService
from tests.api.arrears.ledger import DEBTOR, IN_CHARGE, registered
from tests.api.walking import Walk
from tests.builders import files
from tests.builders.arrears_bodies import contract, registration, retaliation
from tests.builders.complaints import complaint_body

STRANGER: dict[str, Any] = {"role": "platform", "client": "stranger"}
SM3 = f"sm3:{'0' * 64}"


async def uploaded(api: Api, content: bytes, name: str = "合同.pdf", **who: Any) -> str:
    answer = await api.upload(content, name, to=UPLOADS, **who)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["digest"])


async def listed(api: Api, case: str, **asked: Any) -> list[dict[str, Any]]:
    answer = await api.get(f"{case}/evidence", **asked)
    assert answer.status_code == 200, answer.text
    items: list[dict[str, Any]] = answer.json()["items"]
    return items


def told(problem: httpx.Response) -> tuple[int, str, str]:
    """Status, code, and the field that is to be mended."""
    body = problem.json()
    return problem.status_code, body["code"], body["errors"][0]["pointer"]


async def test_evidence_of_every_step_is_listed_and_given_to_whoever_sees_the_item(
    api: Api,
) -> None:
    platform: dict[str, Any] = {"role": "platform", "client": new_id()}
    scan = files.pdf()
    digest = await uploaded(api, scan, "施工合同.pdf", **platform)
    evidence = [
        {"title": "施工合同", "digest": digest},
        {"title": "合同原件", "kept_at": "区住房城乡建设局档案室"},
    ]
    body = registration(contract=contract(f"LXZJ-{new_id()}"), evidence=evidence)
    answer = await api.post(ITEMS, body, **platform)
    walk = Walk(api, answer.json(), platform["client"], ITEMS)
    letter = await uploaded(api, files.pdf(), "情况说明.pdf", role=DEBTOR)
    await walk.order_twice("evidence", {"evidence": [{"title": "说明", "digest": letter}]}, DEBTOR)
    audit = await uploaded(api, files.XLSX, "审定表.xlsx")
    proof = {"evidence": [{"title": "审定表", "digest": audit}]}
    await walk.order("exclusion", {"reason": "unfounded", "note": "款项已结清。", **proof})

    found = await listed(api, walk.path)
    assert [
        (one["title"], one["digest"], one["kept_at"], one["came_with_zh"]) for one in found
    ] == [
        ("施工合同", digest, "", "登记"),
        ("合同原件", "", "区住房城乡建设局档案室", "登记"),
        ("说明", letter, "", "补充材料"),
        ("审定表", audit, "", "不予纳入"),
    ]
    assert walk.state["links"]["evidence"] == f"{walk.path}/evidence"
    assert len(await listed(api, walk.path, as_of_version=1)) == 2
    for who in ({"role": "auditor"}, {"role": DEBTOR}, {"role": IN_CHARGE}, platform):
        got = await api.get(found[0]["file"]["href"], **who)
        assert (got.status_code, got.content) == (200, scan)
    for path in (f"{walk.path}/evidence", found[0]["file"]["href"]):
        refused = await api.get(path, **STRANGER)
        assert (refused.status_code, refused.json()["code"]) == (403, "not_your_case")
    missing = await api.get(f"{walk.path}/evidence/{EXAMPLE}")
    assert (missing.status_code, missing.json()["code"]) == (404, "attachment_not_found")


async def test_a_digest_that_was_never_uploaded_is_refused_with_the_field_and_the_way_out(
    api: Api,
) -> None:
    walk = await registered(api)
    theirs = await uploaded(api, files.pdf(), role=DEBTOR)
    own = await uploaded(api, files.pdf())
    for digest in (theirs, EXAMPLE, SM3):
        named = [{"title": "结算书", "digest": own}, {"title": "合同", "digest": digest}]
        answer = await api.post(f"{walk.path}/evidence", {"evidence": named}, version=1)
        assert told(answer) == (422, "evidence_not_uploaded", "/evidence/1/digest")
        assert "“合同”" in answer.json()["detail"]
        assert "kept_at" in answer.json()["detail"]
    elsewhere = [{"title": "合同", "digest": SM3, "kept_at": "区档案馆"}]
    await walk.order("evidence", {"evidence": elsewhere})
    [only] = await listed(api, walk.path)
    assert (only["digest"], only["kept_at"], only["file"]) == (SM3, "区档案馆", None)


async def test_the_file_of_a_complaint_is_for_who_may_see_the_complaint(api: Api) -> None:
    platform: dict[str, Any] = {"role": "platform", "client": new_id()}
    licence = files.jpeg()
    digest = await uploaded(api, licence, "营业执照.jpg", **platform)
    evidence = [{"title": "营业执照副本", "digest": digest}]
    body = complaint_body(upstream_number=new_id(), evidence=evidence)
    recorded = await api.post(COMPLAINTS, body, **platform)
    case = f"{COMPLAINTS}/{recorded.json()['id']}"
    [one] = await listed(api, case, role=DEBTOR)
    assert (one["came_with_zh"], one["file"]["name"]) == ("投诉登记", "营业执照.jpg")
    assert (await api.get(one["file"]["href"], **platform)).content == licence
    assert (await api.get(one["file"]["href"], **STRANGER)).status_code == 403
    unknown = complaint_body(
        upstream_number=new_id(), evidence=[{"title": "照", "digest": EXAMPLE}]
    )
    assert told(await api.post(COMPLAINTS, unknown, **platform))[1] == "evidence_not_uploaded"


async def test_a_24_the_files_of_a_report_are_for_those_alone_who_may_learn_of_it(
    api: Api,
) -> None:
    walk = await registered(api)
    platform: dict[str, Any] = {"role": "platform", "client": walk.platform}
    record = files.pdf()
    digest = await uploaded(api, record, "通话记录.pdf", **platform)
    evidence = [{"title": "通话记录", "digest": digest}]
    body = retaliation(walk.id, departments=["MIIT"], evidence=evidence)
    report = (await api.post(REPORTS, body, **platform)).headers["location"]

    [shown] = (await api.get(report, role="supervisor")).json()["evidence"]
    [one] = await listed(api, report, role="auditor")
    assert one["file"] == shown["file"]
    assert (await api.get(shown["file"]["href"], role="supervisor")).content == record
    for path in (f"{report}/evidence", shown["file"]["href"]):
        about = await api.get(path)  # the office, which the report is about
        assert (about.status_code, about.json()["code"]) == (404, "retaliation_report_not_found")
        for who in ({"role": DEBTOR}, platform):
            denied = await api.get(path, **who)
            assert (denied.status_code, denied.json()["code"]) == (403, "role_not_permitted")
    for who in ({"role": "coordinator"}, {"role": DEBTOR}, platform):
        through = await api.get(f"{walk.path}/evidence/{digest}", **who)
        assert (through.status_code, through.json()["code"]) == (404, "attachment_not_found")
    taken = {"evidence": [{"title": "通话记录", "digest": digest}]}
    stolen = await api.post(f"{walk.path}/evidence", taken, role=DEBTOR, version=1)
    assert told(stolen)[1] == "evidence_not_uploaded"


async def test_verification_covers_the_files_of_the_ledger(
    api: Api, arrears: RunningService
) -> None:
    walk = await registered(api)
    digest = await uploaded(api, files.pdf())
    await walk.order("evidence", {"evidence": [{"title": "合同", "digest": digest}]})
    folder = arrears.folder / "files" / "arrears"
    kept = folder / key_of(digest)
    content = kept.read_bytes()
    kept.chmod(0o600)
    kept.write_bytes(content + b"!")
    connection = await asyncpg.connect(arrears.database.app_url)
    report = await verify_files("arrears", connection, FilesystemStore(folder), lambda _: None)
    await connection.close()
    kept.write_bytes(content)
    assert [msgspec.structs.astuple(one) for one in report.findings] == [
        (digest, walk.id, "changed")
    ]
