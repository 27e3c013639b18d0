"""The campaign of 2022, played on a clock set by hand: 500 items, some over HTTP, the rest through
the real writer.

At each turn debts are found, and every item may take a step of a seeded random walk; the timer, at
work beside it, is waited for. An order that the rules refuse is no step.
"""

import asyncio
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from random import Random
from typing import Any, Final

from msgspec.structs import replace

from services.arrears import commands, queries
from services.arrears.codes import CreditorKind, DebtorKind
from services.arrears.events import (
    Correction,
    CorrectionKind,
    Creditor,
    Debtor,
    Instalment,
    InstrumentKind,
    JudicialWay,
    PaymentMethod,
    Share,
    Voucher,
)
from services.arrears.rules.money import resized
from services.arrears.state import InstrumentStatus, Item, Status
from shared.eventstore.log import Order, Outcome
from shared.eventstore.store import Store
from shared.kernel.actor import Actor, Role
from shared.kernel.clock import SHANGHAI, SimulatedClock, shanghai_date
from shared.kernel.decider import Command
from shared.kernel.ids import derived_id
from shared.kernel.money import format_amount
from shared.kernel.refusal import Refusal
from shared.testing.client import Api
from shared.testing.orders import order
from shared.testing.progress import until
from tests.builders.arrears import (
    COLLEAGUE,
    OFFICE,
    PLATFORM,
    PROOF,
    THE_CONTRACT,
    THE_CREDITOR,
    THE_DEBTOR,
    register_arrears,
)
from tests.builders.arrears_bodies import registration, yuan
from tests.builders.firms import credit_code

CONTRACT_FEN: Final = 900_000_000
EDGES: Final = (1, 99, 199_999_999, 200_000_000, 200_000_001, CONTRACT_FEN)
IN_CHARGE: Final = ("DRC", "COM", "SASAC", "HEALTH")
TOWNSHIPS: Final = ("530902001", "530902002", "530902102", "530902208")
REASON: Final = "核对账目后更正。"
TIMER_SECONDS: Final = 30.0

Step = tuple[Command, Actor]


