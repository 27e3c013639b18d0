"""The thresholds of 300号 as data: every cell is the lowest number that is still in the class.

Staff in persons; revenue and assets in 万元, as the standard prints them.
"""

from enum import StrEnum
from typing import Final, NamedTuple

STANDARD: Final = "《中小企业划型标准规定》（工信部联企业〔2011〕300号）"


class Indicator(StrEnum):
    """What is measured; latest annual figures (R-2)."""

    STAFF = "staff"  # X 从业人员, persons
    REVENUE = "revenue"  # Y 营业收入
    ASSETS = "assets"  # Z 资产总额


class Limits(NamedTuple):
    """From which number on a firm is large, medium, small; below the last it is micro."""

    indicator: Indicator
    large: int
    medium: int
    small: int


class Line(NamedTuple):
    """One industry of the standard."""

    name_zh: str
    limits: tuple[Limits, ...]


def _line(name_zh: str, **limits: tuple[int, int, int]) -> Line:
    return Line(
        name_zh, tuple(Limits(Indicator(name), *numbers) for name, numbers in limits.items())
    )


AGRICULTURE: Final = _line("农、林、牧、渔业", revenue=(20000, 500, 50))
INDUSTRY: Final = _line("工业", staff=(1000, 300, 20), revenue=(40000, 2000, 300))
CONSTRUCTION: Final = _line("建筑业", revenue=(80000, 6000, 300), assets=(80000, 5000, 300))
WHOLESALE: Final = _line("批发业", staff=(200, 20, 5), revenue=(40000, 5000, 1000))
RETAIL: Final = _line("零售业", staff=(300, 50, 10), revenue=(20000, 500, 100))
TRANSPORT: Final = _line("交通运输业", staff=(1000, 300, 20), revenue=(30000, 3000, 200))
STORAGE: Final = _line("仓储业", staff=(200, 100, 20), revenue=(30000, 1000, 100))
POST: Final = _line("邮政业", staff=(1000, 300, 20), revenue=(30000, 2000, 100))
LODGING: Final = _line("住宿业", staff=(300, 100, 10), revenue=(10000, 2000, 100))
CATERING: Final = _line("餐饮业", staff=(300, 100, 10), revenue=(10000, 2000, 100))
INFORMATION: Final = _line("信息传输业", staff=(2000, 100, 10), revenue=(100000, 1000, 100))
SOFTWARE: Final = _line("软件和信息技术服务业", staff=(300, 100, 10), revenue=(10000, 1000, 50))
REAL_ESTATE: Final = _line(
    "房地产开发经营", revenue=(200000, 1000, 100), assets=(10000, 5000, 2000)
)
PROPERTY: Final = _line("物业管理", staff=(1000, 300, 100), revenue=(5000, 1000, 500))
LEASING: Final = _line("租赁和商务服务业", staff=(300, 100, 10), assets=(120000, 8000, 100))
OTHER: Final = _line("其他未列明行业", staff=(300, 100, 10))
