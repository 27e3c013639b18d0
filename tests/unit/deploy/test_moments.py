"""Instants and durations as an operator types them."""

from datetime import UTC, datetime, timedelta

import pytest

from deploy.commands.moments import parse_duration, parse_instant
from deploy.local.errors import NotPossible


def test_a_bare_date_is_the_beginning_of_that_day_in_shanghai() -> None:
    assert parse_instant("2022-09-24") == datetime(2022, 9, 23, 16, tzinfo=UTC)


@pytest.mark.parametrize("text", ["2022-09-24T10:00+08:00", "2022-09-24T02:00:00Z"])
def test_an_instant_says_its_offset(text: str) -> None:
    assert parse_instant(text) == datetime(2022, 9, 24, 2, tzinfo=UTC)


@pytest.mark.parametrize("text", ["2022-09-24T10:00", "2022-09-31", "yesterday", ""])
def test_anything_else_is_no_instant(text: str) -> None:
    with pytest.raises(NotPossible, match=r"no instant|no offset"):
        parse_instant(text)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("3d", timedelta(days=3)),
        ("5h", timedelta(hours=5)),
        ("30m", timedelta(minutes=30)),
        ("90s", timedelta(seconds=90)),
        ("1d12h", timedelta(days=1, hours=12)),
    ],
)
def test_a_duration_is_a_number_and_a_letter(text: str, meant: timedelta) -> None:
    assert parse_duration(text) == meant


@pytest.mark.parametrize("text", ["", "3", "d", "-3d", "3 d", "1.5h", "3d!"])
def test_anything_else_is_no_duration(text: str) -> None:
    with pytest.raises(NotPossible, match="no duration"):
        parse_duration(text)
