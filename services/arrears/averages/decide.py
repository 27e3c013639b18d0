"""What a published average must be before a target is compared against it (A-20)."""

from decimal import Decimal
from typing import Final

from services.arrears.averages import refusals
from services.arrears.averages.commands import PublishAverage
from services.arrears.averages.events import AveragePublished
from services.arrears.averages.state import Averages
from shared.kernel.clock import shanghai_date
from shared.kernel.dated import VersionWithoutAuthority, has_authority
from shared.kernel.decider import Context

PERCENT_MAX: Final = Decimal(100)


def decide(command: PublishAverage, state: Averages, context: Context) -> list[AveragePublished]:
    """What was published says by whom and where; a repeat is quiet, a correction a new version."""
    average = command.average
    if not has_authority(command):
        raise VersionWithoutAuthority
    if not average.source.strip():
        raise refusals.AverageWithoutSource
    if average.percent is not None and not 0 <= average.percent <= PERCENT_MAX:
        raise refusals.AverageOutOfRange(percent=str(average.percent))
    today = shanghai_date(context.now)
    if average.as_of_on > min(command.effective_on, today):
        raise refusals.AverageAheadOfItsDay(
            as_of_on=average.as_of_on.isoformat(),
            effective_on=command.effective_on.isoformat(),
            today=today.isoformat(),
        )
    known = state.last(average.level, average.measure, command.effective_on)
    if known is None and average.percent is None:
        raise refusals.NoAverageToTakeBack(effective_on=command.effective_on.isoformat())
    if known is not None:
        said = (average, command.document_no, command.author)
        if said == (known.average, known.document_no, known.author):
            return []
    return [
        AveragePublished(
            average=average,
            effective_on=command.effective_on,
            document_no=command.document_no,
            author=command.author,
        )
    ]
