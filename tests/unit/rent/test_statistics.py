"""What was waived, as of a day and as known at an instant (R-21, R-24)."""

from datetime import date
from fractions import Fraction
from typing import Any

from msgspec.structs import replace

from services.rent.codes import OwnerKind, TenantKind
from services.rent.listings.commands import RevokeListing
from services.rent.months.exact import Exact
from services.rent.statistics.measure import (
    AddBack,
    Dimension,
    Treatment,
    add_back,
    measure,
)
from services.rent.statistics.standing import Standing, standing
from services.rent.waivers.commands import Correct, Refuse, Reverse, ReverseExecution, Withdraw
from services.rent.waivers.values import Form, Ground
from shared.testing.specs import Spec
from tests.builders.rent import (
    COLLEAGUE,
    LEASE_ID,
    PREMISES_ID,
    TENANT,
    confirmed,
    listing,
    premises,
    recorded,
)
from tests.builders.rent_leases import lease
from tests.builders.rent_waivers import (
    EXECUTED,
    IN_CHARGE,
    agreed,
    applied,
    checked,
    closed,
    executed,
    execution,
    granted,
    lifted,
    nothing,
)

LATER = "2023-01-04T10:00+08:00"
LISTED = confirmed(listing())


def on(spec: Spec[Any], day: str = "2023-02-01") -> Standing:
    told = standing(spec.history, date.fromisoformat(day))
    assert told is not None
    return told


def test_r_24_a_decision_counts_from_its_day_and_what_was_given_from_the_day_it_was() -> None:
    spec = executed()
    assert standing(spec.history, date(2022, 8, 21)) is None
    assert (on(spec, "2022-08-24").due_fen, on(spec, "2022-08-25").due_fen) == (0, 15_000_00)
    assert (on(spec, "2022-09-09").done_fen, on(spec, "2022-09-10").done_fen) == (0, 15_000_00)


def test_r_24_an_execution_that_was_none_never_was() -> None:
    spec = closed().given(ReverseExecution(number=1, reason="退票"))
    assert (on(closed()).done_fen, on(closed()).closed) == (15_000_00, True)
    assert (on(spec).done_fen, on(spec).closed) == (0, False)


def test_r_24_the_extra_months_are_told_apart_and_gone_with_their_listing() -> None:
    spec = lifted(closed(), LISTED.state, LATER)
    told = on(spec)
    assert (told.due_months, told.top_up_months) == (Fraction(6), Fraction(3))
    assert (told.due_fen, told.top_up_fen) == (30_000_00, 15_000_00)
    assert on(spec, "2023-01-03").due_fen == 15_000_00
    revoked = LISTED.given(RevokeListing(listing_id="L1", reason="撤回"), actor=COLLEAGUE)
    after = on(lifted(spec, revoked.state, LATER))
    assert (after.due_fen, after.top_up_fen, after.top_up_months) == (15_000_00, 0, Fraction(0))


def test_r_24_a_correction_restates_every_day() -> None:
    spec = executed()
    dearer = {**spec.others, LEASE_ID: recorded(terms=lease(monthly=6000)).state}
    order = Correct(figures=None, size=None, reason="租金误填。")
    corrected = spec.when(order, actor=IN_CHARGE, others=dearer).done()
    assert on(corrected, "2022-08-25").due_fen == 18_000_00


def test_r_24_what_was_withdrawn_or_reversed_is_no_case() -> None:
    withdrawn = applied().given(Withdraw(reason="不再申请"))
    reversed_ = executed().given(Reverse(reason="虚假"), actor=IN_CHARGE)
    for spec in (withdrawn, reversed_):
        assert standing(spec.history, date(2023, 2, 1)) is None


def cases() -> list[Standing]:
    """Two tenants of one building, a third refused, one of a central enterprise."""
    mixed = agreed().given(execution(Exact(1), 5_000_00), at=EXECUTED)
    mixed = mixed.given(execution(Exact(2), 10_000_00, form=Form.REFUND, document_no="TK-1"))
    stall = replace(TENANT, uscc="92530902MA6K00003X", kind=TenantKind.SELF_EMPLOYED)
    other = granted(checked(applied(nothing(tenant=stall))))
    factory = checked(applied(nothing(tenant=replace(TENANT, uscc="x", industry="1310"))))
    refused = factory.given(Refuse(ground=Ground.NOT_SERVICE, note="制造业"), actor=IN_CHARGE)
    central = nothing(
        others={
            PREMISES_ID: premises(owner=OwnerKind.CENTRAL_ENTERPRISE).state,
            LEASE_ID: recorded().state,
        }
    )
    given = executed(agreed(granted(checked(applied(central)))))
    return [
        on(mixed),
        on(other),
        on(refused),
        replace(on(given), landlord="YNJT", premises_id="p2"),
    ]


def test_r_24_households_premises_months_amounts_forms_and_rejections() -> None:
    [told] = measure(cases(), {PREMISES_ID: 12_050}).values()
    assert (told.applied, told.firms, told.self_employed) == (4, 1, 1)
    assert (told.premises, told.area_dm2) == (2, 12_050)
    assert (told.due_months, told.due_fen) == (Fraction(9), 45_000_00)
    assert (told.done_months, told.done_fen) == (Fraction(6), 30_000_00)
    assert told.by_form[Form.REFUND].amount_fen == 10_000_00
    assert told.by_form[Form.DIRECT].months == 4
    assert sum(one.amount_fen for one in told.by_form.values()) == told.done_fen
    assert told.refused == {Ground.NOT_SERVICE: 1}


def test_r_24_by_kind_of_landlord_the_sums_are_those_of_all() -> None:
    told = measure(cases(), {}, Dimension.OWNER)
    assert list(told) == ["central_enterprise", "state_enterprise"]
    assert sum(one.due_fen for one in told.values()) == 45_000_00
    [empty] = measure([], {}).values()
    assert (empty.applied, empty.due_fen, empty.due_months) == (0, 0, Fraction(0))


def test_r_21_waived_rent_counts_as_profit_and_of_central_enterprises_is_left_out() -> None:
    assert add_back(cases()) == [
        AddBack("LXCT", Treatment.ADDED_BACK, 15_000_00),
        AddBack("YNJT", Treatment.EXCLUDED, 15_000_00),
    ]
