"""The rent service's aggregates so far: the year's waiver and the registry of risk listings."""

from typing import Final

from services.rent.listings import decide as listings_decide
from services.rent.listings import events as listing_events
from services.rent.listings import state as listings_state
from services.rent.listings.commands import CheckListing, EndListing, RecordListing, RevokeListing
from services.rent.programme import decide as programme_decide
from services.rent.programme import state as programme_state
from services.rent.programme.commands import PublishProgramme
from services.rent.programme.events import RentProgrammePublished
from shared.eventstore.codec import EventRegistry, EventType
from shared.kernel.decider import Aggregate

REGISTRY: Final = EventRegistry(
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
