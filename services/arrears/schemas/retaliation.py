"""Bodies of a retaliation report (A-24)."""

from typing import Annotated

from pydantic import Field, StringConstraints

from services.arrears.retaliation.commands import (
    ConcludeRetaliation,
    ReportRetaliation,
    TakeUpRetaliation,
)
from services.arrears.retaliation.values import Conduct, Finding
from services.arrears.schemas.values import EvidenceList, Note, documents
from shared.web.fields import Body
from shared.web.values import UUID_PATTERN, Day, DepartmentCode, Line, Paragraphs


class RetaliationBody(Body):
    """举报打击报复: what was done to the creditor, and about which item of the ledger."""

    arrears_id: Annotated[str, StringConstraints(pattern=UUID_PATTERN)] = Field(
        title="台账项目标识", examples=["0192f0c1-7d3a-7c44-9b1e-5f0e6a1c2d3e"]
    )
    departments: Annotated[list[DepartmentCode], Field(max_length=26)] = Field(
        default=[],
        title="被举报部门代码",
        description="Beside the debtor itself, which is always among them.",
        examples=[["HOUSE"]],
    )
    conduct: Conduct = Field(title="行为类型", examples=["excluded_from_business"])
    happened_on: Day = Field(title="发生日期", examples=["2022-09-15"])
    description: Paragraphs = Field(
        title="举报内容", examples=["投诉欠款后，被告知今后不得参与该单位的工程投标。"]
    )
    evidence: EvidenceList = Field(default=[], title="证据材料")

    def command(self, report_id: str) -> ReportRetaliation:
        return ReportRetaliation(
            report_id=report_id,
            item_id=self.arrears_id,
            departments=tuple(self.departments),
            conduct=self.conduct,
            happened_on=self.happened_on,
            description=self.description,
            evidence=documents(self.evidence),
        )


class TakeUpBody(Body):
    """受理核查."""

    investigator: Line = Field(title="核查单位", examples=["区政府督查室"])

    def command(self) -> TakeUpRetaliation:
        return TakeUpRetaliation(investigator=self.investigator)


class FindingBody(Body):
    """办结: what the inquiry found."""

    finding: Finding = Field(title="核查结论", examples=["substantiated"])
    grounds: Paragraphs = Field(
        title="认定事实和依据", examples=["经调阅招标文件和谈话核实，反映情况属实。"]
    )
    measures: Note = Field(
        default="",
        title="处理意见",
        description="Required when the report is borne out.",
        examples=["责令改正，并移送有关机关依法处理。"],
    )
    evidence: EvidenceList = Field(default=[], title="证据材料")

    def command(self) -> ConcludeRetaliation:
        return ConcludeRetaliation(
            finding=self.finding,
            grounds=self.grounds,
            measures=self.measures,
            evidence=documents(self.evidence),
        )
