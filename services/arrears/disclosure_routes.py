"""A-22 over HTTP: what has to be published by 31 March, as JSON and as a workbook."""

from datetime import datetime
from typing import Annotated

from fastapi import Query
from starlette.responses import Response

from services.arrears.disclosure_answers import DisclosureAnswer, disclosure_answer
from services.arrears.disclosure_reading import FIRST_YEAR, Disclosure, disclosure, last_day
from services.arrears.refusals import NotYetKnown, YearNotOver
from services.arrears.workbooks.disclosure_sheet import disclosure_rows, disclosure_sheet
from shared.kernel.deadlines import end_of_day
from shared.kernel.uscc import normalise
from shared.parts.exporting import AT_WORK, one_page, written
from shared.runtime import Runtime
from shared.web.answers import json_response, shown
from shared.web.fields import Instant
from shared.web.routing import CurrentCaller, Routes
from shared.workbooks.sheets import WORKBOOK_TYPE

Year = Annotated[
    int,
    Query(
        title="年度", description="A year that is over.", ge=FIRST_YEAR, le=2099, examples=[2022]
    ),
]
DebtorUscc = Annotated[
    str | None, Query(title="单位统一社会信用代码", description="One debtor alone.", max_length=18)
]
KnownAt = Annotated[
    Instant | None,
    Query(title="数据截止时刻", description="What was recorded until then; else: now."),
]


def disclosure_routes(runtime: Runtime) -> Routes:
    """`/v1/arrears/disclosure`; declared before `/v1/arrears/{arrears_id}`, which would match it."""
    routes = Routes(prefix="/v1/arrears/disclosure", tag="statistics")

    @routes.query("", "arrears.disclosure", answer=DisclosureAnswer)
    async def yearly_disclosure(
        _caller: CurrentCaller,
        year: Year,
        debtor_uscc: DebtorUscc = None,
        known_at: KnownAt = None,
    ) -> Response:
        """逾期未支付中小企业款项信息: contracts overdue at the end of a year and their amounts, for each
        state organ and public institution (A-22).

        The same question with the same `known_at` has the same answer for ever. Names of
        self-employed creditors are masked; there are no contacts in it.
        """
        found = await _asked(runtime, year, debtor_uscc, known_at)
        return json_response(disclosure_answer(found))

    @routes.query("/export", "arrears.export_disclosure", gives=(WORKBOOK_TYPE,))
    async def export_disclosure(
        caller: CurrentCaller,
        year: Year,
        debtor_uscc: DebtorUscc = None,
        known_at: KnownAt = None,
    ) -> Response:
        """The same as a workbook, with its basis, its day and how it was counted."""
        found = await _asked(runtime, year, debtor_uscc, known_at)
        report = disclosure_sheet(found, caller.actor)
        name, now = f"{year}年度逾期未支付中小企业款项信息", runtime.clock.now()
        async with AT_WORK:
            return await written(report, one_page(disclosure_rows(found)), name=name, now=now)

    return routes


async def _asked(
    runtime: Runtime, year: int, debtor_uscc: str | None, known_at: datetime | None
) -> Disclosure:
    """Raises YearNotOver, NotYetKnown."""
    now = runtime.clock.now()
    if now < end_of_day(last_day(year)):
        raise YearNotOver(year=year)
    if known_at is not None and known_at > now:
        raise NotYetKnown(now=shown(now).isoformat(timespec="seconds"))
    uscc = normalise(debtor_uscc) if debtor_uscc else None
    return await disclosure(runtime.store, year, known_at or now, uscc)
