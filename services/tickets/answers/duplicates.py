"""Proposed duplicates, each with what a clerk needs to compare it (T-12)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated

from pydantic import Field

from services.tickets.rules.names import DUPLICATE_GROUND_ZH, DUPLICATE_RULING_ZH, STATUS_ZH
from services.tickets.state import Ticket
from services.tickets.state.parts import Duplicate
from shared.web.answers import Answer, shown
from shared.web.deadlines import when


class DuplicateAnswer(Answer, kw_only=True):
    """A ticket that was open when it was proposed, and as it stands at the time of reading.

    `ruling` is null until a person has decided.
    """

    id: str
    number: str
    ground: str
    ground_zh: str
    similarity: Annotated[
        int, Field(description="Of the two texts, in basis points; 0 where not compared.")
    ]
    proposed_at: datetime
    ruling: str | None
    ruling_zh: str | None
    reason: str
    decided_at: datetime | None
    status: str
    status_zh: str
    title: str
    description: str
    channel: str
    upstream_number: str | None
    lead: str | None
    received_at: datetime
    links: dict[str, str]


def duplicate_answers(ticket: Ticket, others: Mapping[str, Ticket]) -> list[DuplicateAnswer]:
    """`others` are the proposed tickets by id."""
    return [
        _duplicate_answer(duplicate, others[duplicate.candidate.ticket_id])
        for duplicate in ticket.duplicates
    ]


def _duplicate_answer(duplicate: Duplicate, other: Ticket) -> DuplicateAnswer:
    candidate, ruling = duplicate.candidate, duplicate.ruling
    return DuplicateAnswer(
        id=candidate.ticket_id,
        number=candidate.number,
        ground=candidate.ground,
        ground_zh=DUPLICATE_GROUND_ZH[candidate.ground],
        similarity=candidate.similarity,
        proposed_at=shown(duplicate.proposed_at),
        ruling=ruling,
        ruling_zh=DUPLICATE_RULING_ZH[ruling] if ruling else None,
        reason=duplicate.reason,
        decided_at=when(duplicate.decided_at),
        status=other.status.value,
        status_zh=STATUS_ZH[other.status],
        title=other.title,
        description=other.description,
        channel=other.channel,
        upstream_number=other.upstream_number,
        lead=other.dispatch.lead if other.dispatch else None,
        received_at=shown(other.received_at),
        links={"self": f"/v1/tickets/{candidate.ticket_id}"},
    )
