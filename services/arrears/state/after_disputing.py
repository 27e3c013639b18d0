"""The item after facts of disputes and courts."""

from typing import Final

from msgspec.structs import replace

from services.arrears.events import (
    ArrearsDisputed,
    ArrearsDisputeResolved,
    ArrearsJudicialEnded,
    ArrearsJudicialStarted,
)
from services.arrears.state.after_intake import with_schedule
from services.arrears.state.item import Item, Next, Status
from services.arrears.state.parts import Judicial
from shared.kernel.decider import Event


def _disputed(item: Item, event: ArrearsDisputed) -> Item:
    amounts = replace(item.money, disputed_fen=event.disputed_fen)
    disputed = replace(item, amounts=amounts, dispute_reason=event.reason)
    return with_schedule(disputed, event.schedule)


def _resolved(item: Item, event: ArrearsDisputeResolved) -> Item:
    amounts = replace(
        item.money,
        reduced_fen=item.money.reduced_fen + event.dropped_fen,
        disputed_fen=item.money.disputed_fen - event.owed_fen - event.dropped_fen,
    )
    resolved = replace(item, amounts=amounts, size_class=event.size_class)
    return with_schedule(resolved, event.schedule)


def _judicial_started(item: Item, event: ArrearsJudicialStarted) -> Item:
    judicial = Judicial(
        way=event.way, body=event.body, case_number=event.case_number, filed_on=event.filed_on
    )
    return replace(item, status=Status.JUDICIAL, judicial=judicial)


def _judicial_ended(item: Item, event: ArrearsJudicialEnded) -> Item:
    if item.judicial is None:
        raise ValueError(f"{item.number} is before no court")
    amounts = replace(
        item.money, reduced_fen=item.money.reduced_fen + event.dropped_fen, disputed_fen=0
    )
    ended = replace(
        item,
        status=Status.OPEN,
        amounts=amounts,
        size_class=event.size_class,
        judicial=replace(item.judicial, outcome=event.outcome, effective_on=event.effective_on),
    )
    return with_schedule(ended, event.schedule)


AFTER_DISPUTING: Final[dict[type[Event], Next]] = {
    ArrearsDisputed: _disputed,
    ArrearsDisputeResolved: _resolved,
    ArrearsJudicialStarted: _judicial_started,
    ArrearsJudicialEnded: _judicial_ended,
}
