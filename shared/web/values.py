"""What the fields of bodies are made of, in whichever service: codes, texts, names of things."""

import re
from datetime import date
from typing import Annotated, Any, Final

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints, WithJsonSchema

from shared.kernel.departments import DEPARTMENTS
from shared.kernel.uscc import check_uscc
from shared.web.fields import Body, field_error


def _valid_uscc(given: str) -> str:
    """The normalised code (6.1). What is wrong with it is said with the code of the rule."""
    checked = check_uscc(given)
    if checked.problem is not None:
        raise field_error(
            f"uscc_{checked.problem.code.lower()}",
            zh=checked.problem.zh,
            en=checked.problem.en,
        )
    return checked.code


def _known_department(code: str) -> str:
    if code not in DEPARTMENTS:
        raise field_error(
            "unknown_department",
            zh="「{field}」{given} 不在区直部门代码表中。",
            en="{given} is no code of the district's department table",
            given=code,
        )
    return code


def plain_text(shortest: int, longest: int) -> StringConstraints:
    """Trimmed text without control characters other than line breaks and tabs.

    Text that must be there has a character that is no blank, so that the schema says it too: to
    the regular expressions of JSON Schema U+0085 is none.
    """
    legal = r"[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f]"
    said = r"[^\s\x85\x00-\x08\x0b\x0c\x0e-\x1f\x7f]"
    return StringConstraints(
        strip_whitespace=True,
        min_length=shortest,
        max_length=longest,
        pattern=rf"^{legal}*{said}{legal}*$" if shortest else rf"^{legal}*$",
    )


Uscc = Annotated[str, StringConstraints(max_length=40), AfterValidator(_valid_uscc)]
DepartmentCode = Annotated[
    str, AfterValidator(_known_department), WithJsonSchema({"enum": list(DEPARTMENTS)})
]
Line = Annotated[str, plain_text(1, 120)]
Paragraphs = Annotated[str, plain_text(1, 4000)]
Remark = Annotated[str, plain_text(0, 1000)]
Account = Annotated[str, plain_text(1, 120)]
UUID_PATTERN: Final = r"^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$"
TownshipCode = Annotated[str, StringConstraints(pattern=r"^[0-9]{9}$")]
IndustryCode = Annotated[str, StringConstraints(pattern=r"^[0-9]{2,4}$")]
Phone = Annotated[str, StringConstraints(pattern=r"^(1[3-9][0-9]{9}|0[0-9]{2,3}-?[0-9]{7,8})$")]


class ContactBody(Body):
    """Whom to call. Kept apart from the case, erasable, shown masked (6.3)."""

    name: Annotated[str, plain_text(1, 40)] = Field(title="联系人姓名", examples=["张三"])
    phone: Phone = Field(title="联系电话", examples=["13812345678"])


_DAY: Final = r"^(19[89]\d|20\d\d)-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$"


def _day_of_our_time(given: Any) -> Any:
    if not isinstance(given, str):
        return given
    try:
        if re.fullmatch(_DAY, given, re.ASCII):
            return date.fromisoformat(given)
    except ValueError:  # the 30th of February
        pass
    raise field_error(
        "date_parsing",
        zh="「{field}」应为 1980 年至 2099 年间的日期，格式如 2022-09-24。",
        en="Write a date of the years 1980 to 2099, such as 2022-09-24",
    )


# Days are counted from it in both directions: the far ends of the calendar are out of reach.
Day = Annotated[
    date,
    BeforeValidator(_day_of_our_time),
    WithJsonSchema({"type": "string", "format": "date", "pattern": _DAY}),
]
