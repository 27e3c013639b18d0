"""What a list can be narrowed to over HTTP: the list and its export ask the same."""

import inspect
from collections.abc import Awaitable, Callable, Collection, Mapping
from functools import wraps
from typing import Any

from starlette.responses import Response

from shared.kernel.uscc import normalise

Endpoint = Callable[..., Awaitable[Response]]


class Filters:
    """The query parameters of a list, in the order of its description.

    shape  a struct with a field of each name, None where nothing is asked
    asked  annotation by name, each with a `Query(title=…)`
    codes  the names that are unified social credit codes, which are compared as they are stored
    """

    def __init__(
        self, shape: type[Any], asked: Mapping[str, Any], *, codes: Collection[str] = ()
    ) -> None:
        self._shape = shape
        self._asked = dict(asked)
        self._codes = codes

    @property
    def titles(self) -> dict[str, str]:
        """What each is called in Chinese."""
        return {name: each.__metadata__[0].title for name, each in self._asked.items()}

    def __call__(self, endpoint: Endpoint) -> Endpoint:
        """Give an endpoint every filter as a query parameter; it is handed them as `narrowed`."""
        signature = inspect.signature(endpoint)
        own = [each for each in signature.parameters.values() if each.name != "narrowed"]
        keyword_only = inspect.Parameter.KEYWORD_ONLY
        asked = [
            inspect.Parameter(name, keyword_only, default=None, annotation=annotation)
            for name, annotation in self._asked.items()
        ]
        first, *rest = [each.replace(kind=keyword_only) for each in own]

        @wraps(endpoint)
        async def with_filters(**given: Any) -> Response:
            filters = {name: given.pop(name) for name in self._asked}
            for name in self._codes:
                filters[name] = normalise(filters[name]) if filters[name] else None
            return await endpoint(narrowed=self._shape(**filters), **given)

        ordered = [first, *asked, *rest]
        with_filters.__signature__ = signature.replace(parameters=ordered)  # type: ignore[attr-defined]
        return with_filters
