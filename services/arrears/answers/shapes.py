"""The shapes of the parts of an item's answer."""

from datetime import date, datetime
from typing import Annotated

from pydantic import Field

from shared.web.answers import Answer
from shared.web.contacts import ContactAnswer
from shared.web.deadlines import Due
from shared.web.money import MoneyAnswer


class DebtorAnswer(Answer, kw_only=True):
    """Who owes. `unit` is its own code where it is one of the district's departments."""

    uscc: str
    name: str
    kind: str
    kind_zh: str
    supervising: str
    supervising_zh: str
    township_code: str
    unit: str | None
    leader: str
    contact: ContactAnswer | None


class CreditorAnswer(Answer, kw_only=True):
    """Whom it is owed to, with what it was on the day of the contract."""

    uscc: str
    name: str
    kind: str
    kind_zh: str
    township_code: str
    industry_code: str
    size_evidence: str
    contact: ContactAnswer | None


class ContractAnswer(Answer, kw_only=True):
    """The contract behind the debt; `agreed_rate_percent` is a year's."""

    number: str
    signed_on: date
    subject: str
    subject_zh: str
    amount: MoneyAnswer
    condition: str
    delivered_on: date | None
    accepted_on: date | None
    acceptance_ends_on: date | None
    acceptance_late_by_seller: bool
    settled_on: date | None
    agreed_days: int | None
    agreed_rate_percent: Annotated[str | None, Field(examples=["3.70"])]
    back_to_back: bool
    other_law: str
    other_law_days: int | None
    payment_method: str


class ClaimAnswer(Answer, kw_only=True):
    """What is claimed and how the debt was found; `split_of` holds the same contract (A-2)."""

    amount: MoneyAnswer
    channel: str
    channel_zh: str
    discovered_on: date
    upstream_number: str | None
    ticket_id: str | None
    split_of: str | None


class AmountsAnswer(Answer, kw_only=True):
    """Principal alone; interest is in no number here (1.3).

    verified less reduced is principal; repaid and outstanding make it up, and so do undisputed and
    disputed. `payable` is undisputed and not repaid: it follows all deadlines (A-5).
    """

    verified: MoneyAnswer
    reduced: MoneyAnswer
    principal: MoneyAnswer
    repaid: MoneyAnswer
    outstanding: MoneyAnswer
    undisputed: MoneyAnswer
    disputed: MoneyAnswer
    payable: MoneyAnswer
    overpaid: MoneyAnswer


class DisputeAnswer(Answer):
    """A-5."""

    state: str
    state_zh: str
    reason: str


class PaymentDueAnswer(Answer, kw_only=True):
    """By when the contract had to be paid (1.2); without a day, `unknown` says what is missing."""

    due_on: date | None
    decree: str | None
    unknown: list[str]
    flags: list[str]
    provisional: bool


class DutyAnswer(Answer, kw_only=True):
    """A part of the undisputed debt with its day; `missed` once the timer has said so.

    fixed    the day is one of the programme's or the plan's own, and not rolled (A-10)
    excused  paying it after the final day is no default in the year-end target (A-11)
    """

    id: str
    cause: str
    cause_zh: str
    amount: MoneyAnswer
    unpaid: MoneyAnswer
    due: Due
    fixed: bool
    excused: bool
    missed: bool


class PlanDutyAnswer(Answer):
    """By when a plan must be handed in, unless all is paid (A-9)."""

    id: str
    due: Due
    fixed: bool
    missed: bool


class InstalmentAnswer(Answer):
    due_on: date
    amount: MoneyAnswer


class PlanAnswer(Answer, kw_only=True):
    """A repayment plan (A-7); `answer` is why it was given back."""

    number: int
    status: str
    status_zh: str
    difficulty: str
    instalments: list[InstalmentAnswer]
    late: bool
    submitted_at: datetime
    decided_at: datetime | None
    answer: str


class ShareAnswer(Answer):
    """What of a voucher went to one item."""

    arrears_id: str
    amount: MoneyAnswer
    principal: MoneyAnswer


class PaymentSourceAnswer(Answer):
    """The row of a payment file that a person confirmed."""

    payment_file_id: str
    digest: str
    row: int


class PaymentAnswer(Answer, kw_only=True):
    """A voucher and what it did here (A-13, A-15): `credited` repaid principal, `interest` counts in
    no rate, `acknowledged` had been disputed until it was paid. `source` is null for what was entered
    by hand.
    """

    voucher_number: str
    payer_uscc: str
    payer_name: str
    payee_uscc: str
    amount: MoneyAnswer
    value_on: date
    method: str
    method_zh: str
    shares: list[ShareAnswer]
    credited: MoneyAnswer
    overpaid: MoneyAnswer
    acknowledged: MoneyAnswer
    interest: MoneyAnswer
    recorded_at: datetime
    reversed_at: datetime | None
    source: PaymentSourceAnswer | None


class InstrumentAnswer(Answer, kw_only=True):
    """A bill or note (A-14); `counted_on` is the day it counts as repaid, null while it does not."""

    number: str
    kind: str
    kind_zh: str
    amount: MoneyAnswer
    matures_on: date
    accepted: bool
    status: str
    status_zh: str
    credited: MoneyAnswer
    overpaid: MoneyAnswer
    counted_on: date | None


class SettlementAnswer(Answer):
    """What was paid too much and went back, or to another debt (A-15)."""

    voucher_number: str
    amount: MoneyAnswer
    refunded: bool


class JudicialAnswer(Answer, kw_only=True):
    """The matter before a court or an arbitration body (A-12)."""

    way: str
    way_zh: str
    body: str
    case_number: str
    filed_on: date
    outcome: str
    effective_on: date | None


class CorrectionAnswer(Answer, kw_only=True):
    """A correction that a second person has to decide on (A-16); of the four one is given."""

    kind: str
    principal: MoneyAnswer | None
    debtor: DebtorAnswer | None
    creditor: CreditorAnswer | None
    contract: ContractAnswer | None
    reason: str
    requested_by: str


class DueStepAnswer(Answer, kw_only=True):
    """A step of the ladder that is in order and not taken yet (1.7)."""

    step: str
    step_zh: str
    ground: str
    ground_zh: str
    duty: str
    due_at: datetime


class StepAnswer(Answer, kw_only=True):
    """A step that was taken; `ordered` is the decision on a request for 督查, null until then.

    `links` leads to its document.
    """

    number: int
    step: str
    step_zh: str
    document_no: str
    taken_at: datetime
    answer_due: Due | None
    answered_at: datetime | None
    answer: str
    unanswered: bool
    ordered: bool | None
    links: dict[str, str]


class ClearanceAnswer(Answer):
    """The announcement to the creditor, and its word; `received` is null while it is silent (A-18)."""

    until: Due
    announced_at: datetime
    received: bool | None
    note: str
