"""Dated versions: in force from their day on, in order, each on somebody's authority."""

from datetime import date
from typing import Any

import pytest
from msgspec import Struct
from msgspec.structs import replace

from shared.kernel.dated import (
    Version,
    Versions,
    VersionTooEarly,
    VersionWithoutAuthority,
    is_new,
)
from shared.kernel.decider import Command
from shared.testing.specs import instant

NOW = instant("2022-09-20T09:00+08:00")


class Ceiling(Struct, frozen=True):
    rate_bp: int


class PublishCeiling(Command, frozen=True, kw_only=True):
    ceiling: Ceiling
    effective_on: date
    document_no: str = "临翔政办发〔2022〕56号"
    author: str = "区财政局"


class Ceilings(Versions[Version[Ceiling]], frozen=True):
    """A policy as a service declares it."""


FIRST = PublishCeiling(ceiling=Ceiling(300), effective_on=date(2022, 8, 19))
SECOND = PublishCeiling(ceiling=Ceiling(200), effective_on=date(2022, 9, 26))


def after(*orders: PublishCeiling) -> Ceilings:
    state = Ceilings()
    for order in orders:
        version = Version(
            state.next_number, order.ceiling, order.effective_on, order.document_no, order.author
        )
        state = state.followed_by(version)
    return state


def new(state: Ceilings, order: PublishCeiling) -> bool:
    return is_new(state, order.ceiling, order, NOW)


def test_a_version_holds_from_its_day_of_effect_in_beijing() -> None:
    ceilings = after(FIRST, SECOND)
    before, at = instant("2022-09-25T23:59:59+08:00"), instant("2022-09-25T16:00Z")
    held, then = ceilings.in_force(before), ceilings.in_force(at)
    assert (held and held.content, then and then.content) == (Ceiling(300), Ceiling(200))
    assert (held and held.version, then and then.version) == (1, 2)


def test_before_the_first_takes_effect_none_holds() -> None:
    assert Ceilings().in_force(NOW) is None
    assert after(SECOND).in_force(NOW) is None


def test_of_two_that_take_effect_on_one_day_the_later_holds() -> None:
    corrected = replace(SECOND, ceiling=Ceiling(250))
    held = after(FIRST, SECOND, corrected).in_force(instant("2022-09-26T00:00+08:00"))
    assert held
    assert held.version == 3


def test_the_versions_stay_a_policy_of_the_services_own_shape() -> None:
    assert type(after(FIRST)) is Ceilings


def test_the_first_version_may_reach_back_and_a_further_one_may_follow() -> None:
    assert new(Ceilings(), FIRST)
    assert new(after(FIRST), SECOND)
    assert new(after(FIRST), replace(SECOND, effective_on=date(2022, 9, 20)))


def test_the_last_version_said_again_is_nothing_new() -> None:
    assert not new(after(FIRST), FIRST)
    assert not new(after(FIRST, SECOND), SECOND)


@pytest.mark.parametrize(
    "change",
    [{"ceiling": Ceiling(1)}, {"document_no": "临翔政办发〔2022〕80号"}, {"author": "区政府"}],
    ids=str,
)
def test_what_says_anything_else_is_new(change: dict[str, Any]) -> None:
    assert new(after(FIRST, SECOND), replace(SECOND, **change))


@pytest.mark.parametrize("change", [{"document_no": " "}, {"author": ""}], ids=str)
def test_a_version_has_a_document_and_an_author(change: dict[str, str]) -> None:
    with pytest.raises(VersionWithoutAuthority):
        new(Ceilings(), replace(FIRST, **change))


@pytest.mark.parametrize(
    ("published", "effective_on", "earliest"),
    [
        pytest.param((FIRST,), date(2022, 9, 19), "2022-09-20", id="before its own day"),
        pytest.param((FIRST, SECOND), date(2022, 9, 25), "2022-09-26", id="before the last"),
    ],
)
def test_a_further_version_neither_reaches_back_nor_overtakes(
    published: tuple[PublishCeiling, ...], effective_on: date, earliest: str
) -> None:
    order = replace(SECOND, ceiling=Ceiling(1), effective_on=effective_on)
    with pytest.raises(VersionTooEarly, match=earliest):
        new(after(*published), order)
