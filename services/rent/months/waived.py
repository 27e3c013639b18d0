"""Which months are waived, and what rent that is (R-10, R-11)."""

from collections.abc import Iterable, Iterator
from datetime import date
from fractions import Fraction

from msgspec import Struct

from services.rent.months.exact import Exact, whole_fen
from services.rent.months.segments import Segment, month_share


class NotEnoughMonths(ValueError):
    """More months were to be waived than the lease still has."""


class Freed(Struct, frozen=True, gc=False):
    """Of the days `from_on` to `to_on`, both included, `months` in all are free, spread evenly."""

    from_on: date
    to_on: date
    months: Exact


class Waived(Struct, frozen=True, gc=False):
    """A part of a month that is free: of the days `from_on` to `to_on`, `months` in all.

    `monthly_fen` is the exact rent of the whole month, `paid` that it was paid already, so that
    it is refunded or set off (R-11).
    """

    month: date
    from_on: date
    to_on: date
    months: Exact
    monthly_fen: Exact
    due_on: date
    paid: bool

    @property
    def rent(self) -> Fraction:
        """Exact fen."""
        return self.months.value * self.monthly_fen.value


def waive(
    segments: Iterable[Segment], months: Fraction, before: Iterable[Freed | Waived]
) -> tuple[Waived, ...]:
    """Unpaid rent first, then paid, each by its due day (R-11); `before` is free already.

    Raises NotEnoughMonths.
    """
    left, chosen = months, []
    for segment, share in sorted(_still_charged(segments, before), key=_order):
        taken = min(share, left)
        if taken:
            chosen.append(_waived(segment, taken))
            left -= taken
    if left:
        raise NotEnoughMonths(f"{months} months, {left} more than there are")
    return tuple(chosen)


def amount_fen(waived: Iterable[Waived]) -> int:
    """The rent waived, rounded once, half up (R-10)."""
    return whole_fen(sum((part.rent for part in waived), Fraction(0)))


def amounts_by_payment(waived: Iterable[Waived]) -> tuple[int, int]:
    """Of the amount: what is not to be paid any more, and what was paid and goes back.

    They add up to `amount_fen`.
    """
    parts = tuple(waived)
    unpaid = amount_fen(part for part in parts if not part.paid)
    return unpaid, amount_fen(parts) - unpaid


def _still_charged(
    segments: Iterable[Segment], before: Iterable[Freed | Waived]
) -> Iterator[tuple[Segment, Fraction]]:
    freed = tuple(before)
    for segment in segments:
        gone = sum((_within(segment, part) for part in freed), Fraction(0))
        if segment.share > gone:
            yield segment, segment.share - gone


def _within(segment: Segment, part: Freed | Waived) -> Fraction:
    """What of `part` lies in the segment, even where it was cut otherwise when it was freed."""
    from_on, to_on = max(segment.from_on, part.from_on), min(segment.to_on, part.to_on)
    if from_on > to_on:
        return Fraction(0)
    return part.months.value * month_share(from_on, to_on) / month_share(part.from_on, part.to_on)


def _order(candidate: tuple[Segment, Fraction]) -> tuple[bool, date, date]:
    segment = candidate[0]
    return segment.paid, segment.due_on, segment.from_on


def _waived(segment: Segment, share: Fraction) -> Waived:
    return Waived(
        month=segment.month,
        from_on=segment.from_on,
        to_on=segment.to_on,
        months=Exact.of(share),
        monthly_fen=Exact.of(segment.monthly_fen),
        due_on=segment.due_on,
        paid=segment.paid,
    )
