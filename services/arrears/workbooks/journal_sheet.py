"""复式台账 of one item as a workbook: a row a posting, then the balances; both sides add up alike."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any, Final

from services.arrears.journal import ACCOUNT_ZH, Account, Journal
from services.arrears.journal.entries import CREDIT_SIDE
from services.arrears.state import Item
from shared.kernel.actor import Actor
from shared.kernel.decider import Event
from shared.parts.listing import told
from shared.workbooks.sheets import Column, Kind, Report

# The stored names of the facts that move money, as the journal tells them.
FACT_ZH: Final = {
    "arrears_verified": "核实本金",
    "arrears_disputed": "提出争议",
    "arrears_dispute_resolved": "争议解决",
    "arrears_paid": "收到付款",
    "arrears_instrument_received": "收到票据、凭证",
    "arrears_instrument_paid": "票据、凭证兑付",
    "arrears_payment_reversed": "付款冲销",
    "arrears_instrument_dishonoured": "票据、凭证拒付",
    "arrears_overpayment_settled": "多付款项退回或者转抵",
    "arrears_settlement_withdrawn": "撤销多付款项处理",
    "arrears_amount_corrected": "更正金额",
    "arrears_judicial_ended": "司法程序结束",
}
COLUMNS: Final = (
    Column(key="version", heading="事件序号", kind=Kind.WHOLE, width=10),
    Column(key="at", heading="记账时间", kind=Kind.DATE_TIME, width=17),
    Column(key="fact", heading="事项", kind=Kind.TEXT, width=24),
    Column(key="account", heading="科目", kind=Kind.TEXT, width=20),
    Column(key="debit_fen", heading="借方（元）", kind=Kind.MONEY, width=20),
    Column(key="credit_fen", heading="贷方（元）", kind=Kind.MONEY, width=20),
    Column(key="balance_fen", heading="科目余额（元）", kind=Kind.MONEY, width=20),
    Column(key="side", heading="余额方向", kind=Kind.ID, width=10),
)

History = Iterable[tuple[str, datetime, Event]]


def journal_sheet(item: Item, version: int, actor: Actor, now: datetime) -> Report:
    """The workbook's description, with the item and the version it is of."""
    return Report(
        name="复式台账",
        title=f"项目 {item.number} 复式台账",
        columns=COLUMNS,
        told=told(
            title="复式台账（仅记本金，不含利息）",
            known_at=now,
            asked=f"项目编号：{item.number}；版本：{version}",
            reach=f"拖欠单位：{item.debtor.name}；债权企业：{item.creditor.name}",
            actor=actor,
            personal="本表不含联系人姓名和电话；台账信息仅供办理清欠事项使用，请妥善保管。",
        ),
    )


def journal_rows(history: History) -> Iterator[dict[str, Any]]:
    """A row a posting with the balance of its account after the whole entry; then what each account
    stands at, and the sums of both sides, which are equal.

    `history` is the stream from its first event on: stored name, instant, event.
    """
    journal = Journal()
    debit_fen = credit_fen = 0
    for version, (name, at, event) in enumerate(history, 1):
        entry = journal.post(name, at, event)
        for posting in entry.postings if entry else ():
            debit_fen += posting.debit_fen
            credit_fen += posting.credit_fen
            yield {
                "version": version,
                "at": at,
                "fact": FACT_ZH[name],
                "account": ACCOUNT_ZH[posting.account],
                "debit_fen": posting.debit_fen or None,
                "credit_fen": posting.credit_fen or None,
                **_standing(posting.account, journal),
            }
    for account in Account:
        yield {"fact": "期末余额", "account": ACCOUNT_ZH[account], **_standing(account, journal)}
    yield {"fact": "借贷合计", "debit_fen": debit_fen, "credit_fen": credit_fen}


def _standing(account: Account, journal: Journal) -> dict[str, Any]:
    """What an account stands at, on the side it stands on."""
    side = "贷" if account in CREDIT_SIDE else "借"
    balance_fen = journal.balances[account]
    return {"balance_fen": balance_fen, "side": side if balance_fen else "平"}
