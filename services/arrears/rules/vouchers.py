"""Finding a payment by its voucher (A-13)."""

from services.arrears.state import Item, Payment
from shared.kernel.numbering import normalised


def payment_of(item: Item, payer_uscc: str, voucher_number: str) -> Payment | None:
    """The payment of a voucher that was not reversed."""
    number = normalised(voucher_number)
    return next(
        (
            payment
            for payment in item.payments
            if payment.reversed_at is None
            and payment.voucher.payer_uscc == payer_uscc
            and normalised(payment.voucher.number) == number
        ),
        None,
    )
