"""The numbers that no law fixes are dated versions; a decision is judged by the one in force."""

from datetime import date, timedelta

import pytest
from msgspec.structs import replace

from services.tickets.commands import NoteTimePassed, RequestReturn
from services.tickets.events import TicketDispatched, TicketReturnRequested, TicketSubmitted
from services.tickets.model import MODEL, POLICY
from services.tickets.policy import state as policy_state
from services.tickets.policy.commands import PublishPolicy
from services.tickets.policy.events import PolicyPublished
from services.tickets.policy.refusals import (
    PolicyNumberOutOfRange,
    PolicyOfficeHoursFaulty,
    PolicyOutOfOrder,
    PolicyReachesBack,
    PolicyWithoutAuthority,
)
from services.tickets.policy.state import POLICY as POLICY_ID
from services.tickets.policy.state import Numbers, OfficeHours, Policies
from services.tickets.refusals import ReturnTooLate
from services.tickets.seeds import FIRST_POLICY, seeds
from shared.testing.specs import Spec, instant
from tests.builders.ticket_situations import request_return, ticket_of
from tests.builders.tickets import (
    DISPATCHED,
    FINANCIAL_OFFICE,
    dispatch_ticket,
    published,
    submit_ticket,
    submitted,
    tickets,
    under,
)

AT = "2022-09-20T09:00+08:00"
LAXER = PublishPolicy(
    numbers=Numbers(return_workdays=3, takeover_hours=8),
    effective_on=date(2022, 9, 26),
    document_no="临翔民营办〔2022〕3号",
    author="区工业和信息化局",
)


def first() -> Spec[Policies]:
    return Spec(POLICY).given(FIRST_POLICY, at="2022-08-20T09:00+08:00")


def both() -> Policies:
    return first().given(LAXER, at=AT).state


def test_every_installation_starts_with_the_plans_own_defaults() -> None:
    assert MODEL.policies[POLICY_ID] is POLICY
    [seed] = [seed for seed in seeds() if seed.stream_id == POLICY_ID]
    assert seed.command == FIRST_POLICY
    version = first().state.in_force(instant(AT))
    assert (version.version, version.numbers) == (1, Numbers())
    assert (version.effective_on, version.document_no) == (
        date(2022, 8, 19),
        "临翔政办发〔2022〕56号",
    )


def test_a_version_holds_from_its_day_of_effect_in_beijing() -> None:
    policies = both()
    before, after = instant("2022-09-25T23:59:59+08:00"), instant("2022-09-25T16:00Z")
    assert policies.in_force(before).version == 1
    assert policies.in_force(after).version == 2
    assert policies.version(2).numbers.takeover_hours == 8
    assert policies.version(0).numbers == Numbers()


def test_before_any_version_the_releases_own_numbers_hold() -> None:
    assert Policies().in_force(instant(AT)).version == 0


def test_a_version_is_published_once() -> None:
    decision = first().when(LAXER, at=AT)
    decision.then(published(LAXER)).when(LAXER, at=AT).then_nothing()


@pytest.mark.parametrize("change", [{"document_no": " "}, {"author": ""}], ids=str)
def test_a_version_has_a_document_and_an_author(change: dict[str, str]) -> None:
    first().when(replace(LAXER, **change), at=AT).then_refused(PolicyWithoutAuthority)


def test_versions_take_effect_in_the_order_of_their_publication() -> None:
    spec = first().given(LAXER, at=AT)
    earlier = replace(LAXER, effective_on=date(2022, 9, 25), numbers=Numbers())
    spec.when(earlier, at=AT).then_refused(PolicyOutOfOrder, last_on="2022-09-26")


def test_no_version_reaches_back_before_its_publication() -> None:
    yesterday = replace(LAXER, effective_on=date(2022, 9, 19))
    first().when(yesterday, at=AT).then_refused(PolicyReachesBack, today="2022-09-20")
    assert first().when(replace(LAXER, effective_on=date(2022, 9, 20)), at=AT).facts


@pytest.mark.parametrize(
    "numbers",
    [
        Numbers(return_workdays=0),
        Numbers(due_soon_hours=25),
        Numbers(supplement_workdays=61),
        Numbers(dispatch_next_day_by=1441),
        Numbers(extensions_max=-1),
    ],
    ids=repr,
)
def test_a_number_is_possible(numbers: Numbers) -> None:
    first().when(replace(LAXER, numbers=numbers), at=AT).then_refused(PolicyNumberOutOfRange)


@pytest.mark.parametrize(
    "hours",
    [
        (OfficeHours(720, 510),),
        (OfficeHours(510, 900), OfficeHours(870, 1080)),
        (OfficeHours(870, 1080), OfficeHours(510, 720)),
        (OfficeHours(510, 1500),),
    ],
    ids=["backwards", "overlapping", "out of order", "beyond midnight"],
)
def test_office_hours_lie_in_order_within_a_day(hours: tuple[OfficeHours, ...]) -> None:
    order = replace(LAXER, numbers=Numbers(office_hours=hours))
    first().when(order, at=AT).then_refused(PolicyOfficeHoursFaulty)


def test_a_decision_is_judged_by_the_version_in_force_and_its_fact_names_it() -> None:
    late = "2022-09-28T09:00+08:00"
    strict = submitted().given(dispatch_ticket(), at=DISPATCHED)
    strict.when(request_return(), at=late, actor=FINANCIAL_OFFICE).then_refused(ReturnTooLate)
    lax = tickets().under(under(policy=both()))
    lax = lax.given(submit_ticket(), at="2022-09-24T10:00+08:00")
    lax = lax.given(dispatch_ticket(), at=DISPATCHED)
    received, _, given = lax.history
    assert isinstance(received, TicketSubmitted)
    assert isinstance(given, TicketDispatched)
    assert (received.policy_version, given.policy_version) == (1, 2)
    assert given.target_at == instant("2022-09-27T10:00+08:00"), "8 working hours"
    order: RequestReturn = request_return()
    [asked] = lax.when(order, at=late, actor=FINANCIAL_OFFICE).facts
    assert isinstance(asked, TicketReturnRequested)
    assert asked.policy_version == 2


def test_what_was_decided_under_one_version_is_not_judged_again_by_the_next() -> None:
    strict = submitted().given(dispatch_ticket(), at=DISPATCHED)
    goal = ticket_of(strict).goal
    later = strict.under(under(policy=both()))
    after = later.given(NoteTimePassed(at=instant(DISPATCHED)), at=DISPATCHED)
    assert ticket_of(after).goal == goal


def test_a_version_is_folded_from_its_fact() -> None:
    fact = PolicyPublished(
        numbers=Numbers(),
        effective_on=date(2022, 8, 19) + timedelta(days=1),
        document_no="甲",
        author="乙",
    )
    assert policy_state.evolve(Policies(), fact).versions[0].version == 1
