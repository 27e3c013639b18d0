"""What the routes answer."""

from services.arrears.answers.averages import AveragesAnswer, averages_answer
from services.arrears.answers.clock import ClocksAnswer, calendar_versions, clocks_answer
from services.arrears.answers.item import ArrearsAnswer, arrears_answer
from services.arrears.answers.journal import JournalAnswer, journal_answer
from services.arrears.answers.lpr import LprAnswer, lpr_answer
from services.arrears.answers.overdue import InterestAnswer, interest_answer
from services.arrears.answers.parties import Cards
from services.arrears.answers.programme import ProgrammesAnswer, programmes_answer
from services.arrears.answers.summary import ArrearsSummary, summary

__all__ = [
    "ArrearsAnswer",
    "ArrearsSummary",
    "AveragesAnswer",
    "Cards",
    "ClocksAnswer",
    "InterestAnswer",
    "JournalAnswer",
    "LprAnswer",
    "ProgrammesAnswer",
    "arrears_answer",
    "averages_answer",
    "calendar_versions",
    "clocks_answer",
    "interest_answer",
    "journal_answer",
    "lpr_answer",
    "programmes_answer",
    "summary",
]
