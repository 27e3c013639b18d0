"""The published averages: every version."""

from datetime import date, datetime
from typing import Annotated

from pydantic import Field

from services.arrears.averages.state import Averages, Version
from shared.web.answers import Answer


class AverageAnswer(Answer, kw_only=True):
    """An average in force from a day on, and the document that published it.

    `percent` is text as published; null takes back what was entered for the same day of effect.
    """

    version: int
    level: str
    measure: str
    percent: Annotated[str | None, Field(examples=["96.40"])]
    as_of_on: date
    source: str
    effective_on: date
    document_no: str
    author: str


class AveragesAnswer(Answer):
    """All versions in the order of publication; `version` is the stream's, for If-Match."""

    id: str
    version: int
    versions: list[AverageAnswer]


def averages_answer(
    stream_id: str, version: int, averages: Averages, _now: datetime
) -> AveragesAnswer:
    return AveragesAnswer(stream_id, version, [average_answer(one) for one in averages.versions])


def average_answer(version: Version) -> AverageAnswer:
    average = version.average
    return AverageAnswer(
        version=version.version,
        level=average.level,
        measure=average.measure,
        percent=None if average.percent is None else f"{average.percent:f}",
        as_of_on=average.as_of_on,
        source=average.source,
        effective_on=version.effective_on,
        document_no=version.document_no,
        author=version.author,
    )
