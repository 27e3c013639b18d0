"""Submit: a firm's difficulty is received, numbered, and its clock starts (M2-P01; T-1, T-2)."""

from datetime import date
from typing import Any

import pytest
from msgspec.structs import replace

from services.tickets.commands import Looked, SubmitTicket
from services.tickets.events import TicketSubmitted
from services.tickets.model import REGISTRY, TICKET
from services.tickets.refusals import TicketExists, TownshipNotInDistrict, UpstreamNumberKnown
from services.tickets.state import Status, Ticket
from shared.kernel import divisions
from shared.kernel.deadlines import Deadline
from shared.kernel.decider import Card, Held
from shared.kernel.divisions import Division, DivisionKind, Divisions
from shared.testing.specs import STREAM, Spec, instant
from tests.builders.tickets import (
    CONTACT,
    FINANCE_BUREAU,
    FIRM,
    HOTLINE,
    OFFICE,
    RECEIVED,
    submit_ticket,
    submitted,
    tickets,
)


def ticket_of(spec: Spec[Any]) -> Ticket:
    assert isinstance(spec.state, Ticket)
    return spec.state


def number_of(spec: Spec[Any]) -> str:
    return ticket_of(spec).number


def firm_in(township_code: str) -> SubmitTicket:
    return submit_ticket(firm=replace(FIRM, township_code=township_code))


def test_a_firms_difficulty_is_received_with_a_number_and_a_due_date() -> None:
    order = submit_ticket(
        contact_id=CONTACT, channel="hotline_12345", upstream_number="LC12345-2022-0917"
    )
    after = (
        tickets()
        .when(order, at="2022-09-24T10:00+08:00", actor=HOTLINE)
        .then(
            TicketSubmitted(
                number="LX-T-2022-000001",
                sequence=1,
                firm=FIRM,
                contact_id=CONTACT,
                channel="hotline_12345",
                upstream_number="LC12345-2022-0917",
                category="financing",
                title="流动资金贷款展期困难",
                description="受疫情影响，流动资金贷款到期难以归还。",
                desired_result="协调延期还本付息",
                confidential=False,
                client="hotline-12345",
                unit=None,
                received_at=instant("2022-09-24T10:00+08:00"),
                due=Deadline(
                    at=instant("2022-10-01T00:00+08:00"),
                    last_day=date(2022, 9, 30),
                    workdays=5,
                    start_day=date(2022, 9, 24),
                    calendar_version=5,
                    provisional=False,
                ),
                target_at=instant("2022-09-26T10:00+08:00"),
                policy_version=1,
            )
        )
    )
    ticket = ticket_of(after)
    assert (ticket.status, ticket.open, ticket.cycle) == (Status.SUBMITTED, True, 1)
    assert ticket.cycle_started_at == ticket.received_at == instant("2022-09-24T10:00+08:00")


def test_a_department_that_submits_for_a_firm_is_on_record() -> None:
    after = tickets().given(submit_ticket(), at=RECEIVED, actor=FINANCE_BUREAU)
    assert (ticket_of(after).unit, ticket_of(after).client) == ("FIN", "console")


def test_the_numbers_of_a_year_run_without_gaps() -> None:
    third = tickets().when(
        submit_ticket(), at=RECEIVED, claims={"ticket_number/2022": Held("another ticket", 2)}
    )
    assert number_of(third.done()) == "LX-T-2022-000003"


def test_a_number_is_as_long_as_the_year_needs() -> None:
    busy = {"ticket_number/2022": Held("another ticket", 999_999)}
    after = tickets().when(submit_ticket(), at=RECEIVED, claims=busy).done()
    assert number_of(after) == "LX-T-2022-1000000"


@pytest.mark.parametrize(
    ("received", "number"),
    [
        ("2022-12-31T23:59:59+08:00", "LX-T-2022-000008"),
        ("2022-12-31T16:00:00+00:00", "LX-T-2023-000001"),
        ("2023-01-01T00:00:00+08:00", "LX-T-2023-000001"),
    ],
)
def test_each_year_begins_with_number_one_at_midnight_in_beijing(
    received: str, number: str
) -> None:
    last_year = {"ticket_number/2022": Held("another ticket", 7)}
    after = tickets().when(submit_ticket(), at=received, claims=last_year).done()
    assert number_of(after) == number
    assert f"ticket_number/{number[5:9]}" in after.claims


MATTER = f"matter/{FIRM.uscc}/financing"


