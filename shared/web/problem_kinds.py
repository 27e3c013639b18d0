"""Every problem the web layer itself can name: status, stable code, sentences in two languages.

Refusals of the domain bring their own code and sentence; only their title stands here.
"""

from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from shared.kernel.refusal import Language, RefusalKind


@dataclass(frozen=True)
class Bilingual:
    """One text in both languages; `in_` fills its `str.format` places."""

    zh: str
    en: str

    def in_(self, language: Language, **params: Any) -> str:
        template = self.zh if language == "zh-CN" else self.en
        return template.format(**params) if params else template


@dataclass(frozen=True)
class ProblemKind:
    """`title` says what sort of problem it is, `detail` what happened this time."""

    status: int
    code: str
    title: Bilingual
    detail: Bilingual


REFUSAL_STATUS = MappingProxyType(
    {
        RefusalKind.INVALID: 422,
        RefusalKind.NOT_FOUND: 404,
        RefusalKind.FORBIDDEN: 403,
        RefusalKind.CONFLICT: 409,
        RefusalKind.STALE: 412,
        RefusalKind.UNAVAILABLE: 503,
    }
)

TITLES = MappingProxyType(
    {
        400: Bilingual("请求有误", "Bad request"),
        401: Bilingual("身份未通过验证", "Not authenticated"),
        403: Bilingual("没有办理权限", "Not permitted"),
        404: Bilingual("未找到", "Not found"),
        405: Bilingual("不支持的请求方法", "Method not allowed"),
        409: Bilingual("当前状态不允许此操作", "Not possible in the present state"),
        412: Bilingual("事项已有更新", "The case has moved on"),
        413: Bilingual("请求正文过大", "Body too large"),
        415: Bilingual("不支持的正文格式", "Unsupported media type"),
        422: Bilingual("填报内容不符合要求", "The content cannot be accepted"),
        428: Bilingual("缺少前提条件", "Precondition required"),
        429: Bilingual("请求过于频繁", "Too many requests"),
        500: Bilingual("系统内部错误", "Internal error"),
        503: Bilingual("暂时无法受理", "Temporarily unavailable"),
    }
)


def _kind(status: int, code: str, zh: str, en: str) -> ProblemKind:
    return ProblemKind(status, code, TITLES[status], Bilingual(zh, en))


