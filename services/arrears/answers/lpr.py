"""The LPR table: every version, and what interest was reckoned by."""

from datetime import date, datetime
from typing import Annotated

from pydantic import Field

from services.arrears.interest.lpr import LprPoint, LprTable
from services.arrears.interest.model import RateDecision
from services.arrears.lpr.state import LprTables, Version
from shared.web.answers import Answer


class LprPointAnswer(Answer):
    published_on: date
    percent: Annotated[str, Field(examples=["3.65"])]


class LprVersionAnswer(Answer, kw_only=True):
    """What was entered at once, and on whose authority."""

    version: int
    points: list[LprPointAnswer]
    checked_on: date
    source: str
    document_no: str
    author: str


class LprAnswer(Answer, kw_only=True):
    """`points` is the table in force; `version` is the stream's, for If-Match."""

    id: str
    version: int
    points: list[LprPointAnswer]
    checked_on: date
    versions: list[LprVersionAnswer]


class LprUsedAnswer(Answer, kw_only=True):
    """The table that interest was reckoned by; `entry` is the one in force on the contract's day."""

    version: int
    source: str
    checked_on: date
    entry: LprPointAnswer | None


def lpr_answer(stream_id: str, version: int, tables: LprTables, _now: datetime) -> LprAnswer:
    return LprAnswer(
        id=stream_id,
        version=version,
        points=_points(tables.table.points),
        checked_on=tables.table.checked_on,
        versions=[_version(one) for one in tables.versions],
    )


def lpr_used(table: LprTable, decided: RateDecision) -> LprUsedAnswer:
    return LprUsedAnswer(
        version=table.version,
        source=table.source,
        checked_on=table.checked_on,
        entry=_point(decided.lpr) if decided.lpr else None,
    )


def _version(version: Version) -> LprVersionAnswer:
    return LprVersionAnswer(
        version=version.table.version,
        points=_points(version.points),
        checked_on=version.checked_on,
        source=version.source,
        document_no=version.document_no,
        author=version.author,
    )


def _points(points: tuple[LprPoint, ...]) -> list[LprPointAnswer]:
    return [_point(one) for one in points]


def _point(point: LprPoint) -> LprPointAnswer:
    return LprPointAnswer(point.published_on, f"{point.percent:f}")
