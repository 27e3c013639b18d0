"""What a version must be before anything is judged by it."""

from typing import Final

from services.tickets.policy import refusals
from services.tickets.policy.commands import PublishPolicy
from services.tickets.policy.events import PolicyPublished
from services.tickets.policy.state import Numbers, Policies
from shared.kernel.clock import shanghai_date
from shared.kernel.dated import has_authority
from shared.kernel.decider import Context

_MINUTES: Final = 24 * 60
# The least and the most each number may be.
RANGES: Final = {
    "dispatch_same_day_until": (0, _MINUTES),
    "dispatch_next_day_by": (0, _MINUTES),
    "takeover_hours": (1, 80),
    "helper_workdays": (1, 60),
    "return_workdays": (1, 10),
    "return_decision_workdays": (1, 10),
    "extensions_max": (0, 10),
    "extension_notice_workdays": (0, 10),
    "general_months": (1, 12),
    "supplement_workdays": (1, 60),
    "call_attempts": (1, 20),
    "call_days": (1, 20),
    "reopen_days": (1, 366),
    "rating_change_days": (1, 366),
    "level2_workdays": (1, 60),
    "level3_workdays": (1, 60),
    "due_soon_hours": (1, 24),
}


def decide(command: PublishPolicy, state: Policies, context: Context) -> list[PolicyPublished]:
    """Versions follow one another in time; none but the first reaches back before its own day."""
    if not has_authority(command):
        raise refusals.PolicyWithoutAuthority
    _check_numbers(command.numbers)
    if state.repeats(command.numbers, command):
        return []
    if state.versions:
        _check_dates(command, state, context)
    return [
        PolicyPublished(
            numbers=command.numbers,
            effective_on=command.effective_on,
            document_no=command.document_no,
            author=command.author,
        )
    ]


def _check_dates(command: PublishPolicy, state: Policies, context: Context) -> None:
    last = state.versions[-1]
    if command.effective_on < last.effective_on:
        raise refusals.PolicyOutOfOrder(
            effective_on=command.effective_on.isoformat(), last_on=last.effective_on.isoformat()
        )
    today = shanghai_date(context.now)
    if command.effective_on < today:
        raise refusals.PolicyReachesBack(
            effective_on=command.effective_on.isoformat(), today=today.isoformat()
        )


def _check_numbers(numbers: Numbers) -> None:
    for name, (least, most) in RANGES.items():
        if not least <= getattr(numbers, name) <= most:
            raise refusals.PolicyNumberOutOfRange(
                name=name, value=getattr(numbers, name), least=least, most=most
            )
    if numbers.level3_workdays <= numbers.level2_workdays:
        raise refusals.PolicyLevelsOutOfOrder
    if numbers.call_days > numbers.call_attempts:
        raise refusals.PolicyCallsImpossible(attempts=numbers.call_attempts, days=numbers.call_days)
    _check_office_hours(numbers)


def _check_office_hours(numbers: Numbers) -> None:
    """At least one stretch, each after the one before, within one day."""
    end = 0
    for stretch in numbers.office_hours:
        if not end <= stretch.begins < stretch.ends <= _MINUTES:
            raise refusals.PolicyOfficeHoursFaulty
        end = stretch.ends
    if not numbers.office_hours:
        raise refusals.PolicyOfficeHoursFaulty
