"""销号与督促."""

from typing import Final

from starlette.responses import Response

from services.arrears.commands import AnnounceClearance
from services.arrears.routes.carrying import ArrearsId, Orders
from services.arrears.schemas import (
    ClearanceBody,
    ConfirmationBody,
    InspectionDecisionBody,
    ReopeningBody,
    StepAnswerBody,
    StepBody,
)
from shared.runtime import Runtime
from shared.web.routing import CurrentErrand, Routes

_NO_NOTE: Final = ClearanceBody()


def declare(routes: Routes, runtime: Runtime) -> None:
    orders = Orders(routes, runtime)

    @orders.at("clearance-announcement", "arrears.announce_clearance")
    async def announce(arrears_id: ArrearsId, errand: CurrentErrand) -> Response:
        """告知债权企业: all is paid; its time to object begins (A-18)."""
        return await orders.carry_out(errand, arrears_id, AnnounceClearance())

    @orders.at("creditor-confirmation", "arrears.confirm_receipt")
    async def confirm(
        arrears_id: ArrearsId, body: ConfirmationBody, errand: CurrentErrand
    ) -> Response:
        """债权企业确认: whether it has its money (A-18)."""
        return await orders.carry_out(errand, arrears_id, body.command())

    @orders.at("clearance", "arrears.clear")
    async def clear(
        arrears_id: ArrearsId, errand: CurrentErrand, body: ClearanceBody = _NO_NOTE
    ) -> Response:
        """销号: confirmed, or the time to object is over (A-18)."""
        return await orders.carry_out(errand, arrears_id, body.command())

    @orders.at("reopening", "arrears.reopen")
    async def reopen(arrears_id: ArrearsId, body: ReopeningBody, errand: CurrentErrand) -> Response:
        """撤销销号: a clearance that turned out wrong; reports sent stay as sent (A-16)."""
        return await orders.carry_out(errand, arrears_id, body.command())

    @orders.at("steps", "arrears.take_step")
    async def take_step(arrears_id: ArrearsId, body: StepBody, errand: CurrentErrand) -> Response:
        """函询、督办、约谈、通报、问责建议、提请督查, on the ground the ladder names (1.7)."""
        return await orders.carry_out(errand, arrears_id, body.command())

    @orders.at("step-answers", "arrears.answer_step")
    async def answer_step(
        arrears_id: ArrearsId, body: StepAnswerBody, errand: CurrentErrand
    ) -> Response:
        """The debtor answers an inquiry or accounts for a step."""
        return await orders.carry_out(errand, arrears_id, body.command())

    @orders.at("inspection-decision", "arrears.decide_inspection")
    async def decide_inspection(
        arrears_id: ArrearsId, body: InspectionDecisionBody, errand: CurrentErrand
    ) -> Response:
        """督查决定, by 区政府督查室 (政府督查工作条例 art. 7 and 11)."""
        return await orders.carry_out(errand, arrears_id, body.command())
