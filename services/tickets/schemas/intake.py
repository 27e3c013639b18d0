"""Bodies of a ticket's intake."""

from typing import Annotated

from pydantic import ConfigDict, Field, StringConstraints

from services.tickets.codes import Category, Channel, Size
from services.tickets.commands import (
    AcceptTicket,
    DeclineTicket,
    EraseContact,
    MergeTicket,
    RecordRepeat,
    RecuseStaff,
    RequestCase,
    SubmitTicket,
    WithdrawTicket,
)
from services.tickets.events import Attachment, CaseKind, DeclineReason, Firm
from services.tickets.schemas.duplicates import DuplicateDecisionBody
from services.tickets.schemas.values import (
    UUID_PATTERN,
    Account,
    AttachmentDigests,
    ContactBody,
    DepartmentCode,
    IndustryCode,
    Line,
    Paragraphs,
    Remark,
    TownshipCode,
    Uscc,
    plain_text,
)
from shared.kernel.ids import new_id
from shared.web.fields import Body, Instant


class FirmBody(Body):
    """The firm, identified by its unified social credit code (GB 32100-2015)."""

    uscc: Uscc = Field(title="统一社会信用代码", examples=["91530902MA6XTXT19B"])
    name: Line = Field(title="企业名称", examples=["临翔区昔归茶业有限公司"])
    township_code: TownshipCode = Field(title="所在乡镇（街道）代码", examples=["530902208"])
    industry_code: IndustryCode = Field(title="行业代码（GB/T 4754）", examples=["1530"])
    size: Size = Field(title="企业规模", examples=["micro"])


