"""The one order an import takes."""

from services.tickets.imports.events import Mode
from shared.kernel.decider import Command


class ReceiveImport(Command, frozen=True, kw_only=True):
    """Note that a file came in and was checked."""

    digest: str
    mode: Mode
    rows: int
    refused: int
