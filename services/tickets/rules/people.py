"""Who has to do with a ticket, and who must keep away from it."""

from collections.abc import Sequence

from services.tickets.state import State, Ticket
from shared.kernel.actor import Actor, Role
from shared.kernel.departments import DEPARTMENTS


def is_known_department(code: str) -> bool:
    return code in DEPARTMENTS


def named_twice(departments: Sequence[str]) -> str | None:
    """The first department that stands in the list a second time."""
    seen: set[str] = set()
    for department in departments:
        if department in seen:
            return department
        seen.add(department)
    return None


def department_zh(code: str) -> str:
    return DEPARTMENTS.get(code, code)


def has_handled(ticket: Ticket, actor: Actor) -> bool:
    """T-14: nobody judges their own work.

    Neither the handling departments, lead or helper, nor a person who took the ticket over, asked
    for something about it or replied, and now acts in another role.
    """
    return actor.id in ticket.handled_by or is_involved(ticket, actor)


def is_involved(ticket: Ticket, actor: Actor) -> bool:
    """Whether the actor's department leads the ticket or helps with it."""
    dispatch = ticket.dispatch
    if actor.role is not Role.DEPARTMENT or dispatch is None:
        return False
    return actor.unit == dispatch.lead or actor.unit in dispatch.helpers


def must_recuse(ticket: Ticket, actor: Actor) -> bool:
    """T-20: the person named in the matter, or close to it; firms' platforms are no staff."""
    return actor.id in ticket.recused and actor.role not in {Role.PLATFORM, Role.SYSTEM}


def visible_to(state: State, actor: Actor) -> bool:
    """T-19: a confidential complaint does not exist for the department it is about."""
    if not isinstance(state, Ticket):
        return True
    return not (actor.role is Role.DEPARTMENT and actor.unit == hidden_from(state))


def hidden_from(ticket: Ticket) -> str | None:
    """The department that must not learn of the ticket (T-19); None for nobody."""
    return ticket.complained_unit if ticket.confidential else None


def sees_duplicates(actor: Actor) -> bool:
    """Whether proposals, which name other tickets, are for this actor to see (T-12, T-19).

    Departments and platforms see their own tickets only, so they see none.
    """
    return actor.role in {Role.COORDINATOR, Role.SUPERVISOR, Role.AUDITOR}


def owned_by(state: State, actor: Actor) -> bool:
    """Whether the ticket is among the actor's own.

    A platform's are those it submitted; a department's, those it leads, helps with or submitted
    for a firm, but never a confidential complaint about itself (T-19).
    """
    if not isinstance(state, Ticket):
        return False
    if actor.role is Role.DEPARTMENT:
        submitted = state.unit is not None and state.unit == actor.unit
        return (submitted or is_involved(state, actor)) and visible_to(state, actor)
    return actor.role is Role.PLATFORM and bool(actor.client) and state.client == actor.client
