"""How much may come with a ticket (5.6)."""

from typing import Final

ATTACHMENTS_MAX: Final = 20  # [default]
