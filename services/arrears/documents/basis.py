"""On what a step of the ladder rests: the texts in force on its day, and nothing younger (1.1, 1.7).

Decree 728 knows neither 函询 nor 约谈; until Decree 802 (art. 23 ¶2) the campaign's own document is
what lets the office take these steps.
"""

from typing import Final

from services.arrears.codes import CreditorKind
from services.arrears.documents.issued import Issued
from services.arrears.events import Step
from services.arrears.rules.contract import contract_creditor
from services.arrears.terms.regulations import SELF_EMPLOYED_RULE, regulation_of

_INSPECTION: Final = "《政府督查工作条例》第七条、第十一条"
_PRESSING: Final = frozenset({Step.INQUIRY, Step.SUPERVISION, Step.TALK, Step.NOTICE})


def basis(issued: Issued) -> str:
    """`《…》（国务院令第728号）和临翔政办发〔2022〕56号文件要求`."""
    texts = [_INSPECTION] if issued.step.step is Step.INSPECTION else []
    regulation = _regulation(issued)
    if regulation:
        texts.append(regulation)
    named = f"{'、'.join(texts)}和" if texts else ""
    return f"{named}{issued.campaign}文件要求"


def _regulation(issued: Issued) -> str:
    """The Payment Regulation protects firms; the self-employed have a rule of their own."""
    if contract_creditor(issued.item).kind is CreditorKind.SELF_EMPLOYED:
        rule = SELF_EMPLOYED_RULE
        return rule.citation.zh if rule.in_force_on <= issued.day else ""
    regulation = regulation_of(issued.day)
    if regulation is None:
        return ""
    if regulation.pressing is not None and issued.step.step in _PRESSING:
        return regulation.cite(regulation.pressing).zh
    return regulation.title.zh
