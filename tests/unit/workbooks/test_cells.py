"""What people type, and what Excel makes of it, is taken as it was meant or refused with a way out."""

from datetime import date, datetime, time
from typing import Any

import pytest

from shared.kernel.clock import SHANGHAI
from shared.workbooks.cells import Raw, shown, value_of
from shared.workbooks.faults import CellProblem
from shared.workbooks.sheets import Column, Kind

CODE = Column(key="code", heading="行业代码", kind=Kind.ID, width=8, number_digits=(4,))
ANY_ID = Column(key="id", heading="编号", kind=Kind.ID, width=8)
USCC = Column(key="uscc", heading="代码", kind=Kind.ID, width=8, number_digits=())
SIZE = Column(
    key="size", heading="规模", kind=Kind.CHOICE, width=8, choices={"micro": "微型企业", "9": "九"}
)
PLACE = Column(
    key="place", heading="乡镇", kind=Kind.CHOICE, width=8,
    choices={"530902001": "凤翔街道"}, others="[0-9]{9}",
)  # fmt: skip
SEPTEMBER = date(2022, 9, 15)
TYPED = datetime.fromisoformat("2022-09-15T17:30")  # as Excel keeps it, without an offset
AT = TYPED.replace(tzinfo=SHANGHAI)


def of(kind: Kind) -> Column:
    return Column(key="k", heading="栏目", kind=kind, width=8)


@pytest.mark.parametrize(
    ("raw", "column", "value"),
    [
        ("  临翔区昔归茶业有限公司\u3000", of(Kind.TEXT), "临翔区昔归茶业有限公司"),
        ("\u200b\ufeff", of(Kind.TEXT), None),
        (" \u00a0 ", of(Kind.TEXT), None),
        ("“展期”（一）", of(Kind.TEXT), "“展期”（一）"),
        (20220917.0, of(Kind.TEXT), "20220917"),
        ("１３８ １２３４ ５６７８", ANY_ID, "13812345678"),
        (13812345678.0, ANY_ID, "13812345678"),
        (1530.0, CODE, "1530"),
        ("0111", CODE, "0111"),
        ("微型企业 ", SIZE, "micro"),
        ("MICRO", SIZE, "micro"),
        (9.0, SIZE, "9"),
        ("凤翔街道", PLACE, "530902001"),
        (530111001.0, PLACE, "530111001"),
        ("是", of(Kind.YES_NO), True),
        (False, of(Kind.YES_NO), False),
        (SEPTEMBER, of(Kind.DATE), SEPTEMBER),
        ("2022-09-15", of(Kind.DATE), SEPTEMBER),
        ("2022/9/15", of(Kind.DATE), SEPTEMBER),
        ("２０２２年９月１５日", of(Kind.DATE), SEPTEMBER),
        (TYPED, of(Kind.DATE_TIME), AT),
        ("2022-09-15 17:30", of(Kind.DATE_TIME), AT),
        ("2022年9月15日17时30分", of(Kind.DATE_TIME), AT),
        (0.1 + 0.2, of(Kind.MONEY), 30),
        (1999999.99, of(Kind.MONEY), 199_999_999),
        (9999999999999.99, of(Kind.MONEY), 999_999_999_999_999),
        ("１２．５０", of(Kind.MONEY), 1250),
        (7.0, of(Kind.WHOLE), 7),
        ("-３", of(Kind.WHOLE), -3),
    ],
)
def test_what_is_meant_is_understood(raw: Raw, column: Column, value: Any) -> None:
    assert value_of(raw, column) == value


@pytest.mark.parametrize(
    ("raw", "column", "code"),
    [
        (111.0, CODE, "number_for_text"),
        (9.1530902e17, USCC, "number_for_text"),
        (1e16, of(Kind.TEXT), "number_for_text"),
        (SEPTEMBER, ANY_ID, "date_for_text"),
        (time(12), of(Kind.TEXT), "date_for_text"),
        (True, of(Kind.TEXT), "cell_malformed"),
        ("中型", SIZE, "choice_unknown"),
        ("官渡区", PLACE, "choice_unknown"),
        ("也许", of(Kind.YES_NO), "choice_unknown"),
        ("2022-9-31", of(Kind.DATE), "date_malformed"),
        ("9月15日", of(Kind.DATE), "date_malformed"),
        (44819.0, of(Kind.DATE), "date_malformed"),
        (TYPED, of(Kind.DATE), "date_malformed"),
        (SEPTEMBER, of(Kind.DATE_TIME), "date_time_malformed"),
        ("2022-09-15", of(Kind.DATE_TIME), "date_time_malformed"),
        ("2022-09-15 25:00", of(Kind.DATE_TIME), "date_time_malformed"),
        (1.005, of(Kind.MONEY), "amount_malformed"),
        ("1,000.00", of(Kind.MONEY), "amount_malformed"),
        (True, of(Kind.MONEY), "cell_malformed"),
        (7.5, of(Kind.WHOLE), "whole_malformed"),
        (SEPTEMBER, of(Kind.WHOLE), "whole_malformed"),
    ],
)
def test_what_may_have_lost_something_is_refused_with_a_way_out(
    raw: Raw, column: Column, code: str
) -> None:
    with pytest.raises(CellProblem) as refused:
        value_of(raw, column)
    said = refused.value.said
    assert refused.value.code == code
    assert column.heading in said.zh
    assert said.zh.endswith("。")
    assert said.en.endswith(".")


def test_a_number_is_shown_with_the_digits_excel_keeps() -> None:
    assert shown(0.1 + 0.2) == "0.3"
    assert shown(13812345678.0) == "13812345678"
    assert shown(TYPED) == "2022-09-15 17:30"
    assert [shown(answer) for answer in (True, False)] == ["TRUE", "FALSE"]
