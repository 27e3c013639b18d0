"""How large a firm is (domain rules 3.1): every vector, every line at its edges, and the doubts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.rent.size import standard
from services.rent.size.classify import Figures, NotClassified, SizeClass, classify
from services.rent.size.lines import line_of
from services.rent.size.standard import Indicator, Line
from shared.kernel.money import FEN_PER_WAN, yuan_wan

# industry code, X, Y, Z (万元; - where the line does not ask), class
VECTORS = """
3360 1000  40000    -    large
3360 999   400000   -    medium
3360 5000  39999.99 -    medium
3360 300   2000     -    medium
3360 299   39000    -    small
3360 20    300      -    small
3360 19    50000    -    micro
6210 10    100      -    small
6210 9     5000     -    micro
6210 100   2000     -    medium
6210 100   1999.99  -    small
5211 49    20000    -    small
5211 10    99.99    -    micro
5123 5     1000     -    small
0111 -     500      -    medium
0111 -     499.99   -    small
7010 -     1000     4999 small
7020 100   500      -    small
7211 10    -        100  small
6513 103   15735.28 -    medium
8051 10    -        -    small
8051 9     -        -    micro
"""
LINES = {
    "0111": standard.AGRICULTURE, "0610": standard.INDUSTRY, "1311": standard.INDUSTRY,
    "4411": standard.INDUSTRY, "4710": standard.CONSTRUCTION, "5111": standard.WHOLESALE,
    "5211": standard.RETAIL, "5411": standard.TRANSPORT, "5810": standard.TRANSPORT,
    "5910": standard.TRANSPORT, "5920": standard.STORAGE, "5990": standard.STORAGE,
    "6010": standard.POST, "6110": standard.LODGING, "6210": standard.CATERING,
    "6311": standard.INFORMATION, "6410": standard.INFORMATION, "6511": standard.SOFTWARE,
    "7010": standard.REAL_ESTATE, "7020": standard.PROPERTY, "7030": standard.OTHER,
    "7090": standard.OTHER, "7111": standard.LEASING, "7271": standard.LEASING,
    "7310": standard.OTHER, "7610": standard.OTHER, "8010": standard.OTHER,
    "8511": standard.OTHER, "9011": standard.OTHER,
}  # fmt: skip


def figures(staff: str, revenue: str, assets: str) -> Figures:
    return Figures(
        staff=None if staff == "-" else int(staff),
        revenue_fen=None if revenue == "-" else yuan_wan(revenue),
        assets_fen=None if assets == "-" else yuan_wan(assets),
    )


@pytest.mark.parametrize("row", VECTORS.strip().splitlines(), ids=lambda row: " ".join(row.split()))
def test_vector_3_1(row: str) -> None:
    code, staff, revenue, assets, size_class = row.split()
    size = classify(code, figures(staff, revenue, assets))
    assert (size.size_class, size.unknown, size.missing) == (SizeClass(size_class), None, ())


@pytest.mark.parametrize(("code", "line"), LINES.items())
def test_every_industry_has_its_line(code: str, line: Line) -> None:
    assert line_of(code) is line


@pytest.mark.parametrize("line", dict.fromkeys(LINES.values()), ids=lambda line: line.name_zh)
@pytest.mark.parametrize("level", ["large", "medium", "small"])
def test_a_limit_itself_is_in_the_higher_class_and_one_below_is_not(line: Line, level: str) -> None:
    code = next(code for code, known in LINES.items() if known is line)
    at_limit = {
        limits.indicator: _units(limits.indicator, getattr(limits, level)) for limits in line.limits
    }
    assert classify(code, _figures(at_limit)).size_class is SizeClass(level)
    lower = {"large": SizeClass.MEDIUM, "medium": SizeClass.SMALL, "small": SizeClass.MICRO}[level]
    for indicator, value in at_limit.items():
        below = {**at_limit, indicator: value - 1}
        assert classify(code, _figures(below)).size_class is lower


def _units(indicator: Indicator, number: int) -> int:
    return number if indicator is Indicator.STAFF else number * FEN_PER_WAN


def _figures(values: dict[Indicator, int]) -> Figures:
    return Figures(
        staff=values.get(Indicator.STAFF),
        revenue_fen=values.get(Indicator.REVENUE),
        assets_fen=values.get(Indicator.ASSETS),
    )


@pytest.mark.parametrize("code", ["5310", "6612", "8311", "8411", "7040", "9110", "9700", "9900"])
def test_an_industry_without_a_line_is_for_a_person(code: str) -> None:
    size = classify(code, Figures(5, 100, 100))
    assert (size.size_class, size.unknown) == (None, NotClassified.NO_LINE)
    assert code in size.derivation[0].zh


@pytest.mark.parametrize("code", ["59", "70"])
def test_a_code_that_two_lines_share_needs_more_digits(code: str) -> None:
    assert classify(code, Figures(5, 100, 100)).unknown is NotClassified.CODE_TOO_SHORT


def test_a_missing_figure_is_named_unless_another_settles_the_class() -> None:
    size = classify("6210", Figures(staff=50))
    assert (size.unknown, size.missing) == (NotClassified.FIGURE_MISSING, (Indicator.REVENUE,))
    assert classify("6210", Figures(staff=9)).size_class is SizeClass.MICRO


def test_the_derivation_says_which_limit_each_figure_meets() -> None:
    said = [sentence.zh for sentence in classify("6210", figures("100", "1999.99", "-")).derivation]
    assert said[:2] == [
        "餐饮业：从业人员 100 人，达到中型企业下限 100 人",
        "餐饮业：营业收入 1999.99 万元，达到小型企业下限 100 万元",
    ]
    assert said[2].endswith("判定为小型企业")


@given(
    st.sampled_from(sorted(LINES)),
    st.integers(0, 2000),
    st.integers(0, 10**13),
    st.integers(0, 10**13),
)
def test_a_larger_figure_never_makes_a_smaller_class(
    code: str, staff: int, revenue: int, assets: int
) -> None:
    order = list(SizeClass)
    before = classify(code, Figures(staff, revenue, assets)).size_class
    for grown in (
        Figures(staff + 1, revenue, assets),
        Figures(staff, revenue + 1, assets),
        Figures(staff, revenue, assets + 1),
    ):
        after = classify(code, grown).size_class
        assert before is not None
        assert after is not None
        assert order.index(after) <= order.index(before)
