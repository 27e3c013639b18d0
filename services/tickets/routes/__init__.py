"""`/v1/tickets`: request to command to answer, and the queries.

No branch here depends on a ticket's state.
"""

from services.tickets.routes import (
    attachments,
    closing,
    dispatch,
    duplicates,
    handling,
    intake,
    planning,
    reading,
)
from shared.runtime import Runtime
from shared.web.routing import Routes


def ticket_routes(runtime: Runtime) -> Routes:
    """`/v1/tickets`: 交办、承办、督办、销号."""
    routes = Routes(prefix="/v1/tickets", tag="tickets")
    for subject in (
        intake, duplicates, dispatch, planning, handling, closing, reading, attachments,
    ):  # fmt: skip
        subject.declare(routes, runtime)
    return routes
