"""还款计划、付款、票据、多付."""

from msgspec.structs import replace
from starlette.responses import Response

from services.arrears import queries
from services.arrears.commands import ReversePayment
from services.arrears.model import ITEM
from services.arrears.routes.carrying import ArrearsId, Orders
from services.arrears.rules.vouchers import payment_of
from services.arrears.schemas import (
    InstrumentBody,
    InstrumentSettlementBody,
    OverpaymentSettlementBody,
    PaymentBody,
    PlanBody,
    PlanDecisionBody,
    ReversalBody,
    SettlementWithdrawalBody,
)
from services.arrears.state import Item
from shared.runtime import Runtime
from shared.web.routing import CurrentErrand, Routes


def declare(routes: Routes, runtime: Runtime) -> None:
    orders = Orders(routes, runtime)

    @orders.at("plan", "arrears.submit_plan")
    async def submit_plan(arrears_id: ArrearsId, body: PlanBody, errand: CurrentErrand) -> Response:
        """还款计划 of a debtor in real difficulty (确有困难, A-7)."""
        return await orders.carry_out(errand, arrears_id, body.command())

    @orders.at("plan-decision", "arrears.decide_plan")
    async def decide_plan(
        arrears_id: ArrearsId, body: PlanDecisionBody, errand: CurrentErrand
    ) -> Response:
        """还款计划审批, by the department in charge of the debtor (A-7)."""
        return await orders.carry_out(errand, arrears_id, body.command())

    @orders.at("payments", "arrears.record_payment")
    async def record_payment(
        arrears_id: ArrearsId, body: PaymentBody, errand: CurrentErrand
    ) -> Response:
        """付款: once a voucher, on every item its shares name, in one commit (A-13)."""
        command = body.command(arrears_id)
        others = [share.item_id for share in command.voucher.shares[1:]]
        if command.spread:
            others = await queries.same_parties(runtime.store.pool, arrears_id)
            command = replace(command, spread=(arrears_id, *others))
        return await orders.carry_out(errand, arrears_id, command, *others)

    @orders.at("payment-reversal", "arrears.reverse_payment")
    async def reverse_payment(
        arrears_id: ArrearsId, body: ReversalBody, errand: CurrentErrand
    ) -> Response:
        """付款冲销, on every item the voucher was spread over; what it repaid is owed again."""
        command = body.command()
        others = await _spread_over(runtime, arrears_id, command, errand.expected_version)
        return await orders.carry_out(errand, arrears_id, command, *others)

    @orders.at("instruments", "arrears.receive_instrument")
    async def receive_instrument(
        arrears_id: ArrearsId, body: InstrumentBody, errand: CurrentErrand
    ) -> Response:
        """票据: counts at maturity, or at once where the creditor took it as payment (A-14)."""
        return await orders.carry_out(errand, arrears_id, body.command())

    @orders.at("instrument-settlement", "arrears.settle_instrument")
    async def settle_instrument(
        arrears_id: ArrearsId, body: InstrumentSettlementBody, errand: CurrentErrand
    ) -> Response:
        """票据兑付 or 拒付; what had counted of a dishonoured one is owed again (A-14)."""
        return await orders.carry_out(errand, arrears_id, body.command())

    @orders.at("overpayment-settlement", "arrears.settle_overpayment")
    async def settle_overpayment(
        arrears_id: ArrearsId, body: OverpaymentSettlementBody, errand: CurrentErrand
    ) -> Response:
        """多付处理: refunded, or counted towards another debt (A-15)."""
        return await orders.carry_out(errand, arrears_id, body.command())

    @orders.at("settlement-withdrawal", "arrears.withdraw_settlement")
    async def withdraw_settlement(
        arrears_id: ArrearsId, body: SettlementWithdrawalBody, errand: CurrentErrand
    ) -> Response:
        """撤销多付处理: what was entered as given back was not."""
        return await orders.carry_out(errand, arrears_id, body.command())


async def _spread_over(
    runtime: Runtime, arrears_id: str, command: ReversePayment, version: int | None
) -> list[str]:
    """The other items of the voucher, as of the version that If-Match holds the order to, and the
    payment file it was confirmed from.
    """
    state, _ = await runtime.store.reader.state(ITEM, arrears_id, upto_version=version)
    if not isinstance(state, Item):
        return []
    payment = payment_of(state, command.payer_uscc, command.voucher_number)
    if payment is None:
        return []
    source = [payment.source.file_id] if payment.source else []
    items = [one.item_id for one in payment.voucher.shares if one.item_id != arrears_id]
    return [*items, *source]
