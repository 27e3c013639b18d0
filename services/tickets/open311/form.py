"""The form that files a request, and the submission it stands for."""

from typing import Annotated, Any, Final, Literal, Self

from pydantic import (
    BeforeValidator,
    ConfigDict,
    Field,
    JsonValue,
    StringConstraints,
    model_validator,
)

from services.tickets.codes import Channel, Size
from services.tickets.commands import SubmitTicket
from services.tickets.events import Firm
from services.tickets.open311.services import CHANNEL_DEFAULT
from services.tickets.schemas.values import (
    DepartmentCode,
    IndustryCode,
    Line,
    Paragraphs,
    Phone,
    Remark,
    TownshipCode,
    Uscc,
    plain_text,
)
from shared.kernel.divisions import short_code
from shared.kernel.ids import new_id
from shared.web.fields import Body, Instant, field_error

_MEDIA_MAX: Final = 5
_EXAMPLE: Final[dict[str, JsonValue]] = {
    "jurisdiction_id": "530902",
    "service_code": "financing",
    "address_id": "530902208",
    "last_name": "张",
    "first_name": "三",
    "phone": "13812345678",
    "description": "受疫情影响，流动资金贷款即将到期，一时难以归还。",
    "attribute[uscc]": "91530902MA6XTXT19B",
    "attribute[firm_name]": "临翔区昔归茶业有限公司",
    "attribute[township_code]": "530902208",
    "attribute[industry_code]": "1530",
    "attribute[size]": "micro",
    "attribute[title]": "流动资金贷款展期困难",
}


def _listed(value: Any) -> Any:
    """A field given once, as a list of one."""
    return [value] if isinstance(value, str) else value


Ignored = Annotated[str | None, plain_text(0, 200)]
Coordinate = Annotated[str | None, StringConstraints(pattern=r"^[+-]?[0-9]{1,3}(\.[0-9]{1,20})?$")]
MediaUrl = Annotated[
    str, StringConstraints(max_length=500, pattern=r"^https?://[^\s<>\x00-\x20\x7f]+$")
]


def _describe(schema: dict[str, Any]) -> None:
    """A form says nothing where JSON says null: each field is described without it."""
    schema["examples"] = [_EXAMPLE]
    for field in schema["properties"].values():
        arms = [arm for arm in field.pop("anyOf", []) if arm != {"type": "null"}]
        for arm in arms:
            field.update(arm)
        if field.get("default", "") is None:
            del field["default"]


def _attribute(code: str, title: str, default: Any = ..., **more: Any) -> Any:
    return Field(default, alias=f"attribute[{code}]", title=title, **more)


