"""Parties, contract and claim of an item's answer, drawn from its state."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from services.arrears.answers.shapes import (
    ClaimAnswer,
    ContractAnswer,
    CreditorAnswer,
    DebtorAnswer,
)
from services.arrears.codes import CREDITOR_KIND_ZH, DEBTOR_KIND_ZH, SUBJECT_ZH
from services.arrears.events import Contract, Creditor, Debtor
from services.arrears.rules.names import CHANNEL_ZH
from services.arrears.state import Item
from shared.kernel.departments import DEPARTMENTS
from shared.web.contacts import ContactAnswer, masked
from shared.web.money import money

# Cards by contact id; one that was erased is not there.
Cards = Mapping[str, dict[str, str]]

_PERCENT: Final = 2  # decimal places from a fraction to percent


def contact_of(contact_id: str | None, cards: Cards) -> ContactAnswer | None:
    return None if contact_id is None else masked(contact_id, cards.get(contact_id))


def debtor_answer(debtor: Debtor, contact: ContactAnswer | None = None) -> DebtorAnswer:
    return DebtorAnswer(
        uscc=debtor.uscc,
        name=debtor.name,
        kind=debtor.kind,
        kind_zh=DEBTOR_KIND_ZH[debtor.kind],
        supervising=debtor.supervising,
        supervising_zh=DEPARTMENTS.get(debtor.supervising, debtor.supervising),
        township_code=debtor.township_code,
        unit=debtor.unit,
        leader=debtor.leader,
        contact=contact,
    )


def creditor_answer(creditor: Creditor, contact: ContactAnswer | None = None) -> CreditorAnswer:
    return CreditorAnswer(
        uscc=creditor.uscc,
        name=creditor.name,
        kind=creditor.kind,
        kind_zh=CREDITOR_KIND_ZH[creditor.kind],
        township_code=creditor.township_code,
        industry_code=creditor.industry_code,
        size_evidence=creditor.size_evidence,
        contact=contact,
    )


def contract_answer(contract: Contract) -> ContractAnswer:
    rate = contract.agreed_rate
    return ContractAnswer(
        number=contract.number,
        signed_on=contract.signed_on,
        subject=contract.subject,
        subject_zh=SUBJECT_ZH[contract.subject],
        amount=money(contract.amount_fen),
        condition=contract.condition,
        delivered_on=contract.delivered_on,
        accepted_on=contract.accepted_on,
        acceptance_ends_on=contract.acceptance_ends_on,
        acceptance_late_by_seller=contract.acceptance_late_by_seller,
        settled_on=contract.settled_on,
        agreed_days=contract.agreed_days,
        agreed_rate_percent=None if rate is None else f"{Decimal(rate).scaleb(_PERCENT):f}",
        back_to_back=contract.back_to_back,
        other_law=contract.other_law,
        other_law_days=contract.other_law_days,
        payment_method=contract.payment_method,
    )


def claim_answer(item: Item) -> ClaimAnswer:
    return ClaimAnswer(
        amount=money(item.claimed_fen),
        channel=item.channel,
        channel_zh=CHANNEL_ZH[item.channel],
        discovered_on=item.discovered_on,
        upstream_number=item.upstream_number,
        ticket_id=item.ticket_id,
        split_of=item.split_of,
    )
