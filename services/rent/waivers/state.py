"""A waiver, folded from its facts. Nothing here judges."""

from collections.abc import Callable
from datetime import datetime
from enum import StrEnum
from fractions import Fraction
from typing import Any, Final

from msgspec import Struct
from msgspec.structs import replace

from services.rent.eligibility.reckoning import Entitlement
from services.rent.leases.consent import Standing
from services.rent.months.waived import Waived
from services.rent.waivers import events
from services.rent.waivers.kept import kept_parts
from services.rent.waivers.values import (
    Applicant,
    Execution,
    Grant,
    Ground,
    PassThrough,
    Proof,
)
from shared.kernel.deadlines import Deadline
from shared.kernel.decider import Event


class Status(StrEnum):
    """已申请、已核查、已批准、已签协议、已落实、已办结；不予减免、已撤回、已撤销."""

    APPLIED = "applied"
    CHECKED = "checked"
    GRANTED = "granted"
    AGREED = "agreed"
    EXECUTED = "executed"
    CLOSED = "closed"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    REVERSED = "reversed"


class NoWaiver(Struct, frozen=True, gc=False):
    """Nothing was applied for under this id."""


class TopUp(Struct, frozen=True, gc=False):
    """By when the months are due that a listing added (R-15); `overdue` once that was noted."""

    listing_id: str
    due: Deadline
    overdue: bool = False


class Waiver(Struct, frozen=True, kw_only=True, gc=False):
    """A case as it stands.

    grants           decisions that gave months; the last one's entitlement is the case's
    parts            the months that are granted now, in the order in which they are given
    amount_fen       their rent, rounded once over all of them (R-10)
    executed_beyond  months given that nothing bears any more, until a person decides on them
    to_recover_fen   what was given and is to come back
    """

    number: str
    status: Status
    programme: str
    lease_id: str
    above: tuple[str, ...]
    premises_id: str
    landlord: str
    supervising: str
    tenant_uscc: str
    tenant_name: str
    applicant: Applicant
    applied: events.WaiverApplied
    standing: Standing | None
    proofs: tuple[Proof, ...]
    client: str
    checked_by: str | None = None
    check_passed: bool | None = None
    grants: tuple[Grant, ...] = ()
    parts: tuple[Waived, ...] = ()
    amount_fen: int = 0
    executions: tuple[Execution, ...] = ()
    executions_made: int = 0
    top_up: TopUp | None = None
    passed_through: PassThrough | None = None
    executed_beyond: Fraction = Fraction(0)
    refused: Ground | None = None
    agreed_document: str = ""
    to_recover_fen: int = 0
    closed_at: datetime | None = None

    @property
    def months(self) -> Fraction:
        """Granted in all."""
        return _sum(self.parts)

    @property
    def executed_months(self) -> Fraction:
        return _sum(self.executions)

    @property
    def executed_fen(self) -> int:
        return sum(one.amount_fen for one in self.executions)

    @property
    def months_left(self) -> Fraction:
        """Granted and not given yet."""
        return max(Fraction(0), self.months - self.executed_months)

    @property
    def entitlement(self) -> Entitlement | None:
        return self.grants[-1].entitlement if self.grants else None

    @property
    def listing_id(self) -> str | None:
        """The listing that bears lifted months."""
        return self.grants[-1].listing_id if self.grants else None

    @property
    def sublet(self) -> bool:
        return bool(self.above)


State = NoWaiver | Waiver
INITIAL: Final = NoWaiver()


def evolve(state: State, event: Event) -> State:
    """The case after a fact."""
    if isinstance(event, events.WaiverApplied):
        return _applied(event)
    if isinstance(state, NoWaiver):
        raise TypeError(f"{type(event).__name__} before the application")
    return _NEXT[type(event)](state, event)


def _sum(months: Any) -> Fraction:
    return sum((one.months.value for one in months), Fraction(0))


def _applied(event: events.WaiverApplied) -> Waiver:
    return Waiver(
        number=event.number,
        status=Status.APPLIED,
        programme=event.programme,
        lease_id=event.lease_id,
        above=event.above,
        premises_id=event.premises_id,
        landlord=event.landlord,
        supervising=event.supervising,
        tenant_uscc=event.tenant_uscc,
        tenant_name=event.tenant_name,
        applicant=event.applicant,
        applied=event,
        standing=event.standing,
        proofs=event.proofs,
        client=event.client,
    )


def _checked(waiver: Waiver, event: events.WaiverChecked) -> Waiver:
    return replace(
        waiver, status=Status.CHECKED, checked_by=event.checked_by, check_passed=event.passed
    )


def with_grant(waiver: Waiver, grant: Grant) -> Waiver:
    """What was given beyond the months before is borne by the new ones, as far as they reach."""
    return replace(
        waiver,
        grants=(*waiver.grants, grant),
        parts=(*waiver.parts, *grant.parts),
        amount_fen=waiver.amount_fen + grant.amount_fen,
        executed_beyond=max(Fraction(0), waiver.executed_beyond - grant.months.value),
    )


def _granted(waiver: Waiver, event: events.WaiverGranted) -> Waiver:
    return replace(with_grant(waiver, event.grant), status=Status.GRANTED)


def _refused(waiver: Waiver, event: events.WaiverRefused) -> Waiver:
    return replace(waiver, status=Status.REFUSED, refused=event.ground)