class RequestForm(Body):
    """A firm's difficulty, as an Open311 client files it.

    What the standard calls optional and a ticket cannot do without is required here: who is to be
    called (`last_name` or `first_name`, and `phone`), what about (`description`), and which firm
    (the attributes of the service definition). The township stands in `attribute[township_code]` or
    in `address_id`, of which either will do.
    """

    model_config = ConfigDict(json_schema_extra=_describe)

    api_key: Annotated[str, StringConstraints(max_length=8192)] | None = Field(
        None, title="访问令牌", description="The token, where no Authorization header is sent."
    )
    jurisdiction_id: Annotated[str, plain_text(1, 64)] | None = Field(None, title="辖区")
    service_code: Annotated[str, plain_text(1, 64)] = Field(title="诉求类别")
    lat: Coordinate = Field(None, title="纬度", description="WGS 84; checked, not kept.")
    long: Coordinate = Field(None, title="经度", description="WGS 84; checked, not kept.")
    address_string: Annotated[str, plain_text(1, 200)] | None = Field(
        None, title="地址", description="Kept at the end of the description."
    )
    address_id: Annotated[str, StringConstraints(pattern=r"^[0-9]{9}(000)?$")] | None = Field(
        None, title="乡镇（街道）代码", description="9 or 12 digits."
    )
    email: Ignored = Field(None, title="电子邮箱", description="Not kept.")
    device_id: Ignored = Field(None, title="设备标识", description="Not kept.")
    account_id: Ignored = Field(None, title="账户标识", description="Not kept.")
    first_name: Annotated[str, plain_text(1, 20)] | None = Field(None, title="名")
    last_name: Annotated[str, plain_text(1, 19)] | None = Field(None, title="姓")
    phone: Phone = Field(title="联系电话")
    description: Paragraphs = Field(title="诉求内容")
    media_url: Annotated[
        list[MediaUrl],
        BeforeValidator(_listed),
        Field(max_length=_MEDIA_MAX),
    ] = Field(
        [],
        title="附件网址",
        description="Kept as text at the end of the description; never fetched.",
    )
    uscc: Uscc = _attribute("uscc", "统一社会信用代码")
    firm_name: Line = _attribute("firm_name", "企业名称")
    township_code: TownshipCode | None = _attribute("township_code", "所在乡镇（街道）", None)
    industry_code: IndustryCode = _attribute("industry_code", "行业代码（GB/T 4754）")
    size: Size = _attribute("size", "企业规模")
    title: Line = _attribute("title", "诉求标题")
    desired_result: Remark = _attribute("desired_result", "期望结果", "")
    confidential: Literal["true", "false"] = _attribute("confidential", "是否保密", "false")
    complained_unit: DepartmentCode | None = _attribute("complained_unit", "被反映部门", None)
    channel: Channel = _attribute("channel", "来源渠道", CHANNEL_DEFAULT)
    upstream_number: Annotated[str, plain_text(1, 64)] | None = _attribute(
        "upstream_number", "上级工单编号", None
    )
    upstream_limit: Annotated[Instant, Field(strict=False)] | None = _attribute(
        "upstream_limit", "上级要求的办理期限", None
    )
    upstream_category: Annotated[str, plain_text(0, 64)] = _attribute(
        "upstream_category", "上级分类代码", ""
    )
    privacy_notice: Annotated[str, plain_text(0, 40)] = _attribute(
        "privacy_notice", "个人信息告知书版本", ""
    )

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if self.last_name is None and self.first_name is None:
            raise field_error(
                "contact_name_missing",
                zh="请填写联系人姓名（last_name、first_name）。",
                en="Give the contact's name (last_name, first_name)",
            )
        if (self.lat is None) != (self.long is None):
            raise field_error(
                "coordinates_incomplete",
                zh="lat 与 long 须同时填写。",
                en="Send lat and long together, or neither",
            )
        self._township()
        return self

    def _township(self) -> str:
        """The township's 9 digits, named once or twice the same."""
        named = {self.township_code, self.address_id and short_code(self.address_id)} - {None}
        if not named:
            raise field_error(
                "township_missing",
                zh="请以 attribute[township_code] 或 address_id 填写企业所在乡镇（街道）。",
                en="Name the firm's township in attribute[township_code] or address_id",
            )
        if len(named) > 1:
            raise field_error(
                "townships_differ",
                zh="attribute[township_code] 与 address_id 所填乡镇（街道）不一致。",
                en="attribute[township_code] and address_id name different townships",
            )
        return str(named.pop())

    def command(self) -> SubmitTicket:
        """The same order that our own interface gives, with a fresh card for the contact."""
        return SubmitTicket(
            firm=Firm(
                uscc=self.uscc,
                name=self.firm_name,
                township_code=self._township(),
                industry_code=self.industry_code,
                size=self.size,
            ),
            contact_id=new_id(),
            contact={"name": contact_name(self.last_name, self.first_name), "phone": self.phone},
            channel=self.channel,
            upstream_number=self.upstream_number,
            category=self.service_code,
            title=self.title,
            description=self._text(),
            desired_result=self.desired_result,
            confidential=self.confidential == "true",
            complained_unit=self.complained_unit,
            upstream_limit=self.upstream_limit,
            upstream_category=self.upstream_category,
            notice=self.privacy_notice,
        )

    def _text(self) -> str:
        """The description with what a ticket has no field for."""
        lines = [f"地址：{self.address_string}"] if self.address_string else []
        lines += [f"附件网址（由提交方提供，未下载、未核验）：{url}" for url in self.media_url]
        return "\n\n".join([self.description, "\n".join(lines)]) if lines else self.description


def contact_name(family: str | None, given: str | None) -> str:
    """张三 of 张 and 三; John Smith of Smith and John."""
    if not family or not given:
        return family or given or ""
    return f"{given} {family}" if (family + given).isascii() else f"{family}{given}"
