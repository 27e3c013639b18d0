"""The 1-year Loan Prime Rate as a dated table, and the one that the release is shipped with.

The latter begins the stream of `services.arrears.lpr`, by which interest is reckoned.
"""

from datetime import date
from decimal import Decimal
from typing import Final

from msgspec import Struct


class LprPoint(Struct, frozen=True, gc=False):
    """From this day's announcement on, the rate is `percent` a year, until the next point."""

    published_on: date
    percent: Decimal


class LprTable(Struct, frozen=True):
    """The points at which the rate changed, ascending; seen to hold up to `checked_on`."""

    version: int
    source: str
    checked_on: date
    points: tuple[LprPoint, ...]

    def latest(self, on: date) -> LprPoint | None:
        """The latest published on or before a day; None before the first point."""
        return next((p for p in reversed(self.points) if p.published_on <= on), None)

    def covers(self, on: date) -> bool:
        """Whether the table was seen to hold on a day; after it a newer point may exist."""
        return on <= self.checked_on


_CHANGES: Final = """
2019-08-20 4.25
2019-09-20 4.20
2019-11-20 4.15
2020-02-20 4.05
2020-04-20 3.85
2021-12-20 3.80
2022-01-20 3.70
2022-08-22 3.65
2023-06-20 3.55
2023-08-21 3.45
2024-07-22 3.35
2024-10-21 3.10
2025-05-20 3.00
"""

LPR_1Y: Final = LprTable(
    version=1,
    source="全国银行间同业拆借中心公布的1年期贷款市场报价利率（三份公开数据表互相核对一致，未与公布机构核对）",
    checked_on=date(2026, 8, 20),
    points=tuple(
        LprPoint(date.fromisoformat(published), Decimal(percent))
        for published, percent in (line.split() for line in _CHANGES.split("\n") if line)
    ),
)
