"""What a list of tickets can be narrowed to over HTTP; the list and its export ask the same."""

import inspect
from collections.abc import Awaitable, Callable
from functools import wraps
from typing import Annotated, Any, Final, Literal

from fastapi import Query
from starlette.responses import Response

from services.tickets.codes import Category, Channel
from services.tickets.events import Kind
from services.tickets.queries import TicketFilter
from services.tickets.state import Status
from shared.kernel.uscc import normalise
from shared.web.fields import Instant

_FILTERS: Final[dict[str, Any]] = {
    "status": Annotated[Status | None, Query(title="状态")],
    "lead": Annotated[str | None, Query(title="主办部门代码", max_length=10)],
    "township_code": Annotated[str | None, Query(title="乡镇（街道）代码", pattern=r"^[0-9]{9}$")],
    "firm_uscc": Annotated[str | None, Query(title="统一社会信用代码", max_length=18)],
    "category": Annotated[Category | None, Query(title="诉求类别")],
    "channel": Annotated[Channel | None, Query(title="来源渠道")],
    "kind": Annotated[Kind | None, Query(title="问题类型")],
    "number": Annotated[
        str | None,
        Query(
            title="工单编号",
            description="Also finds the ticket that this number was merged into.",
            pattern=r"^LX-T-[0-9]{4}-[0-9]{6,9}$",
            examples=["LX-T-2022-000123"],
        ),
    ],
    "waiting": Annotated[bool | None, Query(title="是否等待企业补正")],
    "target_missed": Annotated[
        bool | None,
        Query(
            title="是否超过交办、承办、裁定时限",
            description="The next hand should have dispatched, taken over or decided by now.",
        ),
    ],
    "supervision_level": Annotated[
        int | None, Query(title="督办级别", description="This level at least.", ge=1, le=3)
    ],
    "duplicates": Annotated[
        Literal["undecided"] | None,
        Query(
            title="疑似重复",
            description="Proposed duplicates wait for the office's decision; none to others.",
        ),
    ],
    "overdue": Annotated[bool | None, Query(title="是否逾期")],
    "due_before": Annotated[Instant | None, Query(title="到期早于")],
}
FILTER_TITLES: Final = {name: each.__metadata__[0].title for name, each in _FILTERS.items()}

Endpoint = Callable[..., Awaitable[Response]]


def filtered(endpoint: Endpoint) -> Endpoint:
    """Give an endpoint every filter as a query parameter; it is handed them as `narrowed`."""
    signature = inspect.signature(endpoint)
    own = [each for each in signature.parameters.values() if each.name != "narrowed"]
    asked = [
        inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=None, annotation=annotation)
        for name, annotation in _FILTERS.items()
    ]
    keyword_only = [each.replace(kind=inspect.Parameter.KEYWORD_ONLY) for each in own]

    @wraps(endpoint)
    async def with_filters(**given: Any) -> Response:
        filters = {name: given.pop(name) for name in _FILTERS}
        uscc = filters["firm_uscc"]
        filters["firm_uscc"] = normalise(uscc) if uscc else None
        return await endpoint(narrowed=TicketFilter(**filters), **given)

    ordered = [*keyword_only[:1], *asked, *keyword_only[1:]]
    with_filters.__signature__ = signature.replace(parameters=ordered)  # type: ignore[attr-defined]
    return with_filters