class SubmissionBody(Body):
    """A firm's difficulty (5.6)."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "firm": {
                        "uscc": "91530902MA6XTXT19B",
                        "name": "临翔区昔归茶业有限公司",
                        "township_code": "530902208",
                        "industry_code": "1530",
                        "size": "micro",
                    },
                    "contact": {"name": "张三", "phone": "13812345678"},
                    "channel": "hotline_12345",
                    "upstream_number": "LC12345-2022-0917",
                    "category": "financing",
                    "title": "流动资金贷款展期困难",
                    "description": "受疫情影响，流动资金贷款即将到期，一时难以归还。",
                    "desired_result": "协调延期还本付息",
                    "confidential": False,
                }
            ]
        }
    )

    firm: FirmBody = Field(title="企业")
    contact: ContactBody = Field(title="联系人")
    channel: Channel = Field(title="来源渠道")
    upstream_number: Annotated[str, plain_text(1, 64)] | None = Field(
        default=None, title="上级工单编号"
    )
    category: Category = Field(title="诉求类别")
    title: Line = Field(title="诉求标题")
    description: Paragraphs = Field(title="诉求内容")
    desired_result: Annotated[str, plain_text(0, 1000)] = Field(default="", title="期望结果")
    confidential: bool = Field(default=False, title="是否保密")
    complained_unit: DepartmentCode | None = Field(default=None, title="被反映部门代码")
    upstream_limit: Instant | None = Field(default=None, title="上级要求的办理期限")
    upstream_category: Annotated[str, plain_text(0, 64)] = Field(default="", title="上级分类代码")
    named_staff: list[Account] = Field(default=[], title="所涉工作人员账号", max_length=20)
    visit_id: Annotated[str, StringConstraints(pattern=UUID_PATTERN)] | None = Field(
        default=None, title="走访记录标识"
    )
    notice: Annotated[str, plain_text(0, 40)] = Field(default="", title="个人信息告知书版本")
    attachments: AttachmentDigests = Field(default=[])

    def command(self, files: tuple[Attachment, ...] = ()) -> SubmitTicket:
        """The order, with a fresh card for the contact."""
        firm = self.firm
        return SubmitTicket(
            firm=Firm(
                uscc=firm.uscc,
                name=firm.name,
                township_code=firm.township_code,
                industry_code=firm.industry_code,
                size=firm.size,
            ),
            contact_id=new_id(),
            contact={"name": self.contact.name, "phone": self.contact.phone},
            channel=self.channel,
            upstream_number=self.upstream_number,
            category=self.category,
            title=self.title,
            description=self.description,
            desired_result=self.desired_result,
            confidential=self.confidential,
            complained_unit=self.complained_unit,
            upstream_limit=self.upstream_limit,
            upstream_category=self.upstream_category,
            attachments=files,
            named_staff=tuple(self.named_staff),
            visit_id=self.visit_id,
            notice=self.notice,
        )


class AcceptanceBody(Body):
    """受理: duplicates were looked for by a person (T-12)."""

    duplicates_checked: bool = Field(title="是否已核查重复反映", examples=[True])
    ruled_out: DuplicateDecisionBody | None = Field(default=None, title="排除重复")

    def command(self) -> AcceptTicket:
        return AcceptTicket(
            duplicates_checked=self.duplicates_checked,
            ruled_out=self.ruled_out.command() if self.ruled_out else None,
        )


class DeclineBody(Body):
    """不予受理, with the route the firm should take instead (5.2)."""

    reason: DeclineReason = Field(title="不予受理理由", examples=["court"])
    advice: Annotated[str, plain_text(1, 1000)] = Field(
        title="告知企业的解决途径", examples=["该合同纠纷可依法向临翔区人民法院提起诉讼。"]
    )

    def command(self) -> DeclineTicket:
        return DeclineTicket(reason=self.reason, advice=self.advice)


class MergeBody(Body):
    """并案: the master goes on for both (T-12)."""

    master_id: str = Field(
        title="主办工单标识",
        pattern=UUID_PATTERN,
        examples=["0192f0c1-7d3a-7c44-9b1e-5f0e6a1c2d3e"],
    )
    group_case: bool = Field(default=False, title="是否群体性诉求")
    reason: Line = Field(title="并案理由", examples=["同一企业就同一事项重复提交"])

    def command(self) -> MergeTicket:
        return MergeTicket(master_id=self.master_id, group_case=self.group_case, reason=self.reason)


class RepeatBody(Body):
    """The same matter again, after closing and without a new fact (T-13)."""

    channel: Channel = Field(title="来源渠道", examples=["hotline_12345"])
    upstream_number: Annotated[str, plain_text(1, 64)] | None = Field(
        default=None, title="上级工单编号", examples=["LC12345-2022-1031"]
    )

    def command(self) -> RecordRepeat:
        return RecordRepeat(channel=self.channel, upstream_number=self.upstream_number)


class WithdrawalBody(Body):
    """撤回. Staff who record it for the firm name the proof of its will."""

    free_will: bool = Field(title="是否出于企业自愿", examples=[True])
    statement: Remark = Field(default="", title="企业陈述", examples=["问题已自行与银行协商解决。"])
    proof: Annotated[str, plain_text(0, 200)] = Field(
        default="", title="企业自愿撤回的证明材料", examples=["企业盖章的撤回申请"]
    )

    def command(self) -> WithdrawTicket:
        return WithdrawTicket(free_will=self.free_will, statement=self.statement, proof=self.proof)


class RecusalBody(Body):
    """回避: an account that takes no further part (T-20)."""

    person: Account = Field(title="回避人员账号", examples=["finoff-1"])
    ground: Line = Field(title="回避事由", examples=["与诉求企业法定代表人系近亲属"])

    def command(self) -> RecuseStaff:
        return RecuseStaff(person=self.person, ground=self.ground)


class CaseRequestBody(Body):
    """Which other ledger opens a case about the same matter (T-21, T-22)."""

    case: CaseKind = Field(title="关联台账", examples=["arrears"])

    def command(self) -> RequestCase:
        return RequestCase(case=self.case)


class ErasureBody(Body):
    """At whose request and why the contact's card is emptied (PIPL art. 47)."""

    ground: Line = Field(title="删除理由", examples=["本人申请删除，个人信息保护法第四十七条"])

    def command(self) -> EraseContact:
        return EraseContact(ground=self.ground)
