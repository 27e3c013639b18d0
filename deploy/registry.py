"""Finds a service's composition root by its name; the only dynamic import of the project."""

from importlib import import_module

from deploy.local.errors import NotPossible
from shared.service import Service
from shared.settings import SERVICES


def load(name: str) -> Service:
    """`SERVICE` of `services/<name>/service.py`. Raises NotPossible for an unknown name."""
    if name not in SERVICES:
        raise NotPossible(f"There is no service '{name}'; there is: {', '.join(SERVICES)}.")
    service: Service = import_module(f"services.{name}.service").SERVICE
    return service
