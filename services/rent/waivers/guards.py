"""What several decisions about a waiver check."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from services.rent.months.exact import Exact
from services.rent.premises.events import PremisesMonthsGranted, PremisesMonthsReturned
from services.rent.waivers import refusals
from services.rent.waivers.names import STATUS_ZH
from services.rent.waivers.state import Status, Waiver
from shared.kernel.clock import shanghai_date
from shared.kernel.decider import Context, Event, On

Facts = Sequence[Event | On]


def require(waiver: Waiver, *statuses: Status) -> None:
    if waiver.status not in statuses:
        raise refusals.WaiverWrongStatus(status=STATUS_ZH[waiver.status])


def check_note(text: str, pointer: str = "/note") -> None:
    if not text.strip():
        raise refusals.NoteMissing().at(pointer)


def check_document(text: str) -> None:
    if not text.strip():
        raise refusals.DocumentMissing


def check_past(day: date, context: Context, pointer: str) -> None:
    if day > shanghai_date(context.now):
        raise refusals.AppliedInFuture(day=day.isoformat()).at(pointer)


def on_premises(waiver: Waiver, before: Fraction, after: Fraction) -> tuple[On, ...]:
    """What the premises have to know when a case takes more or fewer of their months (R-8)."""
    if after == before:
        return ()
    fact = PremisesMonthsGranted if after > before else PremisesMonthsReturned
    told = fact(
        programme=waiver.programme,
        case=waiver.number,
        tenant_uscc=waiver.tenant_uscc,
        months=Exact.of(abs(after - before)),
    )
    return (On(waiver.premises_id, told),)
