from contextlib import suppress
from decimal import ROUND_HALF_UP, Decimal

from hypothesis import given
from hypothesis import strategies as st

from shared.kernel.money import (
    AMOUNT_FEN_MAX,
    InvalidAmount,
    format_amount,
    parse_amount,
    round_fen,
    yuan_wan,
)

AMOUNTS = st.integers(0, AMOUNT_FEN_MAX)


@given(AMOUNTS)
def test_an_amount_survives_being_shown_and_read(fen: int) -> None:
    assert parse_amount(format_amount(fen)) == fen


@given(AMOUNTS)
def test_an_amount_in_full_width_digits_is_the_same(fen: int) -> None:
    wide = str.maketrans({c: chr(ord(c) + 0xFEE0) for c in "0123456789."})
    assert parse_amount(format_amount(fen).translate(wide)) == fen


@given(st.integers(-AMOUNT_FEN_MAX, AMOUNT_FEN_MAX))
def test_a_shown_amount_is_exact(fen: int) -> None:
    assert Decimal(format_amount(fen)) * 100 == fen


@given(st.text() | st.from_regex(r"[+-]?[0-9]{0,20}(\.[0-9]{0,8})?([eE][0-9])?", fullmatch=True))
def test_a_text_is_read_exactly_or_refused(text: str) -> None:
    with suppress(InvalidAmount):
        fen = parse_amount(text)
        assert 0 <= fen <= AMOUNT_FEN_MAX
        assert Decimal(text) * 100 == fen


@given(st.integers(0, 10**12 - 1), st.integers(0, 999_999))
def test_ten_thousands_are_read_exactly(whole: int, fraction: int) -> None:
    assert yuan_wan(f"{whole}.{fraction:06d}") == whole * 1_000_000 + fraction


@given(st.decimals(-(10**17), 10**17, places=4))
def test_rounding_is_half_up(fen: Decimal) -> None:
    assert round_fen(fen) == int(fen.quantize(Decimal(1), ROUND_HALF_UP))
