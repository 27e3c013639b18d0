"""Chinese sentences for what pydantic finds wrong; English ones are pydantic's own.

`tests/unit/web` holds this list against every error type that pydantic knows.
"""

from types import MappingProxyType
from typing import Any, Final

_TEXT = "「{field}」应为文字。"
_OBJECT = "「{field}」应为一组字段（JSON 对象）。"
_ARRAY = "「{field}」应为列表（JSON 数组）。"
_INTEGER = "「{field}」应为整数。"
_NUMBER = "「{field}」应为数字。"
_DECIMAL = '「{field}」应为十进制数，如 "1999999.99"。'
_BOOLEAN = "「{field}」应为 true 或 false。"
_DATE = "「{field}」应为日期，格式如 2022-09-24。"
_TIME = "「{field}」应为时刻，格式如 09:30:00。"
_INSTANT = "「{field}」应为带时区的日期时间，格式如 2022-09-24T09:30:00+08:00。"
_DURATION = "「{field}」应为时长，格式如 P5D 或 PT4H。"
_URL = "「{field}」应为完整的网址，如 https://example.gov.cn/path。"
_UUID = "「{field}」应为 UUID 编号。"
_ONE_OF = "「{field}」只能是：{expected}。"
_UNREADABLE = "「{field}」的内容无法识别。"
_REQUIRED = "「{field}」必须填写。"
_SURPLUS = "「{field}」不是本接口规定的字段，请删去。"
_BASE64 = "「{field}」的编码不正确。"

SENTENCES: Final = MappingProxyType(
    {
        "missing": _REQUIRED,
        "missing_argument": _REQUIRED,
        "missing_keyword_only_argument": _REQUIRED,
        "missing_positional_only_argument": _REQUIRED,
        "missing_sentinel_error": _UNREADABLE,
        "ellipsis_error": _UNREADABLE,
        "extra_forbidden": _SURPLUS,
        "unexpected_keyword_argument": _SURPLUS,
        "unexpected_positional_argument": _SURPLUS,
        "multiple_argument_values": "「{field}」重复填写。",
        "arguments_type": _ARRAY,
        "invalid_key": "「{field}」的名称应为文字。",
        "none_required": "「{field}」应为 null。",
        "frozen_field": "「{field}」不能修改。",
        "frozen_instance": "「{field}」不能修改。",
        "no_such_attribute": _UNREADABLE,
        "get_attribute_error": _UNREADABLE,
        "needs_python_object": _UNREADABLE,
        "default_factory_not_called": "「{field}」须待其他字段改正后才能核对。",
        "recursion_loop": "「{field}」的内容循环引用。",
        "recursion_depth_exceeded": "「{field}」的层级过深。",
        "json_invalid": "「{field}」不是合法的 JSON。",
        "json_type": "「{field}」应为 JSON 文本。",
        "model_type": _OBJECT,
        "model_attributes_type": _OBJECT,
        "dataclass_type": _OBJECT,
        "dataclass_exact_type": _OBJECT,
        "named_tuple_type": _ARRAY,
        "dict_type": _OBJECT,
        "frozen_dict_type": _OBJECT,
        "ordered_dict_type": _OBJECT,
        "counter_type": _OBJECT,
        "mapping_type": _OBJECT,
        "iterable_type": _ARRAY,
        "iteration_error": _ARRAY,
        "list_type": _ARRAY,
        "deque_type": _ARRAY,
        "tuple_type": _ARRAY,
        "set_type": _ARRAY,
        "frozen_set_type": _ARRAY,
        "set_item_not_hashable": "「{field}」不能放在不重复的列表中。",
        "too_short": "「{field}」至少 {min_length} 项。",
        "too_long": "「{field}」至多 {max_length} 项。",
        "greater_than": "「{field}」应大于 {gt}。",
        "greater_than_equal": "「{field}」应不小于 {ge}。",
        "less_than": "「{field}」应小于 {lt}。",
        "less_than_equal": "「{field}」应不大于 {le}。",
        "multiple_of": "「{field}」应为 {multiple_of} 的整数倍。",
        "finite_number": "「{field}」应为有限的数字。",
        "string_type": _TEXT,
        "string_sub_type": _TEXT,
        "string_unicode": "「{field}」应为 UTF-8 编码的文字。",
        "string_too_short": "「{field}」至少 {min_length} 个字符。",
        "string_too_long": "「{field}」至多 {max_length} 个字符。",
        "string_pattern_mismatch": "「{field}」的格式不正确，应符合 {pattern}。",
        "string_not_ascii": "「{field}」只能含 ASCII 字符。",
        "enum": _ONE_OF,
        "literal_error": _ONE_OF,
        "bool_type": _BOOLEAN,
        "bool_parsing": _BOOLEAN,
        "int_type": _INTEGER,
        "int_parsing": _INTEGER,
        "int_parsing_size": "「{field}」的数值过大。",
        "int_from_float": "「{field}」应为整数，不能有小数。",
        "float_type": _NUMBER,
        "float_parsing": _NUMBER,
        "complex_type": _NUMBER,
        "complex_str_parsing": _NUMBER,
        "fraction_type": _NUMBER,
        "fraction_parsing": _NUMBER,
        "decimal_type": _DECIMAL,
        "decimal_parsing": _DECIMAL,
        "decimal_max_digits": "「{field}」至多 {max_digits} 位数字。",
        "decimal_max_places": "「{field}」至多 {decimal_places} 位小数。",
        "decimal_whole_digits": "「{field}」的整数部分至多 {whole_digits} 位。",
        "bytes_type": _TEXT,
        "bytes_too_short": "「{field}」至少 {min_length} 字节。",
        "bytes_too_long": "「{field}」至多 {max_length} 字节。",
        "bytes_invalid_encoding": _BASE64,
        "date_type": _DATE,
        "date_parsing": _DATE,
        "date_from_datetime_parsing": _DATE,
        "date_from_datetime_inexact": "「{field}」应为日期，不能带时刻。",
        "date_past": "「{field}」应早于今日。",
        "date_future": "「{field}」应晚于今日。",
        "time_type": _TIME,
        "time_parsing": _TIME,
        "datetime_type": _INSTANT,
        "datetime_parsing": _INSTANT,
        "datetime_object_invalid": _INSTANT,
        "datetime_from_date_parsing": _INSTANT,
        "datetime_past": "「{field}」应早于现在。",
        "datetime_future": "「{field}」应晚于现在。",
        "timezone_naive": "「{field}」不应写时区。",
        "timezone_aware": "「{field}」必须写明时区，如 2022-09-24T09:30:00+08:00。",
        "timezone_offset": "「{field}」的时区不符合要求。",
        "time_delta_type": _DURATION,
        "time_delta_parsing": _DURATION,
        "is_instance_of": _UNREADABLE,
        "is_subclass_of": _UNREADABLE,
        "callable_type": _UNREADABLE,
        "union_tag_invalid": "「{field}」的类别只能是：{expected_tags}。",
        "union_tag_not_found": "「{field}」缺少类别字段 {discriminator}。",
        "url_type": _URL,
        "url_parsing": _URL,
        "url_syntax_violation": _URL,
        "url_too_long": "「{field}」至多 {max_length} 个字符。",
        "url_scheme": "「{field}」的网址开头只能是：{expected_schemes}。",
        "uuid_type": _UUID,
        "uuid_parsing": _UUID,
        "uuid_version": "「{field}」应为第 {expected_version} 版 UUID。",
        "value_error": "「{field}」不符合要求：{error}。",
        "assertion_error": "「{field}」不符合要求：{error}。",
        "nul_character": "「{field}」含有不可用的空字符（U+0000），请删去。",
    }
)
FALLBACK: Final = "「{field}」不符合要求（{code}）。"
NOT_EMPTY: Final = "「{field}」不能为空。"

