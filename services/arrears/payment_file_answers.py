"""A payment file and its rows as their readers see them."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated, Any, Final

from pydantic import Field

from services.arrears.answers.clock import SentenceAnswer, sentence
from services.arrears.payment_files.proposing import Candidate, First, Ground, Obstacle, Proposal
from services.arrears.payment_files.state import Confirmed, Decision, PaymentFile, SetAside
from services.arrears.payment_files.values import SOURCE_ZH, STATE_ZH, PaidRow
from shared.kernel.sentences import Sentence
from shared.web.answers import Answer, shown
from shared.web.money import MoneyAnswer, money

CANDIDATES_SHOWN: Final = 20

_GROUNDS: Final = {
    Ground.PAYER_CODE: Sentence("付款单位代码与拖欠单位一致", "the payer's code is the debtor's"),
    Ground.PAYER_NAME: Sentence("付款单位名称与拖欠单位一致", "the payer is called as the debtor"),
    Ground.PAYEE_CODE: Sentence("收款单位代码与债权企业一致", "the payee's code is the creditor's"),
    Ground.PAYEE_NAME: Sentence(
        "收款单位名称与债权企业一致", "the payee is called as the creditor"
    ),
    Ground.WHOLE_OUTSTANDING: Sentence(
        "金额等于未清偿本金", "the amount is all that is outstanding"
    ),
    Ground.INSTALMENT: Sentence("金额等于一期应还款项", "the amount is what is left of one duty"),
    Ground.NAMED_IN_PURPOSE: Sentence(
        "用途中写明该合同或者项目编号", "the purpose names the contract or the item"
    ),
}
_OBSTACLES: Final = {
    Obstacle.PAYER_IS_ANOTHER: Sentence("付款单位不是拖欠单位", "the payer is not the debtor"),
    Obstacle.MORE_THAN_OUTSTANDING: Sentence("金额超过未清偿本金", "more than is outstanding"),
    Obstacle.BEFORE_CONTRACT: Sentence("付款日期早于合同签订日期", "paid before the contract"),
    Obstacle.NOT_AT_WORK: Sentence("项目不在清偿中", "the item is not being cleared"),
}


class DecidedAnswer(Answer):
    """How many rows were decided so, and their sum."""

    rows: int
    amount: MoneyAnswer


class PaymentFileAnswer(Answer, kw_only=True):
    """A file as it was read. `total` is to be compared with the bank's own; `columns` says from
    which heading each part of a row was read.
    """

    id: str
    version: int
    name: str
    digest: Annotated[str, Field(description="SHA-256 of the file.", examples=["sha256:9f86…"])]
    format: str
    source: str
    source_zh: str
    account_holder: str | None
    columns: dict[str, str]
    rows: int
    total: MoneyAnswer
    incoming: Annotated[int, Field(description="Rows left out: money that came in.")]
    confirmed: DecidedAnswer
    set_aside: DecidedAnswer
    undecided: DecidedAnswer
    received_by: str
    received_at: datetime
    links: dict[str, str]


class PaymentFileSummary(Answer, kw_only=True):
    """A file in a list; `open` as long as a row of it waits for a person."""

    id: str
    version: int
    name: str
    source: str
    source_zh: str
    account_holder: str | None
    open: bool
    rows: int
    total: MoneyAnswer
    confirmed: int
    set_aside: int
    received_at: datetime


class RowPartyAnswer(Answer):
    """As the file states it."""

    name: str
    uscc: str | None


class RowShareAnswer(Answer):
    arrears_id: str
    amount: MoneyAnswer
    principal: MoneyAnswer


class RowDecisionAnswer(Answer, kw_only=True):
    """What a person decided: `shares` of a confirmed row, the `reason` of one set aside."""

    shares: list[RowShareAnswer]
    payer_uscc: str | None
    payee_uscc: str | None
    reason: str | None
    decided_by: str
    decided_at: datetime


class CandidateAnswer(Answer, kw_only=True):
    """An item owed to the payee, with what speaks for it and what stands against it."""

    arrears_id: str
    number: str
    debtor_name: str
    creditor_name: str
    contract_number: str
    status: str
    outstanding: MoneyAnswer | None
    grounds: list[str]
    obstacles: list[str]
    sentences: list[SentenceAnswer]


class RecordedAnswer(Answer, kw_only=True):
    """The payment that stands in the ledger under the row's voucher (A-13)."""

    arrears_id: str
    number: str
    amount: MoneyAnswer
    value_on: date
    payer_name: str
    payee_uscc: str
    recorded_at: datetime


