"""What a landlord that let somebody off rent may save in taxes: an estimate, never a ruling (R-19,
R-20). Pure.

房产税 of premises that are let is 12 % of the rent; in months without rent the owner would pay on the
residual value, 1.2 % a year (房产税暂行条例 art. 3 and 4). 土地使用税 is so much a year. Both are waived for
the rent-free months, converted ones included (一(十一) of the plan).
"""

from fractions import Fraction
from typing import Final

from msgspec import Struct

from services.rent.months.exact import shown_months, whole_fen
from services.rent.premises.values import Valuation
from shared.kernel.money import format_amount
from shared.kernel.periods import MONTHS_PER_YEAR
from shared.kernel.sentences import Sentence

_RESIDUAL_RATE: Final = Fraction(12, 1000)  # of the residual value, a year
_RENT_RATE: Final = Fraction(12, 100)  # of the rent
_HUNDRED: Final = 100


class TaxEstimate(Struct, frozen=True, kw_only=True, gc=False):
    """In fen, each rounded once. What on rent would have been due is no saving: it is not waived, it
    does not arise.
    """

    months: Fraction
    property_tax_fen: int
    land_tax_fen: int
    on_rent_fen: int
    derivation: tuple[Sentence, ...]


def tax_estimate(valuation: Valuation, months: Fraction, rent_fen: int) -> TaxEstimate:
    """For so many rent-free months, whose rent would have been `rent_fen`."""
    share = months / MONTHS_PER_YEAR
    residual = Fraction(valuation.original_fen * (_HUNDRED - valuation.deduction_percent), _HUNDRED)
    property_tax = whole_fen(residual * _RESIDUAL_RATE * share)
    land_tax = whole_fen(valuation.land_tax_fen * share)
    on_rent = whole_fen(rent_fen * _RENT_RATE)
    shown = shown_months(months)
    return TaxEstimate(
        months=months,
        property_tax_fen=property_tax,
        land_tax_fen=land_tax,
        on_rent_fen=on_rent,
        derivation=(
            Sentence(
                f"房产税：原值 {format_amount(valuation.original_fen)} 元，减除 "
                f"{valuation.deduction_percent}% 后按 1.2% 计，免租 {shown} 个月，"
                f"估算免征 {format_amount(property_tax)} 元",
                f"property tax: {format_amount(valuation.original_fen)} less "
                f"{valuation.deduction_percent} %, 1.2 % a year, {shown} months: "
                f"{format_amount(property_tax)}",
            ),
            Sentence(
                f"城镇土地使用税：年税额 {format_amount(valuation.land_tax_fen)} 元，免租 {shown} 个月，"
                f"估算免征 {format_amount(land_tax)} 元",
                f"land-use tax: {format_amount(valuation.land_tax_fen)} a year, {shown} months: "
                f"{format_amount(land_tax)}",
            ),
            Sentence(
                f"免租期间未取得租金，按租金 12% 计算的房产税 {format_amount(on_rent)} 元不发生；"
                "以上均为估算，以税务机关核定为准",
                f"{format_amount(on_rent)} of tax on rent does not arise; an estimate, no ruling",
            ),
        ),
    )
