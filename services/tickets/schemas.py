"""The bodies a ticket's routes take, as a clerk would write them down."""

from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, ConfigDict, Field, StringConstraints, WithJsonSchema

from services.tickets.codes import Category, Channel, Size
from services.tickets.events import (
    Basis,
    CallBackOutcome,
    ComplexGround,
    Kind,
    LegalLimit,
    Study,
    StudyForm,
)
from shared.kernel.calendar_lists import CalendarList
from shared.kernel.departments import DEPARTMENTS
from shared.kernel.divisions import NATION
from shared.kernel.uscc import check_uscc
from shared.web.fields import WHOLE, Body, Instant, field_error


def _valid_uscc(text: str) -> str:
    """The normalised code (6.1). What is wrong with it is said with the code of the rule."""
    checked = check_uscc(text)
    if checked.problem is not None:
        raise field_error(
            f"uscc_{checked.problem.code.lower()}",
            zh=checked.problem.zh,
            en=checked.problem.en,
        )
    return checked.code


def _known_department(code: str) -> str:
    if code not in DEPARTMENTS:
        raise field_error(
            "unknown_department",
            zh="「{field}」{given} 不在区直部门代码表中。",
            en="{given} is no code of the district's department table",
            given=code,
        )
    return code


def _text(shortest: int, longest: int) -> StringConstraints:
    """Trimmed text without control characters other than line breaks and tabs.

    Text that must be there has a character that is no blank, so that the schema says it too.
    """
    legal = r"[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f]"
    said = r"[^\s\x00-\x08\x0b\x0c\x0e-\x1f\x7f]"
    return StringConstraints(
        strip_whitespace=True,
        min_length=shortest,
        max_length=longest,
        pattern=rf"^{legal}*{said}{legal}*$" if shortest else rf"^{legal}*$",
    )


Uscc = Annotated[str, StringConstraints(max_length=40), AfterValidator(_valid_uscc)]
DepartmentCode = Annotated[
    str, AfterValidator(_known_department), WithJsonSchema({"enum": list(DEPARTMENTS)})
]
Line = Annotated[str, _text(1, 120)]
Paragraphs = Annotated[str, _text(1, 4000)]


class FirmBody(Body):
    """The firm, identified by its unified social credit code (GB 32100-2015)."""

    uscc: Uscc = Field(title="统一社会信用代码", examples=["91530902MA6XTXT19B"])
    name: Line = Field(title="企业名称", examples=["临翔区昔归茶业有限公司"])
    township_code: str = Field(
        title="所在乡镇（街道）代码", pattern=r"^[0-9]{9}$", examples=["530902208"]
    )
    industry_code: str = Field(
        title="行业代码（GB/T 4754）", pattern=r"^[0-9]{2,4}$", examples=["1530"]
    )
    size: Size = Field(title="企业规模", examples=["micro"])


class ContactBody(Body):
    """Whom to call. Kept apart from the case, erasable, shown masked (6.3)."""

    name: Annotated[str, _text(1, 40)] = Field(title="联系人姓名", examples=["张三"])
    phone: str = Field(
        title="联系电话",
        pattern=r"^(1[3-9][0-9]{9}|0[0-9]{2,3}-?[0-9]{7,8})$",
        examples=["13812345678"],
    )


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
    upstream_number: Annotated[str, _text(1, 64)] | None = Field(default=None, title="上级工单编号")
    category: Category = Field(title="诉求类别")
    title: Line = Field(title="诉求标题")
    description: Paragraphs = Field(title="诉求内容")
    desired_result: Annotated[str, _text(0, 1000)] = Field(default="", title="期望结果")
    confidential: bool = Field(default=False, title="是否保密")
    complained_unit: DepartmentCode | None = Field(default=None, title="被反映部门代码")
    upstream_limit: Instant | None = Field(default=None, title="上级要求的办理期限")
    upstream_category: Annotated[str, _text(0, 64)] = Field(default="", title="上级分类代码")


class LegalLimitBody(Body):
    """A longer limit that a law sets for what is asked (T-9)."""

    source: Line = Field(title="法律依据", examples=["行政许可法第四十二条"])
    until: date = Field(title="法定期限届满日", examples=["2022-11-30"])

    def limit(self) -> LegalLimit:
        return LegalLimit(self.source, self.until)


