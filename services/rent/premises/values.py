"""What is known of premises (1.9 has no list for them; R-1, R-19, R-20, R-24 need these)."""

from msgspec import Struct

from services.rent.codes import OwnerKind
from services.rent.parties import Landlord


class Valuation(Struct, frozen=True, gc=False):
    """What the tax estimates rest on (R-20).

    original_fen       the premises' value by their owner's books
    deduction_percent  what the province lets be deducted of it, 10 to 30 (房产税暂行条例 art. 3)
    land_tax_fen       土地使用税 of a year for the land that belongs to them
    """

    original_fen: int
    deduction_percent: int
    land_tax_fen: int


class Details(Struct, frozen=True, kw_only=True, gc=False):
    """Premises as their owner describes them.

    number       of the certificate or the asset register; one number, one premises
    township     9 digits
    supervising  code of the department in charge of the landlord, which approves (R-22)
    area_dm2     in square decimetres: 0.01 m²
    """

    number: str
    name: str
    address: str
    township: str
    owner: OwnerKind
    landlord: Landlord
    supervising: str
    area_dm2: int
    business: bool = True
    valuation: Valuation | None = None
