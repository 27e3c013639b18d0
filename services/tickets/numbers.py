"""Ticket numbers and the keys that keep things unique across tickets.

`LX-T-2022-000123`: a yearly sequence without gaps, never reused, also for declined tickets (5.6).
"""

from collections.abc import Iterable, Iterator
from typing import Any, Final

from services.tickets.commands import ImportTickets, RecordRepeat, SubmitTicket
from services.tickets.events import TicketRepeated, TicketSubmitted
from shared.kernel.clock import shanghai_date
from shared.kernel.decider import Claim, Context, Held
from shared.kernel.imports import import_key

_PER_YEAR: Final = 10**9  # more than any year will need: year and sequence in one integer


def next_number(context: Context) -> tuple[str, int]:
    """The next number of the year the ticket is received in, and its place in the sequence."""
    year = shanghai_date(context.now).year
    last = context.claims.get(_number_key(year))
    sequence = last.value + 1 if last else 1
    return _number(year, sequence), sequence


def number_held(held: Held) -> str:
    """The number of the ticket that holds an upstream number."""
    return _number(*divmod(held.value, _PER_YEAR))


def upstream_key(channel: str, upstream_number: str) -> str:
    return f"upstream/{channel}/{upstream_number}"


def matter_key(uscc: str, category: str) -> str:
    """Held by the ticket that the firm submitted last in the category (T-12)."""
    return f"matter/{uscc}/{category}"


def sent_key(upstream_number: str) -> str:
    """Held by the ticket submitted last under the number, in whichever channel (T-12)."""
    return f"sent/{upstream_number}"


def looked_at(command: SubmitTicket) -> Iterator[tuple[str, str | None]]:
    """The keys that show what came in last, and who held each when duplicates were looked for."""
    if command.firm.uscc:
        yield matter_key(command.firm.uscc, command.category), command.looked.last_of_firm
    if command.upstream_number is not None:
        yield sent_key(command.upstream_number), command.looked.last_of_number


def parts_of_number(number: str) -> tuple[int, int]:
    """Year and place in the sequence of a ticket's number."""
    _, _, year, sequence = number.split("-")
    return int(year), int(sequence)


def asks(command: Any) -> Iterable[str]:
    """The claims a submission or a repeat looks at and that are likely free.

    The number's counter stays cached; what was held at the look is read when it is asked for.
    """
    if isinstance(command, ImportTickets):
        for submission in command.submissions:
            yield from asks(submission)
        return
    if isinstance(command, SubmitTicket | RecordRepeat) and command.upstream_number is not None:
        yield upstream_key(command.channel, command.upstream_number)
    if isinstance(command, SubmitTicket):
        yield from (key for key, holder in looked_at(command) if holder is None)
        if command.imported_from is not None:
            yield import_key(command.imported_from)


def claims(event: Any) -> Iterable[Claim]:
    """What a submission takes for itself, and a repeat for the ticket it repeats (T-13)."""
    if isinstance(event, TicketSubmitted):
        year = shanghai_date(event.received_at).year
        yield Claim(_number_key(year), event.sequence)
        own = year * _PER_YEAR + event.sequence
        if event.firm.uscc:
            yield Claim(matter_key(event.firm.uscc, event.category), own)
        if event.upstream_number is not None:
            yield Claim(upstream_key(event.channel, event.upstream_number), own)
            yield Claim(sent_key(event.upstream_number), own)
        if event.imported_from is not None:
            yield Claim(import_key(event.imported_from), own)
    elif isinstance(event, TicketRepeated) and event.upstream_number is not None:
        key = upstream_key(event.channel, event.upstream_number)
        yield Claim(key, event.year * _PER_YEAR + event.sequence)


def _number(year: int, sequence: int) -> str:
    return f"LX-T-{year}-{sequence:06d}"


def _number_key(year: int) -> str:
    return f"ticket_number/{year}"
