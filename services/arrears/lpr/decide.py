"""What an announcement must be before a floor is taken from it (国令802 art. 17)."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from msgspec.structs import replace

from services.arrears.interest.lpr import LprPoint
from services.arrears.lpr import refusals
from services.arrears.lpr.commands import PublishLpr, SeedLpr
from services.arrears.lpr.events import LprPublished
from services.arrears.lpr.state import LprTables, evolve
from shared.kernel.clock import shanghai_date
from shared.kernel.dated import VersionWithoutAuthority
from shared.kernel.decider import Context

PERCENT_MAX: Final = Decimal(24)


def decide(command: SeedLpr | PublishLpr, state: LprTables, context: Context) -> list[LprPublished]:
    """The shipped table begins an empty stream; what adds nothing to the table is quiet."""
    if isinstance(command, SeedLpr):
        return [] if state.versions else [_fact(command)]
    if not all(said.strip() for said in (command.document_no, command.author, command.source)):
        raise VersionWithoutAuthority
    _check_points(command.points)
    _check_days(command, context)
    known = state.table
    checked_on = max(command.checked_on, known.checked_on) if state.versions else command.checked_on
    fact = _fact(replace(command, checked_on=checked_on))
    after = evolve(state, fact).table
    if state.versions and (after.points, checked_on) == (known.points, known.checked_on):
        return []
    return [fact]


def _check_points(points: Sequence[LprPoint]) -> None:
    if len({point.published_on for point in points}) < len(points):
        raise refusals.LprDaysTwice
    for point in points:
        if not 0 < point.percent <= PERCENT_MAX:
            raise refusals.LprOutOfRange(
                published_on=point.published_on.isoformat(),
                percent=str(point.percent),
                most=str(PERCENT_MAX),
            )


def _check_days(command: PublishLpr, context: Context) -> None:
    today = shanghai_date(context.now)
    last = max((point.published_on for point in command.points), default=command.checked_on)
    if not last <= command.checked_on <= today:
        raise refusals.LprAheadOfToday(
            last=last.isoformat(),
            checked_on=command.checked_on.isoformat(),
            today=today.isoformat(),
        )


def _fact(command: SeedLpr | PublishLpr) -> LprPublished:
    return LprPublished(
        points=tuple(sorted(command.points, key=lambda point: point.published_on)),
        checked_on=command.checked_on,
        source=command.source,
        document_no=command.document_no,
        author=command.author,
    )
