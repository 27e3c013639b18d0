"""Item numbers, and the keys that keep things unique across items.

`LX-A-2022-000123`: a yearly sequence without gaps, never reused. One contract between the same
two parties is one item (A-2); a voucher of one payer is one payment (A-13).
"""

from collections.abc import Iterable
from typing import Any, Final

from services.arrears.commands import (
    ImportArrears,
    ReceiveInstrument,
    RecordPayment,
    RegisterArrears,
)
from services.arrears.events import (
    ArrearsClaimAssigned,
    ArrearsInstrumentReceived,
    ArrearsPaid,
    ArrearsPartyCorrected,
    ArrearsPaymentReversed,
    ArrearsRegistered,
    ArrearsStepTaken,
    Step,
)
from shared.kernel.clock import shanghai_date
from shared.kernel.decider import Claim, Context, Held
from shared.kernel.imports import import_key
from shared.kernel.numbering import normalised

_DOCUMENT: Final = {
    Step.INQUIRY: "询",
    Step.SUPERVISION: "督",
    Step.TALK: "约",
    Step.NOTICE: "通",
    Step.ACCOUNTABILITY: "责",
    Step.INSPECTION: "请",
}
_PER_YEAR: Final = 10**9  # more than any year will need: year and sequence in one integer


def next_number(context: Context) -> tuple[str, int]:
    """The next number of the year the item is registered in, and its place in the sequence."""
    year = shanghai_date(context.now).year
    last = context.claims.get(_number_key(year))
    sequence = last.value + 1 if last else 1
    return _number(year, sequence), sequence


def document_number(step: Step, context: Context) -> tuple[str, int]:
    """The next number of the year for a document of the ladder, `临翔清欠督〔2022〕12号`."""
    year = shanghai_date(context.now).year
    last = context.claims.get(_document_key(step, year))
    sequence = last.value + 1 if last else 1
    return f"临翔清欠{_DOCUMENT[step]}〔{year}〕{sequence}号", sequence


def number_held(held: Held) -> str:
    """The number of the item that holds a contract or a voucher."""
    return _number(*divmod(held.value, _PER_YEAR))


def contract_key(debtor_uscc: str, creditor_uscc: str, contract_number: str) -> str:
    """A-2: a contract between the same two parties."""
    return f"contract/{debtor_uscc}/{creditor_uscc}/{normalised(contract_number)}"


def upstream_key(channel: str, upstream_number: str) -> str:
    return f"upstream/{channel}/{normalised(upstream_number)}"


def voucher_key(payer_uscc: str, voucher_number: str) -> str:
    """A-13: a voucher of one payer."""
    return f"voucher/{payer_uscc}/{normalised(voucher_number)}"


def instrument_key(number: str) -> str:
    return f"instrument/{normalised(number)}"


def released(held: Held) -> bool:
    """Whether the payment that took the voucher was reversed since."""
    return held.value == 0


def asks(command: Any) -> Iterable[str]:
    """The claims an order looks at that are known from it alone."""
    if isinstance(command, ImportArrears):
        for registration in command.registrations:
            yield from asks(registration)
    elif isinstance(command, RegisterArrears):
        yield contract_key(command.debtor.uscc, command.creditor.uscc, command.contract.number)
        if command.upstream_number is not None:
            yield upstream_key(command.channel, command.upstream_number)
        if command.imported_from is not None:
            yield import_key(command.imported_from)
    elif isinstance(command, RecordPayment):
        yield voucher_key(command.voucher.payer_uscc, command.voucher.number)
    elif isinstance(command, ReceiveInstrument):
        yield instrument_key(command.number)


def claims(event: Any) -> Iterable[Claim]:
    """What a fact takes for its item; a reversal gives the voucher back."""
    if isinstance(event, ArrearsRegistered):
        yield from _of_registration(event)
    elif isinstance(event, ArrearsClaimAssigned):
        key = contract_key(event.debtor_uscc, event.creditor.uscc, event.contract_number)
        yield Claim(key, _value(event.number))
    elif isinstance(event, ArrearsPartyCorrected):
        key = contract_key(event.debtor_uscc, event.creditor_uscc, event.contract_number)
        yield Claim(key, _value(event.number))
    elif isinstance(event, ArrearsPaid) and event.place == 0:
        key = voucher_key(event.voucher.payer_uscc, event.voucher.number)
        yield Claim(key, _value(event.number))
    elif isinstance(event, ArrearsPaymentReversed):
        yield Claim(voucher_key(event.payer_uscc, event.voucher_number), 0)
    elif isinstance(event, ArrearsInstrumentReceived):
        yield Claim(instrument_key(event.number), _value(event.item_number))
    elif isinstance(event, ArrearsStepTaken):
        year = shanghai_date(event.taken_at).year
        yield Claim(_document_key(event.step, year), event.sequence)


def _of_registration(event: ArrearsRegistered) -> Iterable[Claim]:
    yield Claim(_number_key(shanghai_date(event.registered_at).year), event.sequence)
    value = _value(event.number)
    if event.split_of is None:
        key = contract_key(event.debtor.uscc, event.creditor.uscc, event.contract.number)
        yield Claim(key, value)
    if event.upstream_number is not None:
        yield Claim(upstream_key(event.channel, event.upstream_number), value)
    if event.imported_from is not None:
        yield Claim(import_key(event.imported_from), value)


def _value(number: str) -> int:
    """Year and place in the sequence of an item's number, in one integer."""
    _, _, year, sequence = number.split("-")
    return int(year) * _PER_YEAR + int(sequence)


def _number(year: int, sequence: int) -> str:
    return f"LX-A-{year}-{sequence:06d}"


def _document_key(step: Step, year: int) -> str:
    return f"document/{step}/{year}"


def _number_key(year: int) -> str:
    return f"arrears_number/{year}"
