"""房屋: recorded, corrected; and the months that its tenants were given, over all cases (R-8)."""

from datetime import datetime

from services.rent.months.exact import Exact
from services.rent.premises.values import Details
from shared.kernel.decider import Event


class PremisesRecorded(Event, frozen=True, kw_only=True):
    details: Details
    recorded_by: str
    recorded_at: datetime


class PremisesCorrected(Event, frozen=True, kw_only=True):
    """Another person found that it is otherwise; what was granted before stays as it was granted.

    `number_before` is free for other premises where it was another one.
    """

    details: Details
    number_before: str
    reason: str
    corrected_by: str
    corrected_at: datetime


class PremisesMonthsGranted(Event, frozen=True, kw_only=True):
    """A case took so many of the months these premises may see in a programme's year (R-8).

    `case` is the number of the waiver, or what names an earlier one on its lease.
    """

    programme: str
    case: str
    tenant_uscc: str
    months: Exact


class PremisesMonthsReturned(Event, frozen=True, kw_only=True):
    """A case gave back so many of them."""

    programme: str
    case: str
    tenant_uscc: str
    months: Exact
