"""How payments were counted for law, step by step, in both languages. Pure."""

from collections.abc import Iterator
from typing import Final

from services.arrears.interest.explain import segment_sentence
from services.arrears.interest.ledger import LEGAL_ORDER, LedgerEntry, LegalLedger, Parts
from shared.kernel.money import format_amount
from shared.kernel.sentences import Sentence, day_zh

_BY_LAW: Final = Sentence(
    "双方未约定抵充顺序，按实现债权的有关费用、利息、主债务的顺序抵充（《民法典》第五百六十一条）。",
    "No order is agreed: costs, then interest, then principal (Civil Code art. 561).",
)
_AS_AGREED: Final = Sentence(
    "按双方约定的顺序抵充（《民法典》第五百六十一条）。",
    "In the order the parties agreed (Civil Code art. 561).",
)
_UNKNOWN: Final = Sentence(
    "付款期限届满日或者逾期利息利率尚未确定，无法计算法定抵充。",
    "The due day or the rate is not known yet, so payments cannot be counted towards interest.",
)


def explain_ledger(ledger: LegalLedger) -> tuple[Sentence, ...]:
    return (_UNKNOWN,) if ledger.owed is None else tuple(_steps(ledger, ledger.owed))


def _steps(ledger: LegalLedger, owed: Parts) -> Iterator[Sentence]:
    yield _BY_LAW if ledger.order == LEGAL_ORDER else _AS_AGREED
    for entry in ledger.entries:
        if entry.accrued:
            yield segment_sentence(entry.accrued)
        yield _paid(entry)
    if ledger.accrued:
        yield segment_sentence(ledger.accrued)
    left = _listed(owed)
    yield Sentence(
        f"截至{day_zh(ledger.until)}，尚欠{left.zh}。",
        f"On {ledger.until} there is still owed: {left.en}.",
    )


def _paid(entry: LedgerEntry) -> Sentence:
    amount, to, left = (
        format_amount(entry.amount_fen),
        _listed(entry.counted),
        _listed(entry.owed_after),
    )
    surplus = format_amount(entry.surplus_fen) if entry.surplus_fen else ""
    return Sentence(
        f"{day_zh(entry.paid_on)}付款{amount}元，抵充{to.zh}"
        + (f"，多付{surplus}元" if surplus else "")
        + f"；尚欠{left.zh}。",
        f"Paid on {entry.paid_on}: {amount} yuan, counted towards {to.en}"
        + (f", {surplus} yuan beyond what is owed" if surplus else "")
        + f"; still owed: {left.en}.",
    )


def _listed(parts: Parts) -> Sentence:
    costs, interest, principal = map(
        format_amount, (parts.costs_fen, parts.interest_fen, parts.principal_fen)
    )
    return Sentence(
        f"费用{costs}元、利息{interest}元、本金{principal}元",
        f"costs {costs}, interest {interest}, principal {principal} yuan",
    )
