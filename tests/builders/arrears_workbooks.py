"""The form 拖欠账款 as people fill it in: the story of `builders.arrears`, a contract a row."""

from typing import Any, Final

from tests.builders.arrears import CREDITOR_USCC, DEBTOR_USCC
from tests.builders.workbooks import sheet

SHEET: Final = "拖欠账款"
ROW: Final[dict[str, Any]] = {
    "拖欠单位统一社会信用代码": DEBTOR_USCC,
    "拖欠单位名称": "临沧市临翔区住房和城乡建设局",
    "拖欠单位性质": "机关",
    "主管部门": "区发展改革局",
    "拖欠单位所在乡镇（街道）": "凤翔街道",
    "拖欠单位对应的区直部门": "区住房城乡建设局",
    "责任领导职务": "局长",
    "债权企业统一社会信用代码": CREDITOR_USCC,
    "债权企业名称": "临翔区宏达市政工程有限公司",
    "合同订立时的企业规模": "小型企业",
    "债权企业所在乡镇（街道）": "530111001",
    "行业代码": "4819",
    "债权企业联系人": "张三",
    "债权企业联系电话": "13812345678",
    "合同编号": "LXZJ-2021-017",
    "合同签订日期": "2021-03-15",
    "合同标的": "工程",
    "合同金额（元）": "5000000.00",
    "交付日期": "2021-11-30",
    "约定付款天数": 30,
    "约定逾期年利率（%）": "3.70",
    "主张的本金（元）": 1800000.01,
    "发现渠道": "自查",
    "发现日期": "2022-08-20",
}


def form_of(*contracts: str) -> bytes:
    """A sheet with one row for each contract."""
    rows = ({**ROW, "合同编号": contract} for contract in contracts)
    return sheet(*([*row.values()] for row in rows), headings=[*ROW], name=SHEET)