IDEMPOTENCY_KEY_MISSING = _kind(
    400,
    "idempotency_key_missing",
    "请在 Idempotency-Key 请求头中提供幂等键（建议使用 UUID），以免重复提交。",
    "Send an Idempotency-Key header (a UUID, say), so that a repeat has no second effect.",
)
IDEMPOTENCY_KEY_INVALID = _kind(
    400,
    "idempotency_key_invalid",
    "幂等键（Idempotency-Key）应为 1 至 255 个可打印的 ASCII 字符。",
    "An Idempotency-Key has 1 to 255 printable ASCII characters.",
)
IF_MATCH_INVALID = _kind(
    400,
    "if_match_invalid",
    'If-Match 请求头应为最近一次读取到的 ETag，形如 "12"；不接受 *、弱标签（W/）或多个标签。',
    'If-Match takes the one ETag you last read, such as "12"; not *, no weak tag (W/), no list.',
)
TOKEN_MISSING = _kind(
    401,
    "token_missing",
    "请在 Authorization 请求头中以 Bearer 方式提供访问令牌。",
    "Send an access token in the Authorization header, as a Bearer token.",
)
TOKEN_INVALID = _kind(
    401, "token_invalid", "访问令牌无效：{reason}。", "The access token is not valid: {reason}."
)
TOKEN_EXPIRED = _kind(
    401,
    "token_expired",
    "访问令牌已过期，请重新获取。",
    "The access token has expired; obtain a new one.",
)
ROLE_NOT_PERMITTED = _kind(
    403,
    "role_not_permitted",
    "您的身份为{role}，不能办理此项操作（{operation}）。",
    "The role {role} may not do this ({operation}).",
)
ROUTE_NOT_FOUND = _kind(
    404, "route_not_found", "没有这个接口地址，请核对路径。", "There is nothing at this address."
)
METHOD_NOT_ALLOWED = _kind(
    405,
    "method_not_allowed",
    "此地址不支持 {method} 方法，可用的方法：{allowed}。",
    "This address does not take {method}; it takes {allowed}.",
)
BODY_TOO_LARGE = _kind(
    413,
    "body_too_large",
    "请求正文超过 {limit_bytes} 字节的上限。",
    "The body exceeds the limit of {limit_bytes} bytes.",
)
MEDIA_TYPE_UNSUPPORTED = _kind(
    415,
    "media_type_unsupported",
    "请求正文应为 UTF-8 编码的 JSON，不压缩，并写明 Content-Type: application/json。",
    "Send the body as plain UTF-8 JSON with Content-Type: application/json.",
)
MEDIA_TYPE_OTHER = _kind(
    415,
    "media_type_other",
    "请求正文应为该接口规定的格式，不压缩，并写明 Content-Type: {media_type}。",
    "Send the body as it is, uncompressed, with Content-Type: {media_type}.",
)
FORM_EXPECTED = _kind(
    415,
    "form_expected",
    "请求正文应为 UTF-8 编码的表单，不压缩，并写明 Content-Type: application/x-www-form-urlencoded；"
    "不接收上传的文件。",
    "Send the body as a plain UTF-8 form with Content-Type: application/x-www-form-urlencoded; "
    "files are not taken.",
)
FORM_UNREADABLE = _kind(
    422,
    "form_unreadable",
    "表单不是 UTF-8 编码（例如使用了 GBK），或者超过 {most} 项。",
    "The form is not UTF-8 (GBK, say), or has more than {most} fields.",
)
FILE_BODY_EXPECTED = _kind(
    415,
    "file_body_expected",
    "请把文件内容直接作为请求正文发送，不用 multipart 表单，不加压缩编码；文件名写在参数 name 中。",
    "Send the file's bytes as the body itself, no multipart form and no encoding; its name goes into the parameter name.",
)
MALFORMED_JSON = _kind(
    422,
    "malformed_json",
    "请求正文不是合法的 JSON：第 {line} 行第 {column} 列，{reason}。",
    "The body is not valid JSON: line {line}, column {column}: {reason}.",
)
CONTENT_INVALID = _kind(
    422,
    "content_invalid",
    "有 {count} 处填报内容不符合要求，请逐项改正后重新提交。",
    "{count} part(s) of the request cannot be accepted; each is listed under errors.",
)
CURSOR_INVALID = _kind(
    422,
    "cursor_invalid",
    "翻页游标无效，请从第一页重新查询。",
    "The cursor is not one of ours for this query; start again from the first page.",
)
IF_MATCH_MISSING = _kind(
    428,
    "if_match_missing",
    "请先读取该事项，并在 If-Match 请求头中写明所依据的版本（ETag）。",
    "Read the case first and send its ETag in an If-Match header.",
)
TOO_MANY_REQUESTS = _kind(
    429,
    "too_many_requests",
    "请求过于频繁，请稍后再试。",
    "Too many requests; retry after the time given.",
)
INTERNAL_ERROR = _kind(
    500,
    "internal_error",
    "系统出现内部错误，已记入日志。请凭请求编号 {request_id} 联系运维人员。",
    "Something broke on our side and was logged; quote request id {request_id} to operations.",
)
IDENTITY_UNAVAILABLE = _kind(
    503,
    "identity_unavailable",
    "暂时无法取得身份认证平台的验证密钥，请稍后再试。",
    "The keys of the identity provider cannot be had at the moment; retry shortly.",
)
NOT_READY = _kind(
    503,
    "not_ready",
    "服务尚未就绪：{failed}。",
    "The service is not ready: {failed}.",
)
