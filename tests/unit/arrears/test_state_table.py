"""The README's state table is the table: every order is in it, and refused from what it leaves out."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Final

import pytest
from msgspec.structs import replace

from services.arrears import commands
from services.arrears.events import (
    Correction,
    CorrectionKind,
    Evidence,
    ExclusionReason,
    InstrumentKind,
    JudicialWay,
    Party,
    Step,
)
from services.arrears.model import ITEM
from services.arrears.state import State, Status
from shared.kernel.actor import Actor
from shared.kernel.decider import Command
from shared.testing.specs import STREAM, Spec
from tests.builders.arrears import (
    COLLEAGUE,
    DEBTOR,
    DEBTOR_USCC,
    IN_CHARGE,
    OFFICE,
    PLATFORM,
    PROOF,
    SUPERVISION_OFFICE,
    THE_CREDITOR,
    pay,
    register_arrears,
    registered,
    submit_plan,
    verified,
    verify_arrears,
)
from tests.builders.arrears_reviews import (
    FINDING,
    RECORDER,
    REQUEST,
    REVIEWER,
    decide_review,
)
from tests.unit.arrears.test_clearance import cleared

README: Final = Path(commands.__file__).parents[1] / "README.md"
LATER: Final = "2022-10-10T10:00+08:00"
FILED: Final = commands.StartJudicial(
    way=JudicialWay.LITIGATION,
    body="临翔区人民法院",
    case_number="（2022）云0902民初345号",
    filed_on=date(2022, 9, 10),
)
SAID: Final = Correction(kind=CorrectionKind.AMOUNT, principal_fen=1)
ORDERS: Final[dict[str, tuple[Command, Actor]]] = {
    "register": (register_arrears(), OFFICE),
    "register from a file": (
        commands.ImportArrears(ids=(STREAM,), registrations=(register_arrears(),)),
        OFFICE,
    ),
    "verify": (verify_arrears(1), OFFICE),
    "exclude": (
        commands.ExcludeArrears(reason=ExclusionReason.OTHER_LAW, note="另有规定"),
        OFFICE,
    ),
    "add evidence": (commands.AddEvidence(evidence=(Evidence("结算书"),)), OFFICE),
    "erase contact": (
        commands.EraseContact(party=Party.CREDITOR, ground="当事人要求删除"),
        OFFICE,
    ),
    "assign claim": (
        commands.AssignClaim(
            creditor=replace(THE_CREDITOR, uscc="91530902MA6XTXT19X", name="某商业保理有限公司"),
            notified_on=date(2022, 9, 1),
        ),
        OFFICE,
    ),
    "request correction": (
        commands.RequestCorrection(correction=SAID, reason="误填", evidence=PROOF),
        OFFICE,
    ),
    "decide correction": (commands.DecideCorrection(approved=True, reason="属实"), COLLEAGUE),
    "dispute": (commands.DisputeArrears(disputed_fen=1, reason="质量"), OFFICE),
    "resolve dispute": (
        commands.ResolveDispute(
            owed_fen=1, dropped_fen=0, effective_on=date(2022, 10, 1), basis="和解"
        ),
        OFFICE,
    ),
    "start judicial": (replace(FILED, case_number="（2022）云0902民初346号"), OFFICE),
    "end judicial": (
        commands.EndJudicial(outcome="判决", effective_on=date(2022, 10, 1), owed_fen=1),
        OFFICE,
    ),
    "submit plan": (submit_plan(("2022-10-31", 1)), DEBTOR),
    "decide plan": (commands.DecidePlan(approved=True, reason=""), IN_CHARGE),
    "record payment": (pay("V9", 1, "2022-10-10"), OFFICE),
    "reverse payment": (
        commands.ReversePayment(payer_uscc=DEBTOR_USCC, voucher_number="V8", reason="退票"),
        OFFICE,
    ),
    "receive instrument": (
        commands.ReceiveInstrument(
            number="N1",
            instrument=InstrumentKind.ELECTRONIC_NOTE,
            drawer="某单位",
            amount_fen=1,
            matures_on=date(2022, 12, 1),
            accepted=False,
        ),
        OFFICE,
    ),
    "settle instrument": (
        commands.SettleInstrument(number="N1", paid=True, on=date(2022, 10, 10)),
        OFFICE,
    ),
    "settle overpayment": (
        commands.SettleOverpayment(amount_fen=1, refunded=True, voucher_number="R1", note=""),
        OFFICE,
    ),
    "withdraw settlement": (
        commands.WithdrawSettlement(voucher_number="R1", reason="未退"),
        OFFICE,
    ),
    "announce clearance": (commands.AnnounceClearance(), OFFICE),
    "confirm receipt": (commands.ConfirmReceipt(received=True), PLATFORM),
    "clear": (commands.ClearArrears(), OFFICE),
    "reopen": (commands.ReopenArrears(reason="未到账"), OFFICE),
    "take step": (commands.TakeStep(step=Step.INQUIRY, text="函询"), OFFICE),
    "answer step": (commands.AnswerStep(number=1, text="说明"), DEBTOR),
    "record finding": (FINDING, RECORDER),
    "request review": (REQUEST, DEBTOR),
    "decide review": (decide_review(), REVIEWER),
    "decide inspection": (
        commands.DecideInspection(number=1, ordered=False, approved_by="", reason="不予督查"),
        SUPERVISION_OFFICE,
    ),
}
SITUATIONS: Final[dict[Status, Spec[State]]] = {
    Status.REGISTERED: registered(),
    Status.EXCLUDED: registered().given(
        commands.ExcludeArrears(reason=ExclusionReason.UNFOUNDED, note="查无此合同")
    ),
    Status.OPEN: verified(),
    Status.JUDICIAL: verified().given(FILED, at="2022-09-10T10:00+08:00"),
    Status.CLEARED: cleared(),
}
QUIET: Final = {("clear", Status.CLEARED)}


def rows() -> Iterator[tuple[str, str]]:
    """From and order of each row of the state table."""
    table = README.read_text(encoding="utf-8").partition("## State table")[2]
    for line in table.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if len(cells) == 6 and cells[0] not in {"From", "---"}:
            yield cells[0], cells[1]


TABLE: Final = {order: where for where, order in rows()}
LEFT_OUT: Final = [
    (order, status)
    for order, where in TABLE.items()
    if order in ORDERS
    for status in Status
    if set(re.findall(r"\w+", where)) & {each.value for each in Status}
    and status.value not in re.findall(r"\w+", where)
    and (order, status) not in QUIET
]


def test_every_order_is_in_the_table() -> None:
    by_time = {commands.NoteTimePassed, commands.RecalculateDeadlines}
    assert {type(order) for order, _ in ORDERS.values()} == ITEM.commands - by_time
    assert set(TABLE) == {*ORDERS, "time passes"}


@pytest.mark.parametrize(("order", "status"), LEFT_OUT)
def test_what_the_table_leaves_out_is_refused(order: str, status: Status) -> None:
    command, actor = ORDERS[order]
    decision = SITUATIONS[status].when(command, at=LATER, actor=actor)
    assert decision.refusal is not None
