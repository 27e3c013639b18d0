"""重复: proposed by the system, decided by a person (T-12; 5.3 Accept; M2-P04)."""

from typing import Any

import pytest
from msgspec.structs import replace

from services.tickets.commands import AcceptTicket
from services.tickets.decide.duplicates import PROPOSED_MOST
from services.tickets.events import (
    Candidate,
    DuplicateGround,
    TicketAbsorbed,
    TicketDispatched,
    TicketDuplicatesProposed,
    TicketDuplicatesRuledOut,
    TicketRegistered,
    TicketSubmitted,
)
from services.tickets.policy import state as policy_state
from services.tickets.policy.state import POLICY
from services.tickets.refusals import (
    DuplicateNotProposed,
    DuplicatesNotInIntake,
    DuplicatesUndecided,
    HandlerCannotDecide,
    ReasonMissing,
    SubmittedMeanwhile,
)
from services.tickets.routing.state import ROUTING, Route, Table, Tables
from services.tickets.rules.people import sees_duplicates
from services.tickets.seeds import FIRST_POLICY
from services.tickets.state import State, Status
from services.tickets.state.parts import DuplicateRuling
from services.tickets.tables import row
from shared.kernel.actor import Actor, Role
from shared.kernel.decider import Held
from shared.testing.specs import Decision, instant
from tests.builders.ticket_situations import (
    MASTER_ID,
    candidate,
    decline,
    duplicates_proposed,
    duplicates_ruled_out,
    last_of_firm,
    looked,
    master,
    merge,
    rule_out,
    ticket_of,
)
from tests.builders.tickets import (
    COLLEAGUE,
    DISPATCHED,
    FINANCE_BUREAU,
    FIRM,
    HOTLINE,
    OFFICE,
    RECEIVED,
    dispatch_ticket,
    published,
    seeded_policy,
    submit_ticket,
    submitted,
    tickets,
)

OTHER_ID = "01836ce8-3a00-7000-8000-0000000000d3"
OTHER = candidate(ticket_id=OTHER_ID, number="LX-T-2022-000003", similarity=2000)
SAME_NUMBER = candidate(
    ticket_id=OTHER_ID,
    number="LX-T-2022-000003",
    ground=DuplicateGround.SAME_UPSTREAM_NUMBER,
    similarity=0,
)
DECISIVE = {
    ROUTING: Tables(
        (
            Table(
                1,
                (Route(lead="FINOFF"),),
                instant(RECEIVED).date(),
                "临翔工信发〔2022〕9号",
                "office",
            ),
        )
    )
}


def submit(*candidates: Candidate, policies: dict[str, Any] | None = None) -> Decision[State]:
    order = submit_ticket(looked=looked(*candidates))
    return tickets().when(order, at=RECEIVED, claims=last_of_firm(), policies=policies)


def proposed_numbers(decision: Decision[State]) -> list[str]:
    return [
        each.number
        for fact in decision.facts
        if isinstance(fact, TicketDuplicatesProposed)
        for each in fact.candidates
    ]


# Proposing


def test_an_open_ticket_with_a_like_text_is_proposed_when_the_ticket_comes_in() -> None:
    received, fact = submit(candidate()).facts
    assert isinstance(received, TicketSubmitted)
    assert fact == TicketDuplicatesProposed(
        candidates=(candidate(),), proposed_at=instant(RECEIVED), policy_version=1
    )


def test_the_likeliest_comes_first_and_the_same_number_before_any_text() -> None:
    alike = candidate(similarity=9000)
    assert proposed_numbers(submit(OTHER, alike)) == [alike.number, OTHER.number]
    assert proposed_numbers(submit(alike, SAME_NUMBER)) == [SAME_NUMBER.number, alike.number]


def test_of_very_many_the_likeliest_are_proposed() -> None:
    many = [candidate(number=f"LX-T-2022-{n:06d}", similarity=2000 + n) for n in range(30)]
    numbers = proposed_numbers(submit(*many))
    assert numbers == [f"LX-T-2022-{n:06d}" for n in range(29, 29 - PROPOSED_MOST, -1)]


