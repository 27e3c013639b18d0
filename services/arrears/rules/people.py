"""Who has to do with an item, and who stands on the debtor's side of it."""

from typing import Final, TypeGuard

from services.arrears.events import Step
from services.arrears.state import Item, NoItem, State
from shared.kernel.actor import Actor, Role
from shared.kernel.departments import DEPARTMENTS

# 1.7: which documents of the ladder reach whom. The others are about persons; and the last two go to
# those above the debtor, who decide what it learns.
_FOR_THE_PARTIES: Final = frozenset({Step.INQUIRY, Step.SUPERVISION, Step.NOTICE})
_FOR_THE_DEBTOR: Final = _FOR_THE_PARTIES | {Step.TALK}
_OFFICIALS: Final = frozenset({Role.COORDINATOR, Role.SUPERVISOR, Role.AUDITOR, Role.DEPARTMENT})
# The departments that the roles of the office and of supervision are held by: what is about one of
# them is handled by another.
UNIT_OF_ROLE: Final = {Role.COORDINATOR: "MIIT", Role.SUPERVISOR: "SUPERV"}


def unit_of(actor: Actor) -> str | None:
    """The department an actor belongs to, by its role where the token names none."""
    return actor.unit or UNIT_OF_ROLE.get(actor.role)


def is_known_department(code: str) -> bool:
    return code in DEPARTMENTS


def is_debtor(item: Item, actor: Actor) -> bool:
    """Whether the actor's own department owes the debt."""
    return actor.role is Role.DEPARTMENT and actor.unit == item.debtor.unit


def supervises(item: Item, actor: Actor) -> bool:
    """Whether the actor's department is in charge of the debtor (A-7)."""
    return actor.role is Role.DEPARTMENT and actor.unit == item.debtor.supervising


def owned_by(state: State, actor: Actor) -> bool:
    """Whether the item is among the actor's own.

    A platform's are those it registered; a department's, those it or a unit in its charge owes,
    and those it registered.
    """
    if not isinstance(state, Item):
        return False
    if actor.role is Role.DEPARTMENT:
        registered = state.unit is not None and state.unit == actor.unit
        return registered or is_debtor(state, actor) or supervises(state, actor)
    return actor.role is Role.PLATFORM and bool(actor.client) and state.client == actor.client


def visible_to(state: State, _actor: Actor) -> bool:
    """Whether there is an item at all: the id of a confidential case is that of none (A-24)."""
    return isinstance(state, Item | NoItem)


def may_read_document(step: Step, item: Item, actor: Actor) -> bool:
    """Whether somebody who may see the item may have the document of a step as well."""
    if is_debtor(item, actor):
        return step in _FOR_THE_DEBTOR
    return may_read_step(step, actor)


def may_read_step(step: Step, actor: Actor) -> bool:
    """The same of an item that the actor does not owe."""
    if actor.role is Role.PLATFORM:
        return step in _FOR_THE_PARTIES
    return actor.role in _OFFICIALS


def may_name(state: object, actor: Actor) -> TypeGuard[Item]:
    """Whether another case may be linked to this item: of the others a platform learns nothing."""
    return isinstance(state, Item) and (actor.role is not Role.PLATFORM or owned_by(state, actor))


def contact_ids(item: Item) -> tuple[str, ...]:
    """The cards of the parties' contacts that were not erased."""
    named = (item.creditor_contact_id, item.debtor_contact_id)
    return tuple(one for one in named if one is not None and one not in item.erased_contacts)
