"""What the payment-term engine is given, and what it answers. Stored by decisions: only add."""

from datetime import date, datetime
from enum import StrEnum

from msgspec import Struct

from services.arrears.codes import CreditorKind, DebtorKind
from services.arrears.terms.regulations import Decree
from shared.kernel.deadlines import end_of_day
from shared.kernel.sentences import Sentence

TERMS_VERSION = 1  # of the reckoning itself; a result keeps the one that produced it


class Condition(StrEnum):
    """What the contract makes payment wait for; acceptance goes before settlement (1.2)."""

    DELIVERY = "delivery"
    ACCEPTANCE = "acceptance"
    SETTLEMENT = "settlement"


class ContractTerms(Struct, frozen=True, gc=False, kw_only=True):
    """What a contract says about payment, and what was done under it. Every date may be unknown.

    agreed_days              calendar days after the start; None where none is agreed, or where
                             they run from a third party's payment
    acceptance_ends_on       the last day of the inspection period the contract agrees
    acceptance_late_by_seller  acceptance came late for the seller's own reasons (a failed first
                             inspection): then the buyer did not delay it
    back_to_back             payment waits for, or follows, what a third party pays
    other_law                the law, regulation or State rule that fixes another term (Decree 802
                             art. 9 ¶3), as cited, with its days where it names any
    """

    debtor: DebtorKind
    creditor: CreditorKind
    contract_on: date | None = None
    condition: Condition = Condition.DELIVERY
    delivered_on: date | None = None
    accepted_on: date | None = None
    acceptance_ends_on: date | None = None
    acceptance_late_by_seller: bool = False
    settled_on: date | None = None
    agreed_days: int | None = None
    back_to_back: bool = False
    other_law: str = ""
    other_law_days: int | None = None


class StartBasis(StrEnum):
    """Why the term starts on its day."""

    DELIVERY = "delivery"
    ACCEPTANCE = "acceptance"
    ACCEPTANCE_PERIOD_END = "acceptance_period_end"
    SETTLEMENT = "settlement"


class DaysBasis(StrEnum):
    """Why the term has its number of days."""

    AGREED = "agreed"
    STATUTORY = "statutory"
    CAPPED = "capped"
    OTHER_LAW = "other_law"


class Unknown(StrEnum):
    """Why there is no due day yet: what somebody has to find out."""

    CONTRACT_DATE_MISSING = "contract_date_missing"
    DELIVERY_DATE_MISSING = "delivery_date_missing"
    ACCEPTANCE_DATES_MISSING = "acceptance_dates_missing"
    SETTLEMENT_DATE_MISSING = "settlement_date_missing"
    TERM_NOT_FIXED = "term_not_fixed"
    DATE_OUT_OF_RANGE = "date_out_of_range"


class TermFlag(StrEnum):
    """What an official must know, or look at, before relying on the result."""

    VOID_OVER_60 = "void_over_60"
    REVIEW = "review"
    LEGAL_REVIEW = "legal_review"
    BACK_TO_BACK_VOID = "back_to_back_void"
    OTHER_LAW_PREVAILS = "other_law_prevails"
    BEFORE_REGULATION = "before_regulation"
    SELF_EMPLOYED_OWN_RULE = "self_employed_own_rule"
    ACCEPTANCE_PERIOD_NOT_AGREED = "acceptance_period_not_agreed"
    AGREED_DAYS_NOT_VALID = "agreed_days_not_valid"
    DATES_OUT_OF_ORDER = "dates_out_of_order"


class PaymentDue(Struct, frozen=True, gc=False, kw_only=True):
    """The last day on which payment is in time; without one, `unknown` says what is missing.

    decree        the regulation that judged it; None where none was in force for this contract
    ends_on       `start_on` + `days` calendar days, before days off are passed over
    provisional   a day judged for the roll-forward lies in a year without an official list (CAL-7)
    """

    decree: Decree | None
    start_on: date | None
    start_basis: StartBasis | None
    days: int | None
    days_basis: DaysBasis | None
    ends_on: date | None
    due_on: date | None
    unknown: tuple[Unknown, ...]
    flags: tuple[TermFlag, ...]
    citations: tuple[Sentence, ...]
    calendar_version: int
    provisional: bool
    terms_version: int = TERMS_VERSION

    @property
    def due_at(self) -> datetime | None:
        """The first instant that is too late: 24:00 of `due_on` (CAL-4)."""
        return None if self.due_on is None else end_of_day(self.due_on)
