"""What is wrong with a payment file as a whole, and how to mend it."""

from typing import Final

from shared.workbooks.sheets import Said

NOT_TEXT: Final = Said(
    "该文件既不是 Excel 工作簿，也不是 UTF-8 或者 GB18030 编码的文本。请从网上银行或者国库系统重新导出，"
    "或者用 Excel、WPS 另存为“Excel 工作簿（*.xlsx）”再上传。",
    "The file is no workbook, nor text in UTF-8 or GB18030: export it anew, or save it as *.xlsx.",
)
NO_HEADINGS: Final = Said(
    "前 20 行中没有找到标题行。标题行至少应有收款人、金额、日期、凭证号（流水号）各一栏，"
    "请核对是否为付款明细；标题与常用写法不同的，请改为“付款人、收款人、金额、支付日期、凭证号、摘要”。",
    "No row of headings among the first 20: it has at least payee, amount, date and voucher number.",
)
SEVERAL_SHEETS: Final = Said(
    "有几个工作表都像付款明细，请只保留要上传的一个，或者逐个另存后分别上传。",
    "Several sheets look like lists of payments: keep one, or send them one by one.",
)
NOT_IN_YUAN: Final = Said(
    "该文件的金额不以元为单位（如千元、万元）。请导出以元为单位、精确到分的明细后再上传，以免金额出错。",
    "The amounts are in thousands of yuan or more: export them in yuan, exact to the fen.",
)
NOT_IN_CNY: Final = Said(
    "币种不是人民币。台账以人民币登记，请按实际结算的人民币金额和凭证另行登记，并从本文件中删去该行。",
    "The currency is not CNY: enter what was settled in CNY by its voucher, and remove the row here.",
)
NO_ROWS: Final = Said(
    "标题行以下没有付款记录，请核对是否选错了文件或者查询日期。",
    "There is no payment below the headings: check the file and the days it was exported for.",
)


def malformed(line: int) -> Said:
    return Said(
        f"第 {line} 行附近的引号不成对或者内容过长，无法分列。请重新导出，或者用 Excel、WPS 另存为“Excel 工作簿（*.xlsx）”。",
        f"Near line {line} a quotation mark stands alone or a field is too long: export it anew.",
    )


def heading_twice(heading: str) -> Said:
    return Said(
        f"「{heading}」栏重复出现，无法判断以哪一列为准，请删去其中一列。",
        f"There are two columns {heading}: remove one.",
    )


def column_missing(heading: str) -> Said:
    return Said(
        f"缺少「{heading}」栏，请导出含该栏的明细后再上传。",
        f"There is no column {heading}: export the list with it.",
    )


def not_paid_out(shown: str) -> Said:
    return Said(
        f"“{shown}”不是大于零的付款金额。退款、冲正（负数）请在台账项目中办理付款冲销，并从本文件中删去该行。",
        f"'{shown}' is no amount paid: reverse a payment on its item, and remove the row here.",
    )


def too_large(shown: str) -> Said:
    return Said(
        f"“{shown}”超出单笔金额上限，请核对金额和单位（元）。",
        f"'{shown}' is above what one payment may be: check the amount and its unit, yuan.",
    )


def direction_unknown(shown: str) -> Said:
    return Said(
        f"借贷标志“{shown}”无法识别，请填写“借”（付出）或者“贷”（收入）。",
        f"'{shown}' does not say whether money went out (借) or came in (贷).",
    )


def too_long(heading: str, longest: int) -> Said:
    return Said(
        f"「{heading}」超过 {longest} 个字，请核对是否错列。",
        f"{heading} has more than {longest} characters: check whether a column has shifted.",
    )


def day_out_of_range(heading: str) -> Said:
    return Said(
        f"「{heading}」应为 1980 年至 2099 年间的日期，请核对。",
        f"{heading} is a date of the years 1980 to 2099: check it.",
    )


def total_differs(stated: str, counted: str) -> Said:
    return Said(
        f"合计行为 {stated} 元，各行相加为 {counted} 元，请核对文件是否完整、是否被改动。",
        f"The total says {stated} yuan, the rows add up to {counted}: is the file whole, and unchanged?",
    )
