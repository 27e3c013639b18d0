"""销号与督促; and what nobody orders: time, and a calendar notice."""

from datetime import datetime

from services.arrears.events import Evidence, Step
from shared.kernel.decider import Command


class AnnounceClearance(Command, frozen=True, kw_only=True):
    """Tell the creditor that all is paid and until when it may object (A-18)."""


class ConfirmReceipt(Command, frozen=True, kw_only=True):
    """The creditor says whether it has its money (A-18)."""

    received: bool
    note: str = ""
    evidence: tuple[Evidence, ...] = ()


class ClearArrears(Command, frozen=True, kw_only=True):
    """销号 (A-18)."""

    note: str = ""
    evidence: tuple[Evidence, ...] = ()


class ReopenArrears(Command, frozen=True, kw_only=True):
    """Take back a clearance that turned out wrong."""

    reason: str
    evidence: tuple[Evidence, ...] = ()


class TakeStep(Command, frozen=True, kw_only=True):
    """函询, 督办, 约谈, 通报, 问责建议, or the request for 督查 (1.7)."""

    step: Step
    text: str
    evidence: tuple[Evidence, ...] = ()


class AnswerStep(Command, frozen=True, kw_only=True):
    """The debtor answers an inquiry or accounts for a step."""

    number: int
    text: str
    evidence: tuple[Evidence, ...] = ()


class DecideInspection(Command, frozen=True, kw_only=True):
    """区政府督查室 decides on a request for 督查; `approved_by` is the head of government who
    approved an order (政府督查工作条例 art. 11).
    """

    number: int
    ordered: bool
    approved_by: str
    reason: str


class NoteTimePassed(Command, frozen=True, kw_only=True):
    """The instant has come that the item's row names."""

    at: datetime


class RecalculateDeadlines(Command, frozen=True, kw_only=True):
    """Judge the item's counted days by the calendar in force (CAL-8)."""
