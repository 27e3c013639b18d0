"""What leases are entered, and what is noted upon them (R-1, R-7, R-11, R-14, R-18)."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any, Final

from services.rent.codes import OwnerKind
from services.rent.holding import FREE, HELD, is_held
from services.rent.leases import refusals
from services.rent.leases.commands import (
    CorrectLease,
    EndLease,
    NoteConsent,
    NoteEarlierWaiver,
    NoteRentPaid,
    RecordLease,
)
from services.rent.leases.events import (
    LeaseConsentNoted,
    LeaseCorrected,
    LeaseEnded,
    LeaseRecorded,
    LeaseRentPaid,
    LeaseWaivedBefore,
)
from services.rent.leases.state import Lease, NoLease, State, WaivedBefore, with_paid
from services.rent.leases.terms import check_instalments, check_terms
from services.rent.leases.values import Content
from services.rent.months.exact import shown_months
from services.rent.months.lease import Instalment
from services.rent.months.segments import month_share
from services.rent.premises.events import PremisesMonthsGranted
from services.rent.premises.refusals import PremisesNotFound
from services.rent.premises.state import Premises
from services.rent.programme.state import PROGRAMME, Programmes
from shared.kernel.clock import shanghai_date
from shared.kernel.decider import Claim, Command, Context, Event, On
from shared.kernel.numbering import normalised

LEASES_ABOVE_MAX: Final = 4
Facts = Sequence[Event | On]


def decide(command: Command, state: State, context: Context) -> Facts:
    """Enter a lease, or note something upon one."""
    if isinstance(command, RecordLease):
        return _record(command, context)
    if isinstance(state, NoLease):
        raise refusals.LeaseNotFound
    return _DECISIONS[type(command)](command, state, context)


def lease_key(lessor_uscc: str, number: str) -> str:
    return f"lease/{lessor_uscc}/{normalised(number)}"


def asks(command: Any) -> Iterable[str]:
    """The number an order looks at."""
    if isinstance(command, RecordLease | CorrectLease):
        yield _key(command.content)


def claims(event: Any) -> Iterable[Claim]:
    """The number that a lease has with its lessor; one it had by mistake is free again."""
    if isinstance(event, LeaseCorrected):
        yield Claim(lease_key(event.lessor_before, event.number_before), FREE)
    if isinstance(event, LeaseRecorded | LeaseCorrected):
        yield Claim(_key(event.content), HELD)


def _key(content: Content) -> str:
    return lease_key(content.lessor.uscc, content.number)


def _record(command: RecordLease, context: Context) -> list[Event]:
    content = command.content
    depth = _check(content, context)
    _check_number(content, None, context)
    return [
        LeaseRecorded(
            content=content,
            depth=depth,
            contact_id=command.contact_id,
            client=context.actor.client,
            recorded_by=context.actor.id,
            recorded_at=context.now,
        )
    ]


def _correct(command: CorrectLease, lease: Lease, context: Context) -> list[Event]:
    if command.content == lease.content:
        return []
    if not command.reason.strip():
        raise refusals.LeaseReasonMissing
    if lease.recorded_by == context.actor.id:
        raise refusals.LeaseSecondPerson
    if (command.content.premises_id, command.content.above) != (
        lease.content.premises_id,
        lease.content.above,
    ):
        raise refusals.LeaseMoved
    _check(command.content, context)
    _check_number(command.content, lease.content, context)
    return [
        LeaseCorrected(
            content=command.content,
            lessor_before=lease.content.lessor.uscc,
            number_before=lease.content.number,
            reason=command.reason,
            corrected_by=context.actor.id,
            corrected_at=context.now,
        )
    ]


def _check(content: Content, context: Context) -> int:
    """How many leases are above. Premises and lease above are named by the order."""
    if not all(text.strip() for text in (content.number, content.lessor.name, content.tenant.name)):
        raise refusals.LeaseIncomplete
    if content.lessor.uscc == content.tenant.uscc:
        raise refusals.LeaseWithItself
    if not 0 < content.share.value <= 1:
        raise refusals.ShareOutOfRange
    check_terms(content.terms, shanghai_date(context.now))
    premises = context.others.get(content.premises_id)
    if not isinstance(premises, Premises):
        raise PremisesNotFound().at("/lease/premises_id")
    if content.above is None:
        if content.consent is not None:
            raise refusals.ConsentWithoutSublease().at("/lease/consent")
        landlord = premises.details.landlord
        if content.lessor.state_owned != (premises.details.owner is not OwnerKind.PRIVATE):
            raise refusals.LessorKindDiffers
        if content.lessor.uscc != landlord.uscc:
            raise refusals.LessorNotLandlord(landlord=landlord.name)
        return 0
    return _check_above(content, context.others.get(content.above))


def _check_above(content: Content, above: object) -> int:
    if not isinstance(above, Lease):
        raise refusals.LeaseNotFound().at("/lease/above")
    if content.lessor.uscc != above.content.tenant.uscc:
        raise refusals.LessorNotTenantAbove(tenant=above.content.tenant.name)
    terms = above.terms
    within = terms.starts_on <= content.terms.starts_on and content.terms.ends_on <= terms.ends_on
    if not within or content.premises_id != above.content.premises_id:
        raise refusals.SubleaseBeyondLease(
            starts_on=terms.starts_on.isoformat(), ends_on=terms.ends_on.isoformat()
        )
    if above.depth >= LEASES_ABOVE_MAX:
        raise refusals.TooManyLeasesAbove(most=LEASES_ABOVE_MAX)
    return above.depth + 1


def _check_number(content: Content, before: Content | None, context: Context) -> None:
    key = _key(content)
    if before is not None and _key(before) == key:
        return
    if is_held(context.claims.get(key)):
        raise refusals.LeaseKnown(number=content.number)


def _note_paid(command: NoteRentPaid, lease: Lease, context: Context) -> list[Event]:
    """R-11: what is paid can only be refunded or set off."""
    paid = Instalment(command.from_on, command.to_on, command.due_on, command.paid_on)
    if paid in lease.content.terms.instalments:
        return []
    _check_past(command.paid_on, context)
    check_instalments(lease.terms, with_paid(lease.content, paid))
    return [
        LeaseRentPaid(
            from_on=command.from_on,
            to_on=command.to_on,
            due_on=command.due_on,
            paid_on=command.paid_on,
            recorded_by=context.actor.id,
            recorded_at=context.now,
        )
    ]


def _end(command: EndLease, lease: Lease, context: Context) -> list[Event]:
    """R-7: months after its end cannot be free."""
    if lease.ended_on == command.ended_on:
        return []
    terms, today = lease.content.terms, shanghai_date(context.now)
    if not terms.starts_on <= command.ended_on < terms.ends_on or command.ended_on > today:
        raise refusals.EndsOutsideLease(ended_on=command.ended_on.isoformat())
    if not command.reason.strip():
        raise refusals.LeaseReasonMissing
    return [
        LeaseEnded(
            ended_on=command.ended_on,
            reason=command.reason,
            recorded_by=context.actor.id,
            recorded_at=context.now,
        )
    ]


def _note_consent(command: NoteConsent, lease: Lease, context: Context) -> list[Event]:
    """R-18."""
    if lease.content.above is None:
        raise refusals.ConsentWithoutSublease
    if lease.content.consent == command.consent:
        return []
    said = command.consent
    for day in (said.given_on, said.known_since, said.objected_on):
        if day is not None:
            _check_past(day, context, "/consent")
    return [LeaseConsentNoted(consent=said, recorded_by=context.actor.id, recorded_at=context.now)]


def _note_earlier(command: NoteEarlierWaiver, lease: Lease, context: Context) -> Facts:
    """R-14: it counts to the tenant's months and to those of the premises."""
    told = WaivedBefore(command.programme, command.freed, command.amount_fen, command.document_no)
    if told in lease.waived_before:
        return []
    _check_freed(command, lease, context)
    taken = sum(one.programme == command.programme for one in lease.waived_before)
    return [
        LeaseWaivedBefore(
            programme=command.programme,
            freed=command.freed,
            amount_fen=command.amount_fen,
            document_no=command.document_no,
            recorded_by=context.actor.id,
            recorded_at=context.now,
        ),
        On(
            lease.content.premises_id,
            PremisesMonthsGranted(
                programme=command.programme,
                case=f"{command.lease_id}/{taken + 1}",
                tenant_uscc=lease.content.tenant.uscc,
                months=command.freed.months,
            ),
        ),
    ]


