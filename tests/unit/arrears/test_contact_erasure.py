"""A contact's card is emptied for good, and the ledger goes on without it (PIPL art. 47)."""

from datetime import date

from msgspec.structs import replace

from services.arrears.cards import cards
from services.arrears.commands import AssignClaim, EraseContact
from services.arrears.events import ArrearsClaimAssigned, ArrearsContactErased, Party
from services.arrears.refusals import NoContact
from services.arrears.rules.people import contact_ids
from shared.kernel.decider import Card, Event
from shared.testing.specs import instant
from tests.builders.arrears import OFFICE, THE_CREDITOR, item_of, registered

CARD = "0192f0c1-7d3a-7c44-9b1e-5f0e6a1c2d3e"
NEW_CARD = "0192f0c1-7d3a-7c44-9b1e-5f0e6a1c2d3f"
ERASED = "2022-08-25T10:00+08:00"
ORDER = EraseContact(party=Party.CREDITOR, ground="本人申请删除")
NAMED = registered(
    creditor_contact_id=CARD, creditor_contact={"name": "张三", "phone": "13812345678"}
)


def test_an_erasure_names_the_card_and_empties_it() -> None:
    fact = ArrearsContactErased(
        party=Party.CREDITOR,
        contact_id=CARD,
        ground="本人申请删除",
        erased_by=OFFICE.id,
        erased_at=instant(ERASED),
    )
    after = NAMED.when(ORDER, at=ERASED).then(fact)
    assert list(cards(ORDER, [fact])) == [Card(CARD, None)]
    assert (contact_ids(item_of(NAMED)), contact_ids(item_of(after))) == ((CARD,), ())


def test_an_erasure_of_a_contact_nobody_named_is_refused() -> None:
    NAMED.when(EraseContact(party=Party.DEBTOR, ground="本人申请删除")).then_refused(NoContact)


def test_an_erasure_repeated_is_quiet() -> None:
    NAMED.given(ORDER, at=ERASED).when(ORDER).then_nothing()


def test_an_assignment_brings_the_new_contact_and_empties_the_card_of_the_old() -> None:
    other = replace(THE_CREDITOR, name="临翔区永泉建材有限公司")
    order = AssignClaim(
        creditor=other,
        notified_on=date(2022, 8, 24),
        creditor_contact_id=NEW_CARD,
        creditor_contact={"name": "李四", "phone": "13987654321"},
    )
    assigned = NAMED.when(order, at=ERASED)
    facts = [fact for fact in assigned.facts if isinstance(fact, Event)]
    assert [type(fact) for fact in facts] == [ArrearsContactErased, ArrearsClaimAssigned]
    assert list(cards(order, facts)) == [
        Card(NEW_CARD, {"name": "李四", "phone": "13987654321"}),
        Card(CARD, None),
    ]
    assert contact_ids(item_of(assigned.done())) == (NEW_CARD,)
    assert list(cards(order, assigned.done().when(order).facts)) == []
