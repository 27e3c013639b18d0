"""争议与司法."""

from starlette.responses import Response

from services.arrears.routes.carrying import ArrearsId, Orders
from services.arrears.schemas import (
    DisputeBody,
    JudicialEndBody,
    JudicialStartBody,
    ResolutionBody,
)
from shared.runtime import Runtime
from shared.web.routing import CurrentErrand, Routes


def declare(routes: Routes, runtime: Runtime) -> None:
    orders = Orders(routes, runtime)

    @orders.at("dispute", "arrears.dispute")
    async def dispute(arrears_id: ArrearsId, body: DisputeBody, errand: CurrentErrand) -> Response:
        """争议: so much is disputed from now on; the rest follows all deadlines (A-5)."""
        return await orders.carry_out(errand, arrears_id, body.command())

    @orders.at("dispute-resolution", "arrears.resolve_dispute")
    async def resolve(
        arrears_id: ArrearsId, body: ResolutionBody, errand: CurrentErrand
    ) -> Response:
        """争议解决: what is owed is undisputed from the day the settlement takes effect (A-11)."""
        return await orders.carry_out(errand, arrears_id, body.command())

    @orders.at("judicial-start", "arrears.start_judicial")
    async def start_judicial(
        arrears_id: ArrearsId, body: JudicialStartBody, errand: CurrentErrand
    ) -> Response:
        """进入司法程序: out of both denominators, still shown (A-12)."""
        return await orders.carry_out(errand, arrears_id, body.command())

    @orders.at("judicial-end", "arrears.end_judicial")
    async def end_judicial(
        arrears_id: ArrearsId, body: JudicialEndBody, errand: CurrentErrand
    ) -> Response:
        """司法程序终结: the item is back with what is owed (A-12)."""
        return await orders.carry_out(errand, arrears_id, body.command())
