"""What a list of tickets can be narrowed to over HTTP; the list and its export ask the same."""

from typing import Annotated, Any, Final, Literal

from fastapi import Query

from services.tickets.codes import Category, Channel
from services.tickets.events import Kind
from services.tickets.queries import TicketFilter
from services.tickets.state import Status
from shared.web.fields import Instant
from shared.web.filters import Filters

_ASKED: Final[dict[str, Any]] = {
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
filtered: Final = Filters(TicketFilter, _ASKED, codes=("firm_uscc",))
