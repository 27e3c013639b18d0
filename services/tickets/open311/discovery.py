"""Open311 Service Discovery: where the endpoint is, and how one gets a key."""

from typing import Final

from services.tickets.open311.shapes import Discovery, Endpoint
from shared.settings import Settings

# To be raised whenever the services or their form change: clients keep both until it does.
CHANGESET: Final = "2026-11-25 00:00"
_CONTACT: Final = "临沧市临翔区工业和信息化局（中小企业纾困工作统筹单位）"
_KEY_SERVICE: Final = (
    "对接平台的访问令牌由临翔区工业和信息化局核发。提交诉求时写在表单参数 api_key 中，"
    "查询时写在 Authorization 请求头中（Bearer，或以令牌为口令的 Basic）。"
)


def discovery(settings: Settings) -> Discovery:
    endpoint = Endpoint(
        specification="http://wiki.open311.org/GeoReport_v2",
        url=f"{settings.public_url_of('tickets')}/open311/v2",
        changeset=CHANGESET,
        type="test" if settings.simulation else "production",
        formats=["text/xml", "application/json"],
    )
    return Discovery(
        changeset=CHANGESET, contact=_CONTACT, key_service=_KEY_SERVICE, endpoints=[endpoint]
    )
