"""Items from a file: each row once, all rows of a command or none."""

from typing import Any

from msgspec.structs import replace

from services.arrears import refusals
from services.arrears.commands import ImportArrears, RegisterArrears
from services.arrears.events import ArrearsRegistered
from services.arrears.model import ITEM
from services.arrears.state import Item
from services.arrears.tables import row as row_of
from shared.kernel.decider import On
from shared.kernel.imports import ImportedFrom, import_id
from shared.testing.specs import STREAM
from tests.builders.arrears import (
    OFFICE,
    REGISTERED,
    THE_CONTRACT,
    items,
    register_arrears,
    registered,
)

FILE = import_id("arrears-import", "sha256:9f86", OFFICE)
SECOND = "01836ce8-3a00-7000-8000-000000000002"
CARD = "01836ce8-3a00-7000-8000-0000000000c1"


def row(number: int, contract: str = "C-1", **changes: Any) -> RegisterArrears:
    source = ImportedFrom(import_id=FILE, digest="sha256:9f86", row=number)
    agreed = replace(THE_CONTRACT, number=contract)
    return register_arrears(contract=agreed, imported_from=source, **changes)


def both(first: RegisterArrears, second: RegisterArrears) -> ImportArrears:
    return ImportArrears(ids=(STREAM, SECOND), registrations=(first, second))


def entered(facts: Any) -> list[On]:
    return [fact for fact in facts if isinstance(fact, On)]


def test_an_item_tells_the_file_and_the_row_it_came_from_and_takes_the_row() -> None:
    decision = items().when(row(17), at=REGISTERED)
    [fact] = decision.facts
    assert isinstance(fact, ArrearsRegistered)
    assert fact.imported_from == row(17).imported_from
    done = decision.done()
    assert f"import/{FILE}/17" in done.claims
    assert isinstance(done.state, Item)
    columns = row_of(done.state, 1)
    assert columns is not None
    assert (columns["import_id"], columns["import_row"]) == (FILE, 17)


def test_a_2_several_rows_are_numbered_one_after_the_other_in_one_decision() -> None:
    contact = {"name": "张三", "phone": "13812345678"}
    second = row(4, "C-2", creditor_contact_id=CARD, creditor_contact=contact)
    order = both(row(3), second)
    facts = entered(items().when(order, at=REGISTERED).facts)
    events = [fact.event for fact in facts]
    numbers = [event.number for event in events if isinstance(event, ArrearsRegistered)]
    assert [fact.stream_id for fact in facts] == [STREAM, SECOND]
    assert numbers == ["LX-A-2022-000001", "LX-A-2022-000002"]
    cards = ITEM.cards(order, events)
    assert [(card.id, card.content) for card in cards] == [(CARD, contact)]


def test_a_row_that_is_an_item_already_stays_quiet() -> None:
    taken = registered(
        contract=replace(THE_CONTRACT, number="C-1"), imported_from=row(17).imported_from
    ).claims
    items().when(row(17), at=REGISTERED, claims=taken).then_nothing()
    again = both(row(17), row(18, "C-2"))
    facts = entered(items().when(again, at=REGISTERED, claims=taken).facts)
    assert [fact.stream_id for fact in facts] == [SECOND]


def test_a_2_a_contract_of_the_row_before_refuses_all() -> None:
    items().when(both(row(3), row(4)), at=REGISTERED).then_refused(
        refusals.ContractRegistered, number="LX-A-2022-000001"
    )


def test_an_id_that_is_an_item_already_refuses_all() -> None:
    order = both(row(3), row(4, "C-2"))
    items().when(order, at=REGISTERED, others={SECOND: registered().state}).then_refused(
        refusals.ArrearsExists
    )
