"""协议、落实、传导、办结 (R-12, R-16, R-17, R-22)."""

from datetime import date
from typing import Final

from services.rent.leases.state import Lease
from services.rent.months.exact import shown_months
from services.rent.waivers import refusals
from services.rent.waivers.commands import (
    Close,
    ConfirmPassThrough,
    Execute,
    ReverseExecution,
    SignAgreement,
)
from services.rent.waivers.events import (
    WaiverAgreed,
    WaiverClosed,
    WaiverExecuted,
    WaiverExecutionReversed,
    WaiverPassedThrough,
)
from services.rent.waivers.guards import check_document, check_note, check_past, require
from services.rent.waivers.names import PROOF_ZH
from services.rent.waivers.state import Status, Waiver
from services.rent.waivers.values import Form, ProofKind
from shared.kernel.decider import Context, Event
from shared.kernel.money import format_amount

_PROOFS: Final = (ProofKind.AGREEMENT, ProofKind.PAYMENT_RECORD, ProofKind.TENANT_RECEIPT)


def agree(command: SignAgreement, waiver: Waiver, context: Context) -> list[Event]:
    if waiver.status is Status.AGREED and waiver.agreed_document == command.document_no:
        return []
    require(waiver, Status.GRANTED)
    check_document(command.document_no)
    check_past(command.signed_on, context, "/signed_on")
    return [
        WaiverAgreed(
            document_no=command.document_no,
            signed_on=command.signed_on,
            evidence=command.evidence,
            recorded_by=context.actor.id,
            recorded_at=context.now,
        )
    ]


def execute(command: Execute, waiver: Waiver, context: Context) -> list[Event]:
    """R-12: one case may mix the forms; months and amounts add up to what was granted."""
    require(waiver, Status.AGREED)
    months, left = command.months.value, waiver.months_left
    if not 0 < months <= left:
        raise refusals.MonthsNotLeft(left=shown_months(left))
    left_fen = waiver.amount_fen - waiver.executed_fen
    complete = months == left
    fits = command.amount_fen == left_fen if complete else 0 <= command.amount_fen <= left_fen
    if not fits:
        raise refusals.AmountDoesNotFit(left=format_amount(left_fen))
    check_past(command.executed_on, context, "/executed_on")
    _check_extension(command, _ends_on(waiver, context))
    if command.form is not Form.DIRECT:
        check_document(command.document_no)
    return [
        WaiverExecuted(
            number=waiver.executions_made + 1,
            form=command.form,
            months=command.months,
            amount_fen=command.amount_fen,
            executed_on=command.executed_on,
            extended_to=command.extended_to,
            document_no=command.document_no,
            evidence=command.evidence,
            complete=complete,
            recorded_by=context.actor.id,
            recorded_at=context.now,
        )
    ]


def _ends_on(waiver: Waiver, context: Context) -> date:
    """The lease's last day, as it was extended before."""
    lease = context.others.get(waiver.lease_id)
    if not isinstance(lease, Lease):
        raise TypeError("the order does not name the lease")
    extended = (one.extended_to for one in waiver.executions if one.extended_to is not None)
    return max(extended, default=lease.terms.ends_on)


def _check_extension(command: Execute, ends_on: date) -> None:
    if command.form is not Form.EXTEND:
        sound = command.extended_to is None
    else:
        sound = command.extended_to is not None and command.extended_to > ends_on
    if not sound:
        raise refusals.ExtensionMissing(ends_on=ends_on.isoformat())


def reverse_execution(command: ReverseExecution, waiver: Waiver, context: Context) -> list[Event]:
    """What was entered as given was not; the months are left to give again."""
    check_note(command.reason, "/reason")
    if not any(one.number == command.number for one in waiver.executions):
        if 0 < command.number <= waiver.executions_made:
            return []
        raise refusals.NoSuchExecution(number=command.number)
    require(waiver, Status.AGREED, Status.EXECUTED, Status.CLOSED)
    return [
        WaiverExecutionReversed(
            number=command.number,
            reason=command.reason,
            reversed_by=context.actor.id,
            reversed_at=context.now,
        )
    ]


def pass_through(command: ConfirmPassThrough, waiver: Waiver, context: Context) -> list[Event]:
    """R-16, R-17: at least what the state gave up, proven by agreement, payment and receipt."""
    if not waiver.sublet:
        raise refusals.NothingSublet().at(None)
    require(waiver, Status.EXECUTED)
    known = waiver.passed_through
    if known is not None and known.benefit_fen == command.benefit_fen:
        return []
    kinds = {proof.kind for proof in command.proofs}
    missing = tuple(one for one in _PROOFS if one not in kinds)
    if missing:
        raise refusals.ProofMissing(
            names=", ".join(missing), names_zh="、".join(PROOF_ZH[one] for one in missing)
        )
    if command.benefit_fen < waiver.amount_fen:
        raise refusals.BenefitTooSmall(
            benefit=format_amount(command.benefit_fen), given=format_amount(waiver.amount_fen)
        )
    return [
        WaiverPassedThrough(
            benefit_fen=command.benefit_fen,
            proofs=command.proofs,
            confirmed_by=context.actor.id,
            confirmed_at=context.now,
        )
    ]


def close(command: Close, waiver: Waiver, context: Context) -> list[Event]:
    """R-16, R-22: executed in full, passed on where it is sublet, confirmed by the tenant."""
    if waiver.status is Status.CLOSED:
        return []
    require(waiver, Status.EXECUTED)
    if waiver.executed_beyond:
        raise refusals.StillToReview
    if waiver.sublet and waiver.passed_through is None:
        raise refusals.PassThroughMissing
    if not command.evidence:
        raise refusals.ConfirmationMissing
    return [
        WaiverClosed(
            note=command.note,
            evidence=command.evidence,
            closed_by=context.actor.id,
            closed_at=context.now,
        )
    ]
