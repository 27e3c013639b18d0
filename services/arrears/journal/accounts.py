"""The accounts of an item, and what an entry in them is."""

from datetime import datetime
from enum import StrEnum
from typing import Final

from msgspec import Struct


class Account(StrEnum):
    """Debit balances: what is owed, what came in, what was written off. Credit balances: what was
    verified, and what is to be given back.
    """

    UNDISPUTED = "undisputed"
    DISPUTED = "disputed"
    RECEIVED = "received"
    WRITTEN_OFF = "written_off"
    VERIFIED = "verified"
    OVERPAID = "overpaid"


ACCOUNT_ZH: Final = {
    Account.UNDISPUTED: "无争议未清偿本金",
    Account.DISPUTED: "有争议未清偿本金",
    Account.RECEIVED: "已收本金",
    Account.WRITTEN_OFF: "书面核减",
    Account.VERIFIED: "核实本金",
    Account.OVERPAID: "多付待退",
}


class Posting(Struct, frozen=True, gc=False):
    """An amount in fen on one side of an account; both are never above zero at once."""

    account: Account
    debit_fen: int
    credit_fen: int


class Entry(Struct, frozen=True, gc=False):
    """The postings of one fact, which add up to as much on either side.

    `fact` is the stored name of the fact, `at` the instant it was recorded.
    """

    fact: str
    at: datetime
    postings: tuple[Posting, ...]
