"""登记、受理、转交: a direct complaint is reviewed first, one from above is handled at once."""

from services.arrears.complaints import refusals
from services.arrears.complaints.commands import (
    AcceptComplaint,
    DeclineComplaint,
    HandOverComplaint,
    LinkComplaint,
    RecordComplaint,
)
from services.arrears.complaints.decide.guards import (
    Facts,
    check_day,
    check_not_respondent,
    check_text,
    check_unit,
    item_between,
    require,
)
from services.arrears.complaints.events import (
    ComplaintAccepted,
    ComplaintHandedOver,
    ComplaintLinked,
    ComplaintNotAccepted,
    ComplaintRecorded,
)
from services.arrears.complaints.limits import ComplaintSource, Stage
from services.arrears.complaints.numbers import next_number, number_held, upstream_key
from services.arrears.complaints.rules import watched
from services.arrears.complaints.state import Complaint, Refused
from services.arrears.complaints.values import Status
from services.arrears.decide.guards import blank, check_past
from services.arrears.refusals import AmountNotPositive, SamePartyTwice
from shared.kernel.decider import Context


def record(command: RecordComplaint, context: Context) -> Facts:
    """The district is no acceptor: what comes from above has its 30 days from the day it came."""
    direct = command.source is ComplaintSource.DIRECT
    _check_source(command, context, direct=direct)
    _check_content(command, context)
    item = item_between(command.item_id, command.complainant.uscc, command.respondent.uscc, context)
    number, sequence = next_number(context)
    stage = Stage.REVIEW if direct else Stage.RESULT
    return [
        ComplaintRecorded(
            number=number,
            sequence=sequence,
            source=command.source,
            upstream_number=command.upstream_number,
            received_on=command.received_on,
            complainant=command.complainant,
            respondent=command.respondent,
            claimed_fen=command.claimed_fen,
            facts=command.facts,
            evidence=command.evidence,
            handler=command.handler,
            item_id=command.item_id,
            item_number=item.number if item else None,
            watched=watched(stage, command.received_on, command.source, context),
            client=context.actor.client,
            recorded_by=context.actor.id,
            recorded_at=context.now,
        )
    ]


def _check_source(command: RecordComplaint, context: Context, *, direct: bool) -> None:
    """From above: with its number there, known once, and its handler; direct: without one yet."""
    upstream = command.upstream_number
    if not direct and (upstream is None or blank(upstream)):
        raise refusals.UpstreamNumberMissing
    if upstream is not None:
        held = context.claims.get(upstream_key(command.source, upstream))
        if held is not None:
            raise refusals.ComplaintKnown(upstream_number=upstream, number=number_held(held))
    if direct != (command.handler is None):
        raise refusals.HandlerMismatch
    _check_handler_is_another(command.handler, command.respondent.unit)


def _check_content(command: RecordComplaint, context: Context) -> None:
    check_unit(command.respondent.unit)
    if command.complainant.uscc == command.respondent.uscc:
        raise SamePartyTwice
    if command.claimed_fen <= 0:
        raise AmountNotPositive
    check_text(command.facts)
    check_past(command.received_on, context)


def _check_handler_is_another(handler: str | None, respondent: str | None) -> None:
    check_unit(handler)
    if handler is not None and handler == respondent:
        raise refusals.HandlesItself


def accept(command: AcceptComplaint, complaint: Complaint, context: Context) -> Facts:
    """Formal acceptance of a direct complaint: it is handed over within 10 working days."""
    if complaint.status is Status.ACCEPTED and complaint.accepted_on == command.accepted_on:
        return []
    require(complaint, Status.RECEIVED)
    check_day(command.accepted_on, complaint.received_on, context)
    return [
        ComplaintAccepted(
            accepted_on=command.accepted_on,
            watched=watched(Stage.TRANSFER, command.accepted_on, complaint.source, context),
            accepted_by=context.actor.id,
        )
    ]


def decline(command: DeclineComplaint, complaint: Complaint, context: Context) -> Facts:
    """Not accepted, for one of the reasons of 1.4 and with what it rests on."""
    if complaint.refused == Refused(command.grounds, command.note):
        return []
    check_not_respondent(complaint, context)
    require(complaint, Status.RECEIVED)
    check_text(command.note)
    return [
        ComplaintNotAccepted(
            reason=command.grounds,
            note=command.note,
            decided_by=context.actor.id,
            decided_at=context.now,
        )
    ]


def hand_over(command: HandOverComplaint, complaint: Complaint, context: Context) -> Facts:
    """The 30 days of a direct complaint begin when the handling department has the file."""
    told = (command.handler, command.file_received_on)
    if told == (complaint.handler, complaint.file_received_on):
        return []
    require(complaint, Status.ACCEPTED)
    _check_handler_is_another(command.handler, complaint.respondent.unit)
    check_day(command.file_received_on, complaint.accepted_on or complaint.received_on, context)
    return [
        ComplaintHandedOver(
            handler=command.handler,
            file_received_on=command.file_received_on,
            watched=watched(Stage.RESULT, command.file_received_on, complaint.source, context),
            handed_over_by=context.actor.id,
        )
    ]


def link(command: LinkComplaint, complaint: Complaint, context: Context) -> Facts:
    """The item it is about, between the same parties; a wrong one is replaced by the right one."""
    if not complaint.open:
        require(complaint, Status.RECEIVED, Status.ACCEPTED, Status.HANDLING)
    parties = (complaint.complainant.uscc, complaint.respondent.uscc)
    item = item_between(command.item_id, *parties, context)
    if item is None or complaint.item_id == command.item_id:
        return []
    return [
        ComplaintLinked(
            item_id=command.item_id, item_number=item.number, linked_by=context.actor.id
        )
    ]