JSON_REASONS: Final = MappingProxyType(
    {
        "EOF while parsing": "内容不完整",
        "control character": "文字中有未转义的控制字符",
        "expected `,`": "缺少逗号或结束括号",
        "expected `:`": "字段名后缺少冒号",
        "expected ident": "应为 true、false 或 null",
        "expected value": "此处缺少内容",
        "invalid escape": "转义写法不正确",
        "invalid number": "数字写法不正确",
        "invalid unicode": "文字不是 UTF-8 编码",
        "key must be a string": "字段名应为加双引号的文字",
        "lone leading surrogate": "转义写法不正确",
        "number out of range": "数字过大",
        "recursion limit": "层级过深",
        "trailing characters": "结尾之后还有多余内容",
        "trailing comma": "末项之后多了逗号",
        "unexpected end of hex escape": "转义写法不正确",
    }
)
JSON_FALLBACK: Final = "此处写法不正确"


def chinese(code: str, field: str, context: dict[str, Any]) -> str:
    """The sentence for one of pydantic's errors; `context` is its `ctx`.

    An error raised with `fields.field_error` brings its own sentence as `zh`.
    """
    if "zh" in context:
        return str(context["zh"]).format(**{**context, "field": field})
    empty = code in ("string_too_short", "too_short") and context.get("min_length") == 1
    template = NOT_EMPTY if empty else SENTENCES.get(code, FALLBACK)
    values = {name: _listed(value) for name, value in context.items()}
    return template.format(**{**values, "field": field, "code": code})


def _listed(value: Any) -> str:
    """Pydantic's `'a', 'b' or 'c'` as `a、b、c`."""
    text = str(value)
    if not text.startswith("'"):
        return text
    return text.replace("' or '", "、").replace("', '", "、").strip("'")


def json_reason(english: str) -> str:
    """What pydantic's JSON parser complains about, in Chinese."""
    for start, chinese_reason in JSON_REASONS.items():
        if english.startswith(start):
            return chinese_reason
    return JSON_FALLBACK
