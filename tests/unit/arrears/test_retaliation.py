"""A creditor's report of retaliation: a case that does not exist for whom it is about (A-24)."""

from datetime import date
from typing import Any

import pytest
from msgspec.structs import replace

from services.arrears.model import ITEM, RETALIATION
from services.arrears.refusals import ArrearsNotFound, DateInFuture
from services.arrears.retaliation.commands import (
    ConcludeRetaliation,
    ReportRetaliation,
    TakeUpRetaliation,
)
from services.arrears.retaliation.events import (
    RetaliationConcluded,
    RetaliationReported,
    RetaliationTakenUp,
)
from services.arrears.retaliation.refusals import (
    DepartmentUnknown,
    GroundsMissing,
    MeasuresMissing,
    ReportAlreadyTakenUp,
    ReportConcluded,
    ReportNotFound,
    ReportNotTakenUp,
)
from services.arrears.retaliation.state import State
from services.arrears.retaliation.values import (
    CONDUCT_ZH,
    FINDING_ZH,
    STATUS_ZH,
    Conduct,
    Finding,
    Status,
)
from shared.kernel.actor import Actor, Role
from shared.testing.specs import STREAM, Decision, Spec, instant
from tests.builders.arrears import (
    CREDITOR_USCC,
    DEBTOR,
    DEBTOR_USCC,
    IN_CHARGE,
    OFFICE,
    PLATFORM,
    SUPERVISION_OFFICE,
    THE_CREDITOR,
    THE_DEBTOR,
    item_of,
    registered,
)

NOW = "2022-09-20T10:00+08:00"
ITEM_ID = "01836ce8-3a00-7000-8000-0000000000ff"
AUDITOR = Actor(id="auditor-1", role=Role.AUDITOR, client="console")
TAKE_UP = TakeUpRetaliation(investigator="区政府督查室")
FOUND = ConcludeRetaliation(
    finding=Finding.SUBSTANTIATED, grounds="经调阅招标文件核实。", measures="责令改正。"
)


def report(**changes: Any) -> ReportRetaliation:
    fields: dict[str, Any] = {
        "report_id": STREAM,
        "item_id": ITEM_ID,
        "departments": (),
        "conduct": Conduct.EXCLUDED_FROM_BUSINESS,
        "happened_on": date(2022, 9, 15),
        "description": "投诉欠款后，被告知今后不得参与该单位的工程投标。",
    }
    return ReportRetaliation(**{**fields, **changes})


def reporting(order: ReportRetaliation, actor: Actor = OFFICE, item: Any = None) -> Decision[State]:
    about = {ITEM_ID: item or item_of(registered())}
    return Spec(RETALIATION).when(order, at=NOW, actor=actor, others=about)


def reported(*departments: str) -> Spec[State]:
    return reporting(report(departments=departments)).done()


def test_a_report_is_about_the_debtor_whether_it_names_it_or_not() -> None:
    reporting(report(departments=("SASAC", "HOUSE")), PLATFORM_OF_THE_ITEM).then(
        RetaliationReported(
            number="LX-F-2022-00000001",
            item_id=ITEM_ID,
            item_number="LX-A-2022-000001",
            creditor_uscc=CREDITOR_USCC,
            creditor_name=THE_CREDITOR.name,
            debtor_uscc=DEBTOR_USCC,
            debtor_name=THE_DEBTOR.name,
            about=("HOUSE", "SASAC"),
            conduct=Conduct.EXCLUDED_FROM_BUSINESS,
            happened_on=date(2022, 9, 15),
            description="投诉欠款后，被告知今后不得参与该单位的工程投标。",
            evidence=(),
            client=PLATFORM_OF_THE_ITEM.client,
            reported_by=PLATFORM_OF_THE_ITEM.id,
            reported_at=instant(NOW),
        )
    )


PLATFORM_OF_THE_ITEM = replace(PLATFORM, client=OFFICE.client)


