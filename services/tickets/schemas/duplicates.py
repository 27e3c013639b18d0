"""The body that rules proposed duplicates out (T-12)."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from services.tickets.commands import RuleOutDuplicates
from services.tickets.decide.duplicates import PROPOSED_MOST
from services.tickets.schemas.values import UUID_PATTERN, Line
from shared.web.fields import Body


class DuplicateDecisionBody(Body):
    """A person has compared: the named tickets are about other matters. Yes is 并案."""

    candidates: list[Annotated[str, StringConstraints(pattern=UUID_PATTERN)]] = Field(
        title="疑似重复工单标识",
        min_length=1,
        max_length=PROPOSED_MOST,
        examples=[["0192f0c1-7d3a-7c44-9b1e-5f0e6a1c2d3e"]],
    )
    decision: Literal["not_a_duplicate"] = Field(
        default="not_a_duplicate", title="判定", examples=["not_a_duplicate"]
    )
    reason: Line = Field(title="理由", examples=["系另一笔贷款，银行和到期日均不同"])

    def command(self) -> RuleOutDuplicates:
        return RuleOutDuplicates(
            candidates=tuple(dict.fromkeys(self.candidates)), reason=self.reason
        )
