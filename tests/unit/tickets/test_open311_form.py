"""The form gives the very order that our own interface gives (5.5)."""

from typing import Any

import msgspec
import pytest

from services.tickets.open311.form import RequestForm, contact_name
from services.tickets.open311.xml import document
from services.tickets.schemas import SubmissionBody
from tests.api.open311_client import FORM
from tests.builders.bodies import submission

DRAWN_AFRESH = {"contact_id"}


def filled(**changes: str) -> RequestForm:
    return RequestForm.model_validate({**FORM, **changes})


def told(order: Any) -> dict[str, Any]:
    plain = msgspec.structs.asdict(order)
    return {name: value for name, value in plain.items() if name not in DRAWN_AFRESH}


def test_a_form_stands_for_the_same_submission() -> None:
    ours = SubmissionBody.model_validate(
        submission(
            channel="hotline_12345", upstream_number="LC12345-2022-0917", confidential=True,
            complained_unit="FIN", notice="2022-1", description="贷款到期。",
        )
    )  # fmt: skip
    attributes = {
        "channel": "hotline_12345", "upstream_number": "LC12345-2022-0917", "confidential": "true",
        "complained_unit": "FIN", "privacy_notice": "2022-1", "desired_result": "协调延期还本付息",
    }  # fmt: skip
    changes = {f"attribute[{code}]": value for code, value in attributes.items()}
    theirs = filled(description="贷款到期。", **changes)
    assert told(theirs.command()) == told(ours.command())


def test_twelve_digits_name_the_same_township() -> None:
    assert filled(address_id="530902208000").command().firm.township_code == "530902208"


@pytest.mark.parametrize(
    ("family", "given", "name"),
    [("张", "三", "张三"), ("Smith", "John", "John Smith"), (None, "张三", "张三"), ("欧阳", None, "欧阳")],
)  # fmt: skip
def test_a_contact_is_named_as_its_language_does(
    family: str | None, given: str | None, name: str
) -> None:
    assert contact_name(family, given) == name


def test_markup_and_illegal_characters_of_a_text_cannot_break_the_xml() -> None:
    written = document("errors", [{"code": 400, "description": "<a>&\x08\ufffe]]>\r\n二"}])
    assert written.decode().endswith(
        "<errors><error><code>400</code><description>&lt;a&gt;&amp;]]&gt;\n二</description></error>"
        "</errors>"
    )
