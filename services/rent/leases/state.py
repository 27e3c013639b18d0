"""A lease, folded from its facts. Nothing here judges."""

from datetime import date, datetime
from typing import Any, Final

from msgspec import Struct
from msgspec.structs import replace

from services.rent.leases.events import (
    LeaseConsentNoted,
    LeaseCorrected,
    LeaseEnded,
    LeaseRecorded,
    LeaseRentPaid,
    LeaseWaivedBefore,
)
from services.rent.leases.values import Content
from services.rent.months.lease import Instalment, LeaseTerms
from services.rent.months.waived import Freed


class NoLease(Struct, frozen=True, gc=False):
    """Nothing was recorded under this id."""


class WaivedBefore(Struct, frozen=True, gc=False):
    """What was waived of a programme's year before the plan (R-14)."""

    programme: str
    freed: Freed
    amount_fen: int
    document_no: str


class Lease(Struct, frozen=True, kw_only=True, gc=False):
    """A lease as it stands; `content` as its paper says, with the rent that was paid since.

    depth        how many leases are above it: 0 for one of the landlord's own
    recorded_by  who entered what stands now
    ended_on     its last day, where it ended before its time
    """

    content: Content
    depth: int
    contact_id: str | None
    client: str
    recorded_by: str
    recorded_at: datetime
    ended_on: date | None = None
    waived_before: tuple[WaivedBefore, ...] = ()

    @property
    def terms(self) -> LeaseTerms:
        """The terms as far as the lease lasted (R-7)."""
        if self.ended_on is None:
            return self.content.terms
        return replace(self.content.terms, ends_on=self.ended_on)


State = NoLease | Lease
INITIAL: Final = NoLease()


def evolve(state: State, event: Any) -> State:
    """The lease after a fact."""
    if isinstance(event, LeaseRecorded):
        return Lease(
            content=event.content,
            depth=event.depth,
            contact_id=event.contact_id,
            client=event.client,
            recorded_by=event.recorded_by,
            recorded_at=event.recorded_at,
        )
    if not isinstance(state, Lease):
        raise TypeError(f"{type(event).__name__} before the lease was recorded")
    match event:
        case LeaseCorrected():
            return replace(state, content=event.content, recorded_by=event.corrected_by)
        case LeaseRentPaid():
            paid = Instalment(event.from_on, event.to_on, event.due_on, event.paid_on)
            return replace(state, content=_with(state.content, with_paid(state.content, paid)))
        case LeaseEnded():
            return replace(state, ended_on=event.ended_on)
        case LeaseConsentNoted():
            return replace(state, content=replace(state.content, consent=event.consent))
        case LeaseWaivedBefore():
            before = WaivedBefore(event.programme, event.freed, event.amount_fen, event.document_no)
            return replace(state, waived_before=(*state.waived_before, before))
        case _:
            raise TypeError(f"{type(event).__name__} is no fact of a lease")


def with_paid(content: Content, paid: Instalment) -> tuple[Instalment, ...]:
    """The instalments with one paid; it takes the place of the one of the same days."""
    span = (paid.from_on, paid.to_on)
    others = (one for one in content.terms.instalments if (one.from_on, one.to_on) != span)
    return (*others, paid)


def _with(content: Content, instalments: tuple[Instalment, ...]) -> Content:
    return replace(content, terms=replace(content.terms, instalments=instalments))
