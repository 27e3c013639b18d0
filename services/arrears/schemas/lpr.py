"""Body of announcements of the LPR."""

from decimal import Decimal
from typing import Annotated

from pydantic import Field, StringConstraints

from services.arrears.interest.lpr import LprPoint
from services.arrears.lpr.commands import PublishLpr
from shared.web.fields import Body
from shared.web.values import Day, Line, plain_text

RateText = Annotated[
    str, StringConstraints(pattern=r"^(24(\.0{1,4})?|(1[0-9]|2[0-3]|[0-9])(\.[0-9]{1,4})?)$")
]


class LprPointBody(Body):
    """One announcement, of a changed rate or of the same as before."""

    published_on: Day = Field(title="公布日期", examples=["2022-08-22"])
    percent: RateText = Field(title="1年期贷款市场报价利率（%）", examples=["3.65"])

    def point(self) -> LprPoint:
        return LprPoint(self.published_on, Decimal(self.percent))


class LprVersionBody(Body):
    """Announcements, up to when the table was checked, and where from."""

    points: Annotated[list[LprPointBody], Field(max_length=200)] = Field(
        title="报价利率", description="May be empty: checked, and nothing has changed."
    )
    checked_on: Day = Field(title="核对日期", examples=["2022-08-22"])
    source: Line = Field(title="公布来源", examples=["全国银行间同业拆借中心"])
    document_no: Annotated[str, plain_text(1, 80)] = Field(
        title="文号", examples=["2022年8月22日公告"]
    )
    author: Line = Field(title="发布人", examples=["区工业和信息化局"])

    def command(self) -> PublishLpr:
        return PublishLpr(
            points=tuple(one.point() for one in self.points),
            checked_on=self.checked_on,
            source=self.source,
            document_no=self.document_no,
            author=self.author,
        )
