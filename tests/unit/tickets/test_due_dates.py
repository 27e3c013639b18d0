"""The golden vectors of domain rules 2.4, through a submission (CAL-1 to CAL-4, CAL-7; T-3)."""

from datetime import date, timedelta

import pytest

from services.tickets.state import Ticket
from shared.kernel.deadlines import Deadline
from shared.testing.specs import instant
from tests.builders.tickets import submit_ticket, tickets

FINAL = """
2022-08-19 2022-08-26
2022-09-05 2022-09-13
2022-09-07 2022-09-15
2022-09-09 2022-09-19
2022-09-10 2022-09-19
2022-09-23 2022-09-30
2022-09-24 2022-09-30
2022-09-25 2022-09-30
2022-09-26 2022-10-08
2022-09-29 2022-10-11
2022-09-30 2022-10-12
2022-10-01 2022-10-12
2022-10-07 2022-10-12
2022-10-08 2022-10-13
2022-10-09 2022-10-14
2022-12-26 2023-01-03
2022-12-30 2023-01-09
2023-01-20 2023-02-01
2023-04-28 2023-05-09
2023-06-20 2023-06-28
2023-09-27 2023-10-10
2024-02-09 2024-02-22
2024-09-13 2024-09-23
2024-09-30 2024-10-12
2025-09-26 2025-10-10
2025-12-31 2026-01-08
2026-02-13 2026-02-27
2026-02-14 2026-02-28
2026-09-30 2026-10-13
2026-12-24 2026-12-31
"""
PROVISIONAL = """
2026-12-25 2027-01-04
2026-12-28 2027-01-05
2026-12-31 2027-01-08
2027-02-04 2027-02-15
"""


def due_when_received(at: str) -> Deadline:
    ticket = tickets().given(submit_ticket(), at=at).state
    assert isinstance(ticket, Ticket)
    return ticket.due


@pytest.mark.parametrize("hour", ["00:00", "09:00", "23:59"])
@pytest.mark.parametrize("row", FINAL.strip().splitlines(), ids=lambda row: f"received {row[:10]}")
def test_a_ticket_is_due_on_the_golden_day_whatever_the_hour(row: str, hour: str) -> None:
    received, last_day = row.split()
    due = due_when_received(f"{received}T{hour}+08:00")
    assert (due.last_day.isoformat(), due.provisional, due.workdays) == (last_day, False, 5)


@pytest.mark.parametrize("row", PROVISIONAL.strip().splitlines(), ids=lambda row: row[:10])
def test_a_due_date_in_a_year_without_a_list_is_provisional(row: str) -> None:
    received, last_day = row.split()
    due = due_when_received(f"{received}T09:00+08:00")
    assert (due.last_day.isoformat(), due.provisional) == (last_day, True)


def test_half_past_midnight_in_beijing_is_the_first_of_october() -> None:
    due = due_when_received("2022-09-30T16:30Z")
    assert due.start_day == date(2022, 10, 1)
    assert due.last_day == date(2022, 10, 12)


def test_the_due_instant_is_the_end_of_the_last_day_in_beijing() -> None:
    due = due_when_received("2022-09-24T10:00+08:00")
    assert due.at == instant("2022-09-30T16:00Z")
    assert not due.passed(due.at - timedelta(microseconds=1))
    assert due.passed(due.at)
