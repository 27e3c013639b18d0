"""Bodies of the three policy streams: calendar, service policy, routing table."""

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field

from services.tickets.calendar.commands import PublishCalendar
from services.tickets.codes import Category
from services.tickets.events import ComplexGround, Kind
from services.tickets.policy.commands import PublishPolicy
from services.tickets.policy.decide import RANGES
from services.tickets.policy.state import RELEASE, SIMILARITY, Numbers, OfficeHours
from services.tickets.routing.commands import PublishRouting
from services.tickets.routing.state import Route
from services.tickets.schemas.dispatch import Helpers
from services.tickets.schemas.values import DepartmentCode, plain_text
from shared.kernel.calendar_lists import CalendarList
from shared.kernel.divisions import NATION
from shared.web.fields import WHOLE, Body

DocumentNumber = Annotated[str, plain_text(1, 80)]
Author = Annotated[str, plain_text(1, 120)]


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
    document_no: DocumentNumber = Field(title="文号")
    source: Author = Field(title="发文机关")
    published_on: date | None = Field(default=None, title="发布日期")
    adcode: str = Field(default=NATION, title="适用行政区划代码", pattern=r"^[0-9]{6}$")

    def command(self) -> PublishCalendar:
        """The notice with its days in order."""
        notice = CalendarList(
            year=self.year,
            status=self.status,
            holidays=tuple(sorted(self.holidays)),
            workdays=tuple(sorted(self.workdays)),
            document_no=self.document_no,
            source=self.source,
            published_on=self.published_on,
            adcode=self.adcode,
        )
        return PublishCalendar(notice=notice)


Minute = Annotated[int, Field(ge=0, le=1440), WHOLE]
Whole = Annotated[int, WHOLE]


def _number(name: str, title: str) -> Any:
    """A field in the range its rule sets, with the release's number as the example."""
    least, most = RANGES[name]
    return Field(title=title, ge=least, le=most, examples=[getattr(RELEASE.numbers, name)])


class OfficeHoursBody(Body):
    """A stretch of a working day in minutes after midnight, Beijing time."""

    begins: Minute = Field(title="开始（零时起的分钟数）", examples=[510])
    ends: Minute = Field(title="结束（零时起的分钟数）", examples=[720])


class NumbersBody(Body):
    """Every number that no law fixes (domain rules section 5).

    All are given: a version says everything that holds, not what changes.
    """

    office_hours: list[OfficeHoursBody] = Field(title="办公时间", min_length=1, max_length=6)
    dispatch_same_day_until: Whole = _number("dispatch_same_day_until", "当日交办的收件截止时刻")
    dispatch_next_day_by: Whole = _number("dispatch_next_day_by", "次一工作日交办时限")
    takeover_hours: Whole = _number("takeover_hours", "承办时限（工作小时）")
    helper_workdays: Whole = _number("helper_workdays", "协办时限（工作日）")
    return_workdays: Whole = _number("return_workdays", "申请退回时限（工作日）")
    return_decision_workdays: Whole = _number("return_decision_workdays", "退回裁定时限（工作日）")
    extensions_max: Whole = _number("extensions_max", "延期次数上限")
    extension_notice_workdays: Whole = _number(
        "extension_notice_workdays", "延期申请提前量（工作日）"
    )
    general_months: Whole = _number("general_months", "一般问题最长办理期限（月）")
    supplement_workdays: Whole = _number("supplement_workdays", "补正期限（工作日）")
    call_attempts: Whole = _number("call_attempts", "联系不上销号的回访次数")
    call_days: Whole = _number("call_days", "联系不上销号的回访工作日数")
    reopen_days: Whole = _number("reopen_days", "企业申请重新办理的期限（日）")
    rating_change_days: Whole = _number("rating_change_days", "评价修改期限（日）")
    level2_workdays: Whole = _number("level2_workdays", "二级督办的逾期工作日数")
    level3_workdays: Whole = _number("level3_workdays", "三级督办的逾期工作日数")
    due_soon_hours: Whole = _number("due_soon_hours", "到期前提醒（小时）")
    duplicate_similarity: Whole = Field(
        default=SIMILARITY,
        title="疑似重复的文本相似度下限（万分比）",
        description="Open tickets at least so alike are proposed as one matter (T-12).",
        ge=RANGES["duplicate_similarity"][0],
        le=RANGES["duplicate_similarity"][1],
        examples=[SIMILARITY],
    )

    def numbers(self) -> Numbers:
        given = {name: getattr(self, name) for name in type(self).model_fields}
        given["office_hours"] = tuple(OfficeHours(s.begins, s.ends) for s in self.office_hours)
        return Numbers(**given)


class PolicyVersionBody(Body):
    """The numbers that hold from a day on, and the document that sets them."""

    numbers: NumbersBody = Field(title="办理规则参数")
    effective_on: date = Field(title="生效日期", examples=["2023-01-01"])
    document_no: DocumentNumber = Field(title="文号", examples=["临翔政办发〔2022〕80号"])
    author: Author = Field(title="发布人", examples=["区工业和信息化局"])

    def command(self) -> PublishPolicy:
        return PublishPolicy(
            numbers=self.numbers.numbers(),
            effective_on=self.effective_on,
            document_no=self.document_no,
            author=self.author,
        )


class RouteBody(Body):
    """Where it applies and to whom it leads; a criterion left out stays open."""

    category: Category | None = Field(default=None, title="诉求类别", examples=["financing"])
    industry: str = Field(
        default="", title="行业代码前缀（GB/T 4754）", pattern=r"^[0-9]{0,4}$", examples=["15"]
    )
    township: str | None = Field(
        default=None, title="乡镇（街道）代码", pattern=r"^[0-9]{9}$", examples=["530902208"]
    )
    lead: DepartmentCode = Field(title="主办部门代码", examples=["FINOFF"])
    helpers: Helpers = Field(default=[], title="协办部门代码", examples=[["FIN"]])
    kind: Kind = Field(default=Kind.GENERAL, title="问题类型", examples=["general"])
    grounds: list[ComplexGround] = Field(default=[], title="定为复杂问题的理由", max_length=4)

    def route(self) -> Route:
        return Route(
            category=self.category,
            industry=self.industry,
            township=self.township,
            lead=self.lead,
            helpers=tuple(self.helpers),
            kind=self.kind,
            grounds=tuple(self.grounds),
        )


class RoutingTableBody(Body):
    """The whole table that dispatches from a day on (即收即交); an empty one dispatches nothing."""

    routes: list[RouteBody] = Field(title="派单规则", max_length=500)
    effective_on: date = Field(title="生效日期", examples=["2023-01-01"])
    document_no: DocumentNumber = Field(title="文号", examples=["临工信发〔2022〕15号"])
    author: Author = Field(title="发布人", examples=["区工业和信息化局"])

    def command(self) -> PublishRouting:
        return PublishRouting(
            routes=tuple(row.route() for row in self.routes),
            effective_on=self.effective_on,
            document_no=self.document_no,
            author=self.author,
        )
