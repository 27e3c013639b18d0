"""Reasons that never justify a late payment (Decree 802 art. 14; Decree 728 art. 13)."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from services.arrears.terms.regulations import DECREE_802, regulation_of
from shared.kernel.sentences import Sentence


class NotAcceptedExcuse(StrEnum):
    """The last two are excuses only where the contract does not make payment wait for them."""

    CHANGE_OF_LEGAL_REPRESENTATIVE = "change_of_legal_representative"
    INTERNAL_PAYMENT_PROCESS = "internal_payment_process"
    COMPLETION_FILING_NOT_IN_CONTRACT = "completion_filing_not_in_contract"
    FINAL_ACCOUNT_AUDIT_NOT_IN_CONTRACT = "final_account_audit_not_in_contract"


_REASONS: Final[Mapping[NotAcceptedExcuse, Sentence]] = MappingProxyType(
    {
        NotAcceptedExcuse.CHANGE_OF_LEGAL_REPRESENTATIVE: Sentence(
            "法定代表人或者主要负责人变更",
            "a change of the legal representative or of the person in charge",
        ),
        NotAcceptedExcuse.INTERNAL_PAYMENT_PROCESS: Sentence(
            "履行内部付款流程", "the debtor's internal payment process"
        ),
        NotAcceptedExcuse.COMPLETION_FILING_NOT_IN_CONTRACT: Sentence(
            "合同未作约定而等待竣工验收备案（批复）",
            "waiting for the completion filing where the contract does not provide for it",
        ),
        NotAcceptedExcuse.FINAL_ACCOUNT_AUDIT_NOT_IN_CONTRACT: Sentence(
            "合同未作约定而等待决算审计",
            "waiting for the audit of the final account where the contract does not provide for it",
        ),
    }
)


def not_accepted(excuse: NotAcceptedExcuse, contract_on: date | None) -> Sentence:
    """Why the excuse is turned down, with the article of the contract's own version.

    Contracts older than either version, or without a date, are told what the rule is today.
    """
    reason = _REASONS[excuse]
    regulation = (regulation_of(contract_on) if contract_on else None) or DECREE_802
    article = regulation.cite(regulation.excuses)
    return Sentence(
        f"以“{reason.zh}”为由拒绝或者迟延支付中小企业款项的，理由不成立，应当依法及时支付（{article.zh}）。",
        f"Refusing or delaying payment because of {reason.en} is not accepted; payment is due ({article.en}).",
    )
