"""The same ticket, small, with the `eventsourcing` library: its aggregate and its application."""

from typing import Any
from uuid import UUID

from eventsourcing.application import Application
from eventsourcing.domain import Aggregate, event


class Ticket(Aggregate):
    """Seven events from submission to closed, each with what ours hold."""

    @event("Submitted")
    def __init__(self, number: str, submission: dict[str, Any], due: dict[str, Any]) -> None:
        self.number = number
        self.submission = submission
        self.due = due
        self.status = "submitted"

    @event("Registered")
    def register(self) -> None:
        self.status = "registered"

    @event("Dispatched")
    def dispatch(self, lead: str, helpers: list[str], kind: str, due: dict[str, Any]) -> None:
        self.lead, self.helpers, self.kind, self.department_due = lead, helpers, kind, due
        self.status = "dispatched"

    @event("TakenOver")
    def take_over(self, department: str) -> None:
        self.handled_by = department
        self.status = "in_progress"

    @event("Replied")
    def reply(self, text: str, basis: str, provisions: list[str], evidence: list[str]) -> None:
        self.text, self.basis, self.provisions, self.evidence = text, basis, provisions, evidence
        self.status = "replied"

    @event("CalledBack")
    def call_back(self, outcome: str, attempt: int, note: str) -> None:
        self.outcome, self.attempt, self.note = outcome, attempt, note

    @event("Closed")
    def close(self, because: str) -> None:
        self.because = because
        self.status = "closed"


DUE = {
    "at": "2022-10-08T15:59:59.999999Z",
    "last_day": "2022-10-08",
    "calendar_version": 9,
    "provisional": False,
    "workdays": 5,
}


def submitted(submission: dict[str, Any]) -> Ticket:
    """A ticket with its first event pending."""
    return Ticket("LX-T-2022-000123", submission, DUE)


def closed(submission: dict[str, Any]) -> Ticket:
    """A ticket with all seven events pending."""
    ticket = submitted(submission)
    ticket.register()
    ticket.dispatch("FINOFF", ["FIN"], "general", DUE)
    ticket.take_over("FINOFF")
    ticket.reply("已协调承贷银行办理展期六个月。", "policy", ["A03-P02"], ["展期协议（复印件）"])
    ticket.call_back("satisfied", 1, "企业表示问题已解决。")
    ticket.close("satisfied")
    return ticket


class Tickets(Application[UUID]):
    """Configured by its environment alone; see tests/bench/library.py."""
