"""`shukun clock`: steers the simulated clock of a training or test system."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

import typer

from deploy.commands.moments import parse_duration, parse_instant
from deploy.local.errors import NotPossible
from shared.kernel.clock import SHANGHAI, ClockRunsBackwards, SimulatedClock, SystemClock
from shared.settings import Settings

clock = typer.Typer(
    no_args_is_help=True, help="Set, advance, speed up or show the simulated clock."
)


@clock.command("set")
def set_clock(
    instant: Annotated[str, typer.Argument(help="2022-09-24 or 2022-09-24T10:00+08:00")],
) -> None:
    """Jump forward to an instant; the first one of a simulation may lie in the past."""
    settings = _simulation()
    simulated, to = SimulatedClock(settings.clock_file), parse_instant(instant)
    if settings.clock_file.exists():
        with _forward_only():
            simulated.set(to)
    else:
        simulated.start_at(to)
    _tell(simulated)


@clock.command()
def advance(by: Annotated[str, typer.Argument(help="3d, 5h, 30m, 1d12h")]) -> None:
    """Jump forward by a duration."""
    simulated = SimulatedClock(_simulation().clock_file)
    simulated.advance(parse_duration(by))
    _tell(simulated)


@clock.command()
def speed(
    factor: Annotated[float, typer.Argument(help="simulated seconds per real second; 0 stops it")],
) -> None:
    """Let simulated time run faster, slower, or not at all."""
    simulated = SimulatedClock(_simulation().clock_file)
    with _forward_only():
        simulated.run_at(factor)
    _tell(simulated)


@clock.command()
def show(*, as_json: Annotated[bool, typer.Option("--json")] = False) -> None:
    """Show the time that the services see."""
    settings = Settings()
    seen = SimulatedClock(settings.clock_file) if settings.simulation else SystemClock()
    _tell(seen, as_json=as_json)


def _simulation() -> Settings:
    """The settings of a simulation. Raises NotPossible on a real system."""
    settings = Settings()
    if not settings.simulation:
        raise NotPossible(
            "The clock of a real system cannot be steered; a simulation is started with "
            "SHUKUN_SIMULATION=1, and every event recorded in it is marked."
        )
    return settings


@contextmanager
def _forward_only() -> Iterator[None]:
    try:
        yield
    except ClockRunsBackwards as error:
        raise NotPossible(f"Time never runs backwards: {error}.") from error


def _tell(seen: SimulatedClock | SystemClock, *, as_json: bool = False) -> None:
    now = seen.now().astimezone(SHANGHAI).isoformat(timespec="seconds")
    speed = seen.setting.speed if isinstance(seen, SimulatedClock) else 1.0
    if as_json:
        typer.echo(json.dumps({"now": now, "simulated": seen.simulated, "speed": speed}))
    else:
        kind = f"simulated, {speed:g} times real time" if seen.simulated else "real"
        typer.echo(f"{now} ({kind})")
