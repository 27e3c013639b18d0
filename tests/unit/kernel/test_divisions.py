from datetime import date

import pytest

from shared.kernel.divisions import (
    DISTRICT,
    Division,
    DivisionKind,
    Divisions,
    covers,
    divisions,
    find_division,
    is_township_of_district,
    short_code,
)

ON = date(2022, 8, 19)
TOWNSHIPS = {
    "530902001": ("凤翔街道", "street"),
    "530902002": ("忙畔街道", "street"),
    "530902102": ("博尚镇", "town"),
    "530902202": ("南美拉祜族乡", "ethnic_township"),
    "530902203": ("蚂蚁堆乡", "township"),
    "530902204": ("章驮乡", "township"),
    "530902206": ("圈内乡", "township"),
    "530902207": ("马台乡", "township"),
    "530902208": ("邦东乡", "township"),
    "530902209": ("平村彝族傣族乡", "ethnic_township"),
}
COUNTIES = {
    "530902": "临翔区",
    "530921": "凤庆县",
    "530922": "云县",
    "530923": "永德县",
    "530924": "镇康县",
    "530925": "双江拉祜族佤族布朗族傣族自治县",
    "530926": "耿马傣族佤族自治县",
    "530927": "沧源佤族自治县",
}


def test_the_district_has_these_ten_townships() -> None:
    listed = divisions().townships_of(DISTRICT, ON)
    assert {d.code: (d.name, d.kind) for d in listed} == TOWNSHIPS


@pytest.mark.parametrize("code", TOWNSHIPS)
def test_a_township_is_found_by_nine_and_by_twelve_digits(code: str) -> None:
    short, long = find_division(code, ON), find_division(code + "000", ON)
    assert short is not None
    assert short == long
    assert short.name == TOWNSHIPS[code][0]
    assert is_township_of_district(code, ON)
    assert is_township_of_district(code + "000", ON)


@pytest.mark.parametrize("code", COUNTIES)
def test_a_county_is_found_by_six_nine_and_twelve_digits(code: str) -> None:
    found = {find_division(code + zeros, ON) for zeros in ("", "000", "000000")}
    assert {d.name for d in found if d} == {COUNTIES[code]}
    assert not is_township_of_district(code, ON)


@pytest.mark.parametrize(
    "code", ["530902205", "530902101", "530902001001", "530921001", "", "5309020", "530902", "x"]
)
def test_gaps_villages_and_other_counties_are_no_townships_of_the_district(code: str) -> None:
    assert not is_township_of_district(code, ON)


def test_a_renamed_division_is_found_under_the_name_of_the_day() -> None:
    listed = Divisions(
        [
            Division("530902101", "旧镇", DivisionKind.TOWN, None, date(2020, 6, 30)),
            Division("530902101", "新街道", DivisionKind.STREET, date(2020, 7, 1), None),
            Division("530902205", "已撤乡", DivisionKind.TOWNSHIP, None, date(2010, 1, 1)),
            Division("530921100", "凤山镇", DivisionKind.TOWN),
        ]
    )

    def name(day: date) -> str | None:
        found = listed.find("530902101", day)
        return found.name if found else None

    assert name(date(2020, 6, 30)) == "旧镇"
    assert name(date(2020, 7, 1)) == "新街道"
    assert listed.is_township_of("530902205", DISTRICT, date(2010, 1, 1))
    assert not listed.is_township_of("530902205", DISTRICT, date(2010, 1, 2))
    assert listed.ever("530902205")
    assert not listed.is_township_of("530921100", DISTRICT, ON)
    assert [d.name for d in listed.townships_of(DISTRICT, ON)] == ["新街道"]


@pytest.mark.parametrize(
    ("scope", "code", "contained"),
    [
        ("100000", "530902", True),
        ("530000", "530902", True),
        ("530900", "530902", True),
        ("530902", "530902", True),
        ("530926", "530902", False),
        ("530800", "530902", False),
        ("110000", "530902", False),
    ],
)
def test_a_division_covers_what_lies_in_it(scope: str, code: str, *, contained: bool) -> None:
    assert covers(scope, code) is contained


def test_only_trailing_levels_are_cut_from_a_long_code() -> None:
    assert short_code("530902001000") == "530902001"
    assert short_code("530902001001") == "530902001001"
    assert short_code("530902000000") == "530902"
    assert short_code("530000") == "530000"
