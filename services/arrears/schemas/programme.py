"""Body of a clearing programme's version."""

from typing import Annotated, Any

from pydantic import Field

from services.arrears.programme.commands import PublishProgramme
from services.arrears.programme.decide import RANGES
from services.arrears.programme.state import Programme
from shared.web.fields import WHOLE, Body
from shared.web.money import PositiveMoney
from shared.web.values import Day, Line, plain_text

Code = Annotated[str, plain_text(1, 20)]
Whole = Annotated[int, WHOLE]
Warnings = Annotated[list[Annotated[int, Field(ge=1, le=250), WHOLE]], Field(max_length=10)]


def _workdays(name: str, title: str, example: int) -> Any:
    """A field in the range its rule sets."""
    least, most = RANGES[name]
    return Field(title=title, ge=least, le=most, examples=[example])


class ProgrammeBody(Body):
    """A campaign's rules. All are given: a version says everything that holds, not what changes."""

    code: Code = Field(title="方案代码", examples=["2022"])
    name: Line = Field(title="方案名称", examples=["2022年防范和化解拖欠中小企业账款专项行动"])
    registered_from: Day = Field(title="登记起始日", examples=["2022-01-01"])
    threshold: PositiveMoney = Field(title="金额分档界限（含）")
    within: Code = Field(title="界限以内档次代码", examples=["LE_2M"])
    above: Code = Field(title="界限以上档次代码", examples=["GT_2M"])
    final_on: Day = Field(title="清偿期限", examples=["2022-12-31"])
    plan_on: Day = Field(title="制定还款计划期限", examples=["2022-07-31"])
    base_on: Day = Field(title="新增拖欠基准日", examples=["2022-05-31"])
    plan_workdays: Whole = _workdays("plan_workdays", "后登记项目制定计划的工作日数", 10)
    immediate_workdays: Whole = _workdays("immediate_workdays", "立即清偿的工作日数", 5)
    resolved_workdays: Whole = _workdays("resolved_workdays", "争议解决后清偿的工作日数", 10)
    objection_workdays: Whole = _workdays("objection_workdays", "销号异议的工作日数", 5)
    inquiry_workdays: Whole = _workdays("inquiry_workdays", "函询答复的工作日数", 5)
    reminder_workdays: Whole = _workdays("reminder_workdays", "逾期督办的工作日数", 1)
    talk_workdays: Whole = _workdays("talk_workdays", "逾期约谈的工作日数", 10)
    talk_missed: Whole = _workdays("talk_missed", "约谈的逾期期数", 2)
    final_warnings: Warnings = Field(title="清偿期限前提醒的工作日数", examples=[[30, 10, 3, 1]])
    instalment_warnings: Warnings = Field(title="分期到期前提醒的工作日数", examples=[[3, 1]])
    plan_warnings: Warnings = Field(title="计划期限前提醒的工作日数", examples=[[1]])

    def programme(self) -> Programme:
        given = {name: getattr(self, name) for name in type(self).model_fields}
        given["threshold_fen"] = given.pop("threshold").fen
        for name in ("final_warnings", "instalment_warnings", "plan_warnings"):
            given[name] = tuple(given[name])
        return Programme(**given)


class ProgrammeVersionBody(Body):
    """A campaign, or new numbers for one, in force from a day on, and the document that sets it."""

    programme: ProgrammeBody = Field(title="清欠方案")
    effective_on: Day = Field(title="生效日期", examples=["2022-08-19"])
    document_no: Annotated[str, plain_text(1, 80)] = Field(
        title="文号", examples=["临翔政办发〔2022〕56号"]
    )
    author: Line = Field(title="发布人", examples=["区工业和信息化局"])

    def command(self) -> PublishProgramme:
        return PublishProgramme(
            programme=self.programme.programme(),
            effective_on=self.effective_on,
            document_no=self.document_no,
            author=self.author,
        )
