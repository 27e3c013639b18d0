"""Body of a published average."""

from decimal import Decimal
from typing import Annotated

from pydantic import Field, StringConstraints

from services.arrears.averages.commands import PublishAverage
from services.arrears.averages.state import Average, Level, Measure
from shared.web.fields import Body
from shared.web.values import Day, Line, plain_text

# Of a rate, as text: never a number of JSON, which would not be what was published.
PercentText = Annotated[
    str, StringConstraints(pattern=r"^(100(\.0{1,6})?|(0|[1-9][0-9]?)(\.[0-9]{1,6})?)$")
]


class AverageBody(Body):
    """One published average of one rate."""

    level: Level = Field(title="层级", examples=["national"])
    measure: Measure = Field(title="指标", examples=["all"])
    percent: PercentText | None = Field(
        title="平均清偿率（%）",
        description="Null takes back what was entered for the same day of effect.",
        examples=["96.40"],
    )
    as_of_on: Day = Field(title="数据截止日期", examples=["2022-09-30"])
    source: Line = Field(title="发布来源", examples=["工业和信息化部新闻发布会"])

    def average(self) -> Average:
        return Average(
            level=self.level,
            measure=self.measure,
            percent=None if self.percent is None else Decimal(self.percent),
            as_of_on=self.as_of_on,
            source=self.source,
        )


class AverageVersionBody(Body):
    """A published average, the day from which the rates are held against it, and its document."""

    average: AverageBody = Field(title="平均清偿率")
    effective_on: Day = Field(title="启用日期", examples=["2022-10-20"])
    document_no: Annotated[str, plain_text(1, 80)] = Field(
        title="文号", examples=["工信厅企业函〔2022〕245号"]
    )
    author: Line = Field(title="发布人", examples=["区工业和信息化局"])

    def command(self) -> PublishAverage:
        return PublishAverage(
            average=self.average.average(),
            effective_on=self.effective_on,
            document_no=self.document_no,
            author=self.author,
        )
