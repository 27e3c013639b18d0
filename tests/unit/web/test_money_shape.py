"""Money at the API: decimal text and a currency, exact to the fen."""

import re
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from shared.web.money import Money, PositiveMoney, money

READ = TypeAdapter(Money)


def read(amount: Any) -> Money:
    return READ.validate_python({"amount": amount})


@pytest.mark.parametrize(
    ("text", "fen"),
    [("0", 0), ("0.5", 50), ("1999999.99", 199_999_999), ("999999999999.99", 99_999_999_999_999)],
)
def test_an_amount_is_read_to_the_fen(text: str, fen: int) -> None:
    assert read(text).fen == fen


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("1,999.00", "不加正负号、千分位逗号和单位"),
        ("-1.00", "不加正负号"),
        ("200万", "请只填数字和小数点"),
        ("1.999", "小数位过多"),
        ("１００", "半角数字"),
        (" 100", "半角数字"),
        ("1000000000000", "至多 12 位"),
    ],
)
def test_a_faulty_amount_is_told_what_to_write_instead(text: str, told: str) -> None:
    with pytest.raises(ValidationError) as caught:
        read(text)
    [error] = caught.value.errors()
    assert error["type"] == "amount_invalid"
    context = error["ctx"]
    assert told in context["zh"].format(**{**context, "field": "金额"})
    assert "such as 1999999.99" in error["msg"]


@pytest.mark.parametrize("given", [1999999.99, 100, None, True])
def test_a_number_of_json_is_no_amount(given: Any) -> None:
    with pytest.raises(ValidationError):
        read(given)


@pytest.mark.parametrize("text", ["0", "0.0", "0.00"])
def test_where_an_amount_must_be_above_zero_nothing_is_none(text: str) -> None:
    with pytest.raises(ValidationError) as caught:
        TypeAdapter(PositiveMoney).validate_python({"amount": text})
    assert [error["type"] for error in caught.value.errors()] == ["amount_not_positive"]


@pytest.mark.parametrize("text", ["0.01", "0.1", "0.10", "1", "10.00"])
def test_what_is_above_zero_is_taken_and_the_description_says_so(text: str) -> None:
    assert TypeAdapter(PositiveMoney).validate_python({"amount": text}).fen > 0
    pattern = PositiveMoney.model_json_schema()["properties"]["amount"]["pattern"]
    assert re.fullmatch(pattern, text)
    assert not re.fullmatch(pattern, "0.00")


def test_only_yuan_are_taken() -> None:
    with pytest.raises(ValidationError):
        READ.validate_python({"amount": "1.00", "currency": "USD"})


def test_an_amount_is_shown_with_two_decimals_and_a_difference_with_its_sign() -> None:
    assert (money(5).amount, money(-120).amount, money(0).currency) == ("0.05", "-1.20", "CNY")
