"""What an official calls what the registry of risk listings holds."""

from typing import Final

from services.rent.listings.events import Announcer
from services.rent.listings.state import Status

STATUS_ZH: Final = {
    Status.ENTERED: "待复核",
    Status.CONFIRMED: "有效",
    Status.REJECTED: "复核未通过",
    Status.REVOKED: "已撤销",
}
ANNOUNCER_ZH: Final = {
    Announcer.COUNTY: "县级疫情防控指挥部",
    Announcer.PREFECTURE: "市级疫情防控指挥部",
    Announcer.PROVINCE: "省级疫情防控指挥部",
    Announcer.STATE: "国务院联防联控机制",
}