def _check_freed(command: NoteEarlierWaiver, lease: Lease, context: Context) -> None:
    freed, terms = command.freed, lease.terms
    version = context.policy(PROGRAMME, Programmes).last(command.programme)
    if version is None:
        raise refusals.WaiverYearUnknown(programme=command.programme)
    if not isinstance(context.others.get(lease.content.premises_id), Premises):
        raise TypeError("the order does not name the premises of the lease")
    inside = terms.starts_on <= freed.from_on <= freed.to_on <= terms.ends_on
    if not inside or {freed.from_on.year, freed.to_on.year} != {version.programme.year}:
        raise refusals.EarlierWaiverElsewhere(year=version.programme.year)
    most = month_share(freed.from_on, freed.to_on)
    if not 0 < freed.months.value <= most:
        raise refusals.EarlierWaiverFaulty(months=shown_months(most))
    if command.amount_fen < 0 or not command.document_no.strip():
        raise refusals.EarlierWaiverUnproven


def _check_past(day: date, context: Context, pointer: str = "/paid_on") -> None:
    if day > shanghai_date(context.now):
        raise refusals.PaidInFuture(day=day.isoformat()).at(pointer)


_DECISIONS: Final[dict[type[Command], Callable[[Any, Lease, Context], Facts]]] = {
    CorrectLease: _correct,
    NoteRentPaid: _note_paid,
    EndLease: _end,
    NoteConsent: _note_consent,
    NoteEarlierWaiver: _note_earlier,
}
