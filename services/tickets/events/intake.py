"""A ticket comes in: received, accepted or not, merged, repeated, withdrawn."""

from datetime import datetime

from services.tickets.events.values import (
    CaseKind,
    DeclineReason,
    Firm,
)
from shared.kernel.attachments import Attachment
from shared.kernel.deadlines import Deadline
from shared.kernel.decider import Event
from shared.kernel.imports import ImportedFrom


class TicketSubmitted(Event, frozen=True, kw_only=True, omit_defaults=True):
    """Received: the firm's clock starts (T-1, T-2). The contact is a card beside the log.

    target_at        when it should be dispatched at the latest (T-4)
    upstream_limit   the sender's own limit; the stricter of the two rules (5.5)
    complained_unit  the department that a complaint is about (T-19)
    named_staff      accounts of staff whom the matter is about or close to (T-20)
    notice           version of the privacy notice shown (PIPL art. 17)
    imported_from    the row of a workbook that it was registered with
    """

    number: str
    sequence: int
    firm: Firm
    contact_id: str
    channel: str
    upstream_number: str | None
    category: str
    title: str
    description: str
    desired_result: str
    confidential: bool
    client: str
    unit: str | None
    received_at: datetime
    due: Deadline
    target_at: datetime | None = None
    upstream_limit: datetime | None = None
    upstream_category: str = ""
    attachments: tuple[Attachment, ...] = ()
    complained_unit: str | None = None
    named_staff: tuple[str, ...] = ()
    visit_id: str | None = None
    notice: str = ""
    policy_version: int = 0
    imported_from: ImportedFrom | None = None


class TicketRegistered(Event, frozen=True, kw_only=True, omit_defaults=True):
    """Accepted by the coordinating office (受理)."""

    registered_at: datetime
    duplicates_checked: bool = False


class TicketDeclined(Event, frozen=True, kw_only=True):
    """Not accepted (不予受理); `advice` is the route the firm was shown."""

    reason: DeclineReason
    advice: str
    declined_by: str
    declined_at: datetime


class TicketMerged(Event, frozen=True, kw_only=True):
    """The same matter as an open ticket, which goes on for both (T-12); no clock of its own."""

    master_id: str
    master_number: str
    group_case: bool
    reason: str
    merged_by: str
    merged_at: datetime


class TicketAbsorbed(Event, frozen=True, kw_only=True):
    """A duplicate was merged into this ticket; its number stays searchable (T-12)."""

    number: str
    absorbed_at: datetime


class TicketRepeated(Event, frozen=True, kw_only=True):
    """The same matter came again after closing without new facts: the earlier result was told,
    and no clock started (T-13).
    """

    channel: str
    upstream_number: str | None
    answer: str
    repeated_at: datetime
    year: int
    sequence: int


class TicketWithdrawn(Event, frozen=True, kw_only=True):
    """The firm took it back of its own free will; `proof` when staff recorded it for the firm."""

    statement: str
    proof: str
    withdrawn_by: str
    withdrawn_at: datetime


class TicketStaffRecused(Event, frozen=True, kw_only=True):
    """A member of staff has an interest in the matter and takes no further part (T-20)."""

    person: str
    ground: str
    recused_at: datetime


class TicketContactErased(Event, frozen=True, kw_only=True):
    """The contact's card was emptied (PIPL art. 47); `ground` says at whose request and why."""

    contact_id: str
    ground: str
    erased_at: datetime


class TicketCaseRequested(Event, frozen=True, kw_only=True):
    """The matter belongs into another ledger as well, which is asked to open a case (T-21, T-22)."""

    case: CaseKind
    requested_at: datetime


class TicketCaseLinked(Event, frozen=True, kw_only=True):
    """The other ledger has opened its case."""

    case: CaseKind
    case_id: str
    case_number: str
    linked_at: datetime
