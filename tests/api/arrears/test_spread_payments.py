"""One payment that names no debt, over HTTP: one order over all that two parties have between them."""

from typing import Any

from shared.kernel.ids import new_id
from tests.api.arrears.ledger import PATH, Ledger, paid, registered
from tests.api.walking import Walk
from tests.builders.arrears_bodies import contract, registration
from tests.builders.firms import new_credit_code


async def owed(ledger: Ledger, creditor: dict[str, Any], delivered_on: str) -> Walk:
    """1,000.00 for what was delivered on a day, verified."""
    written = contract(f"Z-{new_id()}", delivered_on=delivered_on)
    walk = await registered(ledger.api, creditor=creditor, contract=written)
    return await ledger.verify(walk, "1000.00")


async def outstanding(ledger: Ledger, walk: Walk) -> str:
    state = (await ledger.api.get(f"{PATH}/{walk.id}")).json()
    amount: str = state["amounts"]["outstanding"]["amount"]
    return amount


async def test_a_17_a_payment_that_names_no_debt_pays_what_was_due_first(ledger: Ledger) -> None:
    await ledger.go_to("2023-02-01T09:00+08:00")
    creditor = {**registration()["creditor"], "uscc": new_credit_code()}
    late = await owed(ledger, creditor, "2022-07-01")
    early = await owed(ledger, creditor, "2022-03-01")
    elsewhere = await owed(ledger, registration()["creditor"], "2022-01-01")

    payment = {**paid("1500.00", "2023-02-01", payee_uscc=creditor["uscc"]), "spread": True}
    await late.order("payments", payment)
    left = [await outstanding(ledger, walk) for walk in (late, early, elsewhere)]
    assert left == ["500.00", "0.00", "1000.00"]

    more = {**paid("500.01", "2023-02-01", payee_uscc=creditor["uscc"]), "spread": True}
    await late.refused("payments", more, status=422, code="more_than_payable")
    both = paid(
        "1.00",
        "2023-02-01",
        payee_uscc=creditor["uscc"],
        shares=[{"arrears_id": late.id, "amount": {"amount": "1.00", "currency": "CNY"}}],
    )
    await late.refused("payments", {**both, "spread": True}, status=422, code="spread_with_shares")
