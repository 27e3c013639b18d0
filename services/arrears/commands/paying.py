"""还款计划、付款、票据、多付."""

from datetime import date

from services.arrears.events import Evidence, Instalment, InstrumentKind, PaymentSource, Voucher
from shared.kernel.decider import Command


class SubmitPlan(Command, frozen=True, kw_only=True):
    """The debtor has real difficulty and says when it will pay what (A-7)."""

    difficulty: str
    instalments: tuple[Instalment, ...]
    evidence: tuple[Evidence, ...] = ()


class DecidePlan(Command, frozen=True, kw_only=True):
    """The supervising department approves the plan or gives it back (A-7)."""

    approved: bool
    reason: str


class RecordPayment(Command, frozen=True, kw_only=True):
    """Enter a payment; its shares name every item that the command touches (A-13).

    A voucher that says nothing of what it pays has none: it is spread over the debts of the same
    parties, whose ids `spread` gives, this item's first (Civil Code art. 560). `source` is the row
    of a payment file that a person confirmed.
    """

    voucher: Voucher
    evidence: tuple[Evidence, ...] = ()
    spread: tuple[str, ...] = ()
    source: PaymentSource | None = None


class ReversePayment(Command, frozen=True, kw_only=True):
    """Enter that a recorded payment was none."""

    payer_uscc: str
    voucher_number: str
    reason: str
    evidence: tuple[Evidence, ...] = ()


class ReceiveInstrument(Command, frozen=True, kw_only=True):
    """Enter a bill or note; `accepted`: the creditor confirmed it as payment (A-14)."""

    number: str
    instrument: InstrumentKind
    drawer: str
    amount_fen: int
    matures_on: date
    accepted: bool
    evidence: tuple[Evidence, ...] = ()


class SettleInstrument(Command, frozen=True, kw_only=True):
    """Enter what became of a bill or note: paid, or dishonoured with the reason (A-14)."""

    number: str
    paid: bool
    on: date
    reason: str = ""
    evidence: tuple[Evidence, ...] = ()


class SettleOverpayment(Command, frozen=True, kw_only=True):
    """Enter that what was paid too much went back, or to another debt (A-15)."""

    amount_fen: int
    refunded: bool
    voucher_number: str
    note: str
    evidence: tuple[Evidence, ...] = ()


class WithdrawSettlement(Command, frozen=True, kw_only=True):
    """Enter that what was said to be given back was not."""

    voucher_number: str
    reason: str
    evidence: tuple[Evidence, ...] = ()
