"""A row as the ledger would hold it: whose it is, and whether it is there already (A-13). Pure."""

from services.arrears.events import Share, Voucher
from services.arrears.payment_files.values import PaidRow
from services.arrears.state import Item
from shared.kernel.numbering import normalised


def named_alike(one: str, other: str) -> bool:
    """Whether two names are the same but for blanks, width and case; nothing is guessed."""
    return normalised(one) == normalised(other)


def is_party(name: str, code: str | None, party_name: str, party_code: str) -> bool:
    """Whether a row's party is one of an item's: by its code where the row has one, else by name."""
    return code == party_code if code is not None else named_alike(name, party_name)


def states_the_same(voucher: Voucher, item: Item, row: PaidRow) -> bool:
    """Whether the ledger holds on this item what the row states under the same voucher: amount, day
    and payee. Who the payee was by name can be told as long as it is or first was the creditor.
    """
    if (voucher.amount_fen, voucher.value_on) != (row.amount_fen, row.value_on):
        return False
    if row.payee_uscc is not None:
        return row.payee_uscc == voucher.payee_uscc
    creditors = [one for one in (item.creditor, item.first_creditor) if one is not None]
    names = [one.name for one in creditors if one.uscc == voucher.payee_uscc]
    return not names or any(named_alike(row.payee_name, name) for name in names)


def is_same_payment(one: Voucher, other: Voucher) -> bool:
    """Whether two vouchers of one number say the same of money: to whom, when, on which items."""
    said = (one.amount_fen, one.value_on, one.payee_uscc)
    told = (other.amount_fen, other.value_on, other.payee_uscc)
    return said == told and sorted(map(_paid, one.shares)) == sorted(map(_paid, other.shares))


def _paid(share: Share) -> tuple[str, int]:
    return share.item_id, share.amount_fen
