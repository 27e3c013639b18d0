"""更正: asked for by one person, decided by another; nothing is edited in place (A-16)."""

from msgspec.structs import replace

from services.arrears import refusals
from services.arrears.commands import DecideCorrection, RequestCorrection
from services.arrears.decide.guards import check_not_debtor, check_reason, require, world_of
from services.arrears.decide.intake import check_contract_free, is_new
from services.arrears.events import (
    ArrearsAmountCorrected,
    ArrearsCorrectionRefused,
    ArrearsCorrectionRequested,
    ArrearsPartyCorrected,
    ArrearsReopened,
    Correction,
    CorrectionKind,
    DutyCause,
    Evidence,
)
from services.arrears.rules.contract import contract_due
from services.arrears.rules.money import resized
from services.arrears.rules.policies import programme_of
from services.arrears.rules.schedule import Arising, rescheduled
from services.arrears.state import Item, PendingCorrection, Status
from shared.kernel.clock import shanghai_date
from shared.kernel.decider import Context, Event
from shared.kernel.money import format_amount


def request(command: RequestCorrection, item: Item, context: Context) -> list[Event]:
    """A-16: what is wrong, what should stand, why, and what proves it."""
    check_reason(command.reason)
    if not command.evidence:
        raise refusals.CorrectionWithoutEvidence
    require(item, Status.REGISTERED, Status.OPEN, Status.JUDICIAL, Status.CLEARED)
    pending = item.correction
    if pending is not None:
        if (pending.correction, pending.reason) == (command.correction, command.reason):
            return []
        raise refusals.CorrectionPending
    _check_change(command.correction, item)
    return [
        ArrearsCorrectionRequested(
            correction=command.correction,
            reason=command.reason,
            evidence=command.evidence,
            requested_by=context.actor.id,
            requested_at=context.now,
        )
    ]


def _check_change(said: Correction, item: Item) -> None:
    given = {
        CorrectionKind.AMOUNT: said.principal_fen,
        CorrectionKind.DEBTOR: said.debtor,
        CorrectionKind.CREDITOR: said.creditor,
        CorrectionKind.CONTRACT: said.contract,
    }
    if [kind for kind, value in given.items() if value is not None] != [said.kind]:
        raise refusals.CorrectionUnclear(kind=said.kind)
    if said.kind is CorrectionKind.AMOUNT:
        require(item, Status.OPEN, Status.CLEARED)
        _check_principal(said.principal_fen or 0, item, "/correction/principal")
    stands = {
        CorrectionKind.AMOUNT: item.amounts and item.amounts.principal_fen,
        CorrectionKind.DEBTOR: item.debtor,
        CorrectionKind.CREDITOR: item.creditor,
        CorrectionKind.CONTRACT: item.contract,
    }
    if given[said.kind] == stands[said.kind]:
        raise refusals.CorrectionChangesNothing
    debtor, creditor = said.debtor or item.debtor, said.creditor or item.creditor
    if debtor.uscc == creditor.uscc:
        raise refusals.SamePartyTwice().at(f"/correction/{said.kind}/uscc")


def _check_principal(principal_fen: int, item: Item, pointer: str | None) -> None:
    if principal_fen <= 0:
        raise refusals.AmountNotPositive().at(pointer)
    if principal_fen > item.contract.amount_fen:
        raise refusals.PrincipalAboveContract(
            principal=format_amount(principal_fen),
            contract=format_amount(item.contract.amount_fen),
        ).at(pointer)


def decide_on(command: DecideCorrection, item: Item, context: Context) -> list[Event]:
    """A-16: another person than the one who asked."""
    check_not_debtor(item, context)
    check_reason(command.reason)
    pending = item.correction
    if pending is None:
        raise refusals.NoCorrectionPending
    if pending.requested_by == context.actor.id:
        raise refusals.SecondPersonNeeded
    if not command.approved:
        return [
            ArrearsCorrectionRefused(
                reason=command.reason, decided_by=context.actor.id, decided_at=context.now
            )
        ]
    if pending.correction.kind is CorrectionKind.AMOUNT:
        return _amount_corrected(pending, command.reason, item, context)
    return [_party_corrected(pending, command.reason, item, context)]


def _party_corrected(
    pending: PendingCorrection, reason: str, item: Item, context: Context
) -> ArrearsPartyCorrected:
    said = pending.correction
    debtor, creditor = said.debtor or item.debtor, said.creditor or item.creditor
    contract = said.contract or item.contract
    amounts = item.amounts
    if amounts is not None and amounts.principal_fen > contract.amount_fen:
        raise refusals.PrincipalAboveContract(
            principal=format_amount(amounts.principal_fen),
            contract=format_amount(contract.amount_fen),
        ).at(None)
    check_contract_free(item, debtor.uscc, creditor.uscc, contract.number, None, context)
    due, new = None, None
    if amounts is not None:
        corrected = replace(item, debtor=debtor, creditor=creditor, contract=contract)
        due = contract_due(corrected, context)
        new = is_new(due, corrected, world_of(item, context).programme.base_on)
    return ArrearsPartyCorrected(
        number=item.number,
        debtor_uscc=debtor.uscc,
        creditor_uscc=creditor.uscc,
        contract_number=contract.number,
        correction=said,
        reason=reason,
        decided_by=context.actor.id,
        decided_at=context.now,
        payment_due=due,
        new=new,
    )


def _amount_corrected(
    pending: PendingCorrection, reason: str, item: Item, context: Context
) -> list[Event]:
    """A-4: the class is judged anew. A cleared item that owes more is no longer cleared."""
    require(item, Status.OPEN, Status.CLEARED)
    principal = pending.correction.principal_fen or 0
    _check_principal(principal, item, None)
    before, after = item.money, resized(item.money, principal)
    version, world = programme_of(item, context), world_of(item, context)
    size_class = world.programme.size_class(principal)
    arising = Arising(cause=DutyCause.CORRECTED, since=shanghai_date(context.now))
    facts: list[Event] = [
        ArrearsAmountCorrected(
            before_fen=before.principal_fen,
            principal_fen=principal,
            reduced_fen=before.principal_fen - principal,
            disputed_fen=after.disputed_fen,
            overpaid_fen=after.overpaid_fen,
            size_class=size_class,
            schedule=rescheduled(item, after, size_class, arising, world),
            programme_version=version.version,
            reason=reason,
            decided_by=context.actor.id,
            decided_at=context.now,
        )
    ]
    if item.status is Status.CLEARED and after.payable_fen:
        facts.append(reopened(reason, context))
    return facts


def reopened(reason: str, context: Context, evidence: tuple[Evidence, ...] = ()) -> ArrearsReopened:
    return ArrearsReopened(
        reason=reason,
        reopened_by=context.actor.id,
        reopened_at=context.now,
        evidence=evidence,
    )
