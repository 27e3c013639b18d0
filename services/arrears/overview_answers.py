"""The district's dashboard of a campaign: figures, targets, days left, and what is still open."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Annotated, Any

import msgspec
from msgspec import Struct
from pydantic import Field

from services.arrears.events import Step
from services.arrears.programme.state import Version
from services.arrears.rules.names import STEP_ZH
from services.arrears.statistics import compared
from services.arrears.statistics_answers import FiguresAnswer, figures_answer
from services.arrears.statistics_reading import Report
from services.arrears.targets_answers import TargetAnswer, target_answer
from shared.kernel.workdays import WorkCalendar
from shared.web.answers import Answer, shown
from shared.web.deadlines import when
from shared.web.money import MoneyAnswer, money


class Standings(Struct, frozen=True, kw_only=True):
    """The rows of what is still open, and the last step taken about each, by id of the item."""

    rows: Sequence[Any]
    more: bool
    taken: Mapping[str, Any]


class DaysLeftAnswer(Answer, kw_only=True):
    """To the campaign's final day, which is counted, today is not; negative once it has passed.

    The final day is fixed and not rolled over days off (A-10).
    """

    final_on: date
    calendar_days: Annotated[int, Field(examples=[131])]
    working_days: Annotated[int, Field(examples=[88])]
    calendar_version: int
    provisional: bool


class EscalationAnswer(Answer, kw_only=True):
    """How far the ladder went with an item: the last step taken, and the steps now in order (1.7)."""

    taken: str | None
    taken_zh: str | None
    document_no: str | None
    taken_at: datetime | None
    due: list[str]
    due_zh: list[str]


class OpenItemAnswer(Answer, kw_only=True):
    """An item of the lower class that is not cleared; `due_at` is its next day not yet paid for."""

    id: str
    number: str
    debtor_uscc: str
    debtor_name: str
    department: str
    creditor_name: str
    outstanding: MoneyAnswer
    disputed: MoneyAnswer
    due_at: datetime | None
    due_last_day: date | None
    overdue: bool
    escalation: EscalationAnswer


class OverviewAnswer(Answer, kw_only=True):
    """A campaign today; `position` is the last event of the log that was counted.

    `open_items` are those of the class `within` that are still open, the most urgent first; `more`
    says that there are further ones, which the list of items turns to page by page.
    """

    programme: Annotated[str, Field(examples=["2022"])]
    programme_name: str
    programme_version: int
    as_of: date
    position: int
    department: str | None
    days_left: DaysLeftAnswer
    outstanding: Annotated[
        MoneyAnswer, Field(description="Principal less what was repaid, without judicial items.")
    ]
    figures: FiguresAnswer
    targets: list[TargetAnswer]
    within: Annotated[str, Field(examples=["LE_2M"])]
    open_items: list[OpenItemAnswer]
    more: bool


def overview_answer(
    report: Report, version: Version, calendar: WorkCalendar, standings: Standings
) -> OverviewAnswer:
    programme, today = version.programme, report.question.as_of
    total, now = report.total, report.question.known_at
    return OverviewAnswer(
        programme=programme.code,
        programme_name=programme.name,
        programme_version=version.version,
        as_of=today,
        position=report.position,
        department=report.question.department,
        days_left=_days_left(today, programme.final_on, calendar),
        outstanding=money(total.principal_fen - total.repaid_fen),
        figures=figures_answer(total),
        targets=[target_answer(one) for one in compared(total, report.averages, today)],
        within=programme.within,
        open_items=[
            _open_item(row, standings.taken.get(str(row["id"])), now) for row in standings.rows
        ],
        more=standings.more,
    )


def _days_left(today: date, final_on: date, calendar: WorkCalendar) -> DaysLeftAnswer:
    last = calendar.until(today, final_on)
    return DaysLeftAnswer(
        final_on=final_on,
        calendar_days=(final_on - today).days,
        working_days=last.workdays,
        calendar_version=last.calendar_version,
        provisional=last.provisional,
    )


def _open_item(row: Any, taken: Any, now: datetime) -> OpenItemAnswer:
    due_at = row["due_at"]
    return OpenItemAnswer(
        id=str(row["id"]),
        number=row["number"],
        debtor_uscc=row["debtor_uscc"],
        debtor_name=row["debtor_name"],
        department=row["supervising"],
        creditor_name=row["creditor_name"],
        outstanding=money(row["outstanding_fen"]),
        disputed=money(row["disputed_fen"]),
        due_at=when(due_at),
        due_last_day=row["due_last_day"],
        overdue=due_at is not None and due_at <= now,
        escalation=_escalation(row, taken),
    )


def _escalation(row: Any, taken: Any) -> EscalationAnswer:
    due = msgspec.json.decode(row["steps_due"], type=list[Step])
    return EscalationAnswer(
        taken=taken.step if taken else None,
        taken_zh=STEP_ZH[taken.step] if taken else None,
        document_no=taken.document_no if taken else None,
        taken_at=shown(taken.taken_at) if taken else None,
        due=list(due),
        due_zh=[STEP_ZH[step] for step in due],
    )
