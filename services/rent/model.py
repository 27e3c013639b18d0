"""The rent service's aggregates, and the names its events are stored under."""

from typing import Final

from services.rent.leases import commands as lease_commands
from services.rent.leases import decide as leases_decide
from services.rent.leases import events as lease_events
from services.rent.leases import state as leases_state
from services.rent.listings import decide as listings_decide
from services.rent.listings import events as listing_events
from services.rent.listings import state as listings_state
from services.rent.listings.commands import CheckListing, EndListing, RecordListing, RevokeListing
from services.rent.premises import decide as premises_decide
from services.rent.premises import events as premises_events
from services.rent.premises import state as premises_state
from services.rent.premises.commands import CorrectPremises, RecordPremises
from services.rent.programme import decide as programme_decide
from services.rent.programme import state as programme_state
from services.rent.programme.commands import PublishProgramme
from services.rent.programme.events import RentProgrammePublished
from services.rent.waivers import decide as waivers_decide
from services.rent.waivers import events as waiver_events
from services.rent.waivers import numbers as waiver_numbers
from services.rent.waivers import state as waivers_state
from services.rent.waivers.commands import Apply
from shared.eventstore.codec import EventRegistry, EventType
from shared.kernel.decider import Aggregate

REGISTRY: Final = EventRegistry(
    EventType("premises_recorded", 1, premises_events.PremisesRecorded),
    EventType("premises_corrected", 1, premises_events.PremisesCorrected),
    EventType("premises_months_granted", 1, premises_events.PremisesMonthsGranted),
    EventType("premises_months_returned", 1, premises_events.PremisesMonthsReturned),
    EventType("lease_recorded", 1, lease_events.LeaseRecorded),
    EventType("lease_corrected", 1, lease_events.LeaseCorrected),
    EventType("lease_rent_paid", 1, lease_events.LeaseRentPaid),
    EventType("lease_ended", 1, lease_events.LeaseEnded),
    EventType("lease_consent_noted", 1, lease_events.LeaseConsentNoted),
    EventType("lease_waived_before", 1, lease_events.LeaseWaivedBefore),
    EventType("waiver_applied", 1, waiver_events.WaiverApplied),
    EventType("waiver_checked", 1, waiver_events.WaiverChecked),
    EventType("waiver_granted", 1, waiver_events.WaiverGranted),
    EventType("waiver_refused", 1, waiver_events.WaiverRefused),
    EventType("waiver_withdrawn", 1, waiver_events.WaiverWithdrawn),
    EventType("waiver_agreed", 1, waiver_events.WaiverAgreed),
    EventType("waiver_executed", 1, waiver_events.WaiverExecuted),
    EventType("waiver_execution_reversed", 1, waiver_events.WaiverExecutionReversed),
    EventType("waiver_passed_through", 1, waiver_events.WaiverPassedThrough),
    EventType("waiver_top_up_opened", 1, waiver_events.WaiverTopUpOpened),
    EventType("waiver_top_up_overdue", 1, waiver_events.WaiverTopUpOverdue),
    EventType("waiver_listing_replaced", 1, waiver_events.WaiverListingReplaced),
    EventType("waiver_lift_cancelled", 1, waiver_events.WaiverLiftCancelled),
    EventType("waiver_reviewed", 1, waiver_events.WaiverReviewed),
    EventType("waiver_corrected", 1, waiver_events.WaiverCorrected),
    EventType("waiver_reversed", 1, waiver_events.WaiverReversed),
    EventType("waiver_closed", 1, waiver_events.WaiverClosed),
    EventType("rent_programme_published", 1, RentProgrammePublished),
    EventType("risk_listing_recorded", 1, listing_events.RiskListingRecorded),
    EventType("risk_listing_checked", 1, listing_events.RiskListingChecked),
    EventType("risk_listing_ended", 1, listing_events.RiskListingEnded),
    EventType("risk_listing_revoked", 1, listing_events.RiskListingRevoked),
)

PROGRAMME: Final = Aggregate(
    name="rent_programme",
    initial=programme_state.INITIAL,
    decide=programme_decide.decide,
    evolve=programme_state.evolve,
    commands=frozenset({PublishProgramme}),
    events=frozenset({RentProgrammePublished}),
)

LISTINGS: Final = Aggregate(
    name="risk_listings",
    initial=listings_state.INITIAL,
    decide=listings_decide.decide,
    evolve=listings_state.evolve,
    commands=frozenset({RecordListing, CheckListing, EndListing, RevokeListing}),
    events=frozenset(t.shape for t in REGISTRY.types if t.name.startswith("risk_listing_")),
)

PREMISES: Final[Aggregate[premises_state.State]] = Aggregate(
    name="premises",
    initial=premises_state.INITIAL,
    decide=premises_decide.decide,
    evolve=premises_state.evolve,
    commands=frozenset({RecordPremises, CorrectPremises}),
    events=frozenset(t.shape for t in REGISTRY.types if t.name.startswith("premises_")),
    begins=frozenset({RecordPremises}),
    asks=premises_decide.asks,
    claims=premises_decide.claims,
)

LEASE: Final[Aggregate[leases_state.State]] = Aggregate(
    name="lease",
    initial=leases_state.INITIAL,
    decide=leases_decide.decide,
    evolve=leases_state.evolve,
    commands=frozenset(
        {
            lease_commands.RecordLease,
            lease_commands.CorrectLease,
            lease_commands.NoteRentPaid,
            lease_commands.EndLease,
            lease_commands.NoteConsent,
            lease_commands.NoteEarlierWaiver,
        }
    ),
    events=frozenset(t.shape for t in REGISTRY.types if t.name.startswith("lease_")),
    begins=frozenset({lease_commands.RecordLease}),
    asks=leases_decide.asks,
    claims=leases_decide.claims,
)

WAIVER: Final[Aggregate[waivers_state.State]] = Aggregate(
    name="waiver",
    initial=waivers_state.INITIAL,
    decide=waivers_decide.decide,
    evolve=waivers_state.evolve,
    commands=frozenset({Apply, *waivers_decide.DECISIONS}),
    events=frozenset(t.shape for t in REGISTRY.types if t.name.startswith("waiver_")),
    begins=frozenset({Apply}),
    asks=waiver_numbers.asks,
    claims=waiver_numbers.claims,
)
