"""Every error pydantic can raise has a Chinese sentence that names the field."""

import re
import string

import pytest
from pydantic import BaseModel, ValidationError, field_validator
from pydantic_core import ErrorTypeInfo
from pydantic_core._pydantic_core import list_all_errors

from shared.web.fields import field_error
from shared.web.sentences import JSON_FALLBACK, SENTENCES, chinese, json_reason

KNOWN: dict[str, ErrorTypeInfo] = {error["type"]: error for error in list_all_errors()}


def test_no_error_type_of_pydantic_lacks_a_sentence() -> None:
    assert set(KNOWN) - set(SENTENCES) == set()


@pytest.mark.parametrize("code", sorted(KNOWN))
def test_each_sentence_is_filled_from_the_context_pydantic_gives(code: str) -> None:
    context = KNOWN[code]["example_context"] or {}
    names = {name for _, name, _, _ in string.Formatter().parse(SENTENCES[code]) if name}
    assert names - {"field"} <= set(context)
    said = chinese(code, "企业·名称", context)
    assert said.startswith("「企业·名称」")
    assert said.endswith("。")
    assert not re.search(r"[{}]", said)


def test_a_new_error_type_still_gets_a_sentence() -> None:
    assert chinese("brand_new", "规模", {}) == "「规模」不符合要求（brand_new）。"


def test_a_minimum_of_one_is_said_as_not_empty() -> None:
    assert chinese("string_too_short", "理由", {"min_length": 1}) == "「理由」不能为空。"
    assert chinese("string_too_short", "理由", {"min_length": 5}) == "「理由」至少 5 个字符。"


def test_choices_are_listed_the_chinese_way() -> None:
    said = chinese("literal_error", "规模", {"expected": "'micro', 'small' or 'medium'"})
    assert said == "「规模」只能是：micro、small、medium。"


def test_a_validator_of_ours_brings_both_sentences_and_its_own_code() -> None:
    class Note(BaseModel):
        code: str

        @field_validator("code")
        @classmethod
        def _check(cls, value: str) -> str:
            raise field_error(
                "uscc_check_digit",
                zh="「{field}」校验码应为 {expected}。",
                en="the check digit should be {expected}",
                expected=value[-1],
            )

    with pytest.raises(ValidationError) as caught:
        Note.model_validate_json('{"code": "91X"}')
    (error,) = caught.value.errors()
    assert error["type"] == "uscc_check_digit"
    assert error["msg"] == "the check digit should be X"
    said = chinese(error["type"], "统一社会信用代码", error["ctx"])
    assert said == "「统一社会信用代码」校验码应为 X。"


@pytest.mark.parametrize(
    "raw",
    [
        b"{",
        b'{"a" 1}',
        b"[1,]",
        b"{a:1}",
        b"[nulL]",
        b'"\x01"',
        b'["\\x"]',
        b'"\\ud800\\u0041"',
        b"{} x",
        b"[" * 300,
        b"01",
        b"[1 2]",
        b'{"a":"\xb9\xfa"}',
    ],
)
def test_each_complaint_of_the_json_parser_has_a_chinese_reason(raw: bytes) -> None:
    class Anything(BaseModel):
        pass

    with pytest.raises(ValidationError) as caught:
        Anything.model_validate_json(raw)
    assert json_reason(caught.value.errors()[0]["ctx"]["error"]) != JSON_FALLBACK