def test_a_submission_takes_its_number_its_upstream_number_and_shows_that_it_came_last() -> None:
    after = submitted(channel="hotline_12345", upstream_number="LC12345-2022-0917")
    own = Held(STREAM, 2022_000_000_001)
    assert after.claims == {
        "ticket_number/2022": Held(STREAM, 1),
        MATTER: own,
        "upstream/hotline_12345/LC12345-2022-0917": own,
        "sent/LC12345-2022-0917": own,
    }


def test_a_submission_without_upstream_number_takes_none() -> None:
    assert set(submitted().claims) == {"ticket_number/2022", MATTER}


def test_a_ticket_without_a_credit_code_is_of_no_known_firm() -> None:
    assert set(submitted(firm=replace(FIRM, uscc="")).claims) == {"ticket_number/2022"}


def test_what_is_likely_free_is_asked_about_beforehand() -> None:
    with_number = submit_ticket(channel="phone", upstream_number="7")
    assert list(TICKET.asks(with_number)) == ["upstream/phone/7", MATTER, "sent/7"]
    assert list(TICKET.asks(submit_ticket())) == [MATTER]
    seen = Looked(last_of_firm="another", last_of_number="another")
    assert list(TICKET.asks(replace(with_number, looked=seen))) == ["upstream/phone/7"]


def test_the_same_upstream_number_is_the_same_ticket() -> None:
    known = submitted(channel="hotline_12345", upstream_number="LC12345-2022-0917")
    again = submit_ticket(channel="hotline_12345", upstream_number="LC12345-2022-0917")
    decision = tickets().when(again, at="2022-10-08T09:00+08:00", claims=known.claims)
    decision.then_refused(
        UpstreamNumberKnown,
        upstream_number="LC12345-2022-0917",
        number="LX-T-2022-000001",
        ticket_id=STREAM,
    )


def test_the_same_upstream_number_in_another_channel_is_another_ticket() -> None:
    known = submitted(channel="hotline_12345", upstream_number="17")
    seen = Looked(last_of_firm=STREAM, last_of_number=STREAM)
    other = submit_ticket(channel="letter", upstream_number="17", looked=seen)
    after = tickets().when(other, at="2022-10-08T09:00+08:00", claims=known.claims).done()
    assert number_of(after) == "LX-T-2022-000002"


@pytest.mark.parametrize(
    "township_code",
    [
        pytest.param("530921101", id="a town of 凤庆县"),
        pytest.param("530902205", id="a gap in the list"),
        pytest.param("530902000", id="the district itself"),
        pytest.param("530902", id="the district in six digits"),
        pytest.param("110101001", id="a street in Beijing"),
        pytest.param("", id="nothing"),
    ],
)
def test_a_firm_outside_the_district_is_referred_elsewhere(township_code: str) -> None:
    decision = tickets().when(firm_in(township_code), at="2022-09-30T16:30Z", actor=OFFICE)
    decision.then_refused(TownshipNotInDistrict, township_code=township_code, on="2022-10-01")
    assert TownshipNotInDistrict.pointer == "/firm/township_code"


def test_the_township_must_exist_on_the_day_of_receipt(monkeypatch: pytest.MonkeyPatch) -> None:
    merged_away = Division(
        "530902207", "马台乡", DivisionKind.TOWNSHIP, valid_to=date(2022, 12, 31)
    )
    monkeypatch.setattr(divisions, "divisions", lambda: Divisions([merged_away]))
    on_its_last_day = tickets().when(firm_in("530902207"), at="2022-12-31T23:59+08:00")
    assert number_of(on_its_last_day.done()) == "LX-T-2022-000001"
    on_the_next_day = tickets().when(firm_in("530902207"), at="2022-12-31T16:00Z")
    on_the_next_day.then_refused(TownshipNotInDistrict, on="2023-01-01")


def test_a_second_submission_under_the_same_id_leaves_the_ticket_as_it_is() -> None:
    submitted().when(submit_ticket(title="另一件事"), at=RECEIVED).then_refused(TicketExists)


def test_name_and_phone_of_the_contact_are_on_the_card_and_in_no_event() -> None:
    order = submit_ticket(contact={"name": "欧阳某某", "phone": "13812345678"})
    facts = tickets().when(order, at=RECEIVED).done().history
    stored = b"".join(REGISTRY.encode(fact)[2] for fact in facts).decode()
    assert order.contact_id in stored
    assert "13812345678" not in stored
    assert "欧阳某某" not in stored
    assert list(TICKET.cards(order, facts)) == [Card(order.contact_id, order.contact)]


def test_a_submission_that_was_refused_leaves_no_card() -> None:
    assert list(TICKET.cards(submit_ticket(), [])) == []
