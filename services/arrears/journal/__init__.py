"""复式台账: an item's money as debits and credits, drawn from the facts alone. Pure.

Nothing here looks at the folded item: the journal is a second reckoning of the same history, from
the numbers the facts state, and agrees with the first to the fen or one of them is wrong.
"""

from services.arrears.journal.accounts import ACCOUNT_ZH, Account, Entry, Posting
from services.arrears.journal.entries import Journal, entries

__all__ = ["ACCOUNT_ZH", "Account", "Entry", "Journal", "Posting", "entries"]
