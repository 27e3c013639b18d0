"""Finding the row of headings: banks and the treasury call the same columns by many names."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from msgspec import Struct

from services.arrears.payment_files.reading import said
from services.arrears.payment_files.reading.grids import SEARCHED, Grid
from shared.workbooks.cells import Raw
from shared.workbooks.faults import Fault, UnreadableWorkbook, shortened
from shared.workbooks.headings import plain
from shared.workbooks.sheets import Column, Kind, Said

_UNIT: Final = re.compile(r"\((?:单位:)?(?:人民币)?(?:元|RMB|CNY)?\)$|[-_/]元$")
# 单位：万元 or 单位：万, not the 200万元以下 of a list's own title.
_NOT_YUAN: Final = re.compile(r"(?<![0-9.])[百千万亿]元|单位\s*[:：]\s*[百千万亿]")
_CODE: Final = Said("填写 18 位统一社会信用代码，没有的留空。", "18 characters, or empty.")
PURPOSE: Final = "purpose"
INCOMING: Final = "incoming"
DIRECTION: Final = "direction"
CURRENCY: Final = "currency"

COLUMNS: Final[Mapping[str, Column]] = {
    column.key: column
    for column in (
        Column(key="payer_name", heading="付款人", kind=Kind.TEXT, width=30, required=True),
        Column(key="payer_uscc", heading="付款人统一社会信用代码", kind=Kind.ID, width=20,
               number_digits=(), note=_CODE),
        Column(key="payee_name", heading="收款人", kind=Kind.TEXT, width=30, required=True),
        Column(key="payee_uscc", heading="收款人统一社会信用代码", kind=Kind.ID, width=20,
               number_digits=(), note=_CODE),
        Column(key="amount", heading="金额", kind=Kind.MONEY, width=16, required=True),
        Column(key="value_on", heading="支付日期", kind=Kind.DATE, width=12, required=True),
        Column(key="voucher_number", heading="凭证号", kind=Kind.TEXT, width=24, required=True),
        Column(key=PURPOSE, heading="摘要", kind=Kind.TEXT, width=40),
        Column(key=INCOMING, heading="贷方发生额", kind=Kind.MONEY, width=16),
        Column(key=DIRECTION, heading="借贷标志", kind=Kind.TEXT, width=8),
        Column(key=CURRENCY, heading="币种", kind=Kind.TEXT, width=8),
    )
}  # fmt: skip

_PARTY: Final = ("", "名称", "户名", "全称", "账户名称", "账号名称")
_PARTY_CODE: Final = ("统一社会信用代码", "社会信用代码", "信用代码", "统一信用代码")


def _each(parties: Sequence[str], endings: Sequence[str]) -> tuple[str, ...]:
    return tuple(f"{party}{ending}" for party in parties for ending in endings)


_PAYER: Final = ("付款人", "付款方", "付款单位", "预算单位", "汇款人")
_PAYEE: Final = ("收款人", "收款方", "收款单位", "对方单位")
# Of several columns that say the same, the one that stands first here is read.
SYNONYMS: Final[Mapping[str, tuple[str, ...]]] = {
    "payer_name": (*_each(_PAYER, _PARTY), "付款户名", "付款账户名称"),
    "payer_uscc": _each(_PAYER, _PARTY_CODE),
    "payee_name": (*_each(_PAYEE, _PARTY), "收款户名", "收款账户名称",
                   "对方户名", "对方名称", "对方账户名称", "对方账号名称"),
    "payee_uscc": _each((*_PAYEE, "对方"), _PARTY_CODE),
    "amount": ("支付金额", "付款金额", "转账金额", "借方发生额", "借方发生额(支取)", "借方发生额(支出)",
               "借方金额", "支出金额", "支出", "借方", "交易金额", "发生额", "金额"),
    "value_on": ("起息日", "起息日期", "记账日期", "记账日", "入账日期", "支付日期", "付款日期",
                 "清算日期", "交易日期", "交易日", "日期", "记账时间", "支付时间", "交易时间"),
    "voucher_number": ("支付令编号", "支付令号", "支付凭证号", "支付凭证编号", "交易流水号", "业务流水号",
                       "核心流水号", "流水号", "凭证号", "凭证号码", "凭证编号"),
    PURPOSE: ("用途", "资金用途", "摘要", "交易摘要", "摘要/用途", "用途/摘要", "附言", "备注"),
    INCOMING: ("贷方发生额", "贷方发生额(收入)", "贷方发生额(存入)", "贷方金额", "收入金额", "收入", "贷方"),
    CURRENCY: ("币种", "币种名称", "交易币种", "货币"),
    DIRECTION: ("借贷标志", "借贷标识", "借贷方向", "借贷", "借/贷", "收支标志", "收支方向", "收支类型",
                "收支", "收/支", "收付标志", "收付方向", "交易方向", "往来标志", "方向"),
}  # fmt: skip
_MUST_BE_THERE: Final = ("payee_name", "amount", "value_on", "voucher_number")
_BY_HEADING: Final = {name: key for key, names in SYNONYMS.items() for name in names}


class Headings(Struct, frozen=True):
    """The row of headings, counted from 1; by what it holds, the places of its columns, counted
    from 0: one each, but for the purpose, which may stand in several.
    """

    row: int
    places: Mapping[str, tuple[int, ...]]
    shown: Mapping[str, str]
    faults: tuple[Fault, ...]


def score(rows: Sequence[Sequence[Raw]]) -> int:
    """How many columns the best row names; 0 where none names at least half of what must be there."""
    return max((_named(row) for row in rows), default=0)


def find_headings(grid: Grid) -> Headings:
    """Raises UnreadableWorkbook when the amounts are in 万元 or the like."""
    first = grid.rows[:SEARCHED]
    at = max(range(len(first)), key=lambda row: _named(first[row]))
    above = [str(cell) for row in first[: at + 1] for cell in row]
    if any(_NOT_YUAN.search(cell) for cell in above):
        raise UnreadableWorkbook("amounts_not_in_yuan", said.NOT_IN_YUAN)
    found = _places(grid.rows[at])
    faults = tuple(_faults(grid, at, found))
    places = {key: tuple(_chosen(key, listed)) for key, listed in found.items()}
    shown = {
        key: "、".join(shortened(str(grid.rows[at][place]).strip()) for place in listed)
        for key, listed in places.items()
    }
    return Headings(at + 1, places, shown, faults)


def _named(row: Sequence[Raw]) -> int:
    keys = {key for cell in row if (key := _key(cell)) is not None}
    there = sum(key in keys for key in _MUST_BE_THERE)
    return len(keys) if there * 2 >= len(_MUST_BE_THERE) else 0


def _heading(cell: Raw) -> str:
    return _UNIT.sub("", plain(str(cell)))


def _key(cell: Raw) -> str | None:
    return _BY_HEADING.get(_heading(cell))


def _places(row: Sequence[Raw]) -> dict[str, list[tuple[int, int]]]:
    """By key: rank of the heading among its synonyms, and place."""
    found: dict[str, list[tuple[int, int]]] = {}
    for place, cell in enumerate(row):
        key = _key(cell)
        if key is not None:
            rank = SYNONYMS[key].index(_heading(cell))
            found.setdefault(key, []).append((rank, place))
    return found


def _chosen(key: str, listed: Sequence[tuple[int, int]]) -> Iterator[int]:
    ranked = [place for _, place in sorted(listed)]
    yield from ranked if key == PURPOSE else ranked[:1]


def _faults(grid: Grid, at: int, found: Mapping[str, Sequence[tuple[int, int]]]) -> Iterator[Fault]:
    def fault(place: int, heading: str, code: str, told: Said) -> Fault:
        return Fault(
            sheet=grid.sheet,
            row=at + 1,
            place=place,
            heading=heading,
            shown=heading,
            code=code,
            said=told,
        )

    for key in _MUST_BE_THERE:
        if key not in found:
            heading = COLUMNS[key].heading
            yield fault(0, heading, "heading_missing", said.column_missing(heading))
    for key, listed in found.items():
        ranks = [rank for rank, _ in listed]
        for rank, place in listed:
            first = ranks.index(rank)
            if key != PURPOSE and rank == min(ranks) and listed[first][1] != place:
                heading = shortened(str(grid.rows[at][place]).strip())
                yield fault(place, heading, "heading_repeated", said.heading_twice(heading))
