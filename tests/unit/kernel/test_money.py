from decimal import Decimal

import pytest

from shared.kernel.money import (
    AMOUNT_FEN_MAX,
    InvalidAmount,
    format_amount,
    parse_amount,
    round_fen,
    yuan_wan,
)


@pytest.mark.parametrize(
    ("text", "fen"),
    [
        ("1999999.99", 199_999_999),
        ("2000000", 200_000_000),
        ("2000000.0", 200_000_000),
        ("0", 0),
        ("0.01", 1),
        ("0.1", 10),
        (" 12.50 ", 1_250),
        ("１２３．４５", 12_345),
        ("9999999999999999.99", AMOUNT_FEN_MAX),
    ],
)
def test_an_amount_in_yuan_is_read_to_the_fen(text: str, fen: int) -> None:
    assert parse_amount(text) == fen


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "-1",
        "+1",
        "1,999.00",
        "1 999",
        "1e5",
        "0x10",
        "007",
        ".5",
        "5.",
        "1.2.3",
        "NaN",
        "Infinity",
        "十",
        "٣",
        "100元",
        "¥100",
        "1_000",
        "12\n34",
    ],
)
def test_what_is_no_plain_decimal_number_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(InvalidAmount, match=r"such as 1999999\.99") as refused:
        parse_amount(text)
    assert "例如 1999999.99" in refused.value.zh


def test_a_third_decimal_is_refused_not_rounded() -> None:
    with pytest.raises(InvalidAmount, match="at most 2") as refused:
        parse_amount("0.005")
    assert "最多保留 2 位" in refused.value.zh


@pytest.mark.parametrize("text", ["10000000000000000", "10000000000000000.00", "9" * 5_000])
def test_an_amount_beyond_eighteen_digits_is_refused(text: str) -> None:
    with pytest.raises(InvalidAmount, match="largest amount") as refused:
        parse_amount(text)
    assert len(refused.value.zh) < 120


@pytest.mark.parametrize(
    ("text", "fen"),
    [("11238", 11_238_000_000), ("0.5", 500_000), ("200", 200_000_000), ("0.000001", 1)],
)
def test_an_amount_in_ten_thousands_is_read_to_the_fen(text: str, fen: int) -> None:
    assert yuan_wan(text) == fen


def test_11238_wan_is_112_380_000_yuan() -> None:
    assert format_amount(yuan_wan("11238")) == "112380000.00"


@pytest.mark.parametrize("text", ["0.0000001", "1000000000000", "-3", "11238万"])
def test_ten_thousands_finer_than_a_fen_or_out_of_range_are_refused(text: str) -> None:
    with pytest.raises(InvalidAmount):
        yuan_wan(text)


@pytest.mark.parametrize(
    ("fen", "text"),
    [(199_999_999, "1999999.99"), (0, "0.00"), (5, "0.05"), (-5, "-0.05"), (-12_345, "-123.45")],
)
def test_fen_are_shown_as_yuan_with_two_decimals(fen: int, text: str) -> None:
    assert format_amount(fen) == text


@pytest.mark.parametrize(
    ("computed", "fen"),
    [("0.5", 1), ("1.5", 2), ("2.5", 3), ("2.499999", 2), ("-0.5", -1), ("123", 123)],
)
def test_computed_fen_are_rounded_half_up(computed: str, fen: int) -> None:
    assert round_fen(Decimal(computed)) == fen


def test_rounding_does_not_lose_digits_of_a_large_amount() -> None:
    assert round_fen(Decimal("999999999999999998.5")) == AMOUNT_FEN_MAX


@pytest.mark.parametrize("computed", ["NaN", "Infinity", "1000000000000000000"])
def test_a_result_that_is_no_amount_is_refused(computed: str) -> None:
    with pytest.raises(InvalidAmount):
        round_fen(Decimal(computed))
