"""即收即交: a decisive routing table dispatches in the commit that receives (M2-P01; T-4)."""

from datetime import date
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.tickets.commands import AskSupplement
from services.tickets.events import (
    ComplexGround,
    Kind,
    TicketDispatched,
    TicketRegistered,
    TicketSubmitted,
)
from services.tickets.model import ROUTING
from services.tickets.routing.commands import PublishRouting
from services.tickets.routing.refusals import RoutingAmbiguous, RoutingTooEarly
from services.tickets.routing.state import Route, Table, Tables
from services.tickets.seeds import seeds
from services.tickets.state import State, Status
from shared.testing.specs import Spec, instant
from tests.builders.ticket_situations import ticket_of
from tests.builders.tickets import HOTLINE, RECEIVED, submit_ticket, tickets, under

AT = "2022-09-20T09:00+08:00"
GENERAL = Route(category="financing", lead="FINOFF", helpers=("FIN",))
TEA = Route(category="financing", industry="15", lead="MIIT")
HERE = Route(category="financing", industry="1530", township="530902208", lead="FIN")


def publish(*routes: Route, on: str = "2022-09-24") -> PublishRouting:
    return PublishRouting(
        routes=routes,
        effective_on=date.fromisoformat(on),
        document_no="临翔民营办〔2022〕4号",
        author="区工业和信息化局",
    )


def tables(*routes: Route) -> Tables:
    return Spec(ROUTING).given(publish(*routes), at=AT).state


def routed(*routes: Route) -> Spec[State]:
    return tickets().under(under(routing=tables(*routes)))


def test_no_table_is_seeded_so_that_everything_waits_for_a_person() -> None:
    assert not any(seed.key.startswith("routing") for seed in seeds())
    assert len(tickets().when(submit_ticket(), at=RECEIVED).facts) == 1


def test_m2_p01_a_decisive_table_dispatches_in_the_same_commit() -> None:
    decision = routed(GENERAL).when(submit_ticket(), at=RECEIVED, actor=HOTLINE)
    received, accepted, dispatched = decision.facts
    assert isinstance(received, TicketSubmitted)
    assert isinstance(accepted, TicketRegistered)
    assert isinstance(dispatched, TicketDispatched)
    assert (dispatched.lead, dispatched.helpers, dispatched.kind) == ("FINOFF", ("FIN",), "general")
    assert (dispatched.routing_version, dispatched.dispatched_at) == (1, instant(RECEIVED))
    assert ticket_of(decision.done()).status is Status.DISPATCHED


def test_a_table_that_says_nothing_leaves_the_ticket_in_the_queue() -> None:
    spec = routed(GENERAL).given(submit_ticket(category="rent"), at=RECEIVED)
    ticket = ticket_of(spec)
    assert ticket.status is Status.SUBMITTED
    assert ticket.goal is not None


def test_t_19_a_table_never_sends_a_confidential_complaint_to_whom_it_is_about() -> None:
    about_helper = submit_ticket(confidential=True, complained_unit="FIN")
    assert len(routed(GENERAL).when(about_helper, at=RECEIVED).facts) == 1
    about_other = submit_ticket(confidential=True, complained_unit="TAX")
    assert len(routed(GENERAL).when(about_other, at=RECEIVED).facts) == 3


def test_a_complex_route_says_on_what_ground() -> None:
    route = Route(lead="MIIT", kind=Kind.COMPLEX, grounds=(ComplexGround.MONEY_OR_POLICY,))
    dispatch = ticket_of(routed(route).given(submit_ticket(), at=RECEIVED)).dispatch
    assert dispatch is not None
    assert (dispatch.kind, dispatch.grounds) == ("complex", (ComplexGround.MONEY_OR_POLICY,))


@pytest.mark.parametrize(
    ("category", "industry", "township", "lead"),
    [
        ("financing", "1530", "530902208", "FIN"),
        ("financing", "1530", "530902001", "MIIT"),
        ("financing", "1512", "530902208", "MIIT"),
        ("financing", "6210", "530902208", "FINOFF"),
        ("rent", "1530", "530902208", None),
        ("financing", "1", "530902208", "FINOFF"),
    ],
)
def test_the_narrowest_route_wins(
    category: str, industry: str, township: str, lead: str | None
) -> None:
    table = tables(GENERAL, TEA, HERE).in_force(instant(RECEIVED))
    found = table.route(category, industry, township)
    assert (found.lead if found else None) == lead


@pytest.mark.parametrize(
    "routes",
    [
        pytest.param((GENERAL, GENERAL), id="twice the same"),
        pytest.param((GENERAL, Route(township="530902208", lead="FIN")), id="category, township"),
        pytest.param((TEA, Route(category="financing", township="530902208", lead="FIN")), id="3"),
        pytest.param((Route(industry="15", lead="FIN"), GENERAL), id="industry and category"),
    ],
)
def test_an_ambiguous_table_is_refused(routes: tuple[Route, ...]) -> None:
    Spec(ROUTING).when(publish(*routes), at=AT).then_refused(RoutingAmbiguous, first=1, second=2)


def test_a_route_for_the_overlap_makes_a_table_unambiguous() -> None:
    town = Route(township="530902208", lead="FIN")
    both = Route(category="financing", township="530902208", lead="TAX")
    table = tables(GENERAL, town, both).in_force(instant(RECEIVED))
    found = table.route("financing", "1530", "530902208")
    assert found is both


def test_a_table_holds_from_its_day_and_not_from_before_its_publication() -> None:
    yesterday = publish(GENERAL, on="2022-09-19")
    Spec(ROUTING).when(yesterday, at=AT).then_refused(RoutingTooEarly, earliest="2022-09-20")
    spec = Spec(ROUTING).given(publish(GENERAL), at=AT)
    spec.when(publish(GENERAL), at=AT).then_nothing()
    spec.when(publish(TEA, on="2022-09-23"), at=AT).then_refused(
        RoutingTooEarly, earliest="2022-09-24"
    )
    assert spec.state.in_force(instant("2022-09-23T12:00+08:00")).version == 0


CATEGORIES, INDUSTRIES, TOWNSHIPS = ("financing", "rent"), ("15", "1530", "62"), ("1", "2")
ROUTES = st.builds(
    Route,
    category=st.sampled_from((None, *CATEGORIES)),
    industry=st.sampled_from(("", *INDUSTRIES)),
    township=st.sampled_from((None, *TOWNSHIPS)),
    lead=st.sampled_from(("FIN", "TAX", "MIIT")),
)


@given(st.lists(ROUTES, max_size=5).map(tuple))
def test_a_published_table_always_knows_one_narrowest_route(routes: tuple[Route, ...]) -> None:
    """Held against the definition: of the routes that apply, one lies within all the others."""
    decision = Spec(ROUTING).when(publish(*routes), at=AT)
    if decision.refusal is not None:
        return
    table: Table = decision.done().state.in_force(instant(RECEIVED))
    for ticket in product(CATEGORIES, INDUSTRIES, TOWNSHIPS):
        category, industry, township = ticket
        applying = [
            route
            for route in routes
            if route.category in {None, category}
            and industry.startswith(route.industry)
            and route.township in {None, township}
        ]
        found = table.route(*ticket)
        assert (found is None) == (not applying)
        if found is not None:
            assert all(found.within(other) for other in applying)


def test_a_routed_ticket_is_its_leads_from_the_first_minute() -> None:
    spec = routed(GENERAL).given(submit_ticket(), at=RECEIVED)
    order = AskSupplement(items=("贷款合同",), reason="核实贷款到期日。")
    assert spec.when(order, at=RECEIVED).refusal is not None, "the office no longer asks"
