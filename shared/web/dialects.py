"""Interfaces that somebody else designed, served beside our own.

Their clients show who they are in another place, send forms, need no Idempotency-Key, and are told
"no" in another shape. What a route does, who may use it and what is logged stay the same.
"""

import hashlib
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import parse_qsl, urlencode

from starlette.responses import Response
from starlette.types import Receive, Scope

from shared.web.body import read_body
from shared.web.facts import Facts, Teller
from shared.web.forms import Fields, FormReader, read_form
from shared.web.identity import TokenVerifier
from shared.web.openapi import IDEMPOTENCY_KEY, granted_to
from shared.web.permissions import Grants
from shared.web.preconditions import Errand, command_id, idempotency_key
from shared.web.routing import GuardedRoute, Operation, values_of
from shared.web.validation import ContentInvalid

_OPTIONAL_KEY: Final = {
    **IDEMPOTENCY_KEY,
    "required": False,
    "description": "Repeat it to repeat the order without effect. Without it the same content, "
    "sent again by the same client on the same day, is a repeat.",
}


@dataclass(frozen=True, kw_only=True)
class Dialect:
    """What its designers settled.

    prefix     below this path every problem is told in the dialect, also where there is no route
    key_field  the form's field for the token; it is taken out before the form is read
    token      asked where not anybody may: the token, from the headers or that field; query parameters come third, so that a
               token among them can be refused. Raises ProblemError
    tell       a problem as status, media type and body
    problems   the same for OpenAPI, from the statuses our own interface would answer with
    formats    media types of a good answer beside JSON, for OpenAPI
    """

    prefix: str
    key_field: str
    token: Callable[[Facts, str | None, Mapping[str, str]], str]
    tell: Teller
    problems: Callable[[Collection[int]], dict[int | str, dict[str, Any]]]
    formats: Mapping[str, Any]


class DialectRoute(GuardedRoute):
    """Runs an operation of a dialect: the form first, because it may hold the token."""

    def __init__(
        self, operation: Operation, *, verifier: TokenVerifier, grants: Grants | None
    ) -> None:
        if not isinstance(operation.dialect, Dialect):
            raise TypeError(f"{operation.name} belongs to no dialect")
        self._dialect = operation.dialect
        super().__init__(operation, verifier=verifier, grants=grants)
        self._form = FormReader(self.body_field) if self.body_field else None

    def _responses(self, statuses: Collection[int]) -> dict[int | str, dict[str, Any]]:
        good = {"content": dict(self._dialect.formats)}
        return {self.operation.status: good, **self._dialect.problems(statuses)}

    def _extra(self, grants: Grants | None) -> dict[str, Any]:
        extra = granted_to(grants)
        if self._is_command:
            extra["parameters"] = [_OPTIONAL_KEY]
        return extra

    async def run(
        self, scope: Scope, receive: Receive, facts: Facts, path_parameters: dict[str, Any]
    ) -> Response:
        query = parse_qsl(scope["query_string"].decode("latin-1"))  # without the empty ones
        form = read_form(facts, await read_body(receive)) if self._form else {}
        keys = form.pop(self._dialect.key_field, [])
        token = None
        if self.grants is not None:
            token = self._dialect.token(facts, keys[0] if keys else None, dict(query))
        caller = await self._admitted(scope, facts, token)
        key = idempotency_key(facts) if b"idempotency-key" in facts.headers else ""
        values, errors = values_of(self.dependant, path_parameters, urlencode(query).encode())
        if self._form:
            values[self._form.name], found = self._form.read(form)
            errors += found
        if errors:
            raise ContentInvalid(self, errors)
        errand = self._form_errand(caller, key, form) if self._errand_names else None
        return await self._call(**self._given(values, caller, errand))

    def _form_errand(self, caller: Any, key: str, form: Fields) -> Errand:
        """The fingerprint is of what was asked for, whatever token it was asked with."""
        digest = hashlib.sha256(f"{self.operation.method} {self.path}\n".encode())
        digest.update(urlencode(sorted(form.items()), doseq=True).encode())
        return Errand(
            caller=caller,
            operation=self.operation.name,
            command_id=command_id(caller, self.operation.name, key),
            fingerprint=digest.digest(),
            keyed=bool(key),
        )