class StudyBody(Body):
    """What an answer without policy support rests on (T-18)."""

    form: StudyForm = Field(title="形式", examples=["proposal"])
    reference: Line = Field(title="文件或者材料名称", examples=["关于茶企展期问题的研究意见"])

    def study(self) -> Study:
        return Study(self.form, self.reference)


class DispatchBody(Body):
    """交办: one lead department, any helpers, general or complex."""

    lead: DepartmentCode = Field(title="主办部门代码", examples=["FINOFF"])
    helpers: list[DepartmentCode] = Field(
        default=[], title="协办部门代码", max_length=10, examples=[["FIN"]]
    )
    kind: Kind = Field(default=Kind.GENERAL, title="问题类型", examples=["general"])
    grounds: list[ComplexGround] = Field(default=[], title="定为复杂问题的理由", max_length=4)
    legal_limit: LegalLimitBody | None = Field(default=None, title="法定期限")


class ReplyBody(Body):
    """The lead department's answer, with its basis and evidence (M2-P04)."""

    text: Paragraphs = Field(title="答复内容", examples=["已协调承贷银行办理展期六个月。"])
    basis: Basis = Field(title="办理依据", examples=["policy"])
    provisions: list[Annotated[str, StringConstraints(pattern=r"^[AM][0-9]{1,2}-P[0-9]{2}$")]] = (
        Field(default=[], title="政策条款编号", max_length=20, examples=[["A03-P02"]])
    )
    evidence: list[Line] = Field(
        title="佐证材料", min_length=1, max_length=20, examples=[["展期协议（复印件）"]]
    )
    study: StudyBody | None = Field(default=None, title="研究意见、建议或者说明")
    legal_limit: LegalLimitBody | None = Field(default=None, title="法定期限")
    route: Annotated[str, _text(0, 1000)] = Field(default="", title="办理途径")


class CallBackBody(Body):
    """回访: what the firm said."""

    outcome: CallBackOutcome = Field(title="回访结果", examples=["satisfied"])
    note: Annotated[str, _text(0, 1000)] = Field(
        default="", title="回访记录", examples=["企业表示问题已解决。"]
    )
    explanation: Annotated[str, _text(0, 2000)] = Field(default="", title="向企业所作的说明")
    leader: Annotated[str, _text(0, 40)] = Field(default="", title="签批的办公室负责人")


class ErasureBody(Body):
    """At whose request and why the contact's card is emptied (PIPL art. 47)."""

    ground: Line = Field(title="删除理由", examples=["本人申请删除，个人信息保护法第四十七条"])


class CalendarNoticeBody(Body):
    """A notice on days off: a yearly list, a local festival or an emergency change (CAL-6)."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "year": 2027,
                    "status": "final",
                    "holidays": ["2027-01-01"],
                    "workdays": ["2027-01-03"],
                    "document_no": "国办发明电〔2026〕12号",
                    "source": "国务院办公厅",
                    "published_on": "2026-12-02",
                    "adcode": "100000",
                }
            ]
        }
    )

    year: Annotated[int, Field(ge=2000, le=2100), WHOLE] = Field(title="年份")
    status: Literal["final", "provisional"] = Field(title="状态")
    holidays: list[date] = Field(title="放假日期", max_length=120)
    workdays: list[date] = Field(default=[], title="调休上班日期", max_length=60)
    document_no: Annotated[str, _text(1, 80)] = Field(title="文号")
    source: Annotated[str, _text(1, 120)] = Field(title="发文机关")
    published_on: date | None = Field(default=None, title="发布日期")
    adcode: str = Field(default=NATION, title="适用行政区划代码", pattern=r"^[0-9]{6}$")

    def notice(self) -> CalendarList:
        """The notice with its days in order."""
        return CalendarList(
            year=self.year,
            status=self.status,
            holidays=tuple(sorted(self.holidays)),
            workdays=tuple(sorted(self.workdays)),
            document_no=self.document_no,
            source=self.source,
            published_on=self.published_on,
            adcode=self.adcode,
        )
