"""The numbers of domain rules section 5 that no law fixes, as dated versions ([default])."""

from datetime import date, datetime
from typing import Any, Final

from msgspec import Struct

from shared.kernel import dated
from shared.kernel.ids import derived_id

POLICY: Final = derived_id("policy", "tickets")


class OfficeHours(Struct, frozen=True, gc=False):
    """A stretch of a working day in minutes after midnight, Beijing time."""

    begins: int
    ends: int


class Numbers(Struct, frozen=True, kw_only=True, gc=False):
    """One version's numbers.

    dispatch_same_day_until   minute of a working day; received later: dispatched next morning (T-4)
    dispatch_next_day_by      minute of that next working day (T-4)
    takeover_hours            working hours from dispatch to take-over (5.3)
    helper_workdays           a helper's own limit (5.2, T-10)
    return_workdays           how long after dispatch a return may be asked for (5.3)
    return_decision_workdays  by when the office decides on it (5.3)
    extensions_max            approved extensions a cycle (5.3)
    extension_notice_workdays how long before the limit an extension is asked for (5.3)
    general_months            the most a general ticket may take from receipt (5.3)
    supplement_workdays       the longest pause (T-6)
    call_attempts, call_days  vain calls that close a ticket, and on how many working days (5.3)
    reopen_days               how long the firm may reopen (5.3)
    rating_change_days        how long the firm may change its rating (T-15)
    level2_workdays           working days overdue until supervision level 2 (T-11)
    level3_workdays           and until level 3
    due_soon_hours            the second reminder before a deadline (6.7); at most 24
    """

    office_hours: tuple[OfficeHours, ...] = (OfficeHours(510, 720), OfficeHours(870, 1080))
    dispatch_same_day_until: int = 960
    dispatch_next_day_by: int = 600
    takeover_hours: int = 4
    helper_workdays: int = 3
    return_workdays: int = 1
    return_decision_workdays: int = 1
    extensions_max: int = 2
    extension_notice_workdays: int = 1
    general_months: int = 1
    supplement_workdays: int = 5
    call_attempts: int = 3
    call_days: int = 2
    reopen_days: int = 30
    rating_change_days: int = 7
    level2_workdays: int = 3
    level3_workdays: int = 5
    due_soon_hours: int = 4


class Version(dated.Version[Numbers], frozen=True):
    """Numbers in force from a day on. Version 0 is the release's own, before any was published."""

    @property
    def numbers(self) -> Numbers:
        return self.content


RELEASE: Final = Version(0, Numbers(), date.min, "", "")


class Policies(dated.Versions[Version], frozen=True):
    """The versions of the service policy."""

    def in_force(self, at: datetime) -> Version:
        """The version that judges a decision at `at`; before the first takes effect, the first."""
        if not self.versions:
            return RELEASE
        first = self.versions[0]
        return first if len(self.versions) == 1 else super().in_force(at) or first

    def version(self, number: int) -> Version:
        """A version by its number, to explain what was judged by it."""
        return self.versions[number - 1] if number else RELEASE


INITIAL: Final = Policies()


def evolve(state: Policies, event: Any) -> Policies:
    """The policy with one more version; its number is its place in the order."""
    return state.followed_by(
        Version(
            state.next_number, event.numbers, event.effective_on, event.document_no, event.author
        )
    )
