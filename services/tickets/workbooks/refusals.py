"""Why a list is not exported."""

from shared.kernel.refusal import Refusal, RefusalKind


class ExportTooLarge(Refusal):
    code = "export_too_large"
    kind = RefusalKind.INVALID
    zh = "符合条件的工单超过 {limit} 件，请增加查询条件，分批导出。"
    en = "More than {limit} tickets match; narrow the list and export it in parts."
