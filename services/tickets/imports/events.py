"""The one fact of an import."""

from datetime import datetime
from enum import StrEnum

from shared.kernel.decider import Event


class Mode(StrEnum):
    """Whether one row at fault holds back all others."""

    ALL_OR_NOTHING = "all_or_nothing"
    VALID_ROWS_ONLY = "valid_rows_only"


class ImportReceived(Event, frozen=True, kw_only=True):
    """A file was checked and its rows are being registered. Each ticket names the import and its
    row; the file itself is not kept, for it holds personal data.

    rows     rows that were filled in
    refused  of these, rows at fault
    """

    digest: str
    mode: Mode
    rows: int
    refused: int
    client: str
    unit: str | None
    received_at: datetime
