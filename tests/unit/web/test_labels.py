"""From pydantic's `loc` to a JSON pointer and to names an official knows."""

import json
from typing import Annotated, Any, Literal

import pytest
from pydantic import BaseModel, Field, TypeAdapter, ValidationError
from typing_extensions import TypeAliasType

from shared.web.labels import place, place_of_pointer


class Firm(BaseModel):
    uscc: str = Field(title="统一社会信用代码", min_length=18)


class Policy(BaseModel):
    kind: Literal["policy"]
    provision: str = Field(title="政策条款")


class Note(BaseModel):
    kind: Literal["note"]
    text: str = Field(title="说明")


Basis = TypeAliasType("Basis", Annotated[Policy | Note, Field(discriminator="kind")])


class Ticket(BaseModel):
    firm: Firm | None = Field(default=None, title="企业")
    basis: Basis | None = Field(default=None, title="依据")
    loose: Firm | int | None = Field(default=None, title="两可")
    measures: list[Firm] = Field(default=[], title="措施")
    extra: dict[str, Firm] = Field(default={}, title="附加")
    aliased: int = Field(default=0, alias="as/~of", title="截至")
    untitled: int = 0


def found(body: Any) -> set[tuple[str, str, str]]:
    with pytest.raises(ValidationError) as caught:
        TypeAdapter(Ticket).validate_json(json.dumps(body))
    places = [place(Ticket, error["loc"]) for error in caught.value.errors()]
    return {(p.pointer, p.label("zh-CN"), p.label("en")) for p in places}


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({"firm": {"uscc": ""}}, ("/firm/uscc", "企业·统一社会信用代码", "firm.uscc")),
        ({"firm": {}}, ("/firm/uscc", "企业·统一社会信用代码", "firm.uscc")),
        ({"firm": 3}, ("/firm", "企业", "firm")),
        ([], ("", "请求正文", "body")),
        (
            {"measures": [{"uscc": "1" * 18}, {}]},
            ("/measures/1/uscc", "措施·第 2 项·统一社会信用代码", "measures.1.uscc"),
        ),
        (
            {"extra": {"a": {}}},
            ("/extra/a/uscc", "附加·a·统一社会信用代码", "extra.a.uscc"),
        ),
        ({"extra": {"1": 7}}, ("/extra/1", "附加·1", "extra.1")),
        ({"as/~of": "x"}, ("/as~1~0of", "截至", "as/~of")),
        ({"untitled": "x"}, ("/untitled", "untitled", "untitled")),
        (
            {"basis": {"kind": "policy"}},
            ("/basis/provision", "依据·政策条款", "basis.provision"),
        ),
        ({"basis": {"kind": "none"}}, ("/basis", "依据", "basis")),
    ],
)
def test_each_error_is_placed_and_named(body: Any, expected: tuple[str, str, str]) -> None:
    assert found(body) == {expected}


def test_the_arms_of_a_union_leave_no_trace_in_the_pointer() -> None:
    assert found({"loose": {"uscc": ""}}) == {
        ("/loose/uscc", "两可·统一社会信用代码", "loose.uscc"),
        ("/loose", "两可", "loose"),
    }


def test_a_pointer_of_a_refusal_is_named_like_any_other() -> None:
    assert place_of_pointer(Ticket, "/measures/0/uscc").zh == (
        "措施",
        "第 1 项",
        "统一社会信用代码",
    )
    assert place_of_pointer(Ticket, "/as~1~0of").zh == ("截至",)
    assert place_of_pointer(Any, "/unknown").label("zh-CN") == "unknown"
