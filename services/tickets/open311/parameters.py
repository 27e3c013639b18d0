"""Path and query parameters of GeoReport v2."""

import re
from datetime import UTC, datetime, timedelta
from typing import Annotated, Any, Final

from fastapi import Path, Query
from pydantic import AwareDatetime, BeforeValidator, StringConstraints

from services.tickets.codes import CATEGORY_ZH
from services.tickets.open311.dialect import Format
from services.tickets.open311.kinds import (
    JURISDICTION_UNKNOWN,
    SERVICE_UNKNOWN,
    SPAN_TOO_LONG,
    STATUS_UNKNOWN,
    TOO_MANY_IDS,
)
from services.tickets.open311.reading import RequestFilter
from shared.kernel.divisions import DISTRICT
from shared.web.fields import field_error
from shared.web.problems import ProblemError

SPAN_DAYS: Final = 90
REQUESTS_MAX: Final = 1000
_SPAN: Final = timedelta(days=SPAN_DAYS)
_A_SECOND: Final = timedelta(seconds=1)
_W3: Final = re.compile(
    r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?(Z|[+-]\d{2}:\d{2})\Z", re.ASCII
)


def _w3(value: Any) -> Any:
    if isinstance(value, str) and not _W3.match(value):
        raise field_error(
            "datetime_parsing",
            zh="「{field}」应为带时区的日期时间，如 2022-09-24T09:30:00+08:00；写在网址中时，"
            "加号应写作 %2B。",
            en="Write a date and time with an offset, such as 2022-09-24T09:30:00Z; in an address a "
            "plus is written %2B",
        )
    return value


Instant = Annotated[AwareDatetime, BeforeValidator(_w3)]
ResponseFormat = Annotated[Format, Path(title="格式", description="`json` or `xml`.")]
Jurisdiction = Annotated[
    str | None,
    Query(
        title="辖区",
        description="May be left out: this endpoint serves 530902 alone.",
        max_length=64,
        examples=[DISTRICT],
    ),
]
ServiceCode = Annotated[
    str, Path(title="诉求类别", max_length=64, pattern=r"^[^/.]+$", examples=["financing"])
]
RequestId = Annotated[
    str,
    Path(title="工单编号", max_length=64, pattern=r"^[^/.]+$", examples=["LX-T-2022-000123"]),
]
Extensions = Annotated[
    bool,
    Query(
        title="是否返回扩展字段",
        description="Adds `extended_attributes`, `provisional` among them.",
    ),
]
# Bounded, so that an address that is too long is told so here and not by the server's parser.
Codes = Annotated[str, StringConstraints(max_length=4000, pattern=r"^[A-Za-z0-9_, -]*$")]
Declared = Annotated[
    list[Codes],
    Query(
        max_length=8,
        description="Several are separated by commas, or the parameter is repeated.",
    ),
]


def check_jurisdiction(given: str | None) -> None:
    """Raises ProblemError (404) for a jurisdiction that is not ours."""
    if given is not None and given != DISTRICT:
        raise ProblemError(JURISDICTION_UNKNOWN, given=given, jurisdiction=DISTRICT)


def check_service(service_code: str) -> None:
    """Raises ProblemError (404) for a service that does not exist."""
    if service_code not in CATEGORY_ZH:
        raise ProblemError(SERVICE_UNKNOWN, given=service_code)


def request_filter(
    now: datetime,
    ids: list[str],
    codes: list[str],
    statuses: list[str],
    start: datetime | None,
    end: datetime | None,
) -> RequestFilter:
    """What a list asks for; ids override everything else. Raises ProblemError: 400, 404.

    Without dates these are the last 90 days; with one of them, 90 days from it or up to it.
    """
    numbers = _split(ids)
    if numbers:
        if len(numbers) > REQUESTS_MAX:
            raise ProblemError(TOO_MANY_IDS, most=REQUESTS_MAX)
        return RequestFilter(numbers=numbers)
    categories = _split(codes)
    for code in categories:
        check_service(code)
    first, before = _span(now, start, end)
    return RequestFilter(
        categories=categories or None, open=_open(_split(statuses)), first=first, before=before
    )


def _split(given: list[str]) -> tuple[str, ...]:
    parts = (part.strip() for value in given for part in value.split(","))
    return tuple(dict.fromkeys(part for part in parts if part))


def _open(statuses: tuple[str, ...]) -> bool | None:
    asked = set(statuses)
    if not asked <= {"open", "closed"}:
        raise ProblemError(STATUS_UNKNOWN)
    return "open" in asked if len(asked) == 1 else None


def _span(now: datetime, start: datetime | None, end: datetime | None) -> tuple[datetime, datetime]:
    """From when to when, the whole last second included: requests are shown in whole seconds.

    Raises ProblemError (400), also for days beyond the calendar.
    """
    try:
        if start is None:
            last = (end or now).astimezone(UTC)
            return last - _SPAN, last + _A_SECOND
        first = start.astimezone(UTC)
        last = end.astimezone(UTC) if end else first + _SPAN
        if first <= last <= first + _SPAN:
            return first, last + _A_SECOND
    except OverflowError:
        pass
    raise ProblemError(SPAN_TOO_LONG, days=SPAN_DAYS)
