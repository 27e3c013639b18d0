"""What follows from an item's contract alone: its day of payment (1.2)."""

from datetime import date

from services.arrears.events import Contract, Creditor
from services.arrears.state import Item
from services.arrears.terms.due import payment_due
from services.arrears.terms.model import ContractTerms, PaymentDue
from shared.kernel.clock import shanghai_date
from shared.kernel.decider import Context
from shared.kernel.followed_calendar import work_calendar


def terms_of(contract: Contract, item: Item) -> ContractTerms:
    """The contract as the engine of the Payment Regulation reads it: between the parties it was
    made by, to whomever the claim was assigned since.
    """
    return ContractTerms(
        debtor=item.debtor.kind,
        creditor=contract_creditor(item).kind,
        contract_on=contract.signed_on,
        condition=contract.condition,
        delivered_on=contract.delivered_on,
        accepted_on=contract.accepted_on,
        acceptance_ends_on=contract.acceptance_ends_on,
        acceptance_late_by_seller=contract.acceptance_late_by_seller,
        settled_on=contract.settled_on,
        agreed_days=contract.agreed_days,
        back_to_back=contract.back_to_back,
        other_law=contract.other_law,
        other_law_days=contract.other_law_days,
    )


def contract_creditor(item: Item) -> Creditor:
    """The creditor of the day of the contract."""
    return item.first_creditor or item.creditor


def contract_due(item: Item, context: Context) -> PaymentDue:
    """By when it had to be paid; it is not paid yet."""
    today = shanghai_date(context.now)
    return payment_due(terms_of(item.contract, item), work_calendar(context), delayed_until=today)


def contract_day(item: Item) -> date | None:
    """By when the contract had to be paid, as it was told at verification; None when unknown."""
    return item.payment_due.due_on if item.payment_due else None
