"""The words that an item's facts are told in: parties, contract, duties, code lists."""

from datetime import date, datetime
from enum import StrEnum

from msgspec import Struct

from services.arrears.codes import CreditorKind, DebtorKind, Subject
from services.arrears.terms.model import Condition
from shared.kernel.deadlines import Deadline


class Channel(StrEnum):
    """How the debt was found (1.9)."""

    SELF_CHECK = "self_check"
    COMPLAINT = "complaint"
    UPSTREAM = "upstream"
    AUDIT = "audit"
    INSPECTION = "inspection"
    VISIT = "visit"


class Party(StrEnum):
    """Whose contact is meant."""

    DEBTOR = "debtor"
    CREDITOR = "creditor"


class ExclusionReason(StrEnum):
    """Why a claim is no item of the ledger (A-1; 1.4, "not accepted")."""

    DEBTOR_OUT_OF_SCOPE = "debtor_out_of_scope"
    CREDITOR_OUT_OF_SCOPE = "creditor_out_of_scope"
    NOT_A_PURCHASE = "not_a_purchase"
    PAID_BEFORE = "paid_before"
    REGISTERED_ELSEWHERE = "registered_elsewhere"
    OTHER_LAW = "other_law"
    UNFOUNDED = "unfounded"


class DutyCause(StrEnum):
    """Which rule makes a part of the debt due on its day."""

    FINAL = "final"  # the programme's final day
    INSTALMENT = "instalment"  # the approved plan
    RESOLVED = "resolved"  # a dispute settled, a ruling in effect
    CORRECTED = "corrected"  # principal found to be more than was verified
    REVERSED = "reversed"  # a payment that turned out to be none


class Mark(StrEnum):
    """What the timer looks at in a duty (1.7 and the warnings before the final day)."""

    WARNING = "warning"
    NO_PLAN = "no_plan"
    OVERDUE = "overdue"
    REMINDER = "reminder"
    TALK = "talk"
    FINAL_DAY = "final_day"


class Alarm(Struct, frozen=True, gc=False):
    """An instant the timer has to look at; `workdays` before or after the duty's day."""

    mark: Mark
    workdays: int
    at: datetime


class Duty(Struct, frozen=True, kw_only=True, gc=False):
    """A part of the undisputed debt and the day by which it is to be paid.

    `id` tells the duties of an item apart for good: `final`, `plan-1/2`, `resolved-3`. `alarms`
    were counted with the calendar in force, so that no reader has to count again.

    fixed    the day is one of the programme's or the plan's own, not counted in working days (A-10)
    excused  paying after the final day is no default in the year-end target (A-11)
    programme_version  whose numbers gave the day; 0 where that was not recorded
    """

    id: str
    amount_fen: int
    due: Deadline
    cause: DutyCause
    fixed: bool
    excused: bool = False
    alarms: tuple[Alarm, ...] = ()
    programme_version: int = 0


class PlanDuty(Struct, frozen=True, gc=False):
    """By when a plan must be handed in, unless all is paid (A-9); the rest as for a duty."""

    id: str
    due: Deadline
    fixed: bool
    alarms: tuple[Alarm, ...] = ()
    programme_version: int = 0


class Schedule(Struct, frozen=True, gc=False):
    """By when which part of the undisputed principal is to be paid, and by when a plan is owed.

    Payments fill the duties in the order of their days; the first `before_fen` of what was repaid
    fill none: they were paid before there was any duty they could have met.
    """

    before_fen: int = 0
    duties: tuple[Duty, ...] = ()
    plan: PlanDuty | None = None


class Debtor(Struct, frozen=True, kw_only=True, gc=False):
    """Who owes. `supervising` is its department in charge, `unit` its own code if it is one of the
    district's departments; `leader` the post that answers for the debt, no private person.
    """

    uscc: str
    name: str
    kind: DebtorKind
    supervising: str
    township_code: str
    unit: str | None = None
    leader: str = ""


