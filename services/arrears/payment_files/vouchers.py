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


def is_same_payment(known: Voucher, said: Voucher) -> bool:
    """Whether what is said of a voucher is what stands under its number: to whom, when, on which
    items, and what of it is principal; who says nothing of interest contradicts none (A-17).
    """
    stands = (known.amount_fen, known.value_on, known.payee_uscc)
    if stands != (said.amount_fen, said.value_on, said.payee_uscc):
        return False
    if len(said.shares) != len(known.shares):
        return False
    return all(
        _paid(told) == _paid(paid) and told.principal_fen in {told.amount_fen, paid.principal_fen}
        for told, paid in zip(_by_item(said), _by_item(known), strict=True)
    )


def _paid(share: Share) -> tuple[str, int]:
    return share.item_id, share.amount_fen


def _by_item(voucher: Voucher) -> list[Share]:
    return sorted(voucher.shares, key=_paid)
