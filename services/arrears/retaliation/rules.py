"""Who may learn of a report at all (A-24), and under which number it is kept."""

from datetime import datetime
from typing import Final

from services.arrears.retaliation.state import Report, State
from shared.kernel.actor import Actor, Role
from shared.kernel.clock import shanghai_date

# The departments that the roles of the office and of supervision are held by: a report about one
# of them is handled by the other.
UNIT_OF_ROLE: Final = {Role.COORDINATOR: "MIIT", Role.SUPERVISOR: "SUPERV"}
_READERS: Final = frozenset({Role.COORDINATOR, Role.SUPERVISOR, Role.AUDITOR})


def visible_to(state: State, actor: Actor) -> bool:
    """A-24: for debtors, departments and platforms no report exists, nor for whom it is about."""
    if not isinstance(state, Report):
        return True
    return actor.role in _READERS and unit_of(actor) not in state.about


def unit_of(actor: Actor) -> str | None:
    """The department an actor belongs to, by its role where the token names none."""
    return actor.unit or UNIT_OF_ROLE.get(actor.role)


def number_of(report_id: str, now: datetime) -> str:
    """`LX-F-2022-9B1E5F0E`: the year and the random end of the id.

    No sequence: a number left out of one would tell that there is a report one may not see.
    """
    return f"LX-F-{shanghai_date(now).year}-{report_id[-8:].upper()}"
