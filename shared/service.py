"""The shape of a service's composition root: what the runner, the CLI and the checks need of it."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from fastapi import FastAPI

from shared.eventstore.model import Model
from shared.settings import Settings


@dataclass(frozen=True, kw_only=True)
class Service:
    """Each `services/<name>/service.py` binds one of these to the name `SERVICE`."""

    name: str
    title_zh: str
    model: Model
    create_app: Callable[[Settings], FastAPI]
    migrations: Path
