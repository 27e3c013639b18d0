"""Building blocks for HTTP bodies."""

import re
from datetime import datetime
from typing import Annotated, Any

from pydantic import AwareDatetime, BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError


class Body(BaseModel):
    """Base of every request body: closed, so that a misspelt field is named and never ignored, and
    strict, so that nothing is guessed: "12" is no number and false no 0.

    Give each field a Chinese `title`; it is what an error calls the field. A whole
    number is `Annotated[int, Field(ge=0), WHOLE]`, with WHOLE last.
    """

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, allow_inf_nan=False)


def _whole(value: Any) -> Any:
    return int(value) if isinstance(value, float) and value.is_integer() else value


# To JSON 7.0 is the whole number 7 (JSON Schema 2020-12, 6.1.1); to a strict int it is not.
WHOLE = BeforeValidator(_whole)


def field_error(code: str, *, zh: str, en: str, **params: Any) -> PydanticCustomError:
    """An error for a validator to raise, with a stable code and a sentence in each language.

    Both are `str.format` templates over `params`; the Chinese one may name `{field}`.
    """
    return PydanticCustomError(code, en, {**params, "zh": zh})  # type: ignore[arg-type,unused-ignore]


_INSTANT = re.compile(
    r"\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}:\d{2}(\.\d{1,6})?([Zz]|[+-]\d{2}:\d{2})\Z", re.ASCII
)


def _iso_text(value: Any) -> Any:
    """Pydantic would take a number for seconds since 1970; a clerk who types 2022 means no such
    thing.
    """
    if not isinstance(value, datetime) and not (isinstance(value, str) and _INSTANT.match(value)):
        raise field_error(
            "datetime_parsing",
            zh="「{field}」应为带时区的日期时间，格式如 2022-09-24T09:30:00+08:00。",
            en="Write a date and time with an offset, such as 2022-09-24T09:30:00+08:00",
        )
    return value


# Strict pydantic takes a text for a datetime from JSON only, and what a validator of ours has seen
# is no JSON to it any more; nothing but a text in this form comes as far as that.
Instant = Annotated[
    AwareDatetime,
    Field(strict=False),
    BeforeValidator(_iso_text),
    Field(examples=["2022-09-24T09:30:00+08:00"]),
]
