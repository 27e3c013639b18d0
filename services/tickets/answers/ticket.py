"""A ticket as its readers see it, drawn from its folded state."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated

from pydantic import Field

from services.tickets.answers.duplicates import DuplicateAnswer
from services.tickets.answers.parts import (
    case_answers,
    contact_answer,
    dispatch_answer,
    extension_answer,
    master_answer,
    plan_answer,
    reclassification_answer,
    reopening_answer,
    reply_answer,
    return_answer,
    supplement_answer,
    target_answer,
)
from services.tickets.answers.shapes import (
    CallAnswer,
    CaseAnswer,
    DispatchAnswer,
    ExtensionAnswer,
    FirmAnswer,
    MasterAnswer,
    PlanAnswer,
    RatingAnswer,
    ReclassificationAnswer,
    ReopeningAnswer,
    ReplyAnswer,
    ReturnAnswer,
    SupplementAnswer,
    TargetAnswer,
)
from services.tickets.codes import CATEGORY_ZH, CHANNEL_ZH
from services.tickets.rules.names import CLOSED_BECAUSE_ZH, DECLINE_REASON_ZH, STATUS_ZH
from services.tickets.state import Ticket
from shared.web.answers import Answer, shown
from shared.web.contacts import ContactAnswer
from shared.web.deadlines import Due, due, when


class TicketAnswer(Answer, kw_only=True):
    """A ticket in full. `version` is also its ETag."""

    id: str
    number: Annotated[str, Field(examples=["LX-T-2022-000123"])]
    status: str
    status_zh: str
    version: int
    firm: FirmAnswer
    contact: ContactAnswer
    channel: str
    channel_zh: str
    upstream_number: str | None
    category: str
    category_zh: str
    title: str
    description: str
    desired_result: str
    confidential: bool
    received_at: datetime
    due: Due
    earlier_due: Annotated[
        Due | None,
        Field(description="What a later calendar gives when that is earlier than first told."),
    ]
    dispatch: DispatchAnswer | None
    taken_over_at: datetime | None
    reply: ReplyAnswer | None
    calls: list[CallAnswer]
    cycle: int
    supervision_level: int
    closed_at: datetime | None
    closed_because: str | None
    registered_at: datetime | None
    target: TargetAnswer | None
    waiting: Annotated[bool, Field(description="The firm's documents are waited for (T-6).")]
    returns: list[ReturnAnswer]
    non_returnable: bool
    reclassification: ReclassificationAnswer | None
    plan: PlanAnswer | None
    extensions: list[ExtensionAnswer]
    supplement: SupplementAnswer | None
    ratings: list[RatingAnswer]
    unsatisfied: int
    reopening: ReopeningAnswer | None
    repeats: int
    duplicates: Annotated[
        list[DuplicateAnswer],
        Field(description="For the office, supervisors and auditors; empty for others (T-12)."),
    ]
    merged_into: MasterAnswer | None
    merged_numbers: tuple[str, ...]
    cases: list[CaseAnswer]
    recused: Annotated[list[str], Field(description="Accounts that take no further part (T-20).")]
    declined: str | None
    declined_zh: str | None
    closed_because_zh: str | None
    explanation: Annotated[
        str, Field(description="What the firm was told where the lawful limit was reached.")
    ]
    complained_unit: str | None
    visit_id: str | None
    links: dict[str, str]


def ticket_answer(
    ticket_id: str,
    version: int,
    ticket: Ticket,
    card: dict[str, str] | None,
    duplicates: Sequence[DuplicateAnswer] = (),
) -> TicketAnswer:
    """The ticket; `card` is its contact's, None when it was erased.

    `duplicates` are the proposals that the reader may see; without a word, none.
    """
    because = ticket.closed_because
    return TicketAnswer(
        id=ticket_id,
        number=ticket.number,
        status=ticket.status.value,
        status_zh=STATUS_ZH[ticket.status],
        version=version,
        firm=FirmAnswer(
            ticket.firm.uscc,
            ticket.firm.name,
            ticket.firm.township_code,
            ticket.firm.industry_code,
            ticket.firm.size,
        ),
        contact=contact_answer(ticket, card),
        channel=ticket.channel,
        channel_zh=CHANNEL_ZH[ticket.channel],
        upstream_number=ticket.upstream_number,
        category=ticket.category,
        category_zh=CATEGORY_ZH[ticket.category],
        title=ticket.title,
        description=ticket.description,
        desired_result=ticket.desired_result,
        confidential=ticket.confidential,
        received_at=shown(ticket.received_at),
        due=due(ticket.due),
        earlier_due=due(ticket.calculated_due) if ticket.calculated_due else None,
        dispatch=dispatch_answer(ticket.dispatch),
        taken_over_at=when(ticket.taken_over_at),
        reply=reply_answer(ticket),
        calls=[CallAnswer(c.outcome, c.attempt, c.note, shown(c.at)) for c in ticket.calls],
        cycle=ticket.cycle,
        supervision_level=ticket.supervision_level,
        closed_at=when(ticket.closed_at),
        closed_because=because,
        registered_at=when(ticket.registered_at),
        target=target_answer(ticket),
        waiting=ticket.waiting,
        returns=[return_answer(asked) for asked in ticket.returns],
        non_returnable=ticket.non_returnable,
        reclassification=reclassification_answer(ticket.reclassification),
        plan=plan_answer(ticket.plan),
        extensions=[extension_answer(asked) for asked in ticket.extensions],
        supplement=supplement_answer(ticket.supplement),
        ratings=[RatingAnswer(r.cycle, r.satisfaction, shown(r.at)) for r in ticket.ratings],
        unsatisfied=ticket.unsatisfied,
        reopening=reopening_answer(ticket),
        repeats=ticket.repeats,
        duplicates=list(duplicates),
        merged_into=master_answer(ticket),
        merged_numbers=ticket.absorbed,
        cases=case_answers(ticket),
        recused=sorted(ticket.recused),
        declined=ticket.declined,
        declined_zh=DECLINE_REASON_ZH[ticket.declined] if ticket.declined else None,
        closed_because_zh=because and CLOSED_BECAUSE_ZH[because],
        explanation=ticket.closing_note,
        complained_unit=ticket.complained_unit,
        visit_id=ticket.visit_id,
        links=links(ticket_id),
    )


def links(ticket_id: str) -> dict[str, str]:
    own = f"/v1/tickets/{ticket_id}"
    return {
        "self": own,
        "events": f"{own}/events",
        "clock": f"{own}/clock",
        "attachments": f"{own}/attachments",
    }
