"""What a year's waiver must be before anything is granted by it."""

from datetime import date
from typing import Final

from services.rent.programme import refusals
from services.rent.programme.commands import PublishProgramme
from services.rent.programme.events import RentProgrammePublished
from services.rent.programme.state import Programme, Programmes
from shared.kernel.dated import VersionWithoutAuthority, follows, has_authority
from shared.kernel.decider import Context
from shared.kernel.periods import MONTHS_PER_YEAR

# The least and the most each number may be.
RANGES: Final = {
    "year": (2000, 2100),
    "base_months": (1, MONTHS_PER_YEAR),
    "listed_months": (1, MONTHS_PER_YEAR),
    "premises_factor": (1, MONTHS_PER_YEAR),
    "top_up_months": (1, MONTHS_PER_YEAR),
}


def decide(
    command: PublishProgramme, state: Programmes, context: Context
) -> list[RentProgrammePublished]:
    """A waiver is complete and its days are in order; versions of one year follow one another."""
    if not has_authority(command):
        raise VersionWithoutAuthority
    programme = command.programme
    _check_numbers(programme)
    _check_complete(programme)
    _check_days(programme)
    if not follows(state.last(programme.code), programme, command, context.now):
        return []
    return [
        RentProgrammePublished(
            programme=programme,
            effective_on=command.effective_on,
            document_no=command.document_no,
            author=command.author,
        )
    ]


def _check_numbers(programme: Programme) -> None:
    for name, (least, most) in RANGES.items():
        value = getattr(programme, name)
        if not least <= value <= most:
            raise refusals.ProgrammeNumberOutOfRange(
                name=name, value=value, least=least, most=most
            ).at(f"/programme/{name}")
    if programme.listed_months < programme.base_months:
        raise refusals.ProgrammeNumberOutOfRange(
            name="listed_months",
            value=programme.listed_months,
            least=programme.base_months,
            most=MONTHS_PER_YEAR,
        ).at("/programme/listed_months")


def _check_complete(programme: Programme) -> None:
    texts = all(text.strip() for text in (programme.code, programme.name, programme.adcode))
    if not (texts and programme.owners and programme.sizes and programme.schemes):
        raise refusals.ProgrammeIncomplete
    days = [scheme.from_on for scheme in programme.schemes]
    if days != sorted(set(days)) or not all(scheme.levels for scheme in programme.schemes):
        raise refusals.SchemesOutOfOrder
    if days[0] > date(programme.year, 1, 1):
        raise refusals.ProgrammeIncomplete().at("/programme/schemes")


def _check_days(programme: Programme) -> None:
    if not programme.main_by <= programme.done_by <= programme.summary_by:
        raise refusals.ProgrammeDatesOutOfOrder(
            main_by=programme.main_by.isoformat(),
            done_by=programme.done_by.isoformat(),
            summary_by=programme.summary_by.isoformat(),
        )
    care = programme.care_until
    if care is not None and care.year != programme.year:
        raise refusals.CareBeyondYear(care_until=care.isoformat(), year=programme.year)
