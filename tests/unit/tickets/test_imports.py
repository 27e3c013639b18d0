"""Tickets from a file: each row once, all rows of a command or none; the trace of the file itself."""

from typing import Any

from msgspec.structs import replace

from services.tickets import refusals
from services.tickets.commands import ImportTickets, Looked, SubmitTicket
from services.tickets.events import TicketDuplicatesProposed, TicketSubmitted
from services.tickets.model import TICKET
from shared.kernel.decider import Held, On
from shared.kernel.imports import (
    IMPORT,
    ImportedFrom,
    ImportReceived,
    Mode,
    ReceiveImport,
    import_id,
)
from shared.testing.specs import STREAM, Spec, instant
from tests.builders.ticket_situations import candidate
from tests.builders.tickets import (
    FINANCE_BUREAU,
    FIRM,
    HOTLINE,
    RECEIVED,
    submit_ticket,
    submitted,
    tickets,
)

FILE = import_id("ticket-import", "sha256:9f86", HOTLINE)
SECOND = "01836ce8-3a00-7000-8000-000000000002"
RECEIVE = ReceiveImport(digest="sha256:9f86", mode=Mode.ALL_OR_NOTHING, rows=2, refused=0)


def row(number: int, **changes: Any) -> SubmitTicket:
    source = ImportedFrom(import_id=FILE, digest="sha256:9f86", row=number)
    return submit_ticket(imported_from=source, **changes)


def both(first: SubmitTicket, second: SubmitTicket) -> ImportTickets:
    return ImportTickets(ids=(STREAM, SECOND), submissions=(first, second))


def numbers(facts: Any) -> list[tuple[str, str]]:
    return [
        (fact.stream_id, fact.event.number)
        for fact in facts
        if isinstance(fact, On) and isinstance(fact.event, TicketSubmitted)
    ]


def test_a_ticket_tells_the_file_and_the_row_it_came_from_and_takes_the_row() -> None:
    order = row(17)
    decision = tickets().when(order, at=RECEIVED, actor=HOTLINE)
    [fact] = decision.facts
    assert isinstance(fact, TicketSubmitted)
    assert fact.imported_from == order.imported_from
    assert f"import/{FILE}/17" in decision.done().claims


def test_a_row_that_is_a_ticket_already_stays_quiet() -> None:
    taken = submitted(imported_from=row(17).imported_from).claims
    tickets().when(row(17), at=RECEIVED, claims=taken).then_nothing()
    again = both(row(17), row(18, looked=Looked(last_of_firm=STREAM)))
    facts = tickets().when(again, at=RECEIVED, claims=taken).facts
    assert [stream for stream, _ in numbers(facts)] == [SECOND]


def test_several_rows_are_numbered_one_after_the_other_in_one_decision() -> None:
    second = row(4, upstream_number="2", looked=Looked(last_of_firm=STREAM))
    order = both(row(3, upstream_number="1"), second)
    decision = tickets().when(order, at=RECEIVED, actor=HOTLINE)
    assert numbers(decision.facts) == [
        (STREAM, "LX-T-2022-000001"), (SECOND, "LX-T-2022-000002"),
    ]  # fmt: skip
    cards = TICKET.cards(order, [fact.event for fact in decision.facts if isinstance(fact, On)])
    assert [card.id for card in cards] == [each.contact_id for each in order.submissions]


def test_t_12_a_row_that_may_repeat_one_before_it_is_proposed_as_its_duplicate() -> None:
    """The number of the other is known when both are decided."""
    like = candidate(ticket_id=STREAM, number="", similarity=9000)
    second = row(4, looked=Looked(last_of_firm=STREAM, candidates=(like,)))
    facts = tickets().when(both(row(3), second), at=RECEIVED, actor=HOTLINE).facts
    [proposed] = [
        fact.event
        for fact in facts
        if isinstance(fact, On) and isinstance(fact.event, TicketDuplicatesProposed)
    ]
    assert [(each.ticket_id, each.number) for each in proposed.candidates] == [
        (STREAM, "LX-T-2022-000001")
    ]


def test_one_row_at_fault_refuses_all() -> None:
    elsewhere = replace(FIRM, township_code="530921101")
    order = both(row(3), row(4, firm=elsewhere))
    tickets().when(order, at=RECEIVED).then_refused(
        refusals.TownshipNotInDistrict, township_code="530921101"
    )


def test_a_row_cannot_take_the_upstream_number_of_the_one_before() -> None:
    looked = Looked(last_of_firm=STREAM, last_of_number=STREAM)
    order = both(row(3, upstream_number="1"), row(4, upstream_number="1", looked=looked))
    tickets().when(order, at=RECEIVED).then_refused(
        refusals.UpstreamNumberKnown, number="LX-T-2022-000001"
    )


def test_an_id_that_is_a_ticket_already_refuses_all() -> None:
    order = both(row(3), row(4))
    tickets().when(order, at=RECEIVED, others={SECOND: submitted().state}).then_refused(
        refusals.TicketExists
    )


def test_an_import_leaves_a_trace_of_the_file_and_says_nothing_twice() -> None:
    received = Spec(IMPORT).when(RECEIVE, at=RECEIVED, actor=FINANCE_BUREAU)
    after = received.then(
        ImportReceived(
            digest="sha256:9f86",
            mode=Mode.ALL_OR_NOTHING,
            rows=2,
            refused=0,
            client="console",
            unit="FIN",
            received_at=instant(RECEIVED),
        )
    )
    after.when(RECEIVE).then_nothing()
    valid_only = replace(RECEIVE, mode=Mode.VALID_ROWS_ONLY)
    assert len(after.when(valid_only).facts) == 1
    assert IMPORT.owned_by(after.state, FINANCE_BUREAU)
    assert not IMPORT.owned_by(after.state, HOTLINE)


def test_the_same_file_of_another_unit_is_another_import() -> None:
    assert import_id("ticket-import", "sha256:9f86", HOTLINE) == FILE
    assert import_id("ticket-import", "sha256:9f86", FINANCE_BUREAU) != FILE
    assert import_id("ticket-import", "sha256:0000", HOTLINE) != FILE


def test_a_claim_is_held_by_what_a_decision_took_itself() -> None:
    known = {"upstream/phone/7": Held(SECOND, 2022 * 10**9 + 1)}
    order = both(row(3), row(4, channel="phone", upstream_number="7"))
    tickets().when(order, at=RECEIVED, claims=known).then_refused(refusals.UpstreamNumberKnown)
