"""登记、核实、不予纳入、债权转让、更正; the erasable cards."""

from starlette.responses import Response

from services.arrears.answers import ArrearsAnswer
from services.arrears.commands import RegisterArrears
from services.arrears.filing import filed
from services.arrears.routes.carrying import ArrearsId, Orders, answer_after
from services.arrears.schemas import (
    AssignmentBody,
    CorrectionDecisionBody,
    CorrectionRequestBody,
    ErasureBody,
    ExclusionBody,
    RegistrationBody,
    VerificationBody,
)
from shared.kernel.ids import new_id
from shared.runtime import Runtime
from shared.web.routing import CurrentErrand, Routes


def declare(routes: Routes, runtime: Runtime) -> None:
    orders = Orders(routes, runtime)

    @routes.command("", "arrears.register", answer=ArrearsAnswer, status=201, versioned=False)
    async def register(body: RegistrationBody, errand: CurrentErrand) -> Response:
        """登记: one contract, one debtor, one creditor, under the campaign of the day (A-1, A-2)."""
        command = await filed(runtime, errand, body.command())
        outcome = await runtime.store.writer.submit(errand.order(command, new_id()))
        return answer_after(outcome, status=201, cards=_given(command))

    @orders.at("verification", "arrears.verify")
    async def verify(
        arrears_id: ArrearsId, body: VerificationBody, errand: CurrentErrand
    ) -> Response:
        """核实: the principal, the class it makes, and the days that follow (A-3 to A-9)."""
        return await orders.carry_out(errand, arrears_id, body.command())

    @orders.at("exclusion", "arrears.exclude")
    async def exclude(
        arrears_id: ArrearsId, body: ExclusionBody, errand: CurrentErrand
    ) -> Response:
        """不予纳入: the claim is no item of this ledger (A-1)."""
        return await orders.carry_out(errand, arrears_id, body.command())

    @orders.at("assignment", "arrears.assign")
    async def assign(
        arrears_id: ArrearsId, body: AssignmentBody, errand: CurrentErrand
    ) -> Response:
        """债权转让: another creditor from now on; class and days stay."""
        return await orders.carry_out(errand, arrears_id, body.command())

    @orders.at("correction-request", "arrears.request_correction")
    async def request_correction(
        arrears_id: ArrearsId, body: CorrectionRequestBody, errand: CurrentErrand
    ) -> Response:
        """申请更正: nothing changes until a second person approves it (A-16)."""
        return await orders.carry_out(errand, arrears_id, body.command())

    @orders.at("correction-decision", "arrears.decide_correction")
    async def decide_correction(
        arrears_id: ArrearsId, body: CorrectionDecisionBody, errand: CurrentErrand
    ) -> Response:
        """更正审批: class, days and amounts are judged anew (A-4, A-16)."""
        return await orders.carry_out(errand, arrears_id, body.command())

    @orders.at("contact-erasure", "arrears.erase_contact")
    async def erase_contact(
        arrears_id: ArrearsId, body: ErasureBody, errand: CurrentErrand
    ) -> Response:
        """Empty the card of a party's contact for good (PIPL art. 47)."""
        return await orders.carry_out(errand, arrears_id, body.command())


def _given(command: RegisterArrears) -> dict[str, dict[str, str]]:
    """The cards as they came with the order, by id."""
    cards = {
        command.creditor_contact_id: command.creditor_contact,
        command.debtor_contact_id: command.debtor_contact,
    }
    return {card_id: card for card_id, card in cards.items() if card_id and card}
