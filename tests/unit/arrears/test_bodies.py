"""From what a clerk writes down to the order it means."""

from datetime import date
from typing import Any

import msgspec
import pytest
from pydantic import TypeAdapter, ValidationError

from services.arrears import schemas
from services.arrears.events import CorrectionKind, Instalment, Share
from services.arrears.refusals import FirstShareElsewhere
from services.arrears.schemas.intake import _EXAMPLE
from services.arrears.seeds import FIRST_PROGRAMME
from shared.testing.specs import STREAM
from shared.web.fields import Body
from tests.builders.arrears import THE_CONTRACT, THE_CREDITOR, THE_DEBTOR, voucher
from tests.builders.arrears_bodies import (
    CONTACT,
    contract,
    payment,
    programme_version,
    registration,
    yuan,
)

ANOTHER = "01836ce8-3a00-7000-8000-0000000000aa"


def read(shape: type[Body], body: dict[str, Any]) -> Any:
    return TypeAdapter(shape).validate_json(msgspec.json.encode(body))


def problems(shape: type[Body], body: dict[str, Any]) -> set[tuple[Any, ...]]:
    with pytest.raises(ValidationError) as caught:
        read(shape, body)
    return {error["loc"] for error in caught.value.errors()}


def test_a_registration_is_read_as_the_order_it_means() -> None:
    command = read(schemas.RegistrationBody, registration()).command()
    assert (command.debtor, command.creditor, command.contract) == (
        THE_DEBTOR,
        THE_CREDITOR,
        THE_CONTRACT,
    )
    assert (command.claimed_fen, command.discovered_on) == (180_000_000, date(2022, 8, 20))


def test_a_contact_becomes_a_card_and_the_order_names_it() -> None:
    command = read(schemas.RegistrationBody, registration()).command()
    assert command.creditor_contact_id is not None
    assert command.creditor_contact == CONTACT
    assert (command.debtor_contact_id, command.debtor_contact) == (None, None)


def test_an_agreed_rate_in_percent_is_kept_as_the_fraction_it_is() -> None:
    agreed = contract("C-1", agreed_rate_percent="3.70")
    command = read(schemas.RegistrationBody, registration(contract=agreed)).command()
    assert command.contract.agreed_rate == "0.0370"


@pytest.mark.parametrize(
    ("part", "field", "value"),
    [
        ("debtor", "uscc", "11530902015260382A"),
        ("debtor", "supervising", "NOBODY"),
        ("creditor", "township_code", "5309"),
        ("contract", "signed_on", "0001-01-01"),
        ("contract", "agreed_days", 4000),
        ("contract", "agreed_rate_percent", "0.0371x"),
        ("claim", "channel", "rumour"),
    ],
)
def test_a_faulty_field_is_named(part: str, field: str, value: Any) -> None:
    body = registration()
    body[part] = {**body[part], field: value}
    assert problems(schemas.RegistrationBody, body) == {(part, field)}


def test_a_faulty_amount_is_named_down_to_the_amount() -> None:
    body = {"principal": yuan("1,800,000")}
    assert problems(schemas.VerificationBody, body) == {("principal", "amount")}


def test_without_a_word_about_a_dispute_nothing_is_disputed() -> None:
    command = read(schemas.VerificationBody, {"principal": yuan("1800000.00")}).command()
    assert (command.principal_fen, command.disputed_fen, command.dispute_reason) == (
        180_000_000,
        0,
        "",
    )


def test_a_payment_without_shares_is_principal_of_this_item() -> None:
    body = read(schemas.PaymentBody, payment("V1", "800000.00", "2022-09-05"))
    assert body.command(STREAM).voucher == voucher("V1", 80_000_000, "2022-09-05")


def test_a_payment_is_spread_as_its_shares_say_and_a_silent_one_is_principal() -> None:
    shares = [
        {"arrears_id": STREAM, "amount": yuan("3.00"), "principal": yuan("2.00")},
        {"arrears_id": ANOTHER, "amount": yuan("1.00")},
    ]
    body = read(schemas.PaymentBody, payment("V1", "4.00", "2022-09-05", shares=shares))
    assert body.command(STREAM).voucher.shares == (
        Share(STREAM, 300, 200),
        Share(ANOTHER, 100, 100),
    )


def test_a_payment_that_begins_with_another_item_is_refused() -> None:
    shares = [{"arrears_id": ANOTHER, "amount": yuan("1.00")}]
    body = read(schemas.PaymentBody, payment("V1", "1.00", "2022-09-05", shares=shares))
    with pytest.raises(FirstShareElsewhere):
        body.command(STREAM)


def test_a_plan_is_read_with_its_instalments_in_order() -> None:
    body = {
        "difficulty": "专项债券资金预计十月到位。",
        "instalments": [
            {"due_on": "2022-10-31", "amount": yuan("900000.00")},
            {"due_on": "2022-12-31", "amount": yuan("900000.00")},
        ],
    }
    assert read(schemas.PlanBody, body).command().instalments == (
        Instalment(date(2022, 10, 31), 90_000_000),
        Instalment(date(2022, 12, 31), 90_000_000),
    )


def test_a_correction_says_one_thing_and_leaves_the_rest() -> None:
    body = {"correction": {"kind": "amount", "principal": yuan("1.00")}, "reason": "审定金额有误。"}
    said = read(schemas.CorrectionRequestBody, body).command().correction
    assert (said.kind, said.principal_fen, said.debtor) == (CorrectionKind.AMOUNT, 100, None)


def test_the_plans_programme_as_a_body_is_the_one_that_is_shipped() -> None:
    command = read(schemas.ProgrammeVersionBody, programme_version()).command()
    assert command.programme == FIRST_PROGRAMME.programme


def test_the_example_of_the_description_can_be_sent() -> None:
    assert read(schemas.RegistrationBody, _EXAMPLE).command().claimed_fen == 180_000_000
