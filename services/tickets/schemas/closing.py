"""Bodies of 回访, 评价 and 销号."""

from typing import Annotated, Literal

from pydantic import Field

from services.tickets.commands import CallBackFirm, CloseTicket, RateTicket, ReopenTicket
from services.tickets.events import CallBackOutcome, ClosedBecause, ReopenGround, Satisfaction
from services.tickets.schemas.values import Remark, plain_text
from shared.web.fields import Body


class CallBackBody(Body):
    """回访: what the firm said."""

    outcome: CallBackOutcome = Field(title="回访结果", examples=["satisfied"])
    note: Remark = Field(default="", title="回访记录", examples=["企业表示问题已解决。"])
    explanation: Annotated[str, plain_text(0, 2000)] = Field(default="", title="向企业所作的说明")
    leader: Annotated[str, plain_text(0, 40)] = Field(default="", title="签批的办公室负责人")

    def command(self) -> CallBackFirm:
        return CallBackFirm(
            outcome=self.outcome,
            note=self.note,
            explanation=self.explanation,
            leader=self.leader,
        )


class ClosureBody(Body):
    """销号 without the firm's word; every other reason follows from a call-back."""

    because: Literal["unreachable", "supplement_not_given"] = Field(
        default="unreachable", title="销号理由", examples=["unreachable"]
    )

    def command(self) -> CloseTicket:
        return CloseTicket(because=ClosedBecause(self.because))


class RatingBody(Body):
    """评价: the firm's own word, of the five levels of 好差评 (T-15)."""

    satisfaction: Satisfaction = Field(title="满意度", examples=["satisfied"])
    comment: Remark = Field(default="", title="评价说明", examples=["办理及时，问题已解决。"])

    def command(self) -> RateTicket:
        return RateTicket(satisfaction=self.satisfaction, comment=self.comment)


class ReopeningBody(Body):
    """重新办理: a new fact, or a result that was not carried out (T-17)."""

    ground: ReopenGround = Field(title="重新办理的情形", examples=["not_carried_out"])
    statement: Annotated[str, plain_text(1, 1000)] = Field(
        title="情况说明", examples=["银行至今未办理展期手续。"]
    )

    def command(self) -> ReopenTicket:
        return ReopenTicket(ground=self.ground, statement=self.statement)
