"""What a list of items can be narrowed to over HTTP; the list and its export ask the same."""

from typing import Annotated, Any, Final

from fastapi import Query

from services.arrears.queries import ArrearsFilter
from services.arrears.state import DisputeState, Status
from shared.web.fields import Instant
from shared.web.filters import Filters
from shared.web.values import DepartmentCode, TownshipCode

_ASKED: Final[dict[str, Any]] = {
    "status": Annotated[Status | None, Query(title="状态")],
    "size_class": Annotated[str | None, Query(title="金额档次", max_length=20, examples=["LE_2M"])],
    "debtor_uscc": Annotated[str | None, Query(title="拖欠单位统一社会信用代码", max_length=18)],
    "creditor_uscc": Annotated[str | None, Query(title="债权企业统一社会信用代码", max_length=18)],
    "department": Annotated[DepartmentCode | None, Query(title="主管部门代码")],
    "township_code": Annotated[TownshipCode | None, Query(title="乡镇（街道）代码")],
    "overdue": Annotated[bool | None, Query(title="是否逾期")],
    "dispute": Annotated[DisputeState | None, Query(title="争议状态")],
    "new": Annotated[bool | None, Query(title="是否新增拖欠")],
    "number": Annotated[
        str | None,
        Query(
            title="项目编号", pattern=r"^LX-A-[0-9]{4}-[0-9]{6,9}$", examples=["LX-A-2022-000123"]
        ),
    ],
    "due_before": Annotated[Instant | None, Query(title="到期早于")],
}
filtered: Final = Filters(ArrearsFilter, _ASKED, codes=("debtor_uscc", "creditor_uscc"))
