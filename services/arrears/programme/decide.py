"""What a clearing programme must be before anything is judged by it."""

from typing import Final

from services.arrears.programme import refusals
from services.arrears.programme.commands import PublishProgramme
from services.arrears.programme.events import ProgrammePublished
from services.arrears.programme.state import Programme, Programmes
from shared.kernel.dated import VersionWithoutAuthority, follows, has_authority
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
    if not has_authority(command):
        raise VersionWithoutAuthority
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
    if not follows(state.last(programme.code), programme, command, context.now):
        return []
    return [
        ProgrammePublished(
            programme=programme,
            effective_on=command.effective_on,
            document_no=command.document_no,
            author=command.author,
        )
    ]


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
