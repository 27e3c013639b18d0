"""The orders a ticket takes."""

from services.tickets.commands.clocks import (
    NoteTimePassed,
    RecalculateDeadline,
)
from services.tickets.commands.closing import (
    CallBackFirm,
    CloseTicket,
    RateTicket,
    ReopenTicket,
)
from services.tickets.commands.dispatch import (
    DecideReturn,
    DesignateLead,
    DispatchTicket,
    RequestReturn,
    TakeOverTicket,
)
from services.tickets.commands.duplicates import Looked, RuleOutDuplicates
from services.tickets.commands.handling import (
    AskSupplement,
    CompleteMilestone,
    DecideExtension,
    DecideReclassification,
    GiveSupplement,
    ReplyAsHelper,
    ReplyToTicket,
    RequestExtension,
    RequestReclassification,
    SubmitPlan,
)
from services.tickets.commands.intake import (
    AcceptTicket,
    DeclineTicket,
    EraseContact,
    ImportTickets,
    LinkCase,
    MergeTicket,
    RecordRepeat,
    RecuseStaff,
    RequestCase,
    SubmitTicket,
    WithdrawTicket,
)

__all__ = [
    "AcceptTicket",
    "AskSupplement",
    "CallBackFirm",
    "CloseTicket",
    "CompleteMilestone",
    "DecideExtension",
    "DecideReclassification",
    "DecideReturn",
    "DeclineTicket",
    "DesignateLead",
    "DispatchTicket",
    "EraseContact",
    "GiveSupplement",
    "ImportTickets",
    "LinkCase",
    "Looked",
    "MergeTicket",
    "NoteTimePassed",
    "RateTicket",
    "RecalculateDeadline",
    "RecordRepeat",
    "RecuseStaff",
    "ReopenTicket",
    "ReplyAsHelper",
    "ReplyToTicket",
    "RequestCase",
    "RequestExtension",
    "RequestReclassification",
    "RequestReturn",
    "RuleOutDuplicates",
    "SubmitPlan",
    "SubmitTicket",
    "TakeOverTicket",
    "WithdrawTicket",
]
