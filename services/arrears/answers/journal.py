"""复式台账 of an item: every entry with what the accounts stand at after it."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from services.arrears.journal import ACCOUNT_ZH, Account, Entry, Journal
from shared.kernel.decider import Event
from shared.web.answers import Answer, shown
from shared.web.money import MoneyAnswer, money


class PostingAnswer(Answer):
    """An amount on one side of an account."""

    account: str
    account_zh: str
    debit: MoneyAnswer
    credit: MoneyAnswer


class BalanceAnswer(Answer):
    """What an account stands at, on the side it stands on."""

    account: str
    account_zh: str
    balance: MoneyAnswer


class EntryAnswer(Answer, kw_only=True):
    """The postings of one event; its debits and credits are equal. `version` finds the event."""

    version: int
    fact: str
    at: datetime
    postings: list[PostingAnswer]
    balances: list[BalanceAnswer]


class JournalAnswer(Answer, kw_only=True):
    """Reckoned from the events alone; principal only, interest is in no account (1.3)."""

    id: str
    number: str
    version: int
    entries: list[EntryAnswer]
    balances: list[BalanceAnswer]


def journal_answer(
    arrears_id: str,
    number: str,
    version: int,
    history: Iterable[tuple[str, datetime, Event]],
) -> JournalAnswer:
    """`history` is the stream from its first event on: stored name, instant, event."""
    journal = Journal()
    entries = list(_entries(journal, history))
    return JournalAnswer(
        id=arrears_id,
        number=number,
        version=version,
        entries=entries,
        balances=_balances(journal.balances),
    )


def _entries(
    journal: Journal, history: Iterable[tuple[str, datetime, Event]]
) -> Iterator[EntryAnswer]:
    for version, (name, at, event) in enumerate(history, 1):
        entry = journal.post(name, at, event)
        if entry is not None:
            yield _entry(version, entry, journal.balances)


def _entry(version: int, entry: Entry, balances: Mapping[Account, int]) -> EntryAnswer:
    return EntryAnswer(
        version=version,
        fact=entry.fact,
        at=shown(entry.at),
        postings=[
            PostingAnswer(
                one.account, ACCOUNT_ZH[one.account], money(one.debit_fen), money(one.credit_fen)
            )
            for one in entry.postings
        ],
        balances=_balances(balances),
    )


def _balances(balances: Mapping[Account, int]) -> list[BalanceAnswer]:
    return [
        BalanceAnswer(account, ACCOUNT_ZH[account], money(balances[account])) for account in Account
    ]
