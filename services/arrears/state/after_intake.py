"""The item after facts of its entry and of who is a party to it."""

from typing import Final

from msgspec.structs import replace

from services.arrears.events import (
    ArrearsAmountCorrected,
    ArrearsClaimAssigned,
    ArrearsContactErased,
    ArrearsCorrectionRefused,
    ArrearsCorrectionRequested,
    ArrearsExcluded,
    ArrearsPartyCorrected,
    ArrearsRegistered,
    ArrearsVerified,
    Schedule,
)
from services.arrears.state.amounts import Amounts
from services.arrears.state.item import Item, Next, Status
from services.arrears.state.parts import PendingCorrection
from shared.kernel.decider import Event


def registered(event: ArrearsRegistered) -> Item:
    return Item(
        number=event.number,
        status=Status.REGISTERED,
        programme=event.programme,
        debtor=event.debtor,
        creditor=event.creditor,
        contract=event.contract,
        claimed_fen=event.claimed_fen,
        channel=event.channel,
        discovered_on=event.discovered_on,
        upstream_number=event.upstream_number,
        ticket_id=event.ticket_id,
        creditor_contact_id=event.creditor_contact_id,
        debtor_contact_id=event.debtor_contact_id,
        client=event.client,
        unit=event.unit,
        registered_by=event.registered_by,
        registered_at=event.registered_at,
        split_of=event.split_of,
        imported_from=event.imported_from,
    )


def with_schedule(item: Item, schedule: Schedule) -> Item:
    """The item under another schedule; duties that were never there before are counted."""
    known = {duty.id for duty in item.schedule.duties}
    made = sum(duty.id not in known for duty in schedule.duties)
    return replace(item, schedule=schedule, duties_made=item.duties_made + made)


def _verified(item: Item, event: ArrearsVerified) -> Item:
    verified = replace(
        item,
        status=Status.OPEN,
        amounts=Amounts(event.principal_fen, disputed_fen=event.disputed_fen),
        dispute_reason=event.dispute_reason,
        size_class=event.size_class,
        new=event.new,
        payment_due=event.payment_due,
        immediate_until=event.immediate_until,
        verified_under=event.programme_version,
    )
    return with_schedule(verified, event.schedule)


def _excluded(item: Item, event: ArrearsExcluded) -> Item:
    return replace(item, status=Status.EXCLUDED, excluded=event.reason)


def _claim_assigned(item: Item, event: ArrearsClaimAssigned) -> Item:
    return replace(
        item,
        creditor=event.creditor,
        creditor_contact_id=event.creditor_contact_id,
        first_creditor=item.first_creditor or item.creditor,
    )


def _correction_requested(item: Item, event: ArrearsCorrectionRequested) -> Item:
    pending = PendingCorrection(event.correction, event.reason, event.requested_by)
    return replace(item, correction=pending)


def _correction_refused(item: Item, _event: ArrearsCorrectionRefused) -> Item:
    return replace(item, correction=None)


def _party_corrected(item: Item, event: ArrearsPartyCorrected) -> Item:
    said = event.correction
    return replace(
        item,
        debtor=said.debtor or item.debtor,
        creditor=said.creditor or item.creditor,
        contract=said.contract or item.contract,
        correction=None,
        payment_due=event.payment_due or item.payment_due,
        new=item.new if event.new is None else event.new,
    )


def _contact_erased(item: Item, event: ArrearsContactErased) -> Item:
    return replace(item, erased_contacts=item.erased_contacts | {event.contact_id})


def _amount_corrected(item: Item, event: ArrearsAmountCorrected) -> Item:
    amounts = replace(
        item.money,
        reduced_fen=item.money.reduced_fen + event.reduced_fen,
        disputed_fen=event.disputed_fen,
    )
    corrected = replace(item, amounts=amounts, size_class=event.size_class, correction=None)
    return with_schedule(corrected, event.schedule)


AFTER_INTAKE: Final[dict[type[Event], Next]] = {
    ArrearsVerified: _verified,
    ArrearsExcluded: _excluded,
    ArrearsClaimAssigned: _claim_assigned,
    ArrearsCorrectionRequested: _correction_requested,
    ArrearsCorrectionRefused: _correction_refused,
    ArrearsPartyCorrected: _party_corrected,
    ArrearsAmountCorrected: _amount_corrected,
    ArrearsContactErased: _contact_erased,
}
