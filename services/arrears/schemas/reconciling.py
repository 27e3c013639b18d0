"""Bodies about payment files: what rows pay, and which are none of the ledger's."""

from collections.abc import Iterable
from typing import Annotated

from pydantic import Field

from services.arrears.payment_files.commands import ConfirmRows, RowConfirmation, SetRowsAside
from services.arrears.payment_files.values import ROWS_A_DECISION, ROWS_MAX
from services.arrears.schemas.paying import ShareBody
from services.arrears.schemas.values import Reason
from shared.web.fields import WHOLE, Body
from shared.web.values import Uscc

RowNumber = Annotated[int, Field(ge=1, le=2**31 - 1), WHOLE]


class RowConfirmationBody(Body):
    """What a row pays: one item, or several whose amounts add up to the row's."""

    row: RowNumber = Field(title="行号", examples=[5])
    shares: list[ShareBody] = Field(title="分配", min_length=1, max_length=50)
    payer_uscc: Uscc | None = Field(
        default=None,
        title="付款单位统一社会信用代码",
        description="Where the file states none and the payer is not called as the debtor.",
        examples=["115309020152603829"],
    )
    payee_uscc: Uscc | None = Field(
        default=None,
        title="收款单位统一社会信用代码",
        description="Where the file states none and the payee is not called as the creditor.",
        examples=["91530902MA6XTXT19B"],
    )

    def confirmation(self) -> RowConfirmation:
        return RowConfirmation(
            row=self.row,
            shares=tuple(one.share() for one in self.shares),
            payer_uscc=self.payer_uscc,
            payee_uscc=self.payee_uscc,
        )


class ConfirmationsBody(Body):
    """确认: all of these rows are entered on their items, or none of them."""

    rows: list[RowConfirmationBody] = Field(
        title="确认的行", min_length=1, max_length=ROWS_A_DECISION
    )

    def item_ids(self) -> list[str]:
        """The items that are paid, each once."""
        return list(dict.fromkeys(one.arrears_id for row in self.rows for one in row.shares))

    def command(self, keys: Iterable[str]) -> ConfirmRows:
        return ConfirmRows(rows=tuple(row.confirmation() for row in self.rows), keys=tuple(keys))


class SetAsideBody(Body):
    """不予登记: these rows are no payments of the ledger."""

    rows: list[RowNumber] = Field(
        title="行号", min_length=1, max_length=ROWS_MAX, examples=[[6, 7]]
    )
    reason: Reason = Field(title="理由", examples=["工资发放，不属于清欠台账的款项。"])

    def command(self) -> SetRowsAside:
        return SetRowsAside(rows=tuple(self.rows), reason=self.reason)
