"""Who may learn of a report at all (A-24), and under which number it is kept."""

from datetime import datetime
from typing import Final

from services.arrears.retaliation.state import Report, State
from services.arrears.rules.people import unit_of
from shared.kernel.actor import Actor, Role
from shared.kernel.clock import shanghai_date

_READERS: Final = frozenset({Role.COORDINATOR, Role.SUPERVISOR, Role.AUDITOR})


def visible_to(state: State, actor: Actor) -> bool:
    """A-24: for debtors, departments and platforms no report exists, nor for whom it is about."""
    if not isinstance(state, Report):
        return True
    return actor.role in _READERS and unit_of(actor) not in state.about


def number_of(report_id: str, now: datetime) -> str:
    """`LX-F-2022-9B1E5F0E`: the year and the random end of the id.

    No sequence: a number left out of one would tell that there is a report one may not see.
    """
    return f"LX-F-{shanghai_date(now).year}-{report_id[-8:].upper()}"