def test_a_platform_reports_about_its_own_items_and_learns_of_no_other() -> None:
    reporting(report(), PLATFORM).then_refused(ArrearsNotFound)
    reporting(report(), item=RETALIATION.initial).then_refused(ArrearsNotFound)


@pytest.mark.parametrize(
    ("order", "refusal"),
    [
        (report(departments=("NONE",)), DepartmentUnknown),
        (report(description=" "), GroundsMissing),
        (report(happened_on=date(2022, 9, 21)), DateInFuture),
    ],
)
def test_what_a_report_must_be(order: ReportRetaliation, refusal: type) -> None:
    reporting(order).then_refused(refusal)


def test_somebody_looks_into_it_once() -> None:
    after = (
        reported()
        .when(TAKE_UP, actor=SUPERVISION_OFFICE)
        .then(
            RetaliationTakenUp(
                investigator="区政府督查室",
                taken_up_by=SUPERVISION_OFFICE.id,
                taken_up_at=instant(NOW),
            )
        )
    )
    after.when(TAKE_UP).then_nothing()
    after.when(TakeUpRetaliation(investigator="区司法局")).then_refused(
        ReportAlreadyTakenUp, investigator="区政府督查室"
    )
    reported().when(TakeUpRetaliation(investigator=" ")).then_refused(GroundsMissing)


def test_a_report_ends_with_its_finding_and_what_is_done_about_it() -> None:
    reported().when(FOUND).then_refused(ReportNotTakenUp)
    taken_up = reported().given(TAKE_UP)
    taken_up.when(replace(FOUND, measures=" ")).then_refused(MeasuresMissing)
    taken_up.when(replace(FOUND, grounds="")).then_refused(GroundsMissing)
    after = taken_up.when(FOUND).then(
        RetaliationConcluded(
            finding=Finding.SUBSTANTIATED,
            grounds=FOUND.grounds,
            measures=FOUND.measures,
            evidence=(),
            concluded_by=OFFICE.id,
            concluded_at=instant(NOW),
        )
    )
    after.when(FOUND).then_nothing()
    after.when(replace(FOUND, finding=Finding.UNPROVEN)).then_refused(ReportConcluded)
    after.when(TAKE_UP).then_refused(ReportConcluded)
    taken_up.given(ConcludeRetaliation(finding=Finding.UNPROVEN, grounds="证据不足。"))


@pytest.mark.parametrize(
    ("departments", "seen_by"),
    [
        ((), {"office", "supervision", "audit"}),
        (("MIIT",), {"supervision", "audit"}),
        (("SUPERV",), {"office", "audit"}),
    ],
)
def test_a_24_nobody_learns_of_a_report_about_their_own_unit(
    departments: tuple[str, ...], seen_by: set[str]
) -> None:
    actors = {
        "office": OFFICE,
        "supervision": SUPERVISION_OFFICE,
        "audit": AUDITOR,
        "debtor": DEBTOR,
        "in charge": IN_CHARGE,
        "platform": PLATFORM_OF_THE_ITEM,
    }
    state = reported(*departments).state
    assert {name for name, who in actors.items() if RETALIATION.visible_to(state, who)} == seen_by


def test_a_24_an_order_about_a_report_that_is_hidden_is_answered_as_if_there_were_none() -> None:
    hidden = reported("MIIT")
    hidden.when(TAKE_UP, actor=OFFICE).then_refused(ReportNotFound)
    Spec(RETALIATION).when(TAKE_UP, at=NOW, actor=OFFICE).then_refused(ReportNotFound)
    hidden.given(TAKE_UP, actor=SUPERVISION_OFFICE)


def test_a_24_the_id_of_a_report_is_that_of_no_item() -> None:
    state: Any = reported().state
    assert not ITEM.visible_to(state, DEBTOR)
    assert ITEM.visible_to(ITEM.initial, DEBTOR)


def test_every_code_of_a_report_has_its_words() -> None:
    assert set(CONDUCT_ZH) == set(Conduct)
    assert set(FINDING_ZH) == set(Finding)
    assert set(STATUS_ZH) == set(Status)
