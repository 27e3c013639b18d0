"""Why a year's waiver is not published."""

from shared.kernel.refusal import Refusal, RefusalKind


class ProgrammeNumberOutOfRange(Refusal):
    code = "programme_number_out_of_range"
    kind = RefusalKind.INVALID
    zh = "参数 {name} 为 {value}，应当在 {least} 至 {most} 之间。"
    en = "{name} is {value}; it must lie between {least} and {most}."
    pointer = "/programme"


class ProgrammeDatesOutOfOrder(Refusal):
    code = "programme_dates_out_of_order"
    kind = RefusalKind.INVALID
    zh = "主要部分完成时限 {main_by}、全部完成时限 {done_by}、总结时限 {summary_by} 应当依次不早于前一时限。"
    en = "The days {main_by}, {done_by} and {summary_by} must follow one another."
    pointer = "/programme/done_by"


class ProgrammeIncomplete(Refusal):
    code = "programme_incomplete"
    kind = RefusalKind.INVALID
    zh = "方案应当写明代码、名称、适用的房屋性质和企业规模，以及自当年一月一日起施行的风险区划分标准。"
    en = (
        "A waiver names its code, its title, whose premises and which sizes it is about, and a scheme "
        "of risk areas that holds from the first day of its year on."
    )
    pointer = "/programme"


class SchemesOutOfOrder(Refusal):
    code = "schemes_out_of_order"
    kind = RefusalKind.INVALID
    zh = "风险区划分标准应当按施行日期先后排列，且各自列明等级。"
    en = "The schemes stand in the order of their days, and each names its classes."
    pointer = "/programme/schemes"


class CareBeyondYear(Refusal):
    code = "care_beyond_year"
    kind = RefusalKind.INVALID
    zh = "养老、托育机构免租截止日 {care_until} 应当在 {year} 年内。"
    en = "Care tenants are free until a day of {year}, not {care_until}."
    pointer = "/programme/care_until"


class ProgrammeUnknown(Refusal):
    code = "programme_unknown"
    kind = RefusalKind.NOT_FOUND
    zh = "没有该年度的房租减免方案。"
    en = "There is no such waiver."
