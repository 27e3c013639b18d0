"""Why an order about a retaliation report is refused."""

from shared.kernel.refusal import Refusal, RefusalKind


class ReportNotFound(Refusal):
    """Also said to those who must not learn of it: there is no telling the two apart (A-24)."""

    code = "retaliation_report_not_found"
    kind = RefusalKind.NOT_FOUND
    zh = "没有找到该举报。"
    en = "There is no such report."


class ReportAlreadyTakenUp(Refusal):
    code = "retaliation_taken_up"
    kind = RefusalKind.CONFLICT
    zh = "该举报已由{investigator}核查，不能重复受理。"
    en = "{investigator} looks into the report already."


class ReportNotTakenUp(Refusal):
    code = "retaliation_not_taken_up"
    kind = RefusalKind.CONFLICT
    zh = "该举报尚未受理核查，不能办结。"
    en = "Nobody has looked into the report yet."


class ReportConcluded(Refusal):
    code = "retaliation_concluded"
    kind = RefusalKind.CONFLICT
    zh = "该举报已经办结。"
    en = "The report is concluded."


class MeasuresMissing(Refusal):
    """国令802 art. 35: retaliation has consequences."""

    code = "retaliation_measures_missing"
    kind = RefusalKind.INVALID
    zh = "反映情况属实的，应当写明处理意见。"
    en = "A report that is borne out needs the measures that are taken."
    pointer = "/measures"


class GroundsMissing(Refusal):
    code = "retaliation_grounds_missing"
    kind = RefusalKind.INVALID
    zh = "应当写明事实和依据。"
    en = "Say what it rests on."


class DepartmentUnknown(Refusal):
    code = "unknown_department"
    kind = RefusalKind.INVALID
    zh = "没有代码为 {department} 的部门。"
    en = "There is no department with the code {department}."
    pointer = "/departments"
