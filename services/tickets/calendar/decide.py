"""What a notice must be before it becomes the district's calendar."""

from services.tickets.calendar.commands import PublishCalendar
from services.tickets.calendar.events import CalendarPublished
from services.tickets.calendar.refusals import FaultyNotice
from shared.kernel.calendar_lists import list_problem
from shared.kernel.decider import Context
from shared.kernel.workdays import WorkCalendar


def decide(
    command: PublishCalendar, state: WorkCalendar, _context: Context
) -> list[CalendarPublished]:
    """A faulty notice is refused; the notice that is in force already is not entered twice."""
    problem = list_problem(command.notice)
    if problem is not None:
        raise FaultyNotice(problem=problem.code, problem_zh=problem.zh, problem_en=problem.en)
    if state.holds(command.notice):
        return []
    return [CalendarPublished(notice=command.notice)]