def test_how_alike_they_must_be_is_a_number_of_the_policy_in_force() -> None:
    assert proposed_numbers(submit(candidate(similarity=1600))) == ["LX-T-2022-000002"]
    assert proposed_numbers(submit(candidate(similarity=1599))) == []
    numbers = replace(FIRST_POLICY.numbers, duplicate_similarity=5000)
    stricter = replace(FIRST_POLICY, numbers=numbers)
    policies = policy_state.evolve(seeded_policy(), published(stricter))
    assert proposed_numbers(submit(candidate(), policies={POLICY: policies})) == []
    decision = submit(candidate(similarity=5000), policies={POLICY: policies})
    _, fact = decision.facts
    assert isinstance(fact, TicketDuplicatesProposed)
    assert fact.policy_version == 2


def test_a_ticket_that_nothing_is_like_is_received_as_ever() -> None:
    [received] = submit(candidate(similarity=100)).facts
    assert isinstance(received, TicketSubmitted)


@pytest.mark.parametrize("held", [{}, last_of_firm(OTHER_ID)], ids=["none", "another"])
def test_a_look_that_another_ticket_has_overtaken_is_taken_again(held: dict[str, Held]) -> None:
    order = submit_ticket(looked=looked(candidate()))
    tickets().when(order, at=RECEIVED, claims=held).then_refused(SubmittedMeanwhile)
    unseen = submit_ticket(upstream_number="17", firm=replace(FIRM, uscc=""))
    sent = {"sent/17": Held(OTHER_ID, 2022_000_000_003)}
    tickets().when(unseen, at=RECEIVED, claims=sent).then_refused(SubmittedMeanwhile)


def test_m2_p04_what_may_be_a_duplicate_is_not_dispatched_by_the_routing_table() -> None:
    alone = submit(candidate(similarity=0), policies=DECISIVE)
    assert isinstance(alone.facts[-1], TicketDispatched)
    ticket = ticket_of(submit(candidate(), policies=DECISIVE).done())
    assert (ticket.status, ticket.dispatch) == (Status.SUBMITTED, None)
    assert ticket.goal is not None, "it waits with its clock and the time for its dispatch"
    assert ticket.due == ticket_of(submitted()).due


# Deciding


def test_a_person_rules_a_proposal_out_and_says_why() -> None:
    decision = duplicates_proposed().when(rule_out(), at=DISPATCHED)
    after = decision.then(
        TicketDuplicatesRuledOut(
            candidates=(MASTER_ID,),
            reason="系另一笔贷款",
            decided_by=OFFICE.id,
            decided_at=instant(DISPATCHED),
        )
    )
    [duplicate] = ticket_of(after).duplicates
    assert (duplicate.ruling, duplicate.reason) == (
        DuplicateRuling.NOT_A_DUPLICATE,
        "系另一笔贷款",
    )
    after.when(rule_out(), at=DISPATCHED, actor=COLLEAGUE).then_nothing()


def test_another_reason_is_recorded_beside_the_first() -> None:
    decision = duplicates_ruled_out().when(rule_out(reason="系另一银行"), at=DISPATCHED)
    assert len(decision.facts) == 1
    assert ticket_of(decision.done()).duplicates[0].reason == "系另一银行"


def test_a_ruling_has_a_reason_and_is_about_what_was_proposed() -> None:
    spec = duplicates_proposed()
    spec.when(rule_out(reason=" "), at=DISPATCHED).then_refused(ReasonMissing)
    spec.when(rule_out(OTHER_ID), at=DISPATCHED).then_refused(
        DuplicateNotProposed, candidate=OTHER_ID
    )
    submitted().when(rule_out(), at=DISPATCHED).then_refused(DuplicateNotProposed)


def test_nothing_is_ruled_out_once_the_ticket_has_left_the_intake() -> None:
    over = duplicates_proposed().given(decline(), at=DISPATCHED)
    over.when(rule_out(), at=DISPATCHED).then_refused(DuplicatesNotInIntake, status_zh="不予受理")
    on_its_way = duplicates_ruled_out().given(dispatch_ticket(), at=DISPATCHED)
    on_its_way.when(rule_out(), at=DISPATCHED).then_nothing()


