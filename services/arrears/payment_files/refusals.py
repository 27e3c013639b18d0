"""Why an order about a payment file is refused."""

from shared.kernel.refusal import Refusal, RefusalKind


class PaymentFileNotFound(Refusal):
    code = "payment_file_not_found"
    kind = RefusalKind.NOT_FOUND
    zh = "没有找到该付款文件。"
    en = "There is no such payment file."


class PaymentFileKnown(Refusal):
    """The same bytes, said to be something else."""

    code = "payment_file_known"
    kind = RefusalKind.CONFLICT
    zh = "该文件已作为{source_zh}付款文件“{name}”接收（账户户名：{holder}），来源或者户名与本次所填不同，请核对。"
    en = "The file was received before as '{name}' of the {source}, account holder {holder}; check what is said of it now."


class PayerNotNamed(Refusal):
    code = "payer_not_named"
    kind = RefusalKind.INVALID
    zh = "文件中没有付款单位栏，请在参数 account_holder 中填写付款账户的户名后重新上传。"
    en = "The file has no column of payers: say in account_holder whose account it is, and send it again."


class FileNameUnusable(Refusal):
    code = "file_name_unusable"
    kind = RefusalKind.INVALID
    zh = "参数 name 中没有可用的文件名，请填写如“2022年12月支付明细.xlsx”的文件名。"
    en = "The parameter name holds no usable file name; send one such as 'payments-2022-12.xlsx'."


class NoSuchRow(Refusal):
    code = "no_such_row"
    kind = RefusalKind.INVALID
    zh = "该文件中没有第 {row} 行付款记录。"
    en = "There is no payment in row {row} of the file."


class RowConfirmedBefore(Refusal):
    """A confirmed row is freed by reversing its payment, and in no other way (A-16)."""

    code = "row_confirmed_before"
    kind = RefusalKind.CONFLICT
    zh = "第 {row} 行已由{confirmed_by}确认并登记付款；确认有误的，请先在台账项目中办理付款冲销。"
    en = "Row {row} was confirmed by {confirmed_by}, and its payment stands; reverse the payment first."


class RowSaysOtherwise(Refusal):
    """The file's own code of a party is not overruled."""

    code = "row_says_otherwise"
    kind = RefusalKind.INVALID
    zh = "第 {row} 行载明的{party_zh}统一社会信用代码为 {stated}，与所填 {given} 不同。"
    en = "Row {row} states {stated} as the code of its {party}, not {given}."


class PartyUnknown(Refusal):
    """No code, and a name that is not the item's: a person has to say who it is (A-13)."""

    code = "party_unknown"
    kind = RefusalKind.INVALID
    zh = "第 {row} 行的{party_zh}“{name}”没有统一社会信用代码，名称与台账项目也不一致，请核实后填写其代码。"
    en = "The {party} of row {row}, '{name}', has no code and is not called as in the item; find out and give its code."


class RowInvalid(Refusal):
    """What was said of the row cannot stand by the rules of a payment (A-13 to A-17)."""

    code = "row_invalid"
    kind = RefusalKind.INVALID
    zh = "第 {row} 行不能确认：{because_zh}"
    en = "Row {row} cannot be confirmed: {because_en}"


class RowConflict(Refusal):
    """The ledger has moved on: the row was recorded otherwise, or the item takes no payment now."""

    code = "row_conflict"
    kind = RefusalKind.CONFLICT
    zh = "第 {row} 行不能确认：{because_zh}"
    en = "Row {row} cannot be confirmed: {because_en}"


def about_row(row: int, refusal: Refusal) -> Refusal:
    """Why a payment is refused, said of the row that it would have been confirmed from."""
    shape = RowInvalid if refusal.kind is RefusalKind.INVALID else RowConflict
    return shape(
        row=row,
        because=refusal.code,
        because_zh=refusal.sentence("zh-CN"),
        because_en=refusal.sentence("en"),
        **{
            name: refusal.params[name]
            for name in ("number", "arrears_id")
            if name in refusal.params
        },
    )
