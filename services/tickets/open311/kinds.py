"""What Open311's clients alone can be told."""

from typing import Final

from shared.web.problem_kinds import TITLES, Bilingual, ProblemKind

JURISDICTION_UNKNOWN: Final = ProblemKind(
    404,
    "jurisdiction_unknown",
    TITLES[404],
    Bilingual(
        "jurisdiction_id 为 {given} 的辖区不由本系统受理；本系统的辖区为 {jurisdiction}。",
        "There is no jurisdiction_id {given} here; this endpoint serves {jurisdiction}.",
    ),
)
SERVICE_UNKNOWN: Final = ProblemKind(
    404,
    "service_unknown",
    TITLES[404],
    Bilingual(
        "没有 service_code 为 {given} 的诉求类别。",
        "There is no service with service_code {given}.",
    ),
)
REQUEST_UNKNOWN: Final = ProblemKind(
    404,
    "request_unknown",
    TITLES[404],
    Bilingual(
        "没有查到编号为 {given} 的工单，或者该工单不是由您提交的。",
        "There is no request {given}, or it is not yours to see.",
    ),
)
TOKEN_UNKNOWN: Final = ProblemKind(
    404,
    "token_unknown",
    TITLES[404],
    Bilingual(
        "没有查到 {given} 对应的工单。提交时即返回工单编号，不另发查询凭据。",
        "There is no request for token {given}. Requests get their id at once; no tokens are given out.",
    ),
)
KEY_IN_ADDRESS: Final = ProblemKind(
    400,
    "key_in_address",
    TITLES[400],
    Bilingual(
        "访问令牌不得写在网址中（网址会被沿途的系统记录）。请改用 Authorization 请求头"
        "（Bearer，或以令牌为口令的 Basic）；提交诉求时也可写在表单参数 api_key 中。"
        "刚才的令牌可能已被记录，请更换。",
        "A token must not stand in an address, which systems on the way record. Send it in the "
        "Authorization header (Bearer, or Basic with the token as password) or, when posting, as the "
        "form's api_key. Replace the token: it may have been recorded.",
    ),
)
KEY_MISSING: Final = ProblemKind(
    403,
    "key_missing",
    TITLES[403],
    Bilingual(
        "请提供访问令牌：Authorization 请求头（Bearer，或以令牌为口令的 Basic），"
        "提交诉求时也可写在表单参数 api_key 中。",
        "Send a token: in the Authorization header (Bearer, or Basic with the token as password) or, when "
        "posting, as the form's api_key.",
    ),
)
SPAN_TOO_LONG: Final = ProblemKind(
    400,
    "span_too_long",
    TITLES[400],
    Bilingual(
        "start_date 与 end_date 相隔不得超过 {days} 天，且 start_date 不得晚于 end_date。",
        "start_date and end_date may not span more than {days} days, nor stand the wrong way round.",
    ),
)
STATUS_UNKNOWN: Final = ProblemKind(
    400,
    "status_unknown",
    TITLES[400],
    Bilingual(
        "status 只能是 open 或 closed，可用逗号分隔。",
        "status is open or closed; several are separated by commas.",
    ),
)
TOO_MANY_IDS: Final = ProblemKind(
    400,
    "too_many_ids",
    TITLES[400],
    Bilingual(
        "一次最多查询 {most} 个 service_request_id。",
        "Ask for at most {most} service_request_ids at once.",
    ),
)
