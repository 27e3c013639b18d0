"""还款: plans, payments, bills and notes, overpayments."""

from datetime import date, datetime

from services.arrears.events.values import (
    Instalment,
    InstrumentKind,
    PaymentSource,
    Schedule,
    Voucher,
)
from shared.kernel.decider import Event
from shared.kernel.evidence import Evidence


class ArrearsPlanSubmitted(Event, frozen=True, kw_only=True):
    """The debtor has real difficulty (确有困难) and says when it will pay what (A-7)."""

    difficulty: str
    instalments: tuple[Instalment, ...]
    evidence: tuple[Evidence, ...]
    late: bool
    submitted_by: str
    submitted_unit: str | None
    submitted_at: datetime


class ArrearsPlanReturned(Event, frozen=True, kw_only=True):
    """The supervising department does not approve the plan; another may be handed in."""

    reason: str
    returned_by: str
    returned_at: datetime


class ArrearsPlanApproved(Event, frozen=True, kw_only=True):
    """The plan is in force: its instalments are the duties from now on (A-8)."""

    number: int
    schedule: Schedule
    programme_version: int
    approved_by: str
    approved_unit: str | None
    approved_at: datetime


class ArrearsPaid(Event, frozen=True, kw_only=True, omit_defaults=True):
    """A payment on this item (A-13, A-17).

    credited_fen      principal that it repays here
    overpaid_fen      principal paid beyond what was outstanding (A-15)
    acknowledged_fen  of the credited, what had been disputed: whoever pays it disputes it no more
    interest_fen      what the voucher states as interest and costs; never in the ledger's rates
    place             which of the voucher's shares this is, from 0
    source            the row of a payment file it was confirmed from; None when entered by hand
    """

    number: str
    voucher: Voucher
    place: int
    credited_fen: int
    overpaid_fen: int
    acknowledged_fen: int
    interest_fen: int
    evidence: tuple[Evidence, ...]
    recorded_by: str
    recorded_at: datetime
    source: PaymentSource | None = None


class ArrearsPaymentReversed(Event, frozen=True, kw_only=True, omit_defaults=True):
    """A recorded payment was none: what it repaid is owed again.

    debited_fen   by how much the principal repaid falls
    overpaid_fen  by how much the overpayment falls
    disputed_fen  what is disputed again, since only this payment had settled it
    """

    voucher_number: str
    payer_uscc: str
    debited_fen: int
    overpaid_fen: int
    disputed_fen: int
    reason: str
    schedule: Schedule
    reversed_by: str
    reversed_at: datetime
    evidence: tuple[Evidence, ...] = ()


class ArrearsInstrumentReceived(Event, frozen=True, kw_only=True):
    """A bill or an electronic note was handed over (A-14).

    `accepted` says that the creditor confirmed it as payment: it counts at once, as `credited_fen`,
    `overpaid_fen` and `acknowledged_fen` tell; otherwise when it is paid at maturity.
    """

    item_number: str
    number: str
    instrument: InstrumentKind
    drawer: str
    amount_fen: int
    matures_on: date
    accepted: bool
    credited_fen: int
    overpaid_fen: int
    acknowledged_fen: int
    evidence: tuple[Evidence, ...]
    received_by: str
    received_at: datetime


class ArrearsInstrumentPaid(Event, frozen=True, kw_only=True, omit_defaults=True):
    """A bill or note was paid at maturity and counts from `paid_on` (A-14)."""

    number: str
    paid_on: date
    credited_fen: int
    overpaid_fen: int
    acknowledged_fen: int
    recorded_by: str
    recorded_at: datetime
    evidence: tuple[Evidence, ...] = ()


class ArrearsInstrumentDishonoured(Event, frozen=True, kw_only=True, omit_defaults=True):
    """拒付: it was not paid. What had counted already is owed again."""

    number: str
    dishonoured_on: date
    debited_fen: int
    overpaid_fen: int
    disputed_fen: int
    reason: str
    schedule: Schedule
    recorded_by: str
    recorded_at: datetime
    evidence: tuple[Evidence, ...] = ()


class ArrearsOverpaymentSettled(Event, frozen=True, kw_only=True, omit_defaults=True):
    """What was paid too much went back, or to another debt of the same creditor (A-15)."""

    amount_fen: int
    refunded: bool
    voucher_number: str
    note: str
    settled_by: str
    settled_at: datetime
    evidence: tuple[Evidence, ...] = ()


class ArrearsSettlementWithdrawn(Event, frozen=True, kw_only=True, omit_defaults=True):
    """What was entered as given back was not: the three amounts are those of money coming in."""

    voucher_number: str
    credited_fen: int
    overpaid_fen: int
    acknowledged_fen: int
    reason: str
    withdrawn_by: str
    withdrawn_at: datetime
    evidence: tuple[Evidence, ...] = ()
