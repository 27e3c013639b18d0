"""Tickets registered from a form: the same body, the same decision, the same look for duplicates
as when one is submitted alone.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from msgspec.structs import replace

from services.tickets.commands import SubmitTicket
from services.tickets.decide.receiving import submit
from services.tickets.duplicates import look_for_each, receive, receive_together
from services.tickets.model import TICKET
from services.tickets.numbers import looked_at, upstream_key
from services.tickets.queries import CASES
from services.tickets.schemas import SubmissionBody
from services.tickets.state import INITIAL
from services.tickets.workbooks.form import submission_form
from shared.eventstore.store import Store
from shared.kernel.imports import ImportedFrom
from shared.parts.imports.checking import Unique
from shared.parts.imports.importing import ROWS_IN_FLIGHT, Importer
from shared.workbooks.sheets import Said


def _order_of(body: bytes, source: ImportedFrom) -> SubmitTicket:
    return replace(SubmissionBody.model_validate_json(body).command(), imported_from=source)


def _upstream(values: Mapping[str, Any]) -> str | None:
    channel, upstream = values.get("channel"), values.get("upstream_number")
    return None if channel is None or upstream is None else upstream_key(channel, upstream)


async def _looked(store: Store, orders: Mapping[int, SubmitTicket]) -> dict[int, SubmitTicket]:
    """Each row with what a look for duplicates finds for it alone (T-12)."""
    looks = await look_for_each(store, list(orders.values()))
    return {
        row: replace(command, looked=found)
        for (row, command), found in zip(orders.items(), looks, strict=True)
    }


def _waves(orders: Mapping[int, SubmitTicket]) -> Iterator[list[tuple[int, SubmitTicket]]]:
    """The rows in portions, none with two rows of which one is to be compared with the other
    (T-12): they would only have to look again.
    """
    waiting = [
        (row, command, {key for key, _ in looked_at(command)}) for row, command in orders.items()
    ]
    while waiting:
        wave: list[tuple[int, SubmitTicket]] = []
        taken: set[str] = set()
        later = []
        for row, command, keys in waiting:
            if len(wave) == ROWS_IN_FLIGHT or keys & taken:
                later.append((row, command, keys))
            else:
                wave.append((row, command))
                taken |= keys
        yield wave
        waiting = later


TICKETS: Final = Importer(
    kind="ticket-import",
    form=submission_form,
    order_of=_order_of,
    uniques=(
        Unique(
            key=_upstream,
            column="upstream_number",
            code="upstream_number_repeated",
            said=Said(
                "上级工单编号与第 {first} 行重复，请核对后更正。",
                "The upstream number is that of row {first} as well; check both.",
            ),
        ),
    ),
    cases=CASES,
    judge=lambda order, context: submit(order, INITIAL, context),
    asks=TICKET.asks,
    together=receive_together,
    singly=receive,
    looked=_looked,
    looked_at=lambda order: (key for key, _ in looked_at(order)),
    waves=_waves,
)
