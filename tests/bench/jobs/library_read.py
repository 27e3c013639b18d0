"""The `eventsourcing` library's ways to read a log: by notification, and aggregate by aggregate."""

from time import perf_counter
from typing import Final
from uuid import UUID

import msgspec

from tests.bench.jobs.log_walk import Result
from tests.bench.memory import peak_rss_mb
from tests.bench.peers.library_ticket import Ticket, Tickets

# Measured: larger pages are no faster.
PAGE: Final = 5_000


class Parameters(msgspec.Struct, frozen=True, kw_only=True):
    """Without `aggregates` all notifications are replayed, else these aggregates are loaded."""

    aggregates: list[UUID]


def measure(parameters: Parameters) -> Result:
    with Tickets() as tickets:
        started = perf_counter()
        if parameters.aggregates:
            events = sum(_loaded(tickets, aggregate) for aggregate in parameters.aggregates)
        else:
            events = _replayed(tickets)
        seconds = perf_counter() - started
    return Result(events=events, seconds=seconds, rss_mb=peak_rss_mb())


def _replayed(tickets: Tickets) -> int:
    """Every notification turned into its domain event; they are not even applied."""
    position = events = 0
    to_domain_event = tickets.mapper.to_domain_event
    while page := tickets.recorder.select_notifications(position, PAGE, inclusive_of_start=False):
        for notification in page:
            to_domain_event(notification)
        events += len(page)
        position = page[-1].id
    return events


def _loaded(tickets: Tickets, aggregate: UUID) -> int:
    ticket: Ticket = tickets.repository.get(aggregate)
    return int(ticket.version)
