"""逾期未支付中小企业款项信息: the yearly disclosure as a workbook (A-22).

Of each debtor first what it publishes, the number of contracts and the amount, then the contracts.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from services.arrears.codes import CREDITOR_KIND_ZH, DEBTOR_KIND_ZH, SUBJECT_ZH
from services.arrears.disclosure_answers import public_name
from services.arrears.disclosure_reading import Disclosure, last_day
from services.arrears.statistics import Disclosed, Overdue
from shared.kernel.actor import Actor
from shared.kernel.sentences import day_zh
from shared.parts.listing import by_code, told
from shared.workbooks.sheets import Column, Kind, Report

_HOW: Final = (
    "截至年末合同约定或者法定的付款期限已经届满、尚未支付的本金，不含利息；年末以后查明的，按年末的情况计入。"
    "付款期限尚不能确定的单列，不计入合计；待核实的项目不计入。个体工商户不属于中小企业，已计入合计，并另行列出。"
)
COLUMNS: Final = (
    Column(key="line", heading="类别", kind=Kind.TEXT, width=18),
    Column(key="debtor", heading="单位名称", kind=Kind.TEXT, width=30),
    Column(key="uscc", heading="统一社会信用代码", kind=Kind.ID, width=20),
    Column(
        key="kind",
        heading="单位性质",
        kind=Kind.CHOICE,
        width=12,
        choices=by_code(DEBTOR_KIND_ZH),
    ),
    Column(key="contracts", heading="逾期合同数量", kind=Kind.WHOLE, width=12),
    Column(key="outstanding_fen", heading="逾期未支付金额（元）", kind=Kind.MONEY, width=18),
    Column(key="disputed_fen", heading="其中有争议（元）", kind=Kind.MONEY, width=16),
    Column(key="contract", heading="合同编号", kind=Kind.ID, width=22),
    Column(key="signed_on", heading="签订日期", kind=Kind.DATE, width=14),
    Column(
        key="subject",
        heading="合同标的",
        kind=Kind.CHOICE,
        width=10,
        choices=by_code(SUBJECT_ZH),
    ),
    Column(key="creditor", heading="债权人", kind=Kind.TEXT, width=30),
    Column(
        key="creditor_kind",
        heading="债权人规模",
        kind=Kind.CHOICE,
        width=12,
        choices=by_code(CREDITOR_KIND_ZH),
    ),
    Column(key="due_on", heading="付款期限届满日", kind=Kind.DATE, width=14),
    Column(key="amount_fen", heading="合同金额（元）", kind=Kind.MONEY, width=18),
    Column(key="judicial", heading="司法程序中", kind=Kind.YES_NO, width=12),
)


def disclosure_sheet(found: Disclosure, actor: Actor) -> Report:
    title = f"{found.year}年度逾期未支付中小企业款项信息"
    day = day_zh(last_day(found.year))
    return Report(
        name="逾期款项",
        title=title,
        columns=COLUMNS,
        told=(
            *told(
                title=title,
                known_at=found.known_at,
                asked=f"年度：{found.year}；统计截至{day}24时",
                reach="机关、事业单位",
                actor=actor,
                personal="个体工商户名称已作脱敏处理；本表不含联系人姓名和电话。",
            ),
            ("公开依据", found.basis.zh),
            ("公开期限", f"{day_zh(found.publish_by)}前"),
            ("统计口径", _HOW),
        ),
    )


def disclosure_rows(found: Disclosure) -> Iterator[dict[str, Any]]:
    for one in found.debtors:
        debtor = {
            "debtor": one.debtor.name, "uscc": one.debtor.uscc, "kind": one.debtor.kind.value,
        }  # fmt: skip
        yield from _sums("小计", [one], debtor)
        for contract in one.overdue:
            yield _row("合同", contract)
        for contract in one.undetermined:
            yield _row("付款期限待定", contract)
    yield from _sums("合计", found.debtors, {})


def _sums(
    line: str, debtors: Sequence[Disclosed], whose: Mapping[str, Any]
) -> Iterator[dict[str, Any]]:
    """Of all contracts overdue, and of those with the self-employed, where there are any (1.1)."""
    yield _sum(line, whose, [each for one in debtors for each in one.overdue])
    apart = [each for one in debtors for each in one.self_employed]
    if apart:
        yield _sum(f"{line}中个体工商户", whose, apart)


def _sum(line: str, whose: Mapping[str, Any], contracts: Sequence[Overdue]) -> dict[str, Any]:
    return {
        "line": line,
        **whose,
        "contracts": len(contracts),
        "outstanding_fen": sum(each.outstanding_fen for each in contracts),
        "disputed_fen": sum(each.disputed_fen for each in contracts),
    }


def _row(line: str, one: Overdue) -> dict[str, Any]:
    return {
        "line": line,
        "debtor": one.debtor.name,
        "uscc": one.debtor.uscc,
        "kind": one.debtor.kind.value,
        "contract": one.contract.number,
        "signed_on": one.contract.signed_on,
        "subject": one.contract.subject.value,
        "creditor": public_name(one.creditor),
        "creditor_kind": one.creditor.kind.value,
        "due_on": one.due_on,
        "amount_fen": one.contract.amount_fen,
        "outstanding_fen": one.outstanding_fen,
        "disputed_fen": one.disputed_fen,
        "judicial": one.judicial,
    }
