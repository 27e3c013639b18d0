"""Numbers that one premises or lease has, and that are free again when it had them by mistake."""

from typing import Final

from shared.kernel.decider import Held

FREE: Final = 0
HELD: Final = 1


def is_held(held: Held | None) -> bool:
    return held is not None and held.value == HELD