class PaymentRowAnswer(Answer, kw_only=True):
    """A row and what it has come to; beside a person's decision all is looked up when asked for.

    candidates   the items that fit, the best founded first; `near` those of the payee that do not:
                 the first twenty of each
    recorded     the payment it is already, or conflicts with
    earlier_row  the row of this file whose voucher it bears as well
    """

    row: int
    payer: RowPartyAnswer
    payee: RowPartyAnswer
    amount: MoneyAnswer
    value_on: date
    voucher_number: str
    purpose: str
    state: str
    state_zh: str
    decision: RowDecisionAnswer | None
    candidates: list[CandidateAnswer]
    near: list[CandidateAnswer]
    recorded: RecordedAnswer | None
    earlier_row: int | None


def payment_file_answer(identity: str, version: int, file: PaymentFile) -> PaymentFileAnswer:
    waiting = [row for number, row in file.rows.items() if number not in file.decisions]
    path = f"/v1/payment-files/{identity}"
    return PaymentFileAnswer(
        id=identity,
        version=version,
        name=file.name,
        digest=file.digest,
        format=file.format,
        source=file.source,
        source_zh=SOURCE_ZH[file.source],
        account_holder=file.account_holder,
        columns=dict(file.columns),
        rows=file.row_count,
        total=money(file.total_fen),
        incoming=file.incoming,
        confirmed=_decided(file.decided(Confirmed)),
        set_aside=_decided(file.decided(SetAside)),
        undecided=_decided(waiting),
        received_by=file.received_by,
        received_at=shown(file.received_at),
        links={"self": path, "rows": f"{path}/rows", "events": f"{path}/events"},
    )


def payment_file_summary(row: Any) -> PaymentFileSummary:
    return PaymentFileSummary(
        id=str(row["id"]),
        version=row["version"],
        name=row["name"],
        source=row["source"],
        source_zh=SOURCE_ZH[row["source"]],
        account_holder=row["account_holder"],
        open=row["open"],
        rows=row["rows"],
        total=money(row["total_fen"]),
        confirmed=row["confirmed"],
        set_aside=row["set_aside"],
        received_at=shown(row["received_at"]),
    )


def payment_row_answer(row: PaidRow, file: PaymentFile, proposal: Proposal) -> PaymentRowAnswer:
    decision = file.decisions.get(row.number)
    return PaymentRowAnswer(
        row=row.number,
        payer=RowPartyAnswer(row.payer_name, row.payer_uscc),
        payee=RowPartyAnswer(row.payee_name, row.payee_uscc),
        amount=money(row.amount_fen),
        value_on=row.value_on,
        voucher_number=row.voucher_number,
        purpose=row.purpose,
        state=proposal.state,
        state_zh=STATE_ZH[proposal.state],
        decision=None if decision is None else _decision(decision),
        candidates=_candidates(proposal.candidates),
        near=_candidates(proposal.near),
        recorded=None if proposal.first is None else _recorded(proposal.first),
        earlier_row=proposal.earlier_row,
    )


def _decided(rows: Sequence[PaidRow]) -> DecidedAnswer:
    return DecidedAnswer(len(rows), money(sum(row.amount_fen for row in rows)))


def _decision(decision: Decision) -> RowDecisionAnswer:
    if isinstance(decision, SetAside):
        return RowDecisionAnswer(
            shares=[],
            payer_uscc=None,
            payee_uscc=None,
            reason=decision.reason,
            decided_by=decision.set_aside_by,
            decided_at=shown(decision.set_aside_at),
        )
    return RowDecisionAnswer(
        shares=[
            RowShareAnswer(one.item_id, money(one.amount_fen), money(one.principal_fen))
            for one in decision.shares
        ],
        payer_uscc=decision.payer_uscc,
        payee_uscc=decision.payee_uscc,
        reason=None,
        decided_by=decision.confirmed_by,
        decided_at=shown(decision.confirmed_at),
    )


def _candidates(listed: Sequence[Candidate]) -> list[CandidateAnswer]:
    return [_candidate(one) for one in listed[:CANDIDATES_SHOWN]]


def _candidate(one: Candidate) -> CandidateAnswer:
    item = one.item
    told = [
        *(_GROUNDS[each] for each in one.grounds),
        *(_OBSTACLES[each] for each in one.obstacles),
    ]
    return CandidateAnswer(
        arrears_id=one.item_id,
        number=item.number,
        debtor_name=item.debtor.name,
        creditor_name=item.creditor.name,
        contract_number=item.contract.number,
        status=item.status,
        outstanding=None if item.amounts is None else money(item.amounts.outstanding_fen),
        grounds=list(one.grounds),
        obstacles=list(one.obstacles),
        sentences=[sentence(each) for each in told],
    )


def _recorded(first: First) -> RecordedAnswer:
    voucher = first.payment.voucher
    return RecordedAnswer(
        arrears_id=first.item_id,
        number=first.item.number,
        amount=money(voucher.amount_fen),
        value_on=voucher.value_on,
        payer_name=voucher.payer_name,
        payee_uscc=voucher.payee_uscc,
        recorded_at=shown(first.payment.recorded_at),
    )
