"""What a clearing programme must be before anything is judged by it."""

from typing import Final

from services.arrears.programme import refusals
from services.arrears.programme.commands import PublishProgramme
from services.arrears.programme.events import ProgrammePublished
from services.arrears.programme.state import Programme, Programmes, Version
from shared.kernel.clock import shanghai_date
from shared.kernel.decider import Context
from shared.kernel.money import AMOUNT_FEN_MAX

# The least and the most each number may be.
RANGES: Final = {
    "threshold_fen": (1, AMOUNT_FEN_MAX),
    "plan_workdays": (1, 120),
    "immediate_workdays": (1, 60),
    "resolved_workdays": (1, 120),
    "objection_workdays": (1, 60),
    "inquiry_workdays": (1, 60),
    "reminder_workdays": (1, 60),
    "talk_workdays": (1, 120),
    "talk_missed": (1, 20),
}
_WARNINGS_MAX: Final = 10
_WARNING_WORKDAYS_MAX: Final = 250


def decide(
    command: PublishProgramme, state: Programmes, context: Context
) -> list[ProgrammePublished]:
    """A programme is complete, its days are in order, and no two begin on the same day."""
    if not command.document_no.strip() or not command.author.strip():
        raise refusals.ProgrammeWithoutAuthority
    programme = command.programme
    _check_numbers(programme)
    _check_dates(programme)
    for other in state.versions:
        same_day = other.programme.registered_from == programme.registered_from
        if same_day and other.programme.code != programme.code:
            raise refusals.ProgrammeBeginsTwice(
                code=programme.code,
                other=other.programme.code,
                day=programme.registered_from.isoformat(),
            )
    known = state.last(programme.code)
    if known is not None:
        said = (programme, command.effective_on, command.document_no, command.author)
        if said == (known.programme, known.effective_on, known.document_no, known.author):
            return []
        _check_effect(command, known, context)
    return [
        ProgrammePublished(
            programme=programme,
            effective_on=command.effective_on,
            document_no=command.document_no,
            author=command.author,
        )
    ]


def _check_effect(command: PublishProgramme, known: Version, context: Context) -> None:
    """Versions of one programme follow one another; none reaches back before its own day."""
    earliest = max(known.effective_on, shanghai_date(context.now))
    if command.effective_on < earliest:
        raise refusals.ProgrammeReachesBack(
            effective_on=command.effective_on.isoformat(), earliest=earliest.isoformat()
        )


def _check_numbers(programme: Programme) -> None:
    for name, (least, most) in RANGES.items():
        _check_range(name, getattr(programme, name), least, most)
    for name in ("final_warnings", "instalment_warnings", "plan_warnings"):
        warnings = getattr(programme, name)
        _check_range(name, len(warnings), 0, _WARNINGS_MAX)
        for workdays in warnings:
            _check_range(name, workdays, 1, _WARNING_WORKDAYS_MAX)
    _check_range(
        "talk_workdays",
        programme.talk_workdays,
        programme.reminder_workdays,
        RANGES["talk_workdays"][1],
    )
    codes = (programme.code.strip(), programme.within.strip(), programme.above.strip())
    if not all(codes) or programme.within == programme.above:
        raise refusals.ProgrammeClassesAlike


def _check_range(name: str, value: int, least: int, most: int) -> None:
    if not least <= value <= most:
        raise refusals.ProgrammeNumberOutOfRange(name=name, value=value, least=least, most=most)


def _check_dates(programme: Programme) -> None:
    if programme.final_on < max(programme.plan_on, programme.registered_from):
        raise refusals.ProgrammeDatesOutOfOrder(
            final_on=programme.final_on.isoformat(),
            plan_on=programme.plan_on.isoformat(),
            registered_from=programme.registered_from.isoformat(),
        )
