from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import msgspec
import pytest
import time_machine

from shared.kernel.clock import (
    ClockRunsBackwards,
    ClockSetting,
    FixedClock,
    SimulatedClock,
    SystemClock,
    shanghai_date,
)

REAL = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)
THEN = datetime(2022, 8, 19, 1, 0, tzinfo=UTC)
Traveller = time_machine.TimeMachineFixture


@pytest.fixture(autouse=True)
def real_time(time_machine: Traveller) -> Traveller:
    """Real time stands still at REAL until a test moves it."""
    time_machine.move_to(REAL, tick=False)
    return time_machine


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "made" / "clock.json"


def test_the_system_clock_gives_real_time_in_utc() -> None:
    clock = SystemClock()
    assert clock.now() == REAL
    assert clock.now().tzinfo is UTC
    assert not clock.simulated


def test_a_fixed_clock_stands_still_where_it_is_put(real_time: Traveller) -> None:
    clock = FixedClock(THEN.astimezone())
    real_time.shift(60)
    assert clock.now() == THEN
    assert clock.now().tzinfo is UTC
    assert not clock.simulated
    assert FixedClock(THEN, simulated=True).simulated


def test_without_a_file_a_simulation_runs_with_real_time(file: Path, real_time: Traveller) -> None:
    clock = SimulatedClock(file)
    real_time.shift(90)
    assert clock.now() == REAL + timedelta(seconds=90)
    assert clock.simulated
    assert not file.exists()


def test_a_fresh_simulation_may_start_in_the_past(file: Path, real_time: Traveller) -> None:
    clock = SimulatedClock(file)
    assert clock.start_at(THEN) == THEN
    real_time.shift(10)
    assert clock.now() == THEN + timedelta(seconds=10)


def test_two_clocks_on_one_file_agree(file: Path, real_time: Traveller) -> None:
    one, two = SimulatedClock(file), SimulatedClock(file)
    one.start_at(THEN, speed=3600)
    real_time.shift(24)
    assert one.now() == two.now() == THEN + timedelta(days=1)
    two.advance(timedelta(days=5))
    assert one.now() == two.now() == THEN + timedelta(days=6)
    one.run_at(0)
    real_time.shift(1000)
    assert one.now() == two.now() == THEN + timedelta(days=6)


def test_a_clock_opened_later_agrees_with_one_already_running(
    file: Path, real_time: Traveller
) -> None:
    running = SimulatedClock(file)
    running.start_at(THEN, speed=60)
    real_time.shift(5)
    assert SimulatedClock(file).now() == running.now() == THEN + timedelta(minutes=5)


def test_a_change_of_speed_takes_no_time_back(file: Path, real_time: Traveller) -> None:
    clock = SimulatedClock(file)
    clock.start_at(THEN, speed=100)
    real_time.shift(10)
    assert clock.run_at(2) == THEN + timedelta(seconds=1000)
    real_time.shift(10)
    assert clock.now() == THEN + timedelta(seconds=1020)
    assert clock.setting.speed == 2


def test_setting_a_clock_keeps_its_speed(file: Path, real_time: Traveller) -> None:
    clock = SimulatedClock(file)
    clock.start_at(THEN, speed=10)
    later = THEN + timedelta(days=30)
    assert clock.set(later) == later
    real_time.shift(1)
    assert clock.now() == later + timedelta(seconds=10)


def test_time_cannot_be_set_or_advanced_backwards(file: Path) -> None:
    clock = SimulatedClock(file)
    clock.start_at(THEN)
    with pytest.raises(ClockRunsBackwards, match="cannot go back"):
        clock.set(THEN - timedelta(microseconds=1))
    with pytest.raises(ClockRunsBackwards, match="cannot go back"):
        clock.advance(timedelta(seconds=-1))
    with pytest.raises(ClockRunsBackwards, match="negative"):
        clock.run_at(-1)
    assert clock.now() == THEN
    assert clock.set(THEN) == THEN


def test_the_file_is_readable_json_and_nothing_is_left_beside_it(file: Path) -> None:
    SimulatedClock(file).start_at(THEN.astimezone(), speed=2)
    setting = msgspec.json.decode(file.read_bytes(), type=ClockSetting)
    assert setting == ClockSetting(base=THEN, since=REAL, speed=2)
    assert list(file.parent.iterdir()) == [file]


@pytest.mark.parametrize(
    ("instant", "day"),
    [
        (datetime(2022, 9, 30, 16, 30, tzinfo=UTC), date(2022, 10, 1)),
        (datetime(2022, 9, 30, 16, 0, tzinfo=UTC), date(2022, 10, 1)),
        (datetime(2022, 9, 30, 15, 59, 59, tzinfo=UTC), date(2022, 9, 30)),
    ],
)
def test_a_legal_date_is_the_shanghai_date(instant: datetime, day: date) -> None:
    assert shanghai_date(instant) == day
