"""Evidence: uploaded before the order that names it, and given out to whoever may see the case."""

from collections.abc import Iterable

from starlette.responses import Response

from services.arrears.complaint_routes import ComplaintId, read_complaint
from services.arrears.events import files_of
from services.arrears.evidence_answers import EvidenceListAnswer, documents_of, evidence_list
from services.arrears.model import ITEM
from services.arrears.retaliation_routes import ReportId, read_report
from services.arrears.routes.carrying import ArrearsId, Orders
from services.arrears.routes.reading import read_item
from services.arrears.schemas import EvidenceAdditionBody
from services.arrears.schemas.asking import AsOf, AsOfVersion
from services.arrears.state import Item
from services.arrears.withheld import told_of
from shared.eventstore.log import Recorded
from shared.parts.history import recorded_history
from shared.parts.uploads import MEDIA_TYPES, FileDigest, attachment_response, upload_routes
from shared.runtime import Runtime
from shared.web.answers import json_response
from shared.web.caller import Caller
from shared.web.routing import CurrentCaller, CurrentErrand, Routes

UPLOADS = "/v1/arrears-evidence"
ITEMS, COMPLAINTS, REPORTS = "/v1/arrears", "/v1/complaints", "/v1/retaliation-reports"


def evidence_routes(runtime: Runtime) -> tuple[Routes, ...]:
    """`…/evidence` of items, complaints and reports, and the way in for all three."""
    return (
        upload_routes(runtime, UPLOADS, "evidence"),
        _of_items(runtime),
        _of_complaints(runtime),
        _of_reports(runtime),
    )


def _of_items(runtime: Runtime) -> Routes:
    routes = Routes(prefix=ITEMS, tag="arrears")
    orders = Orders(routes, runtime)

    @orders.at("evidence", "arrears.add_evidence")
    async def add(
        arrears_id: ArrearsId, body: EvidenceAdditionBody, errand: CurrentErrand
    ) -> Response:
        """补充材料: documents that no other order brings along (1.9)."""
        return await orders.carry_out(errand, arrears_id, body.command())

    @routes.query("/{arrears_id}/evidence", "arrears.evidence", answer=EvidenceListAnswer)
    async def listed(
        arrears_id: ArrearsId,
        caller: CurrentCaller,
        as_of: AsOf = None,
        as_of_version: AsOfVersion = None,
    ) -> Response:
        """证明材料目录: every document with its digest, and the event it came with (1.9).

        The enclosures of a step are for whoever may have its document.
        """
        item, version = await read_item(
            runtime, caller, arrears_id, as_of=as_of, as_of_version=as_of_version
        )
        history = await _told_history(runtime, caller, arrears_id, item, version)
        return _listed(runtime, ITEMS, arrears_id, version, history)

    @routes.query(
        "/{arrears_id}/evidence/{digest}", "arrears.evidence_file", answer=None, gives=MEDIA_TYPES
    )
    async def file(arrears_id: ArrearsId, digest: FileDigest, caller: CurrentCaller) -> Response:
        """The file itself, to be saved; its digest is checked on the way."""
        item, version = await read_item(runtime, caller, arrears_id)
        history = await _told_history(runtime, caller, arrears_id, item, version)
        registry = runtime.model.registry
        told = (one for event in history for one in documents_of(event, registry))
        return await attachment_response(runtime, files_of(told), digest)

    return routes


async def _told_history(
    runtime: Runtime, caller: Caller, arrears_id: str, item: Item, version: int
) -> list[Recorded]:
    """The item's facts up to a version, without those that are kept from the caller."""
    today, _ = await runtime.store.reader.state(ITEM, arrears_id)
    items = [item, today] if isinstance(today, Item) else [item]
    told = told_of(items, caller.actor, runtime.model.registry)
    return [one async for one in recorded_history(runtime, arrears_id, version) if told(one)]


def _of_complaints(runtime: Runtime) -> Routes:
    routes = Routes(prefix=COMPLAINTS, tag="complaints")

    @routes.query("/{complaint_id}/evidence", "complaints.evidence", answer=EvidenceListAnswer)
    async def listed(complaint_id: ComplaintId, caller: CurrentCaller) -> Response:
        """投诉材料目录: every document of the complaint's file with its digest."""
        _, version = await read_complaint(runtime, caller, complaint_id)
        return await _list(runtime, COMPLAINTS, complaint_id, version)

    @routes.query(
        "/{complaint_id}/evidence/{digest}",
        "complaints.evidence_file",
        answer=None,
        gives=MEDIA_TYPES,
    )
    async def file(
        complaint_id: ComplaintId, digest: FileDigest, caller: CurrentCaller
    ) -> Response:
        """The file itself, to be saved; its digest is checked on the way."""
        complaint, _ = await read_complaint(runtime, caller, complaint_id)
        return await attachment_response(runtime, files_of(complaint.evidence), digest)

    return routes


def _of_reports(runtime: Runtime) -> Routes:
    """Who may not learn of a report is told the same of its files: that there is no report (A-24)."""
    routes = Routes(prefix=REPORTS, tag="retaliation")

    @routes.query("/{report_id}/evidence", "retaliation.evidence", answer=EvidenceListAnswer)
    async def listed(report_id: ReportId, caller: CurrentCaller) -> Response:
        """举报材料目录: every document of the report and of its conclusion with its digest."""
        _, version = await read_report(runtime, caller, report_id)
        return await _list(runtime, REPORTS, report_id, version)

    @routes.query(
        "/{report_id}/evidence/{digest}",
        "retaliation.evidence_file",
        answer=None,
        gives=MEDIA_TYPES,
    )
    async def file(report_id: ReportId, digest: FileDigest, caller: CurrentCaller) -> Response:
        """The file itself, to be saved; its digest is checked on the way."""
        report, _ = await read_report(runtime, caller, report_id)
        concluded = report.conclusion.evidence if report.conclusion else ()
        return await attachment_response(runtime, files_of((*report.evidence, *concluded)), digest)

    return routes


async def _list(runtime: Runtime, cases: str, case_id: str, version: int) -> Response:
    history = [event async for event in recorded_history(runtime, case_id, version)]
    return _listed(runtime, cases, case_id, version, history)


def _listed(
    runtime: Runtime, cases: str, case_id: str, version: int, history: Iterable[Recorded]
) -> Response:
    own = f"{cases}/{case_id}/evidence"
    body = evidence_list(own, case_id, version, history, runtime.model.registry)
    return json_response(body, etag=version)
