"""Why an import is not shown, or a list not exported."""

from shared.kernel.refusal import Refusal, RefusalKind


class ImportNotFound(Refusal):
    code = "import_not_found"
    kind = RefusalKind.NOT_FOUND
    zh = "没有找到该批次导入。"
    en = "There is no such import."


class ExportTooLarge(Refusal):
    code = "export_too_large"
    kind = RefusalKind.INVALID
    zh = "符合条件的工单超过 {limit} 件，请增加查询条件，分批导出。"
    en = "More than {limit} tickets match; narrow the list and export it in parts."