class CampaignYear:
    """`items` are those registered so far, each as its last outcome left it; whatever is drawn is
    drawn from `seed` alone.
    """

    def __init__(
        self,
        store: Store,
        clock: SimulatedClock,
        api: Api,
        seed: int,
        timer_seconds: float = TIMER_SECONDS,
    ) -> None:
        self.store = store
        self.clock = clock
        self.api = api
        self.items: dict[str, Item] = {}
        self._seed = seed
        self._random = Random(seed)
        self._numbers = 0
        self._timer_seconds = timer_seconds

    @property
    def today(self) -> date:
        return shanghai_date(self.clock.now())

    async def turn(self, at: datetime, *, found: int = 0, over_http: int = 0) -> None:
        """Go to an instant; wait for the timer, find new debts, let every item take a step."""
        self.clock.set(at)
        await self.caught_up()
        steps = [
            self.order_of(item_id, step)
            for item_id, item in list(self.items.items())
            if (step := self._step(item_id, item)) is not None
        ]
        await self.carry_out([*(self.registration() for _ in range(found)), *steps])
        for _ in range(over_http):
            await self._over_http()

    async def caught_up(self) -> None:
        """Until the timer has said all there is to say at this instant."""

        async def nothing_due() -> bool:
            return not await queries.CASES.due(self.store.pool, self.clock.now(), 1)

        await until(nothing_due, seconds=self._timer_seconds)

    async def carry_out(self, orders: list[Order]) -> None:
        submit = self.store.writer.submit
        for outcome in await asyncio.gather(*map(submit, orders), return_exceptions=True):
            if isinstance(outcome, Outcome):
                if isinstance(outcome.state, Item):
                    self.items[outcome.stream_id] = outcome.state
            elif not isinstance(outcome, Refusal):
                raise outcome

    def order_of(self, item_id: str, step: Step) -> Order:
        command, actor = step
        shares: tuple[Share, ...] = ()
        if isinstance(command, commands.RecordPayment):
            shares = command.voucher.shares
        elif isinstance(command, commands.ReversePayment):
            shares = next(
                payment.voucher.shares
                for payment in self.items[item_id].payments
                if payment.voucher.number == command.voucher_number
            )
        others = [share.item_id for share in shares if share.item_id != item_id]
        return order(command, item_id, *others, actor=actor)

    def number(self) -> int:
        self._numbers += 1
        return self._numbers

    # New debts.

    def registration(self) -> Order:
        number, pick = self.number(), self._random.choice
        command = register_arrears(
            debtor=self._debtor(),
            creditor=replace(
                THE_CREDITOR,
                uscc=credit_code(1000 + self._random.randrange(60)),
                kind=pick(list(CreditorKind)),
            ),
            contract=replace(
                THE_CONTRACT,
                number=f"LXZJ-{number}",
                amount_fen=CONTRACT_FEN,
                delivered_on=self.today - timedelta(days=self._random.randrange(400)),
            ),
            claimed_fen=CONTRACT_FEN,
            discovered_on=self.today,
        )
        stream = derived_id("campaign", str(self._seed), str(number))
        return order(command, stream, actor=OFFICE)

    def _debtor(self) -> Debtor:
        number = self._random.randrange(12)
        kinds = list(DebtorKind)
        return replace(
            THE_DEBTOR,
            uscc=credit_code(number),
            kind=kinds[number % len(kinds)],
            supervising=IN_CHARGE[number % len(IN_CHARGE)],
            township_code=TOWNSHIPS[number % 3],
            unit=None,
        )

    def _amount(self) -> int:
        if self._random.random() < 0.2:
            return self._random.choice(EDGES)
        return self._random.randrange(1, CONTRACT_FEN // 2)

    # Over HTTP: a debt is found, verified and paid in part.

    async def _over_http(self) -> None:
        number, principal = self.number(), self._amount()
        body = registration()
        body["contract"] |= {
            "number": f"HTTP-{number}",
            "amount": yuan(format_amount(CONTRACT_FEN)),
        }
        body["claim"] |= {"amount": yuan("1.00"), "discovered_on": self.today.isoformat()}
        state = await self._post("", body)
        path = f"/{state['id']}"
        said = {"principal": yuan(format_amount(principal)), "disputed": yuan("0.00")}
        state = await self._post(f"{path}/verification", said, state["version"])
        voucher = {
            "number": f"HTTP-{number}",
            "payer_uscc": body["debtor"]["uscc"],
            "payer_name": body["debtor"]["name"],
            "payee_uscc": body["creditor"]["uscc"],
            "amount": yuan(format_amount(self._random.randrange(1, principal + 1))),
            "value_on": (self.today - timedelta(days=self._random.randrange(20))).isoformat(),
            "method": "treasury",
        }
        await self._post(f"{path}/payments", {"voucher": voucher}, state["version"])
        quiet = commands.NoteTimePassed(at=self.clock.now())
        await self.carry_out([self.order_of(state["id"], (quiet, OFFICE))])

    async def _post(self, path: str, body: Any, version: int | None = None) -> dict[str, Any]:
        answer = await self.api.post(f"/v1/arrears{path}", body, version=version)
        assert answer.is_success, answer.text
        state: dict[str, Any] = answer.json()
        return state

    # What may happen to an item next.

    def _step(self, item_id: str, item: Item) -> Step | None:
        if item.correction is not None:
            yes = self._random.random() < 0.8
            return commands.DecideCorrection(approved=yes, reason=REASON), COLLEAGUE
        if item.status is Status.REGISTERED:
            return self._verification()
        if item.plan_pending is not None:
            return self.plan(item_id, item)
        if self._random.random() < 0.25:
            return None
        chooser = self._random.choices(list(_WEIGHTS), list(_WEIGHTS.values()))[0]
        return chooser(self, item_id, item)

    def _verification(self) -> Step:
        principal = self._amount()
        disputed = self._random.choice((0, 0, 0, principal, principal // 3))
        verified = commands.VerifyArrears(
            principal_fen=principal, disputed_fen=disputed, dispute_reason="质量" * bool(disputed)
        )
        return verified, OFFICE

    def payment(self, item_id: str, item: Item) -> Step | None:
        """In part, in full or too much; sometimes the voucher pays another debt as well."""
        if not item.money.outstanding_fen:
            return self.refund(item_id, item)
        owed = item.money.outstanding_fen
        amount = self._random.choice((owed, owed, owed // 2, owed // 5, owed + 12_345)) or 1
        principal = amount - self._random.choice((0, 0, amount // 9))
        shares = [Share(item_id, amount, principal)]
        other = next(
            (
                one
                for one, its in self.items.items()
                if its.creditor.uscc == item.creditor.uscc and its.amounts and one != item_id
            ),
            None,
        )
        if other is not None and self._random.random() < 0.15:
            shares.append(Share(other, 100_000, 100_000))
        voucher = Voucher(
            number=f"V-{self.number()}",
            payer_uscc=item.debtor.uscc,
            payer_name=item.debtor.name,
            payee_uscc=item.creditor.uscc,
            amount_fen=sum(share.amount_fen for share in shares),
            value_on=self._earlier(25),
            method=PaymentMethod.TREASURY,
            shares=tuple(shares),
        )
        return commands.RecordPayment(voucher=voucher), OFFICE

    def reversal(self, _item_id: str, item: Item) -> Step | None:
        standing = [one.voucher for one in item.payments if one.reversed_at is None]
        if not standing:
            return None
        voucher = self._random.choice(standing)
        bounced = commands.ReversePayment(
            payer_uscc=voucher.payer_uscc, voucher_number=voucher.number, reason=REASON
        )
        return bounced, OFFICE

    def instrument(self, _item_id: str, item: Item) -> Step:
        held = [one for one in item.instruments if one.status is InstrumentStatus.HELD]
        if held:
            paid = self._random.random() < 0.7
            ended = commands.SettleInstrument(
                number=held[0].number, paid=paid, on=self._earlier(3), reason=REASON
            )
            return ended, OFFICE
        received = commands.ReceiveInstrument(
            number=f"B-{self.number()}",
            instrument=InstrumentKind.BANK_ACCEPTANCE,
            drawer=item.debtor.name,
            amount_fen=item.money.outstanding_fen // 2 or 1,
            matures_on=self.today,
            accepted=self._random.random() < 0.5,
        )
        return received, OFFICE

    def refund(self, _item_id: str, item: Item) -> Step | None:
        if item.settlements and self._random.random() < 0.6:
            number = item.settlements[-1].voucher_number
            return commands.WithdrawSettlement(voucher_number=number, reason=REASON), OFFICE
        overpaid = item.money.overpaid_fen
        settled = commands.SettleOverpayment(
            amount_fen=overpaid or 1, refunded=True, voucher_number=f"T{self.number()}", note=""
        )
        return (settled, OFFICE) if overpaid else None

    def dispute(self, _item_id: str, item: Item) -> Step | None:
        amounts = item.money
        if amounts.disputed_fen and self._random.random() < 0.6:
            owed = int(amounts.disputed_fen * self._random.random())
            dropped = int((amounts.disputed_fen - owed) * self._random.random())
            resolved = commands.ResolveDispute(
                owed_fen=owed, dropped_fen=dropped, effective_on=self._earlier(40), basis="调解书"
            )
            return resolved, OFFICE
        more = int(amounts.payable_fen * self._random.random())
        disputed = amounts.disputed_fen + more
        return commands.DisputeArrears(disputed_fen=disputed, reason=f"争议{more}"), OFFICE

    def court(self, _item_id: str, item: Item) -> Step:
        if item.status is Status.JUDICIAL:
            owed = int(item.money.principal_fen * self._random.choice((1, 1, 0.5)))
            ruled = commands.EndJudicial(
                outcome="判决", effective_on=self._earlier(5), owed_fen=owed
            )
            return ruled, OFFICE
        started = commands.StartJudicial(
            way=JudicialWay.LITIGATION,
            body="临翔区人民法院",
            case_number=f"（2022）云0902民初{self.number()}号",
            filed_on=self._earlier(30),
        )
        return started, OFFICE

    def correction(self, _item_id: str, item: Item) -> Step:
        """Of the amount, often across the line; else of a party."""
        chance, said = self._random.random(), None
        if chance < 0.15:
            debtor = replace(item.debtor, township_code=self._random.choice(TOWNSHIPS))
            said = Correction(kind=CorrectionKind.DEBTOR, debtor=debtor)
        elif chance < 0.25:
            creditor = replace(item.creditor, kind=self._random.choice(list(CreditorKind)))
            said = Correction(kind=CorrectionKind.CREDITOR, creditor=creditor)
        else:
            fen = self._random.choice((self._amount(), resized(item.money, 1).repaid_fen or 1))
            said = Correction(kind=CorrectionKind.AMOUNT, principal_fen=fen)
        return commands.RequestCorrection(correction=said, reason=REASON, evidence=PROOF), OFFICE

    def assignment(self, _item_id: str, item: Item) -> Step:
        kind = self._random.choice(list(CreditorKind))
        creditor: Creditor = replace(
            item.creditor, uscc=credit_code(2000 + self._random.randrange(40)), kind=kind
        )
        return commands.AssignClaim(creditor=creditor, notified_on=self._earlier(15)), OFFICE

    def plan(self, _item_id: str, item: Item) -> Step:
        charge = Actor(id="charge", role=Role.DEPARTMENT, unit=item.debtor.supervising)
        if item.plan_pending is not None:
            return commands.DecidePlan(approved=True, reason="同意"), charge
        payable = item.money.payable_fen
        instalments = (
            Instalment(self.today + timedelta(days=30), payable // 2),
            Instalment(self.today + timedelta(days=60), payable - payable // 2),
        )
        return commands.SubmitPlan(difficulty="确有困难。", instalments=instalments), PLATFORM

    def clearance(self, item_id: str, item: Item) -> Step | None:
        if item.status is Status.CLEARED and self._random.random() < 0.2:
            return commands.ReopenArrears(reason=REASON), OFFICE
        if item.money.payable_fen or not item.money.repaid_fen:
            return self.payment(item_id, item)
        if item.clearance is None:
            return commands.AnnounceClearance(), OFFICE
        if item.clearance.received is None and self._random.random() < 0.5:
            return commands.ConfirmReceipt(received=True), OFFICE
        return commands.ClearArrears(), OFFICE

    def _earlier(self, days: int) -> date:
        return self.today - timedelta(days=self._random.randrange(days + 1))


_WEIGHTS: Final[dict[Callable[[CampaignYear, str, Item], Step | None], int]] = {
    CampaignYear.clearance: 28,
    CampaignYear.payment: 22,
    CampaignYear.dispute: 12,
    CampaignYear.correction: 7,
    CampaignYear.court: 7,
    CampaignYear.plan: 10,
    CampaignYear.instrument: 6,
    CampaignYear.reversal: 4,
    CampaignYear.refund: 6,
    CampaignYear.assignment: 2,
}


def turns(first: date, last: date, days: int) -> Iterator[datetime]:
    """The mornings from first to last, so many days apart."""
    day = first
    while day <= last:
        yield datetime(day.year, day.month, day.day, 10, 30, tzinfo=SHANGHAI)
        day += timedelta(days=days)
