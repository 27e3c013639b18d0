"""督查结论与复核."""

from starlette.responses import Response

from services.arrears.routes.carrying import ArrearsId, Orders
from services.arrears.schemas import FindingRecordBody, ReviewDecisionBody, ReviewRequestBody
from shared.runtime import Runtime
from shared.web.routing import CurrentErrand, Routes


def declare(routes: Routes, runtime: Runtime) -> None:
    orders = Orders(routes, runtime)

    @orders.at("inspection-finding", "arrears.record_finding")
    async def record_finding(
        arrears_id: ArrearsId, body: FindingRecordBody, errand: CurrentErrand
    ) -> Response:
        """督查结论, as it was delivered to the body concerned (政府督查工作条例 art. 17)."""
        return await orders.carry_out(errand, arrears_id, body.command())

    @orders.at("review-request", "arrears.request_review")
    async def request_review(
        arrears_id: ArrearsId, body: ReviewRequestBody, errand: CurrentErrand
    ) -> Response:
        """申请复核, within 30 days of receiving the finding (政府督查工作条例 art. 17)."""
        return await orders.carry_out(errand, arrears_id, body.command())

    @orders.at("review-decision", "arrears.decide_review")
    async def decide_review(
        arrears_id: ArrearsId, body: ReviewDecisionBody, errand: CurrentErrand
    ) -> Response:
        """复核决定, within 30 days, by nobody who had a part in the finding (art. 17)."""
        return await orders.carry_out(errand, arrears_id, body.command())
