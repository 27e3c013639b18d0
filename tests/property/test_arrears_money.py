"""Money is neither made nor lost, whatever is ordered in whatever order (domain rules, section 10).

Random orders go through the real decider; accepted or refused, after each of them the amounts of
the item, its duties and its journal must agree to the fen.
"""

from datetime import date, timedelta
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)

from services.arrears.commands import (
    AnnounceClearance,
    ClearArrears,
    ConfirmReceipt,
    DecideCorrection,
    DecidePlan,
    DisputeArrears,
    EndJudicial,
    NoteTimePassed,
    ReceiveInstrument,
    RequestCorrection,
    ResolveDispute,
    ReversePayment,
    SettleInstrument,
    SettleOverpayment,
    StartJudicial,
    WithdrawSettlement,
)
from services.arrears.events import (
    Correction,
    CorrectionKind,
    InstrumentKind,
    JudicialWay,
    Share,
)
from services.arrears.journal import Account, Journal
from services.arrears.rules.schedule import is_scheduled, unpaid_fen
from services.arrears.seeds import FIRST_PROGRAMME
from services.arrears.state import Item, Status
from services.arrears.statistics import standing
from shared.kernel.actor import Actor
from shared.kernel.clock import shanghai_date
from shared.kernel.decider import Command
from shared.testing.specs import STREAM, Spec, instant
from tests.builders.arrears import (
    COLLEAGUE,
    DEBTOR,
    DEBTOR_USCC,
    IN_CHARGE,
    OFFICE,
    PROOF,
    REGISTERED,
    TIMER,
    VERIFIED,
    items,
    pay,
    register_arrears,
    submit_plan,
    verify_arrears,
)

CONTRACT_FEN = 500_000_000
THRESHOLD_FEN = FIRST_PROGRAMME.programme.threshold_fen
AMOUNTS = st.one_of(
    st.integers(1, CONTRACT_FEN),
    st.sampled_from([1, 99, THRESHOLD_FEN - 1, THRESHOLD_FEN, THRESHOLD_FEN + 1, CONTRACT_FEN]),
)
PARTS = st.floats(0, 1)
NUMBERS = st.sampled_from(["V1", "V2", "V3"])
REASON = "核对账目后更正。"


