"""Events are stored under explicit names; old versions and retired names are read for ever."""

from datetime import UTC, date, datetime
from typing import Any

import msgspec
import pytest

from shared.eventstore.codec import EventRegistry, EventType, UnknownEvent
from shared.kernel.decider import Event
from tests.builders.golden import ever_stored


class Amount(msgspec.Struct, frozen=True):
    fen: int


class RentWaived(Event, frozen=True, kw_only=True):
    """The third shape: once `duration`, then `months` and `reason`, now an amount and a day."""

    amount: Amount
    reason: str
    on: date | None
    recorded_at: datetime | None = None
    lines: tuple[str, ...] = ()


class RentRefused(Event, frozen=True, kw_only=True):
    reason: str


def reason_was_not_asked(v1: dict[str, Any]) -> dict[str, Any]:
    return {"months": v1["duration"], "reason": "未填写"}


def a_month_was_a_thousand_yuan(v2: dict[str, Any]) -> dict[str, Any]:
    kept = {field: value for field, value in v2.items() if field != "months"}
    return {**kept, "amount": {"fen": v2["months"] * 100_000}, "on": None}


UPCASTERS = {
    ("rent_waived", 1): reason_was_not_asked,
    ("rent_waived", 2): a_month_was_a_thousand_yuan,
}
REGISTRY = EventRegistry(
    EventType("rent_waived", 3, RentWaived),
    upcasters={
        **UPCASTERS,
        ("rent_rejected", 1): lambda v1: {"reason": v1["because"]},
    },
    retired=(EventType("rent_rejected", 2, RentRefused),),
)
WAIVED = RentWaived(
    amount=Amount(600_000),
    reason="疫情",
    on=date(2022, 8, 19),
    recorded_at=datetime(2022, 8, 19, 1, 2, 3, 4, UTC),
    lines=("甲", "乙"),
)


def test_an_event_is_stored_under_its_name_and_newest_version() -> None:
    name, version, data = REGISTRY.encode(WAIVED)
    assert (name, version) == ("rent_waived", 3)
    assert data.decode() == (
        '{"amount":{"fen":600000},"reason":"疫情","on":"2022-08-19",'
        '"recorded_at":"2022-08-19T01:02:03.000004Z","lines":["甲","乙"]}'
    )


def test_what_was_stored_is_what_is_read() -> None:
    assert REGISTRY.decode(*REGISTRY.encode(WAIVED)) == WAIVED


def test_a_first_version_is_read_through_every_step_in_order() -> None:
    assert REGISTRY.decode("rent_waived", 1, b'{"duration":6}') == RentWaived(
        amount=Amount(600_000), reason="未填写", on=None
    )


def test_a_second_version_is_read_through_the_last_step_only() -> None:
    stored = b'{"months":3,"reason":"A","lines":["x"],"recorded_at":"2022-08-19T01:02:03Z"}'
    assert REGISTRY.decode("rent_waived", 2, stored) == RentWaived(
        amount=Amount(300_000),
        reason="A",
        on=None,
        recorded_at=datetime(2022, 8, 19, 1, 2, 3, tzinfo=UTC),
        lines=("x",),
    )


def test_a_retired_name_is_still_read_in_all_its_versions() -> None:
    expected = RentRefused(reason="不符合条件")
    old, new = '{"because":"不符合条件"}', '{"reason":"不符合条件"}'
    assert REGISTRY.decode("rent_rejected", 1, old.encode()) == expected
    assert REGISTRY.decode("rent_rejected", 2, new.encode()) == expected
    assert REGISTRY.shape_of("rent_rejected") is RentRefused


def test_a_retired_name_is_not_written_any_more() -> None:
    with pytest.raises(UnknownEvent, match="RentRefused has no stored name"):
        REGISTRY.encode(RentRefused(reason="x"))


def test_a_shape_may_be_read_under_its_old_name_and_written_under_its_new_one() -> None:
    renamed = EventRegistry(
        EventType("rent_refused", 1, RentRefused),
        retired=(EventType("rent_rejected", 1, RentRefused),),
    )
    refused = RentRefused(reason="x")
    assert renamed.encode(refused) == ("rent_refused", 1, b'{"reason":"x"}')
    assert renamed.decode("rent_rejected", 1, b'{"reason":"x"}') == refused


@pytest.mark.parametrize(
    ("name", "version"), [("rent_waived", 4), ("rent_waived", 0), ("rent_doubled", 1)]
)
def test_an_event_of_a_later_release_is_not_guessed_at(name: str, version: int) -> None:
    with pytest.raises(UnknownEvent, match=f"event '{name}' in version {version} is not known"):
        REGISTRY.decode(name, version, b"{}")


def test_a_name_never_listed_has_no_shape() -> None:
    with pytest.raises(UnknownEvent, match="event 'rent_doubled' is not known here"):
        REGISTRY.shape_of("rent_doubled")


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b'{"amount":{"fen":1},"reason":"A"', id="cut off"),
        pytest.param(b'{"amount":{"fen":1}}', id="a field missing"),
        pytest.param(
            b'{"amount":{"fen":"1"},"reason":"A","on":null}', id="a field of another type"
        ),
        pytest.param(b"", id="nothing"),
    ],
)
def test_bytes_that_are_not_what_they_promise_are_not_read(data: bytes) -> None:
    with pytest.raises(msgspec.DecodeError):
        REGISTRY.decode("rent_waived", 3, data)


@pytest.mark.parametrize("missing", [1, 2])
def test_a_registry_without_a_step_on_the_way_is_a_programmers_error(missing: int) -> None:
    steps = {key: step for key, step in UPCASTERS.items() if key[1] != missing}
    with pytest.raises(KeyError, match="rent_waived"):
        EventRegistry(EventType("rent_waived", 3, RentWaived), upcasters=steps)


@pytest.mark.parametrize("retired", [False, True])
def test_two_events_cannot_share_a_name(*, retired: bool) -> None:
    twin = EventType("rent_waived", 1, RentRefused)
    others = () if retired else (twin,)
    with pytest.raises(ValueError, match="two events share one name"):
        EventRegistry(
            EventType("rent_waived", 1, RentWaived),
            *others,
            retired=(twin,) if retired else (),
        )


def test_every_version_that_a_log_may_hold_is_listed_for_its_golden_file() -> None:
    assert set(ever_stored(REGISTRY)) == {
        ("rent_waived", 1),
        ("rent_waived", 2),
        ("rent_waived", 3),
        ("rent_rejected", 1),
        ("rent_rejected", 2),
    }
