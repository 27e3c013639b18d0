"""Estimates of taxes (R-19, R-20; vectors 4.3)."""

from fractions import Fraction

import pytest

from services.rent.premises.values import Valuation
from services.rent.taxes import tax_estimate

SHOP = Valuation(original_fen=120_000_000, deduction_percent=30, land_tax_fen=36_000)


@pytest.mark.parametrize(("months", "fen"), [(1, 840_00), (3, 2520_00)])
def test_vector_4_3_residual_value_of_1200000_less_30_percent(months: int, fen: int) -> None:
    assert tax_estimate(SHOP, Fraction(months), 0).property_tax_fen == fen


def test_r_19_converted_months_count_and_each_tax_is_rounded_once() -> None:
    told = tax_estimate(SHOP, Fraction(5, 2), 12_500_00)
    assert (told.property_tax_fen, told.land_tax_fen, told.on_rent_fen) == (2100_00, 7500, 1500_00)
    third = tax_estimate(Valuation(100, 10, 100), Fraction(1, 3), 1)
    assert (third.property_tax_fen, third.land_tax_fen, third.on_rent_fen) == (0, 3, 0)


def test_r_20_it_says_that_it_is_an_estimate() -> None:
    told = tax_estimate(SHOP, Fraction(3), 15_000_00)
    assert told.derivation[0].zh == (
        "房产税：原值 1200000.00 元，减除 30% 后按 1.2% 计，免租 3.0000 个月，估算免征 2520.00 元"
    )
    assert told.derivation[-1].zh.endswith("以上均为估算，以税务机关核定为准")