class Creditor(Struct, frozen=True, kw_only=True, gc=False):
    """Whom it is owed to, with what it was on the day of the contract and the proof of it."""

    uscc: str
    name: str
    kind: CreditorKind
    township_code: str
    industry_code: str
    size_evidence: str = ""


class Contract(Struct, frozen=True, kw_only=True, gc=False):
    """The contract behind the debt (1.9), with what its day of payment follows from (1.2; see
    `ContractTerms`).

    agreed_rate  yearly, as a fraction in decimal text: `0.037` is 3.70 %
    """

    number: str
    signed_on: date
    subject: Subject
    amount_fen: int
    condition: Condition = Condition.DELIVERY
    delivered_on: date | None = None
    accepted_on: date | None = None
    acceptance_ends_on: date | None = None
    acceptance_late_by_seller: bool = False
    settled_on: date | None = None
    agreed_days: int | None = None
    agreed_rate: str | None = None
    back_to_back: bool = False
    other_law: str = ""
    other_law_days: int | None = None
    payment_method: str = ""


class Instalment(Struct, frozen=True, gc=False):
    """A day and an amount of a repayment plan (A-7)."""

    due_on: date
    amount_fen: int


class PaymentMethod(StrEnum):
    TRANSFER = "transfer"
    TREASURY = "treasury"
    CHEQUE = "cheque"
    CASH = "cash"
    SET_OFF = "set_off"


class InstrumentKind(StrEnum):
    """Means of payment that are no money yet (A-14; Payment Regulation art. 11)."""

    BANK_ACCEPTANCE = "bank_acceptance"
    COMMERCIAL_ACCEPTANCE = "commercial_acceptance"
    ELECTRONIC_NOTE = "electronic_note"


class Share(Struct, frozen=True, gc=False):
    """What one voucher pays on one item: `principal_fen` of `amount_fen` counts in the ledger."""

    item_id: str
    amount_fen: int
    principal_fen: int


class Voucher(Struct, frozen=True, kw_only=True, gc=False):
    """A payment as its voucher states it (A-13). `amount_fen` is the whole of it, `shares` what of
    it goes to which item; `payer_uscc` may be a third party's.
    """

    number: str
    payer_uscc: str
    payer_name: str
    payee_uscc: str
    amount_fen: int
    value_on: date
    method: PaymentMethod
    shares: tuple[Share, ...]


class PaymentSource(Struct, frozen=True, gc=False):
    """The row of a bank's or the treasury's payment file that a payment was confirmed from."""

    file_id: str
    digest: str
    row: int


class JudicialWay(StrEnum):
    LITIGATION = "litigation"
    ARBITRATION = "arbitration"


class CorrectionKind(StrEnum):
    """What a correction corrects (A-16)."""

    AMOUNT = "amount"
    DEBTOR = "debtor"
    CREDITOR = "creditor"
    CONTRACT = "contract"


class Correction(Struct, frozen=True, kw_only=True, gc=False):
    """What is to stand instead; of the four one is given, as `kind` says. `principal_fen` is the
    whole verified principal as it should be.
    """

    kind: CorrectionKind
    principal_fen: int | None = None
    debtor: Debtor | None = None
    creditor: Creditor | None = None
    contract: Contract | None = None


class Step(StrEnum):
    """The ladder of 1.7, lowest first."""

    INQUIRY = "inquiry"  # 函询
    SUPERVISION = "supervision"  # 督办
    TALK = "talk"  # 约谈
    NOTICE = "notice"  # 通报
    ACCOUNTABILITY = "accountability"  # 问责建议
    INSPECTION = "inspection"  # 提请督查


class StepGround(StrEnum):
    """What puts a step of the ladder in order (1.7)."""

    NO_PLAN = "no_plan"
    INSTALMENT_MISSED = "instalment_missed"
    MISSED_LONG = "missed_long"
    MISSED_TWICE = "missed_twice"
    YEAR_END = "year_end"
    NO_ANSWER = "no_answer"
    SERIOUS = "serious"
