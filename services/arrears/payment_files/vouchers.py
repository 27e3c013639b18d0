"""A row as the ledger would hold it: whose it is, and whether it is there already (A-13). Pure."""

from services.arrears.events import Share, Voucher
from services.arrears.numbers import normalised
from services.arrears.payment_files.values import PaidRow


def named_alike(one: str, other: str) -> bool:
    """Whether two names are the same but for blanks, width and case; nothing is guessed."""
    return normalised(one) == normalised(other)


def is_party(name: str, code: str | None, party_name: str, party_code: str) -> bool:
    """Whether a row's party is one of an item's: by its code where the row has one, else by name."""
    return code == party_code if code is not None else named_alike(name, party_name)


def states_the_same(voucher: Voucher, row: PaidRow) -> bool:
    """Whether the ledger holds what the row states: amount, day and payee of the same voucher."""
    payee_alike = row.payee_uscc is None or row.payee_uscc == voucher.payee_uscc
    stated = (voucher.amount_fen, voucher.value_on)
    return payee_alike and stated == (row.amount_fen, row.value_on)


def spread_the_same(voucher: Voucher, shares: tuple[Share, ...]) -> bool:
    """Whether the voucher pays the same items the same amounts, in whatever order."""
    return sorted(map(_paid, voucher.shares)) == sorted(map(_paid, shares))


def _paid(share: Share) -> tuple[str, int]:
    return share.item_id, share.amount_fen
