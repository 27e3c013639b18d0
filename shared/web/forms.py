"""Reading a form (`application/x-www-form-urlencoded`), for clients that send no JSON."""

import re
from functools import lru_cache
from typing import Any, Final
from urllib.parse import parse_qsl

from fastapi._compat import ModelField
from pydantic import TypeAdapter, ValidationError

from shared.web.body import Error, nul_in_parameters
from shared.web.facts import Facts
from shared.web.problem_kinds import FORM_EXPECTED, FORM_UNREADABLE
from shared.web.problems import ProblemError

MEDIA_TYPE: Final = "application/x-www-form-urlencoded"
_FORM: Final = re.compile(
    r'application/x-www-form-urlencoded\s*(?:;\s*charset\s*=\s*"?utf-?8"?\s*)?\Z', re.IGNORECASE
)
_FIELDS_MAX: Final = 200

Fields = dict[str, list[str]]


def read_form(facts: Facts, raw: bytes) -> Fields:
    """The values given for each field; an empty one counts as not given, `name[]` as `name`.

    Raises ProblemError: 415 when it is no form, 422 when it is not UTF-8 or has too many fields.
    """
    media_type = facts.headers.get(b"content-type")
    identity = facts.headers.get(b"content-encoding", "identity") == "identity"
    if not identity or (raw and not (media_type and _is_form(media_type))):
        raise ProblemError(FORM_EXPECTED)
    try:
        pairs = parse_qsl(raw.decode(), errors="strict", max_num_fields=_FIELDS_MAX)
    except ValueError:
        raise ProblemError(FORM_UNREADABLE, most=_FIELDS_MAX) from None
    fields: dict[str, list[str]] = {}
    for name, value in pairs:
        fields.setdefault(name.removesuffix("[]"), []).append(value)
    return fields


class FormReader:
    """Makes the one body of a route from a form; `name` is the endpoint's parameter for it."""

    def __init__(self, field: ModelField) -> None:
        self.name = field.name
        annotation: Any = field.field_info.annotation
        self._validate = TypeAdapter[Any](annotation).validate_python

    def read(self, fields: Fields) -> tuple[Any, list[Error]]:
        """The validated body, or pydantic's errors, each with `body` ahead of its place."""
        given = {name: values if len(values) > 1 else values[0] for name, values in fields.items()}
        found = nul_in_parameters("body", given)
        try:
            value = self._validate(given)
        except ValidationError as invalid:
            errors = invalid.errors(include_url=False, include_input=False)
            return None, [*found, *({**error, "loc": ("body", *error["loc"])} for error in errors)]
        return value, found


@lru_cache(maxsize=64)
def _is_form(media_type: str) -> bool:
    return bool(_FORM.match(media_type.strip()))
