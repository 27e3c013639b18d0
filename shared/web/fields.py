"""Building blocks for HTTP bodies."""

from typing import Any

from pydantic import BaseModel, BeforeValidator, ConfigDict
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
