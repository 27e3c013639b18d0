"""Money at the API: `{"amount": "1999999.99", "currency": "CNY"}`; inside it is integer fen."""

import re
from typing import Annotated, Final, Literal

from pydantic import AfterValidator, Field, StringConstraints, WithJsonSchema

from shared.kernel.money import InvalidAmount, format_amount, parse_amount
from shared.web.answers import Answer
from shared.web.fields import Body, field_error

_WHOLE_DIGITS_MAX: Final = 12  # below a trillion yuan: sums of many stay within a bigint of fen
_WHOLE: Final = rf"[1-9][0-9]{{0,{_WHOLE_DIGITS_MAX - 1}}}(\.[0-9]{{1,2}})?"
_PLAIN: Final = rf"^({_WHOLE}|0(\.[0-9]{{1,2}})?)$"
_ABOVE_ZERO: Final = rf"^({_WHOLE}|0\.([1-9][0-9]?|0[1-9]))$"


def _plain_amount(text: str) -> str:
    """What is wrong with it is said with what to write instead."""
    try:
        parse_amount(text)
    except InvalidAmount as invalid:
        raise field_error(
            "amount_invalid", zh="「{field}」{said_zh}。", en="{said_en}", **_said(invalid)
        ) from None
    if not re.fullmatch(_PLAIN, text):
        raise field_error(
            "amount_invalid",
            zh="「{field}」应以元为单位用半角数字填写，整数部分至多 {digits} 位，例如 1999999.99。",
            en="Write yuan in plain digits, at most {digits} before the point, such as 1999999.99",
            digits=_WHOLE_DIGITS_MAX,
        )
    return text


def _said(invalid: InvalidAmount) -> dict[str, str]:
    return {"said_zh": invalid.zh, "said_en": invalid.en}


AmountText = Annotated[
    str,
    StringConstraints(max_length=40),
    AfterValidator(_plain_amount),
    WithJsonSchema({"type": "string", "pattern": _PLAIN, "maxLength": 15}),
]


class Money(Body):
    """An amount in yuan as decimal text, exact to the fen; never a number of JSON."""

    amount: AmountText = Field(title="金额", examples=["1999999.99"])
    currency: Literal["CNY"] = Field(default="CNY", title="币种", examples=["CNY"])

    @property
    def fen(self) -> int:
        return parse_amount(self.amount)


def _above_zero(text: str) -> str:
    if not parse_amount(text):
        raise field_error(
            "amount_not_positive",
            zh="「{field}」应当大于零。",
            en="Write an amount above zero",
        )
    return text


class PositiveMoney(Money):
    """An amount above zero, in yuan as decimal text, exact to the fen."""

    amount: Annotated[
        AmountText,
        AfterValidator(_above_zero),
        WithJsonSchema({"type": "string", "pattern": _ABOVE_ZERO, "maxLength": 15}),
    ] = Field(title="金额", examples=["1999999.99"])


class MoneyAnswer(Answer):
    """Yuan with two decimals; a difference may be negative."""

    amount: Annotated[str, Field(examples=["1999999.99"])]
    currency: Annotated[Literal["CNY"], Field(examples=["CNY"])]


def money(amount_fen: int) -> MoneyAnswer:
    return MoneyAnswer(format_amount(amount_fen), "CNY")
