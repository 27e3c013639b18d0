"""The first edition's words: what the blanks of its templates are filled with.

These sentences are in documents that were sent. A changed one is the next edition's.
"""

from collections.abc import Sequence
from typing import Final

from services.arrears.codes import CreditorKind
from services.arrears.documents.basis import basis
from services.arrears.documents.capitals import in_capitals
from services.arrears.documents.grounds import grounds
from services.arrears.documents.issued import Issued
from services.arrears.documents.rendering import Facts
from services.arrears.events import Debtor, Evidence
from services.arrears.rules.contract import contract_creditor
from services.arrears.state import Amounts, Item
from services.arrears.terms.model import DaysBasis, PaymentDue, TermFlag
from services.arrears.terms.regulations import regulation
from shared.kernel.departments import DEPARTMENTS
from shared.kernel.money import format_amount
from shared.kernel.sentences import day_zh

_OFFICE: Final = "MIIT"  # who issues the documents
_NOT_SETTLED: Final = frozenset({TermFlag.REVIEW, TermFlag.LEGAL_REVIEW})


def worded(issued: Issued) -> Facts:
    step, item = issued.step, issued.item
    self_employed = contract_creditor(item).kind is CreditorKind.SELF_EMPLOYED
    return {
        "document_no": step.document_no,
        "debtor": item.debtor.name,
        "creditor": item.creditor.name,
        "creditors": "个体工商户" if self_employed else "中小企业",
        "item_no": item.number,
        "contract_no": item.contract.number,
        "owed": _owed(item.money),
        "due": _due(item),
        "grounds": grounds(issued),
        "basis": basis(issued),
        "supervising": _supervising(item.debtor),
        "leader": item.debtor.leader or "主要负责人",
        "answer_by": day_zh(step.answer_due.last_day) if step.answer_due else "",
        "lines": [line.strip() for line in step.text.splitlines() if line.strip()],
        "attachments": _attachments(step.evidence),
        "dated": day_zh(issued.day),
    }


def _owed(amounts: Amounts) -> str:
    """Principal only: interest is in no document that demands the debt of the ledger (1.3)."""
    owed = f"尚未清偿本金{_sum(amounts.outstanding_fen)}"
    if not amounts.disputed_fen:
        return f"{owed}，无争议"
    if not amounts.payable_fen:
        return f"{owed}，均有争议"
    return f"{owed}，其中无争议部分{_sum(amounts.payable_fen)}"


def _sum(amount_fen: int) -> str:
    return f"{format_amount(amount_fen)}元（大写：{in_capitals(amount_fen)}）"


def _due(item: Item) -> str:
    """By when the contract had to be paid (1.2); what is still to be reviewed is not claimed."""
    told = item.payment_due
    if told is None or told.due_on is None or not _NOT_SETTLED.isdisjoint(told.flags):
        return ""
    return f"{_by(told, item)}，合同款项应于{day_zh(told.due_on)}前支付。"


def _by(told: PaymentDue, item: Item) -> str:
    if told.days_basis is DaysBasis.AGREED or told.decree is None:
        return "按照合同约定"
    if told.days_basis is DaysBasis.OTHER_LAW:
        return f"依照{item.contract.other_law}"
    of = regulation(told.decree)
    return f"依照{of.cite(of.terms[item.debtor.kind].article).zh}"


def _supervising(debtor: Debtor) -> str:
    """The department in charge, where it is another than the office and the debtor itself."""
    own = debtor.supervising in {_OFFICE, debtor.unit}
    return "" if own else DEPARTMENTS[debtor.supervising]


def _attachments(evidence: Sequence[Evidence]) -> list[str]:
    """附件说明 as GB/T 9704 wants it: numbered when there are several."""
    if len(evidence) == 1:
        return [f"附件：{evidence[0].title}"]
    heads = ("附件：" if place == 0 else "　　　" for place in range(len(evidence)))
    return [
        f"{head}{place}.{each.title}"
        for place, (head, each) in enumerate(zip(heads, evidence, strict=True), 1)
    ]
