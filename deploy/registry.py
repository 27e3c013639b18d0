"""Finds a service's composition root by its name: nothing else imports a service."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from deploy.local.errors import NotPossible
from shared.settings import SERVICES

if TYPE_CHECKING:  # the shape alone would bring in FastAPI and SQLModel
    from shared.service import Service


def load(name: str) -> Service:
    """`SERVICE` of `services/<name>/service.py`. Raises NotPossible for an unknown name."""
    if name not in SERVICES:
        raise NotPossible(f"There is no service '{name}'; there is: {', '.join(SERVICES)}.")
    service: Service = import_module(f"services.{name}.service").SERVICE
    return service
