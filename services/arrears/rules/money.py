"""What money that comes in, goes back or is judged anew does to the amounts of an item. Pure.

The amounts are principal alone; every function keeps: nothing negative, and what is disputed is
not repaid (section 10).
"""

from msgspec import Struct
from msgspec.structs import replace

from services.arrears.state.amounts import Amounts


class Credit(Struct, frozen=True, gc=False):
    """What a payment of principal does; see `ArrearsPaid` for the numbers."""

    credited_fen: int
    overpaid_fen: int
    acknowledged_fen: int
    after: Amounts


class Debit(Struct, frozen=True, gc=False):
    """What the end of a payment does; see `ArrearsPaymentReversed` for the numbers."""

    debited_fen: int
    overpaid_fen: int
    disputed_fen: int
    after: Amounts


def credit(amounts: Amounts, principal_fen: int) -> Credit:
    """A-13, A-15: up to what is outstanding; the rest is paid too much."""
    received = replace(amounts, received_fen=amounts.received_fen + principal_fen)
    acknowledged = max(0, amounts.disputed_fen - received.outstanding_fen)
    credited = received.repaid_fen - amounts.repaid_fen
    return Credit(
        credited_fen=credited,
        overpaid_fen=principal_fen - credited,
        acknowledged_fen=acknowledged,
        after=replace(received, disputed_fen=amounts.disputed_fen - acknowledged),
    )


def debit(amounts: Amounts, principal_fen: int, acknowledged_fen: int) -> Debit:
    """A payment that was none. What it alone had settled is disputed again."""
    left = replace(amounts, received_fen=amounts.received_fen - principal_fen)
    debited = amounts.repaid_fen - left.repaid_fen
    disputed = min(acknowledged_fen, debited)
    return Debit(
        debited_fen=debited,
        overpaid_fen=principal_fen - debited,
        disputed_fen=disputed,
        after=replace(left, disputed_fen=amounts.disputed_fen + disputed),
    )


def resized(amounts: Amounts, principal_fen: int) -> Amounts:
    """A-16: the principal as it should be. What is disputed of it is at most what is not repaid."""
    changed = replace(amounts, reduced_fen=amounts.verified_fen - principal_fen)
    return replace(changed, disputed_fen=min(amounts.disputed_fen, changed.outstanding_fen))