def test_t_14_who_handled_the_ticket_does_not_rule_on_it() -> None:
    led = duplicates_ruled_out().given(dispatch_ticket("FIN"), at=DISPATCHED)
    led.when(rule_out(), at=DISPATCHED, actor=FINANCE_BUREAU).then_refused(HandlerCannotDecide)


def test_nothing_goes_on_while_a_proposal_is_undecided_and_the_refusal_names_it() -> None:
    spec = duplicates_proposed(candidate(), OTHER)
    for order in (AcceptTicket(duplicates_checked=True), dispatch_ticket()):
        spec.when(order, at=DISPATCHED).then_refused(
            DuplicatesUndecided,
            numbers="LX-T-2022-000002、LX-T-2022-000003",
            candidates=[MASTER_ID, OTHER_ID],
        )
        partly = replace(order, ruled_out=rule_out())
        spec.when(partly, at=DISPATCHED).then_refused(
            DuplicatesUndecided, numbers="LX-T-2022-000003"
        )


def test_one_order_is_enough_to_rule_out_and_to_go_on() -> None:
    both = rule_out(MASTER_ID, OTHER_ID)
    spec = duplicates_proposed(candidate(), OTHER)
    accept = AcceptTicket(duplicates_checked=True, ruled_out=both)
    facts = [type(fact) for fact in spec.when(accept, at=DISPATCHED).facts]
    assert facts == [TicketDuplicatesRuledOut, TicketRegistered]
    order = replace(dispatch_ticket(), ruled_out=both)
    decision = spec.when(order, at=DISPATCHED)
    ruled, registered, dispatched = decision.facts
    assert isinstance(ruled, TicketDuplicatesRuledOut)
    assert ruled.candidates == (MASTER_ID, OTHER_ID)
    assert registered == TicketRegistered(
        registered_at=instant(DISPATCHED), duplicates_checked=True
    )
    assert isinstance(dispatched, TicketDispatched)
    decision.done().when(order, at=DISPATCHED).then_nothing()


def test_a_merge_says_yes_to_its_proposal_and_leaves_none_undecided() -> None:
    spec = duplicates_proposed(candidate(), OTHER)
    after = spec.when(merge(), at=DISPATCHED, others={MASTER_ID: master()}).done()
    ticket = ticket_of(after)
    assert [each.ruling for each in ticket.duplicates] == [DuplicateRuling.MERGED, None]
    assert ticket.duplicates_undecided == ()


def test_a_proposed_ticket_may_go_into_the_later_one_as_well() -> None:
    absorbed = TicketAbsorbed(number="LX-T-2022-000002", absorbed_at=instant(DISPATCHED))
    ticket = ticket_of(duplicates_proposed().given(absorbed))
    assert [each.ruling for each in ticket.duplicates] == [DuplicateRuling.MERGED]
    assert ticket.status is Status.SUBMITTED


def test_a_merge_is_still_possible_after_a_proposal_was_ruled_out() -> None:
    spec = duplicates_ruled_out()
    after = spec.when(merge(), at=DISPATCHED, others={MASTER_ID: master()}).done()
    assert ticket_of(after).duplicates[0].ruling is DuplicateRuling.MERGED


# Reading


def test_the_row_counts_what_is_undecided() -> None:
    def undecided(state: State) -> int:
        columns = row(state, 1)
        assert columns is not None
        return int(columns["duplicates_undecided"])

    assert undecided(duplicates_proposed(candidate(), OTHER).state) == 2
    assert undecided(duplicates_ruled_out().state) == 0
    assert undecided(duplicates_proposed().given(decline(), at=DISPATCHED).state) == 0


def test_t_19_proposals_are_for_those_who_may_see_any_ticket() -> None:
    seen = {role for role in Role if sees_duplicates(Actor(id="x", role=role, client="y"))}
    assert seen == {Role.COORDINATOR, Role.SUPERVISOR, Role.AUDITOR}
    assert not sees_duplicates(HOTLINE)
