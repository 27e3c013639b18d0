"""`shukun clock`: forward only, and only in a simulation."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from deploy.cli import app
from deploy.local.errors import NotPossible


@pytest.fixture(autouse=True)
def simulation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHUKUN_DATA", str(tmp_path))
    monkeypatch.setenv("SHUKUN_SIMULATION", "1")


def clock(*arguments: str) -> str:
    result = CliRunner().invoke(app, ["clock", *arguments])
    if result.exception:
        raise result.exception
    return result.output


def shown() -> dict[str, object]:
    found: dict[str, object] = json.loads(clock("show", "--json"))
    return found


def test_a_simulation_may_begin_in_the_past_and_stand_still() -> None:
    assert clock("set", "2022-09-24").startswith("2022-09-24T00:00:0")
    clock("speed", "0")

    stopped = shown()

    assert stopped["speed"] == 0
    assert stopped["simulated"] is True
    assert shown() == stopped


def test_it_is_advanced_by_a_duration() -> None:
    clock("set", "2022-09-24")
    clock("speed", "0")

    assert clock("advance", "1d12h").startswith("2022-09-25T12:00:0")


def test_once_begun_it_never_goes_back() -> None:
    clock("set", "2022-09-24")

    with pytest.raises(NotPossible, match="Time never runs backwards"):
        clock("set", "2022-09-23")
    with pytest.raises(NotPossible, match="Time never runs backwards"):
        clock("speed", "--", "-1")


@pytest.mark.parametrize("order", [["set", "2022-09-24"], ["advance", "1d"], ["speed", "2"]])
def test_the_clock_of_a_real_system_is_not_steered(
    order: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SHUKUN_SIMULATION")

    with pytest.raises(NotPossible, match="SHUKUN_SIMULATION=1"):
        clock(*order)

    assert not list(tmp_path.iterdir())
    assert shown()["simulated"] is False
