"""What 服务业 is (domain rules 3.2)."""

import pytest

from services.rent.industries import is_service, section_of


@pytest.mark.parametrize(
    "code", ["0511", "1110", "4310", "51", "5211", "6210", "6650", "7010", "8311", "8412", "9700"]
)
def test_services_are_sections_f_to_t_and_three_divisions_of_the_others(code: str) -> None:
    assert is_service(code)


@pytest.mark.parametrize(
    "code", ["0111", "0412", "0610", "1012", "1311", "4290", "4411", "4710", "50", "98", "00"]
)
def test_farming_industry_and_building_are_no_services(code: str) -> None:
    assert not is_service(code)


def test_every_division_has_one_section() -> None:
    letters = [section_of(f"{division:02d}") for division in range(1, 98)]
    assert letters == sorted(letters, key=str)
    assert set(letters) == set("ABCDEFGHIJKLMNOPQRST")
