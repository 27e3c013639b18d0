"""An item of the ledger, folded from its facts."""

from services.arrears.state.amounts import Amounts
from services.arrears.state.evolve import evolve
from services.arrears.state.inspection import Finding, Inspection, Review, ReviewDecision
from services.arrears.state.item import (
    INITIAL,
    DisputeState,
    Item,
    NoItem,
    Noted,
    State,
    Status,
)
from services.arrears.state.parts import (
    Clearance,
    DueStep,
    Instrument,
    InstrumentStatus,
    Judicial,
    Payment,
    PendingCorrection,
    Plan,
    PlanStatus,
    Settlement,
    TakenStep,
)

__all__ = [
    "INITIAL",
    "Amounts",
    "Clearance",
    "DisputeState",
    "DueStep",
    "Finding",
    "Inspection",
    "Instrument",
    "InstrumentStatus",
    "Item",
    "Judicial",
    "NoItem",
    "Noted",
    "Payment",
    "PendingCorrection",
    "Plan",
    "PlanStatus",
    "Review",
    "ReviewDecision",
    "Settlement",
    "State",
    "Status",
    "TakenStep",
    "evolve",
]
