"""What a decision is judged by: the calendar, the numbers and the routing table in force."""

from services.tickets.calendar.state import CALENDAR
from services.tickets.policy.state import POLICY, Policies, Version
from services.tickets.routing.state import ROUTING, Table, Tables
from shared.kernel.decider import Context
from shared.kernel.workdays import WorkCalendar


def work_calendar(context: Context) -> WorkCalendar:
    return context.policy(CALENDAR, WorkCalendar)


def policy(context: Context) -> Version:
    """The numbers in force at the decision's instant."""
    return context.policy(POLICY, Policies).in_force(context.now)


def routing(context: Context) -> Table:
    """The routing table in force at the decision's instant."""
    return context.policy(ROUTING, Tables).in_force(context.now)
