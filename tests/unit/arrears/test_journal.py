"""The debit and credit journal of an item balances and tells the same as its facts."""

from services.arrears.commands import ResolveDispute
from services.arrears.journal import Account, Entry, Posting, entries
from services.arrears.journal.entries import _CHANGES
from services.arrears.model import REGISTRY
from services.arrears.state import State
from services.arrears.workbooks.journal_sheet import FACT_ZH, journal_rows
from shared.testing.specs import Spec, instant
from tests.builders.arrears import PRINCIPAL, VERIFIED, pay, verified

AT = instant(VERIFIED)


def journal_of(spec: Spec[State]) -> list[Entry]:
    return list(entries((type(fact).__name__, AT, fact) for fact in spec.history))


def test_a_registration_moves_no_money_and_a_verification_opens_the_journal() -> None:
    [opening] = journal_of(verified(PRINCIPAL, 30_000_000))
    assert opening == Entry(
        "ArrearsVerified",
        AT,
        (
            Posting(Account.UNDISPUTED, 150_000_000, 0),
            Posting(Account.DISPUTED, 30_000_000, 0),
            Posting(Account.VERIFIED, 0, PRINCIPAL),
        ),
    )


def test_a_payment_beyond_the_debt_is_owed_back() -> None:
    [_, payment] = journal_of(verified().given(pay("V1", PRINCIPAL + 500, "2022-08-24")))
    assert payment.postings == (
        Posting(Account.RECEIVED, PRINCIPAL + 500, 0),
        Posting(Account.UNDISPUTED, 0, PRINCIPAL),
        Posting(Account.OVERPAID, 0, 500),
    )


def test_what_is_not_owed_is_written_off() -> None:
    settled = ResolveDispute(
        owed_fen=10_000_000,
        dropped_fen=20_000_000,
        effective_on=instant(VERIFIED).date(),
        basis="和解协议",
    )
    [_, resolution] = journal_of(verified(PRINCIPAL, 30_000_000).given(settled))
    assert resolution.postings == (
        Posting(Account.UNDISPUTED, 10_000_000, 0),
        Posting(Account.WRITTEN_OFF, 20_000_000, 0),
        Posting(Account.DISPUTED, 0, 30_000_000),
    )


def test_the_sheet_names_every_fact_that_moves_money_and_both_its_sides_add_up_alike() -> None:
    assert set(FACT_ZH) == {listed.name for listed in REGISTRY.types if listed.shape in _CHANGES}
    spec = verified(PRINCIPAL, 30_000_000).given(pay("V1", 7, "2022-08-24"))
    stored = ((REGISTRY.encode(fact)[0], AT, fact) for fact in spec.history)
    *_, sums = journal_rows(stored)
    assert sums["debit_fen"] == sums["credit_fen"] == PRINCIPAL + 7
