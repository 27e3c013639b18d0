"""申请: by the tenant, jointly, or as the landlord's own finding (R-17, R-22, R-23)."""

from collections.abc import Iterator
from typing import Final

from services.rent.codes import TenantKind
from services.rent.eligibility.question import Premises as PremisesAsked
from services.rent.eligibility.question import Question, Tenant
from services.rent.leases.consent import standing
from services.rent.leases.refusals import LeaseNotFound
from services.rent.leases.state import Lease
from services.rent.premises.refusals import PremisesNotFound
from services.rent.premises.state import Premises
from services.rent.waivers import refusals
from services.rent.waivers.commands import Apply
from services.rent.waivers.events import WaiverApplied
from services.rent.waivers.granting import World, answered, question, world
from services.rent.waivers.names import PROOF_ZH
from services.rent.waivers.numbers import lease_key, next_number, number_held
from services.rent.waivers.values import Applicant, Proof, ProofKind
from shared.kernel.clock import shanghai_date
from shared.kernel.decider import Context, Event

_IDENTITY: Final = frozenset({ProofKind.LICENCE, ProofKind.OWNER_ID})


def apply(command: Apply, context: Context) -> list[Event]:
    """Whether it is eligible is told, not required: a refusal and its ground are counted (R-24)."""
    at = _world(command, context)
    _check_day(command, context)
    held = number_held(context.claims.get(lease_key(command.programme, command.lease_id)))
    if held is not None:
        raise refusals.LeaseHasWaiver(number=held)
    _check_applicant(command.applicant, at)
    _check_proofs(command, at)
    asked = _question(command, at)
    told = answered(at, asked)
    number, sequence = next_number(context)
    details, tenant = at.premises.details, at.lease.content.tenant
    sublet = standing(at.lease.content.consent, shanghai_date(context.now)) if at.above else None
    return [
        WaiverApplied(
            number=number,
            sequence=sequence,
            programme=command.programme,
            programme_version=at.version.version,
            lease_id=command.lease_id,
            above=command.above,
            premises_id=command.premises_id,
            landlord=details.landlord.code,
            supervising=details.supervising,
            tenant_uscc=tenant.uscc,
            tenant_name=tenant.name,
            applicant=command.applicant,
            question=asked,
            outcome=told.outcome,
            reasons=told.reasons,
            standing=sublet,
            proofs=command.proofs,
            applied_on=command.applied_on,
            client=context.actor.client,
            recorded_by=context.actor.id,
            recorded_at=context.now,
        )
    ]


def _world(command: Apply, context: Context) -> World:
    """The lease of its premises with every lease above it, in their order (R-17)."""
    lease = context.others.get(command.lease_id)
    if not isinstance(lease, Lease):
        raise LeaseNotFound().at("/lease_id")
    premises = context.others.get(command.premises_id)
    if not isinstance(premises, Premises) or lease.content.premises_id != command.premises_id:
        raise PremisesNotFound().at("/premises_id")
    wanted, found = lease.content.above, []
    for one in command.above:
        above = context.others.get(one)
        if one != wanted or not isinstance(above, Lease):
            raise refusals.ChainBroken
        found.append(above)
        wanted = above.content.above
    if wanted is not None:
        raise refusals.ChainBroken
    return world(command.programme, command.lease_id, command.above, command.premises_id, context)


def _check_day(command: Apply, context: Context) -> None:
    if command.applied_on > shanghai_date(context.now):
        raise refusals.AppliedInFuture(day=command.applied_on.isoformat())
    figures = command.figures
    if any((one or 0) < 0 for one in (figures.staff, figures.revenue_fen, figures.assets_fen)):
        raise refusals.FiguresNegative


def _check_applicant(applicant: Applicant, at: World) -> None:
    if at.above and applicant is Applicant.TENANT:
        raise refusals.JointApplicationNeeded
    if not at.above and applicant is Applicant.JOINT:
        raise refusals.NothingSublet


def _check_proofs(command: Apply, at: World) -> None:
    missing = tuple(_missing(command.applicant, command.proofs, at))
    if missing:
        raise refusals.ProofMissing(
            names=", ".join(missing), names_zh="、".join(PROOF_ZH[one] for one in missing)
        )


def _missing(applicant: Applicant, proofs: tuple[Proof, ...], at: World) -> Iterator[ProofKind]:
    """R-23: of a finding of its own the landlord has no application."""
    kinds = {proof.kind for proof in proofs}
    if applicant is not Applicant.LANDLORD and ProofKind.APPLICATION not in kinds:
        yield ProofKind.APPLICATION
    if not kinds & _IDENTITY:
        yield ProofKind.LICENCE
    if ProofKind.LEASE not in kinds:
        yield ProofKind.LEASE
    firm = at.lease.content.tenant.kind is TenantKind.FIRM
    if firm and ProofKind.SIZE not in kinds:
        yield ProofKind.SIZE
    if at.above and ProofKind.LEASE_CHAIN not in kinds:
        yield ProofKind.LEASE_CHAIN


def _question(command: Apply, at: World) -> Question:
    details, tenant = at.premises.details, at.lease.content.tenant
    base = Question(
        tested_on=command.applied_on,
        premises=PremisesAsked(details.township, details.owner, details.business),
        tenant=Tenant(kind=tenant.kind, industry=tenant.industry),
        terms=at.lease.terms,
    )
    return question(at, "", command.figures, base)
