"""Whatever is confirmed, set aside and reversed: a row has one state, and pays what it states.

Random orders go through the real deciders of files and items, each fact to the stream it is about.
"""

from collections.abc import Sequence
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from msgspec.structs import replace

from services.arrears.commands import ReversePayment
from services.arrears.model import ITEM, PAYMENT_FILE
from services.arrears.payment_files.commands import SetRowsAside
from services.arrears.payment_files.proposing import known_of, propose
from services.arrears.payment_files.state import Confirmed, PaymentFile
from services.arrears.payment_files.values import PaidRow, RowState
from services.arrears.state import Item
from shared.kernel.decider import Aggregate, Claims, Command, Context, Held, On
from shared.kernel.refusal import Refusal
from shared.testing.specs import STREAM, instant
from tests.builders.arrears import DEBTOR_USCC, OFFICE, item_of, under, verified
from tests.builders.payment_files import CONFIRMED, FILE, confirm, paid_row, pays, receive

OTHER = "01836ce8-3a00-7000-8000-0000000000aa"
ITEMS = (STREAM, OTHER)
AMOUNTS = st.sampled_from([1, 99, 50_000_000, 180_000_000, 200_000_000])
ROWS = st.lists(st.tuples(AMOUNTS, st.sampled_from(["V1", "V2", "V3"])), min_size=1, max_size=4)


class Free(dict[str, Held | None]):
    """The claims so far; what is not among them is free."""

    def __contains__(self, _key: object) -> bool:
        return True

    def __missing__(self, _key: str) -> None:
        return None


class OneFile(RuleBasedStateMachine):
    """One file of a few rows, some with the same voucher, and two items that they may pay."""

    rows: tuple[PaidRow, ...]

    @initialize(rows=ROWS)
    def received(self, rows: Sequence[tuple[int, str]]) -> None:
        self.rows = tuple(
            paid_row(number, fen, voucher_number=voucher)
            for number, (fen, voucher) in enumerate(rows, 4)
        )
        item = item_of(verified())
        self.claims = Free()
        self.streams: dict[str, Any] = {
            STREAM: item,
            OTHER: replace(item, number="LX-A-2022-000002"),
            FILE: PAYMENT_FILE.initial,
        }
        self.order(PAYMENT_FILE, receive(*self.rows), FILE)

    def order(self, aggregate: Aggregate[Any], command: Command, *streams: str) -> None:
        context = Context(
            now=instant(CONFIRMED),
            actor=OFFICE,
            claims=Claims(self.claims),
            policies=under(),
            others={stream: self.streams[stream] for stream in streams[1:]},
        )
        try:
            facts = aggregate.decide(command, self.streams[streams[0]], context)
        except Refusal:
            return
        for fact in facts:
            about = fact if isinstance(fact, On) else On(streams[0], fact)
            kind = PAYMENT_FILE if about.stream_id == FILE else ITEM
            self.streams[about.stream_id] = kind.evolve(self.streams[about.stream_id], about.event)
            for claim in kind.claims(about.event):
                self.claims[claim.key] = Held(about.stream_id, claim.value)

    @rule(place=st.integers(0, 3), part=st.integers(0, 3), first=st.sampled_from(ITEMS))
    def a_row_is_confirmed(self, place: int, part: int, first: str) -> None:
        row = self.rows[place % len(self.rows)]
        second = OTHER if first == STREAM else STREAM
        share = row.amount_fen * part // 3
        split = [(first, share), (second, row.amount_fen - share)]
        one = pays(row, *((item, fen) for item, fen in split if fen))
        self.order(PAYMENT_FILE, confirm(one), FILE, *ITEMS)

    @rule(off=st.integers(-2, 2))
    def all_rows_are_confirmed(self, off: int) -> None:
        shares = [pays(row, (STREAM, row.amount_fen + off)) for row in self.rows]
        self.order(PAYMENT_FILE, confirm(*shares), FILE, *ITEMS)

    @rule(place=st.integers(0, 3))
    def a_row_is_set_aside(self, place: int) -> None:
        row = self.rows[place % len(self.rows)]
        self.order(PAYMENT_FILE, SetRowsAside(rows=(row.number,), reason="无关款项。"), FILE)

    @rule(item=st.sampled_from(ITEMS), voucher=st.sampled_from(["V1", "V2", "V3"]))
    def a_payment_is_reversed(self, item: str, voucher: str) -> None:
        order = ReversePayment(payer_uscc=DEBTOR_USCC, voucher_number=voucher, reason="退票。")
        self.order(ITEM, order, item, *(each for each in (*ITEMS, FILE) if each != item))

    @property
    def file(self) -> PaymentFile:
        file = self.streams[FILE]
        assert isinstance(file, PaymentFile)
        return file

    @property
    def items(self) -> dict[str, Item]:
        return {item: self.streams[item] for item in ITEMS}

    @invariant()
    def every_row_has_the_one_state_that_a_person_or_the_ledger_gives_it(self) -> None:
        known = known_of(self.items, self.file)
        for row in self.rows:
            proposal = propose(row, self.file, known)
            decision = self.file.decisions.get(row.number)
            assert (proposal.state is RowState.CONFIRMED) == isinstance(decision, Confirmed)
            assert (proposal.state is RowState.MATCHED) == (len(proposal.candidates) == 1)
            assert (proposal.state is RowState.AMBIGUOUS) == (len(proposal.candidates) > 1)

    @invariant()
    def a_confirmed_row_pays_what_it_states_and_no_other_row_pays(self) -> None:
        paid: dict[int, int] = {}
        for item in self.items.values():
            for payment in item.payments:
                if payment.reversed_at is None and payment.source is not None:
                    row = payment.source.row
                    paid[row] = paid.get(row, 0) + payment.counted_fen
        confirmed = {row.number: row.amount_fen for row in self.file.decided(Confirmed)}
        assert paid == confirmed


OneFile.TestCase.settings = settings(max_examples=40, stateful_step_count=10, deadline=None)
TestOneFile = OneFile.TestCase
