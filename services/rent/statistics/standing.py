"""Where one waiver stood on a day, told from the facts recorded so far (R-24).

Two times are at work. Which facts are given is when they were known; the day asked for is when
things happened: a decision from its day, an execution from the day it was carried out. What was
corrected, reversed or cancelled says how it has always been: once known, it changes every day.
"""

from collections.abc import Callable, Iterable
from datetime import date
from fractions import Fraction
from typing import Any, Final

from msgspec import Struct

from services.rent.codes import OwnerKind, TenantKind
from services.rent.waivers import events
from services.rent.waivers.values import Form, Ground
from shared.kernel.clock import shanghai_date
from shared.kernel.decider import Event


class Given(Struct, frozen=True, gc=False):
    """One execution."""

    form: Form
    months: Fraction
    amount_fen: int


class Standing(Struct, frozen=True, kw_only=True, gc=False):
    """A case on a day. `due` is what was granted by then, `top_up` what of it a listing added."""

    programme: str
    landlord: str
    owner: OwnerKind
    premises_id: str
    tenant_uscc: str
    tenant_kind: TenantKind
    sublet: bool
    due_months: Fraction
    due_fen: int
    top_up_months: Fraction
    top_up_fen: int
    given: tuple[Given, ...]
    refused: Ground | None
    closed: bool

    @property
    def done_months(self) -> Fraction:
        return sum((one.months for one in self.given), Fraction(0))

    @property
    def done_fen(self) -> int:
        return sum(one.amount_fen for one in self.given)


class _Entry(Struct, frozen=True, gc=False):
    """What was granted on a day."""

    day: date
    months: Fraction
    amount_fen: int
    top_up: bool


class _Story:
    """What has been read of the facts so far."""

    def __init__(self) -> None:
        self.applied: events.WaiverApplied | None = None
        self.granted: list[_Entry] = []
        self.given: dict[int, tuple[date, Given]] = {}
        self.refused: tuple[date, Ground] | None = None
        self.closed_on: date | None = None
        self.gone = False


def standing(history: Iterable[Event], day: date) -> Standing | None:
    """The case at the end of `day`; None for one that was not applied for by then, that was
    withdrawn, or that turned out never to have been one.
    """
    story = _Story()
    for event in history:
        read = _READ.get(type(event))
        if read is not None:
            read(story, event)
    applied = story.applied
    if applied is None or story.gone or applied.applied_on > day:
        return None
    entries = [one for one in story.granted if one.day <= day]
    lifted = [one for one in entries if one.top_up]
    return Standing(
        programme=applied.programme,
        landlord=applied.landlord,
        owner=applied.question.premises.owner,
        premises_id=applied.premises_id,
        tenant_uscc=applied.tenant_uscc,
        tenant_kind=applied.question.tenant.kind,
        sublet=bool(applied.above),
        due_months=sum((one.months for one in entries), Fraction(0)),
        due_fen=sum(one.amount_fen for one in entries),
        top_up_months=sum((one.months for one in lifted), Fraction(0)),
        top_up_fen=sum(one.amount_fen for one in lifted),
        given=tuple(given for on, given in story.given.values() if on <= day),
        refused=story.refused[1] if story.refused and story.refused[0] <= day else None,
        closed=story.closed_on is not None and story.closed_on <= day,
    )


def _applied(story: _Story, event: events.WaiverApplied) -> None:
    story.applied = event


def _granted(story: _Story, event: events.WaiverGranted) -> None:
    grant = event.grant
    day = shanghai_date(event.granted_at)
    story.granted.append(_Entry(day, grant.months.value, grant.amount_fen, top_up=False))


def _topped_up(story: _Story, event: events.WaiverTopUpOpened) -> None:
    grant, day = event.grant, shanghai_date(event.opened_at)
    story.granted.append(_Entry(day, grant.months.value, grant.amount_fen, top_up=True))
    story.closed_on = None


def _cancelled(story: _Story, event: events.WaiverLiftCancelled) -> None:
    """It never counted: from the day it was granted on."""
    last = story.granted[-1]
    story.granted.append(
        _Entry(last.day, -event.months.value, -event.amount_fen, top_up=last.top_up)
    )


def _corrected(story: _Story, event: events.WaiverCorrected) -> None:
    first, grant = story.granted[0], event.grant
    story.granted = [_Entry(first.day, grant.months.value, grant.amount_fen, top_up=False)]


def _executed(story: _Story, event: events.WaiverExecuted) -> None:
    given = Given(event.form, event.months.value, event.amount_fen)
    story.given[event.number] = (event.executed_on, given)


def _execution_reversed(story: _Story, event: events.WaiverExecutionReversed) -> None:
    del story.given[event.number]
    story.closed_on = None


def _refused(story: _Story, event: events.WaiverRefused) -> None:
    story.refused = (shanghai_date(event.refused_at), event.ground)


def _closed(story: _Story, event: events.WaiverClosed) -> None:
    story.closed_on = shanghai_date(event.closed_at)


def _gone(story: _Story, _event: Event) -> None:
    story.gone = True


_READ: Final[dict[type[Event], Callable[[_Story, Any], None]]] = {
    events.WaiverApplied: _applied,
    events.WaiverGranted: _granted,
    events.WaiverTopUpOpened: _topped_up,
    events.WaiverLiftCancelled: _cancelled,
    events.WaiverCorrected: _corrected,
    events.WaiverExecuted: _executed,
    events.WaiverExecutionReversed: _execution_reversed,
    events.WaiverRefused: _refused,
    events.WaiverClosed: _closed,
    events.WaiverWithdrawn: _gone,
    events.WaiverReversed: _gone,
}
