"""The waiver of a year as dated data (R-3 to R-9, R-25, R-26)."""

from datetime import date
from typing import Any

import pytest
from msgspec.structs import replace

from services.rent.codes import OwnerKind, RiskLevel
from services.rent.model import PROGRAMME
from services.rent.months.granted import Proration
from services.rent.programme.commands import PublishProgramme
from services.rent.programme.events import RentProgrammePublished
from services.rent.programme.refusals import (
    CareBeyondYear,
    ProgrammeDatesOutOfOrder,
    ProgrammeIncomplete,
    ProgrammeNumberOutOfRange,
    SchemesOutOfOrder,
)
from services.rent.programme.state import Programmes, Scheme
from services.rent.seeds import FIRST_PROGRAMME
from shared.kernel.dated import VersionTooEarly, VersionWithoutAuthority
from shared.testing.specs import Spec
from tests.builders.rent import PROGRAMME_2022, PUBLISHED


def published() -> Spec[Programmes]:
    return Spec(PROGRAMME).given(FIRST_PROGRAMME, at=PUBLISHED)


def changed(**changes: Any) -> PublishProgramme:
    return replace(FIRST_PROGRAMME, programme=replace(PROGRAMME_2022, **changes))


def test_the_waiver_of_2022_is_as_the_plan_says() -> None:
    one = PROGRAMME_2022
    assert (one.base_months, one.listed_months, one.year) == (3, 6, 2022)
    assert (one.main_by, one.done_by, one.summary_by) == (
        date(2022, 6, 30),
        date(2022, 11, 30),
        date(2022, 12, 10),
    )
    assert OwnerKind.PRIVATE not in one.owners
    assert one.proration_of(OwnerKind.STATE_ORGAN) is Proration.ACTUAL_MONTHS
    assert one.proration_of(OwnerKind.CENTRAL_ENTERPRISE) is Proration.PRO_RATA_DAYS


def test_a_waiver_is_published_once() -> None:
    [fact] = Spec(PROGRAMME).when(FIRST_PROGRAMME, at=PUBLISHED).facts
    assert isinstance(fact, RentProgrammePublished)
    published().when(FIRST_PROGRAMME).then_nothing()


def test_another_number_holds_from_its_own_day_on() -> None:
    later = replace(changed(top_up_months=3), effective_on=date(2022, 9, 1))
    known = published().given(later).state
    told = [
        known.of("2022", day) for day in (date(2022, 1, 1), date(2022, 8, 31), date(2022, 9, 1))
    ]
    assert [one.programme.top_up_months for one in told if one] == [2, 2, 3]
    assert known.of("2026", date(2022, 9, 1)) is None
    early = replace(changed(top_up_months=4), effective_on=date(2022, 8, 31))
    published().given(later).when(early).then_refused(VersionTooEarly, earliest="2022-09-01")


def test_a_waiver_without_document_or_author_is_refused() -> None:
    for missing in ({"document_no": " "}, {"author": ""}):
        Spec(PROGRAMME).when(replace(FIRST_PROGRAMME, **missing), at=PUBLISHED).then_refused(
            VersionWithoutAuthority
        )


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"base_months": 0}, ProgrammeNumberOutOfRange),
        ({"listed_months": 2}, ProgrammeNumberOutOfRange),
        ({"top_up_months": 13}, ProgrammeNumberOutOfRange),
        ({"owners": ()}, ProgrammeIncomplete),
        ({"sizes": ()}, ProgrammeIncomplete),
        ({"name": " "}, ProgrammeIncomplete),
        ({"schemes": ()}, ProgrammeIncomplete),
        (
            {"schemes": (Scheme(date(2022, 1, 2), "第九版", (RiskLevel.HIGH,)),)},
            ProgrammeIncomplete,
        ),
        ({"schemes": (Scheme(date(2021, 1, 2), "第八版", ()),)}, SchemesOutOfOrder),
        ({"schemes": PROGRAMME_2022.schemes[::-1]}, SchemesOutOfOrder),
        ({"done_by": date(2022, 6, 29)}, ProgrammeDatesOutOfOrder),
        ({"care_until": date(2023, 1, 1)}, CareBeyondYear),
    ],
)
def test_what_a_waiver_must_be(changes: dict[str, Any], refusal: type) -> None:
    Spec(PROGRAMME).when(changed(**changes), at=PUBLISHED).then_refused(refusal)
