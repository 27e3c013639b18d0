"""承办 of what takes longer: complex problems, plans, milestones, extensions."""

from typing import Annotated

from fastapi import Path
from starlette.responses import Response

from services.tickets.routes.carrying import Orders, TicketId
from services.tickets.schemas import (
    CompletionBody,
    ExtensionDecisionBody,
    ExtensionRequestBody,
    PlanBody,
    ReclassificationBody,
    ReclassificationDecisionBody,
)
from shared.runtime import Runtime
from shared.web.routing import CurrentErrand, Routes

MilestoneNumber = Annotated[
    int, Path(title="节点序号", description="Counted from 1.", ge=1, le=30, examples=[1])
]


def declare(routes: Routes, runtime: Runtime) -> None:
    orders = Orders(routes, runtime)

    @orders.at("reclassification", "tickets.request_reclassification")
    async def request_reclassification(
        ticket_id: TicketId, body: ReclassificationBody, errand: CurrentErrand
    ) -> Response:
        """The lead says that a general problem is a complex one (T-7)."""
        return await orders.carry_out(errand, ticket_id, body.command())

    @orders.at("reclassification-decision", "tickets.decide_reclassification")
    async def decide_reclassification(
        ticket_id: TicketId, body: ReclassificationDecisionBody, errand: CurrentErrand
    ) -> Response:
        """The office decides on it; the limit stays what it was (T-5)."""
        return await orders.carry_out(errand, ticket_id, body.command())

    @orders.at("plan", "tickets.submit_plan")
    async def submit_plan(ticket_id: TicketId, body: PlanBody, errand: CurrentErrand) -> Response:
        """办理方案 of a complex problem; each milestone is its own deadline (T-8)."""
        return await orders.carry_out(errand, ticket_id, body.command())

    @orders.at("milestones/{number}/completion", "tickets.complete_milestone")
    async def complete_milestone(
        ticket_id: TicketId, number: MilestoneNumber, body: CompletionBody, errand: CurrentErrand
    ) -> Response:
        """A step of the plan is done."""
        return await orders.carry_out(errand, ticket_id, body.command(number))

    @orders.at("extension-request", "tickets.request_extension")
    async def request_extension(
        ticket_id: TicketId, body: ExtensionRequestBody, errand: CurrentErrand
    ) -> Response:
        """申请延期, at least a working day before the limit."""
        return await orders.carry_out(errand, ticket_id, body.command())

    @orders.at("extension-decision", "tickets.decide_extension")
    async def decide_extension(
        ticket_id: TicketId, body: ExtensionDecisionBody, errand: CurrentErrand
    ) -> Response:
        """延期审批: approved, both clocks end on the new date."""
        return await orders.carry_out(errand, ticket_id, body.command())