class OneItem(RuleBasedStateMachine):
    """One item from its verification on, in the year the plan is about and the one after."""

    spec: Spec[Any]

    @initialize(principal=AMOUNTS, part=st.floats(0, 1))
    def verified(self, principal: int, part: float) -> None:
        self.spec = (
            items()
            .given(register_arrears(), at=REGISTERED)
            .given(verify_arrears(principal, int(principal * part)), at=VERIFIED)
        )

    @property
    def item(self) -> Item:
        state = self.spec.state
        assert isinstance(state, Item)
        return state

    @property
    def today(self) -> date:
        assert self.spec.now is not None
        return shanghai_date(self.spec.now)

    def order(self, command: Command, actor: Actor = OFFICE) -> None:
        decision = self.spec.when(command, actor=actor)
        if decision.refusal is None:
            self.spec = decision.done()

    @rule(days=st.integers(1, 60))
    def time_passes(self, days: int) -> None:
        later = f"{(self.today + timedelta(days=days)).isoformat()}T09:00+08:00"
        if instant(later).year < 2025:
            at = instant(later)
            decision = self.spec.when(NoteTimePassed(at=at), at=later, actor=TIMER)
            self.spec = decision.done()

    @rule(number=NUMBERS, amount=AMOUNTS, interest=st.integers(0, 1_000_000))
    def a_payment(self, number: str, amount: int, interest: int) -> None:
        principal = max(0, amount - interest)
        shares = (Share(STREAM, amount, principal),)
        self.order(pay(number, amount, self.today.isoformat(), shares=shares))

    @rule(number=NUMBERS)
    def what_is_payable_is_paid(self, number: str) -> None:
        if self.item.money.payable_fen:
            self.order(pay(number, self.item.money.payable_fen, self.today.isoformat()))

    @precondition(lambda self: self.item.payments)
    @rule(data=st.data())
    def a_reversal(self, data: st.DataObject) -> None:
        number = data.draw(st.sampled_from([p.voucher.number for p in self.item.payments]))
        self.order(ReversePayment(payer_uscc=DEBTOR_USCC, voucher_number=number, reason=REASON))

    @rule(number=NUMBERS, amount=AMOUNTS, accepted=st.booleans())
    def a_note(self, number: str, amount: int, accepted: bool) -> None:  # noqa: FBT001
        self.order(
            ReceiveInstrument(
                number=number,
                instrument=InstrumentKind.BANK_ACCEPTANCE,
                drawer="临翔区住房和城乡建设局",
                amount_fen=amount,
                matures_on=self.today,
                accepted=accepted,
            )
        )

    @precondition(lambda self: self.item.instruments)
    @rule(number=NUMBERS, paid=st.booleans())
    def a_note_matures(self, number: str, paid: bool) -> None:  # noqa: FBT001
        self.order(SettleInstrument(number=number, paid=paid, on=self.today, reason=REASON))

    @precondition(lambda self: self.item.money.overpaid_fen)
    @rule(part=PARTS, number=NUMBERS)
    def an_overpayment_goes_back(self, part: float, number: str) -> None:
        amount = max(1, int(self.item.money.overpaid_fen * part))
        self.order(
            SettleOverpayment(amount_fen=amount, refunded=True, voucher_number=number, note="")
        )

    @precondition(lambda self: self.item.settlements)
    @rule(number=NUMBERS)
    def the_refund_was_none(self, number: str) -> None:
        self.order(WithdrawSettlement(voucher_number=number, reason=REASON))

    @precondition(lambda self: self.item.money.payable_fen)
    @rule(part=PARTS)
    def a_dispute(self, part: float) -> None:
        amounts = self.item.money
        more = max(1, int(amounts.payable_fen * part))
        self.order(DisputeArrears(disputed_fen=amounts.disputed_fen + more, reason="质量争议"))

    @precondition(lambda self: self.item.money.disputed_fen)
    @rule(owed=st.floats(0, 1), dropped=st.floats(0, 1), back=st.integers(0, 90))
    def a_resolution(self, owed: float, dropped: float, back: int) -> None:
        disputed = self.item.money.disputed_fen
        owed_fen = int(disputed * owed)
        self.order(
            ResolveDispute(
                owed_fen=owed_fen,
                dropped_fen=int((disputed - owed_fen) * dropped),
                effective_on=self.today - timedelta(days=back),
                basis="和解协议",
            )
        )

    @precondition(lambda self: self.item.status is Status.OPEN)
    @rule(owed=PARTS, days=st.integers(1, 200), paid=st.booleans())
    def a_court_has_it_for_a_while(self, owed: float, days: int, paid: bool) -> None:  # noqa: FBT001
        self.order(
            StartJudicial(
                way=JudicialWay.LITIGATION,
                body="临翔区人民法院",
                case_number="（2022）云0902民初1号",
                filed_on=self.today,
            )
        )
        if paid:
            self.order(pay("V4", CONTRACT_FEN // 10, self.today.isoformat()))
        self.time_passes(days)
        owed_fen = int(CONTRACT_FEN * owed)
        self.order(EndJudicial(outcome="判决", effective_on=self.today, owed_fen=owed_fen))

    @precondition(lambda self: self.item.plan is None and self.item.money.payable_fen > 1)
    @rule(first=st.floats(0.01, 0.99), days=st.integers(1, 200))
    def a_plan(self, first: float, days: int) -> None:
        payable = self.item.money.payable_fen if self.item.amounts else 0
        part = max(1, int(payable * first))
        days_of = [self.today + timedelta(days=days), self.today + timedelta(days=days + 10)]
        amounts = [part, payable - part]
        self.order(
            submit_plan(*zip([day.isoformat() for day in days_of], amounts, strict=True)), DEBTOR
        )
        self.order(DecidePlan(approved=True, reason="同意"), IN_CHARGE)

    @rule(amount=AMOUNTS)
    def a_correction(self, amount: int) -> None:
        said = Correction(kind=CorrectionKind.AMOUNT, principal_fen=amount)
        self.order(RequestCorrection(correction=said, reason=REASON, evidence=PROOF), OFFICE)
        self.order(DecideCorrection(approved=True, reason=REASON), COLLEAGUE)

    @rule(content=st.booleans())
    def a_clearance(self, content: bool) -> None:  # noqa: FBT001
        self.order(AnnounceClearance())
        self.order(ConfirmReceipt(received=content, note="款项已到账"))
        self.order(ClearArrears())

    @invariant()
    def nothing_is_negative(self) -> None:
        amounts = self.item.money
        assert min(
            amounts.principal_fen,
            amounts.disputed_fen,
            amounts.received_fen,
            amounts.repaid_fen,
            amounts.overpaid_fen,
            amounts.outstanding_fen,
            amounts.undisputed_fen,
            amounts.payable_fen,
        ) >= 0  # fmt: skip

    @invariant()
    def verified_is_repaid_and_outstanding_and_written_corrections(self) -> None:
        amounts = self.item.money
        assert (
            amounts.verified_fen
            == amounts.repaid_fen + amounts.outstanding_fen + amounts.reduced_fen
        )
        assert amounts.disputed_fen + amounts.undisputed_fen == amounts.principal_fen
        assert amounts.repaid_fen <= amounts.principal_fen

    @invariant()
    def what_came_in_is_what_the_vouchers_and_notes_say(self) -> None:
        item = self.item
        payments = sum(p.counted_fen for p in item.payments if p.reversed_at is None)
        notes = sum(i.counted_fen for i in item.instruments)
        settled = sum(settlement.amount_fen for settlement in item.settlements)
        assert item.money.received_fen == payments + notes - settled

    @invariant()
    def the_journal_agrees_with_the_item(self) -> None:
        amounts, journal = self.item.money, Journal()
        for fact in self.spec.history:
            journal.post(type(fact).__name__, instant(REGISTERED), fact)
        assert {account: journal.balances[account] for account in Account} == {
            Account.UNDISPUTED: amounts.payable_fen,
            Account.DISPUTED: amounts.disputed_fen,
            Account.RECEIVED: amounts.received_fen,
            Account.WRITTEN_OFF: amounts.reduced_fen,
            Account.VERIFIED: amounts.verified_fen,
            Account.OVERPAID: amounts.overpaid_fen,
        }

    @invariant()
    def the_rates_reckon_with_the_same_amounts(self) -> None:
        item, amounts = self.item, self.item.money
        told = standing(self.spec.history, date.max)
        assert told is not None
        assert (told.principal_fen, told.disputed_fen, told.repaid_fen) == (
            amounts.principal_fen,
            amounts.disputed_fen,
            amounts.repaid_fen,
        )
        assert (told.judicial, told.cleared) == (
            item.status is Status.JUDICIAL,
            item.status is Status.CLEARED,
        )

    @invariant()
    def duties_add_up_to_what_is_payable(self) -> None:
        item = self.item
        programme = FIRST_PROGRAMME.programme
        if item.status is Status.JUDICIAL:
            return
        owed = unpaid_fen(item.schedule, item.money.repaid_fen)
        if is_scheduled(item, item.size_class or "", programme):
            assert owed == item.money.payable_fen
        else:
            assert not item.schedule.duties

    @invariant()
    def the_class_depends_on_the_principal_alone(self) -> None:
        item = self.item
        assert item.size_class == FIRST_PROGRAMME.programme.size_class(item.money.principal_fen)

    @invariant()
    def a_cleared_item_owes_nothing_undisputed(self) -> None:
        if self.item.status is Status.CLEARED:
            assert not self.item.money.payable_fen


TestOneItem = OneItem.TestCase
TestOneItem.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)
