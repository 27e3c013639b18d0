"""The rules of a retaliation report: what follows from an order, or why it is refused (A-24)."""

from collections.abc import Sequence

from services.arrears.decide.guards import blank, check_past
from services.arrears.refusals import ArrearsNotFound
from services.arrears.retaliation import refusals
from services.arrears.retaliation.commands import (
    ConcludeRetaliation,
    ReportRetaliation,
    TakeUpRetaliation,
)
from services.arrears.retaliation.events import (
    RetaliationConcluded,
    RetaliationReported,
    RetaliationTakenUp,
)
from services.arrears.retaliation.rules import number_of, visible_to
from services.arrears.retaliation.state import Report, State
from services.arrears.retaliation.values import Finding, Status
from services.arrears.rules.people import is_known_department, may_name
from shared.kernel.decider import Command, Context, Event

Facts = Sequence[Event]


def decide(command: Command, state: State, context: Context) -> Facts:
    """Return the facts that follow from the command, or raise the refusal that forbids it."""
    if isinstance(command, ReportRetaliation):
        return [_report(command, context)]
    if not isinstance(state, Report) or not visible_to(state, context.actor):
        raise refusals.ReportNotFound
    if isinstance(command, TakeUpRetaliation):
        return _take_up(command, state, context)
    if isinstance(command, ConcludeRetaliation):
        return _conclude(command, state, context)
    raise TypeError(f"{type(command).__name__} is no order about a report")


def _report(command: ReportRetaliation, context: Context) -> RetaliationReported:
    """The debtor is among whom it is about, named or not."""
    item = context.others.get(command.item_id)
    actor = context.actor
    if not may_name(item, actor):
        raise ArrearsNotFound
    for department in command.departments:
        if not is_known_department(department):
            raise refusals.DepartmentUnknown(department=department)
    if blank(command.description):
        raise refusals.GroundsMissing
    check_past(command.happened_on, context)
    named = (item.debtor.unit, *command.departments)
    return RetaliationReported(
        number=number_of(command.report_id, context.now),
        item_id=command.item_id,
        item_number=item.number,
        creditor_uscc=item.creditor.uscc,
        creditor_name=item.creditor.name,
        debtor_uscc=item.debtor.uscc,
        debtor_name=item.debtor.name,
        about=tuple(dict.fromkeys(unit for unit in named if unit is not None)),
        conduct=command.conduct,
        happened_on=command.happened_on,
        description=command.description,
        evidence=command.evidence,
        client=actor.client,
        reported_by=actor.id,
        reported_at=context.now,
    )


def _take_up(command: TakeUpRetaliation, report: Report, context: Context) -> Facts:
    if report.status is Status.CONCLUDED:
        raise refusals.ReportConcluded
    if report.status is Status.TAKEN_UP:
        if report.investigator == command.investigator:
            return []
        raise refusals.ReportAlreadyTakenUp(investigator=report.investigator)
    if blank(command.investigator):
        raise refusals.GroundsMissing
    return [
        RetaliationTakenUp(
            investigator=command.investigator,
            taken_up_by=context.actor.id,
            taken_up_at=context.now,
        )
    ]


def _conclude(command: ConcludeRetaliation, report: Report, context: Context) -> Facts:
    if report.status is Status.REPORTED:
        raise refusals.ReportNotTakenUp
    if report.conclusion is not None:
        said = (command.finding, command.grounds, command.measures, command.evidence)
        known = report.conclusion
        if said == (known.finding, known.grounds, known.measures, known.evidence):
            return []
        raise refusals.ReportConcluded
    if blank(command.grounds):
        raise refusals.GroundsMissing
    if command.finding is Finding.SUBSTANTIATED and blank(command.measures):
        raise refusals.MeasuresMissing
    return [
        RetaliationConcluded(
            finding=command.finding,
            grounds=command.grounds,
            measures=command.measures,
            evidence=command.evidence,
            concluded_by=context.actor.id,
            concluded_at=context.now,
        )
    ]
