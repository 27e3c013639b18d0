"""The plan's quantified provisions a reply may rest on (domain rules 7 and 8), by their ids."""

from typing import Final

from services.tickets.codes import CATEGORY_ZH

CATEGORIES: Final = frozenset(CATEGORY_ZH)

# How many provisions each special action and each mechanism has; action 10 has no number.
_OF_ACTION: Final = (1, 1, 5, 11, 1, 4, 5, 3, 3, 0, 4, 3, 3)
_OF_MECHANISM: Final = (3, 4, 4, 3)

PROVISIONS: Final = frozenset(
    f"A{action:02}-P{number:02}"
    for action, count in enumerate(_OF_ACTION, 1)
    for number in range(1, count + 1)
) | frozenset(
    f"M{mechanism}-P{number:02}"
    for mechanism, count in enumerate(_OF_MECHANISM, 1)
    for number in range(1, count + 1)
)
