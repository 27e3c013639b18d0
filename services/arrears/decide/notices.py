"""The calendar notices that days are judged anew by (CAL-8)."""

from typing import Any

from shared.kernel.clock import shanghai_date
from shared.kernel.decider import Context
from shared.kernel.followed_calendar import work_calendar


def by_the_calendar(known: int, context: Context) -> dict[str, Any]:
    """What a recalculation rests on: the notices behind the calendar version known before."""
    calendar = work_calendar(context)
    return {
        "documents": tuple(notice.document_no for notice in calendar.lists[known:]),
        "calendar_version": calendar.version,
        "recalculated_on": shanghai_date(context.now),
    }
