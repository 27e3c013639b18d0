"""Orders of 承办."""

from datetime import date

from services.tickets.events import (
    Attachment,
    Basis,
    ComplexGround,
    LegalLimit,
    Milestone,
    Study,
)
from shared.kernel.decider import Command


class RequestReclassification(Command, frozen=True, kw_only=True):
    """The lead says that the problem is complex."""

    grounds: tuple[ComplexGround, ...]
    reason: str


class DecideReclassification(Command, frozen=True, kw_only=True):
    """The office decides on it."""

    approved: bool
    reason: str


class SubmitPlan(Command, frozen=True, kw_only=True):
    """办理方案 of a complex problem; `approved_by` is the account of the department's head."""

    milestones: tuple[Milestone, ...]
    final_on: date
    approved_by: str


class CompleteMilestone(Command, frozen=True, kw_only=True):
    """A step of the plan is done; `number` counts from 1."""

    number: int
    note: str


class RequestExtension(Command, frozen=True, kw_only=True):
    """The lead asks for a later date; the reason is shown to the firm."""

    until: date
    reason: str


class DecideExtension(Command, frozen=True, kw_only=True):
    """The office decides on it."""

    approved: bool
    reason: str


class AskSupplement(Command, frozen=True, kw_only=True):
    """补正: name all the documents that are missing, once."""

    items: tuple[str, ...]
    reason: str


class GiveSupplement(Command, frozen=True, kw_only=True):
    """The firm's answer to it."""

    text: str
    attachments: tuple[Attachment, ...] = ()


class ReplyAsHelper(Command, frozen=True, kw_only=True):
    """A helper tells the lead what it can contribute (T-10)."""

    text: str
    evidence: tuple[str, ...]
    attachments: tuple[Attachment, ...] = ()


class ReplyToTicket(Command, frozen=True, kw_only=True):
    """The lead department's answer, on one of the plan's two paths (T-18)."""

    text: str
    basis: Basis
    provisions: tuple[str, ...]
    evidence: tuple[str, ...]
    study: Study | None = None
    legal_limit: LegalLimit | None = None
    route: str = ""
    attachments: tuple[Attachment, ...] = ()
