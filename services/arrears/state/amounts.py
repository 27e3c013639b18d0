"""The money of an item: four numbers that facts move, and what follows from them (section 10).

verified = repaid + outstanding + written corrections; disputed + undisputed = the principal;
nothing is negative. Principal only: interest is in no number here (1.3).
"""

from msgspec import Struct


class Amounts(Struct, frozen=True, gc=False):
    """In fen.

    verified_fen  the principal as it was first established
    reduced_fen   net of written corrections; negative when more is owed than was verified
    disputed_fen  what of the principal is disputed and not paid
    received_fen  principal that came in, less what was reversed or given back
    """

    verified_fen: int
    reduced_fen: int = 0
    disputed_fen: int = 0
    received_fen: int = 0

    @property
    def principal_fen(self) -> int:
        """What is owed in all, paid or not; the class rests on it (A-4)."""
        return self.verified_fen - self.reduced_fen

    @property
    def repaid_fen(self) -> int:
        return min(self.received_fen, self.principal_fen)

    @property
    def overpaid_fen(self) -> int:
        """What came in beyond the principal and has not gone back (A-15)."""
        return self.received_fen - self.repaid_fen

    @property
    def outstanding_fen(self) -> int:
        return self.principal_fen - self.repaid_fen

    @property
    def undisputed_fen(self) -> int:
        return self.principal_fen - self.disputed_fen

    @property
    def payable_fen(self) -> int:
        """What is undisputed and not repaid: it follows all deadlines (A-5)."""
        return self.outstanding_fen - self.disputed_fen
