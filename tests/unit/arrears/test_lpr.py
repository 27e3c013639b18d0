"""The 1-year LPR as a policy stream (1.3)."""

from datetime import date
from decimal import Decimal

import pytest
from msgspec.structs import replace

from services.arrears.interest.lpr import LPR_1Y, LprPoint
from services.arrears.lpr.commands import PublishLpr
from services.arrears.lpr.events import LprPublished
from services.arrears.lpr.refusals import LprAheadOfToday, LprDaysTwice, LprOutOfRange
from services.arrears.lpr.state import LprTables
from services.arrears.model import LPR
from services.arrears.seeds import FIRST_LPR
from shared.kernel.dated import VersionWithoutAuthority
from shared.testing.specs import Spec

NOW = "2026-11-25T09:00+08:00"
POINT = LprPoint(date(2026, 11, 20), Decimal("2.90"))
ORDER = PublishLpr(
    points=(POINT,),
    checked_on=date(2026, 11, 20),
    source="全国银行间同业拆借中心",
    document_no="2026年11月20日公告",
    author="区工业和信息化局",
)


def seeded() -> Spec[LprTables]:
    return Spec[LprTables](LPR).given(FIRST_LPR, at=NOW)


def points(*said: tuple[str, str]) -> PublishLpr:
    told = tuple(LprPoint(date.fromisoformat(day), Decimal(percent)) for day, percent in said)
    return replace(ORDER, points=told, checked_on=date(2026, 11, 25))


def test_the_shipped_table_begins_the_stream_once_and_is_in_force_before() -> None:
    assert LprTables().table == LPR_1Y
    assert seeded().state.table == LPR_1Y
    seeded().when(FIRST_LPR).then_nothing()


def test_an_announcement_makes_the_next_version_of_the_table() -> None:
    after = (
        seeded()
        .when(ORDER)
        .then(
            LprPublished(
                points=(POINT,),
                checked_on=date(2026, 11, 20),
                source=ORDER.source,
                document_no=ORDER.document_no,
                author=ORDER.author,
            )
        )
    )
    after.when(ORDER).then_nothing()
    table = after.state.table
    assert (table.version, table.checked_on) == (2, date(2026, 11, 20))
    assert table.latest(date(2026, 11, 19)) == LPR_1Y.points[-1]
    assert table.latest(date(2026, 11, 20)) == POINT


def test_an_announcement_of_the_same_rate_says_up_to_when_it_was_checked() -> None:
    checked = seeded().given(points())
    assert checked.state.table.covers(date(2026, 11, 25))
    assert checked.state.table.points == LPR_1Y.points
    earlier = replace(points(), checked_on=date(2026, 11, 1))
    checked.when(earlier).then_nothing()


def test_a_wrong_entry_is_corrected_by_one_of_the_same_day_and_stands_in_the_older_version() -> (
    None
):
    wrong = seeded().given(points(("2026-09-21", "9.20"), ("2026-08-20", "3.00")))
    right = wrong.given(points(("2026-09-21", "2.90")))
    found = [spec.state.table.latest(date(2026, 9, 30)) for spec in (wrong, right)]
    assert [point.percent for point in found if point] == [Decimal("9.20"), Decimal("2.90")]
    assert [one.table.version for one in right.state.versions] == [1, 2, 3]


@pytest.mark.parametrize(
    ("order", "refusal"),
    [
        (replace(ORDER, document_no=" "), VersionWithoutAuthority),
        (replace(ORDER, author=""), VersionWithoutAuthority),
        (replace(ORDER, source=""), VersionWithoutAuthority),
        (points(("2026-09-21", "0")), LprOutOfRange),
        (points(("2026-09-21", "24.01")), LprOutOfRange),
        (points(("2026-09-21", "2.90"), ("2026-09-21", "2.80")), LprDaysTwice),
        (points(("2026-11-26", "2.90")), LprAheadOfToday),
        (replace(ORDER, checked_on=date(2026, 11, 26)), LprAheadOfToday),
        (replace(ORDER, checked_on=date(2026, 11, 19)), LprAheadOfToday),
    ],
)
def test_what_an_announcement_must_be(order: PublishLpr, refusal: type) -> None:
    seeded().when(order).then_refused(refusal)
