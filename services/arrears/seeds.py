"""The policy facts every installation of the arrears service starts with."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from services.arrears.interest.lpr import LPR_1Y
from services.arrears.lpr.commands import SeedLpr
from services.arrears.lpr.state import LPR
from services.arrears.programme.commands import PublishProgramme
from services.arrears.programme.state import PROGRAMME, Programme
from shared.parts.calendar_following import calendar_seeds
from shared.runtime import Seed

# 二(六) 清欠活企: plans by the end of July 2022, sums up to 2 million yuan cleared by the end of
# 2022. Old debts are those of the national ledger, finished at the end of May 2022 (1.5).
FIRST_PROGRAMME: Final = PublishProgramme(
    programme=Programme(
        code="2022",
        name="2022年防范和化解拖欠中小企业账款专项行动",
        registered_from=date(2022, 1, 1),
        threshold_fen=200_000_000,
        within="LE_2M",
        above="GT_2M",
        final_on=date(2022, 12, 31),
        plan_on=date(2022, 7, 31),
        base_on=date(2022, 5, 31),
    ),
    effective_on=date(2022, 8, 19),
    document_no="临翔政办发〔2022〕56号",
    author="区工业和信息化局",
)


FIRST_LPR: Final = SeedLpr(
    points=LPR_1Y.points,
    checked_on=LPR_1Y.checked_on,
    source=LPR_1Y.source,
    document_no="随系统发布的历史报价利率表",
    author="区工业和信息化局",
)


def seeds() -> Iterator[Seed]:
    """The official calendar notices and the LPR known at release, and the plan's own campaign."""
    yield from calendar_seeds()
    yield Seed("programme/2022", PROGRAMME, FIRST_PROGRAMME)
    yield Seed("lpr/release", LPR, FIRST_LPR)
