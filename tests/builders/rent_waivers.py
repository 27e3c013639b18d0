"""A waiver on its way, on the premises and lease of `tests.builders.rent`."""

import dataclasses
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final

from services.rent.listings.state import LISTINGS as LISTINGS_ID
from services.rent.listings.state import Listings
from services.rent.model import PREMISES, WAIVER
from services.rent.months.exact import Exact
from services.rent.programme.state import PROGRAMME as PROGRAMME_ID
from services.rent.size.classify import Figures
from services.rent.waivers.commands import (
    Apply,
    Approve,
    Check,
    Close,
    Execute,
    LiftByListing,
    SignAgreement,
)
from services.rent.waivers.state import State, Waiver
from services.rent.waivers.values import Applicant, Form, Proof, ProofKind
from shared.kernel.actor import Actor, Role
from shared.kernel.calendars import CALENDAR, seeded_calendar
from shared.kernel.decider import On
from shared.kernel.evidence import Evidence
from shared.kernel.followed_calendar import FollowedCalendar
from shared.testing.specs import Fact, Spec
from tests.builders.rent import (
    CLERK,
    LEASE_ID,
    PREMISES_ID,
    RECORDED,
    premises,
    programmes,
    recorded,
)

LANDLORDS_CLERK: Final = Actor(id="lxct-1", role=Role.LANDLORD, unit="LXCT", client="console")
IN_CHARGE: Final = Actor(id="sasac-9", role=Role.DEPARTMENT, unit="SASAC", client="console")
FIGURES: Final = Figures(8, 90_000_000)
GRANTED: Final = "2022-08-25T10:00+08:00"
EXECUTED: Final = "2022-09-10T10:00+08:00"


def proofs(*kinds: ProofKind) -> tuple[Proof, ...]:
    return tuple(Proof(kind, Evidence(kind.value)) for kind in kinds)


PROOFS: Final = proofs(ProofKind.APPLICATION, ProofKind.LICENCE, ProofKind.LEASE, ProofKind.SIZE)


def application(**changes: Any) -> Apply:
    fields: dict[str, Any] = {
        "programme": "2022",
        "lease_id": LEASE_ID,
        "premises_id": PREMISES_ID,
        "above": (),
        "applicant": Applicant.TENANT,
        "figures": FIGURES,
        "applied_on": date(2022, 8, 22),
        "proofs": PROOFS,
    }
    return Apply(**{**fields, **changes})


def nothing(
    *, listings: Listings | None = None, others: Mapping[str, Any] | None = None, **lease: Any
) -> Spec[State]:
    """No waiver yet; the lease says what `tests.builders.rent.content` says but for the changes."""
    known = others or {PREMISES_ID: premises().state, LEASE_ID: recorded(**lease).state}
    return Spec(
        WAIVER,
        policies={
            PROGRAMME_ID: programmes(),
            LISTINGS_ID: listings or Listings(),
            CALENDAR: FollowedCalendar(seeded_calendar()),
        },
        others=known,
        actor=CLERK,
    )


def applied(spec: Spec[State] | None = None, **changes: Any) -> Spec[State]:
    return (spec or nothing()).given(application(**changes), at=RECORDED)


def checked(spec: Spec[State] | None = None) -> Spec[State]:
    return (spec or applied()).given(Check(passed=True), actor=LANDLORDS_CLERK)


def granted(spec: Spec[State] | None = None, order: Approve | None = None) -> Spec[State]:
    return carried_out(spec or checked(), order or Approve(), at=GRANTED, actor=IN_CHARGE)


def agreed(spec: Spec[State] | None = None) -> Spec[State]:
    order = SignAgreement(document_no="减免协议〔2022〕12号", signed_on=date(2022, 8, 25))
    return (spec or granted()).given(order, actor=LANDLORDS_CLERK)


def execution(months: Exact, amount_fen: int, **changes: Any) -> Execute:
    fields: dict[str, Any] = {
        "form": Form.DIRECT,
        "months": months,
        "amount_fen": amount_fen,
        "executed_on": date(2022, 9, 10),
        "extended_to": None,
        "document_no": "",
    }
    return Execute(**{**fields, **changes})


def executed(spec: Spec[State] | None = None) -> Spec[State]:
    """All that is left was given at once."""
    spec = spec or agreed()
    waiver = waiver_of(spec)
    order = execution(Exact.of(waiver.months_left), waiver.amount_fen - waiver.executed_fen)
    return spec.given(order, at=EXECUTED, actor=LANDLORDS_CLERK)


def closed(spec: Spec[State] | None = None) -> Spec[State]:
    order = Close(evidence=(Evidence("承租方确认书"),))
    return (spec or executed()).given(order)


def lifted(spec: Spec[State], listings: Listings, at: str) -> Spec[State]:
    """The registry has become another one, and the reaction has come to the case."""
    return carried_out(spec.under({LISTINGS_ID: listings}), LiftByListing(), at=at)


def carried_out(spec: Spec[State], order: Any, **how: Any) -> Spec[State]:
    """The order, and what it did to the premises, as one commit does both."""
    decision = spec.when(order, **how)
    others = on_premises(spec.others, decision.facts)
    return dataclasses.replace(decision.done(), others=others)


def on_premises(others: Mapping[str, Any], facts: Iterable[Fact]) -> dict[str, Any]:
    state = others[PREMISES_ID]
    for fact in facts:
        if isinstance(fact, On):
            state = PREMISES.evolve(state, fact.event)
    return {**others, PREMISES_ID: state}


def waiver_of(spec: Spec[State]) -> Waiver:
    assert isinstance(spec.state, Waiver)
    return spec.state