def _withdrawn(waiver: Waiver, _event: events.WaiverWithdrawn) -> Waiver:
    return replace(waiver, status=Status.WITHDRAWN)


def _agreed(waiver: Waiver, event: events.WaiverAgreed) -> Waiver:
    return replace(waiver, status=Status.AGREED, agreed_document=event.document_no)


def _executed(waiver: Waiver, event: events.WaiverExecuted) -> Waiver:
    execution = Execution(
        number=event.number,
        form=event.form,
        months=event.months,
        amount_fen=event.amount_fen,
        executed_on=event.executed_on,
        extended_to=event.extended_to,
        document_no=event.document_no,
    )
    return replace(
        waiver,
        status=Status.EXECUTED if event.complete else waiver.status,
        executions=(*waiver.executions, execution),
        executions_made=event.number,
    )


def _execution_reversed(waiver: Waiver, event: events.WaiverExecutionReversed) -> Waiver:
    left = tuple(one for one in waiver.executions if one.number != event.number)
    return replace(waiver, status=Status.AGREED, executions=left, closed_at=None)


def _passed_through(waiver: Waiver, event: events.WaiverPassedThrough) -> Waiver:
    proven = PassThrough(event.benefit_fen, event.confirmed_at)
    return replace(waiver, passed_through=proven, proofs=(*waiver.proofs, *event.proofs))


def _top_up_opened(waiver: Waiver, event: events.WaiverTopUpOpened) -> Waiver:
    """The case is open again where it was done; a proof of before does not cover what is new."""
    more = with_grant(waiver, event.grant)
    done = waiver.status in {Status.EXECUTED, Status.CLOSED}
    return replace(
        more,
        status=Status.AGREED if done and more.months_left else waiver.status,
        top_up=TopUp(event.grant.listing_id or "", event.due),
        passed_through=None,
        closed_at=None,
    )


def _top_up_overdue(waiver: Waiver, _event: events.WaiverTopUpOverdue) -> Waiver:
    if waiver.top_up is None:
        raise ValueError(f"{waiver.number} has no top-up")
    return replace(waiver, top_up=replace(waiver.top_up, overdue=True))


def _listing_replaced(waiver: Waiver, event: events.WaiverListingReplaced) -> Waiver:
    last = replace(waiver.grants[-1], listing_id=event.replaced_by)
    top_up = waiver.top_up and replace(waiver.top_up, listing_id=event.replaced_by)
    return replace(waiver, grants=(*waiver.grants[:-1], last), top_up=top_up)


def _lift_cancelled(waiver: Waiver, event: events.WaiverLiftCancelled) -> Waiver:
    kept = kept_parts(waiver.parts, waiver.months - event.months.value)
    last = replace(waiver.grants[-1], entitlement=Entitlement.BASE, listing_id=None)
    left = replace(
        waiver,
        grants=(*waiver.grants[:-1], last),
        parts=kept,
        amount_fen=waiver.amount_fen - event.amount_fen,
        top_up=None,
        executed_beyond=event.executed_beyond.value,
    )
    executed = left.status is Status.AGREED and not left.months_left
    return replace(left, status=Status.EXECUTED) if executed else left


def _reviewed(waiver: Waiver, event: events.WaiverReviewed) -> Waiver:
    recover = waiver.to_recover_fen + event.to_recover_fen
    return replace(waiver, executed_beyond=Fraction(0), to_recover_fen=recover)


def _corrected(waiver: Waiver, event: events.WaiverCorrected) -> Waiver:
    grant = event.grant
    corrected = replace(
        waiver,
        grants=(*waiver.grants, grant),
        parts=grant.parts,
        amount_fen=grant.amount_fen,
        executed_beyond=event.executed_beyond.value,
        passed_through=None,
    )
    if corrected.months_left and waiver.status in {Status.EXECUTED, Status.CLOSED}:
        return replace(corrected, status=Status.AGREED, closed_at=None)
    return corrected


def _reversed(waiver: Waiver, event: events.WaiverReversed) -> Waiver:
    return replace(
        waiver,
        status=Status.REVERSED,
        parts=(),
        amount_fen=0,
        top_up=None,
        executed_beyond=Fraction(0),
        to_recover_fen=event.to_recover_fen,
    )


def _closed(waiver: Waiver, event: events.WaiverClosed) -> Waiver:
    return replace(waiver, status=Status.CLOSED, closed_at=event.closed_at)


_NEXT: Final[dict[type[Event], Callable[[Waiver, Any], Waiver]]] = {
    events.WaiverChecked: _checked,
    events.WaiverGranted: _granted,
    events.WaiverRefused: _refused,
    events.WaiverWithdrawn: _withdrawn,
    events.WaiverAgreed: _agreed,
    events.WaiverExecuted: _executed,
    events.WaiverExecutionReversed: _execution_reversed,
    events.WaiverPassedThrough: _passed_through,
    events.WaiverTopUpOpened: _top_up_opened,
    events.WaiverTopUpOverdue: _top_up_overdue,
    events.WaiverListingReplaced: _listing_replaced,
    events.WaiverLiftCancelled: _lift_cancelled,
    events.WaiverReviewed: _reviewed,
    events.WaiverCorrected: _corrected,
    events.WaiverReversed: _reversed,
    events.WaiverClosed: _closed,
}
