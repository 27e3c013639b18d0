"""The documents of the ladder: facts of their own day, the edition of that day, the same for ever."""

import hashlib
from datetime import date
from pathlib import Path
from typing import Any, Final

import pytest
from msgspec.structs import replace

from services.arrears.codes import CreditorKind
from services.arrears.commands import AnswerStep, TakeStep
from services.arrears.documents.capitals import in_capitals
from services.arrears.documents.editions import EDITIONS, Edition, document
from services.arrears.documents.issued import Issued
from services.arrears.documents.wording import worded
from services.arrears.events import Step
from services.arrears.model import MODEL
from services.arrears.rules.people import may_read_document
from services.arrears.terms.model import DaysBasis, TermFlag
from services.arrears.withheld import told_of
from shared.eventstore.log import Recorded
from shared.kernel.actor import Actor, Role
from shared.kernel.decider import Event
from shared.kernel.ids import new_id
from shared.testing.specs import instant
from tests.builders.arrears import (
    DEBTOR,
    IN_CHARGE,
    OFFICE,
    PLATFORM,
    SUPERVISION_OFFICE,
    THE_CREDITOR,
    THE_DEBTOR,
    item_of,
    verified,
    yuan,
)
from tests.builders.step_documents import (
    EVIDENCE,
    TAKEN_AT,
    after_time,
    in_arrears,
    on_day,
    paragraphs,
    step_taken,
    taken,
    text_of,
    with_debtor,
)
from tools.make_step_templates import OFFICE as OFFICE_ZH
from tools.make_step_templates import build

GOLDEN: Final = Path(__file__).parents[2] / "golden" / "documents"
SUMS: Final = (GOLDEN / "SHA256SUMS").read_text("utf-8").splitlines()
PLAN: Final = "临翔政办发〔2022〕56号文件要求"
D728: Final = "《保障中小企业款项支付条例》（国务院令第728号）"
D802: Final = "《保障中小企业款项支付条例》（国务院令第802号）"
AUDIT: Final = Actor(id="audit-1", role=Role.AUDITOR, client="console")


def of(given: Issued) -> bytes:
    return document(given, given.step.taken_at)


@pytest.mark.parametrize("step", Step)
def test_a_document_is_what_was_sent_to_the_byte(step: Step) -> None:
    made = of(step_taken(step, EVIDENCE if step is Step.ACCOUNTABILITY else EVIDENCE[:1]))
    assert text_of(paragraphs(made)) == (GOLDEN / f"{step}.txt").read_text("utf-8"), (
        "A wording that documents were sent in stays; a changed one is a new edition."
    )
    assert f"{hashlib.sha256(made).hexdigest()}  {step}.docx" in SUMS, (
        "Where a new release of a library writes other bytes and the text holds, store its sum."
    )


def test_the_edition_is_that_of_the_day_the_step_was_recorded(tmp_path: Path) -> None:
    wording = f"title: 函询通知\nbody: {{{{ debtor }}}}：{{{{ called }}}}\nsigned: {OFFICE_ZH}"
    build(wording).save(tmp_path / "inquiry-2.docx")

    def worded_anew(given: Issued) -> dict[str, Any]:
        return {**worded(given), "called": "第二版"}

    editions = (*EDITIONS, Edition(2, date(2024, 1, 1), tmp_path, worded_anew))
    given = step_taken(Step.INQUIRY)
    before, since = instant("2023-12-31T23:59:59+08:00"), instant("2024-01-01T00:00+08:00")
    assert document(given, before, editions) == of(given)
    assert paragraphs(document(given, since, editions)) == [
        "函询通知",
        "临沧市临翔区住房和城乡建设局：第二版",
        OFFICE_ZH,
    ]
    assert document(given, instant("2022-01-01T00:00+08:00"), editions) == of(given)


@pytest.mark.parametrize(
    ("step", "day", "basis"),
    [
        (Step.TALK, "2025-05-31", f"{D728}和{PLAN}"),
        (Step.TALK, "2025-06-01", f"{D802}第二十三条第二款和{PLAN}"),
        (Step.SUPERVISION, "2022-11-02", f"{D728}和{PLAN}"),
        (Step.ACCOUNTABILITY, "2025-06-01", f"{D802}和{PLAN}"),
        (
            Step.INSPECTION,
            "2023-01-03",
            f"《政府督查工作条例》第七条、第十一条、{D728}和{PLAN}",
        ),
        (Step.INQUIRY, "2020-08-31", PLAN),
    ],
)
def test_a_document_cites_what_was_in_force_on_its_day(step: Step, day: str, basis: str) -> None:
    """1.1, 1.7: 函询 and 约谈 stand in Decree 802 alone, in force 2025-06-01."""
    given = on_day(step_taken(step), instant(f"{day}T09:00+08:00"))
    assert worded(given)["basis"] == basis


def test_the_self_employed_are_protected_by_a_regulation_of_their_own() -> None:
    """1.1: 促进个体工商户发展条例 art. 31, in force 2022-11-01."""
    given = step_taken(Step.TALK)
    owner = replace(THE_CREDITOR, kind=CreditorKind.SELF_EMPLOYED)
    given = replace(given, item=replace(given.item, creditor=owner))
    assert worded(given)["creditors"] == "个体工商户"
    rule = "《促进个体工商户发展条例》（国务院令第755号）第三十一条"
    assert worded(given)["basis"] == f"{rule}和{PLAN}"
    assert worded(on_day(given, instant("2022-10-31T09:00+08:00")))["basis"] == PLAN


@pytest.mark.parametrize(
    ("disputed", "owed"),
    [
        (0, "尚未清偿本金1800000.00元（大写：人民币壹佰捌拾万元整），无争议"),
        (1_800_000, "尚未清偿本金1800000.00元（大写：人民币壹佰捌拾万元整），均有争议"),
    ],
)
def test_what_is_disputed_is_told_apart(disputed: int, owed: str) -> None:
    order = TakeStep(step=Step.INSPECTION, text="情形严重。")
    given = taken(verified(disputed_fen=yuan(disputed)), order, TAKEN_AT[Step.INQUIRY])
    assert worded(given)["owed"] == owed


def test_a_term_that_has_to_be_reviewed_is_not_claimed_and_an_agreed_one_is_the_contracts() -> None:
    """1.2."""
    given = step_taken(Step.TALK)
    told = given.item.payment_due
    assert told is not None

    def due(**changes: Any) -> object:
        item = replace(given.item, payment_due=replace(told, **changes))
        return worded(replace(given, item=item))["due"]

    assert due() == f"依照{D728}第八条第一款，合同款项应于2021年12月30日前支付。"
    assert due(days_basis=DaysBasis.AGREED) == "按照合同约定，合同款项应于2021年12月30日前支付。"
    assert due(flags=(TermFlag.LEGAL_REVIEW,)) == ""
    assert due(due_on=None) == ""


def test_without_a_department_in_charge_of_its_own_nothing_is_copied() -> None:
    """The office itself, or the debtor, is not written to twice."""
    given = step_taken(Step.TALK)
    assert paragraphs(of(given))[-1] == "抄送：区发展改革局。"
    for debtor in ({"supervising": "MIIT"}, {"supervising": "HOUSE"}):
        alone = paragraphs(of(with_debtor(given, **debtor, leader="")))
        assert alone[-1] == "2022年11月15日"
        assert f"根据{D728}和{PLAN}，我局决定约谈你单位主要负责人。有关事项通知如下：" in alone


def test_each_ground_is_named_with_its_day_and_each_once() -> None:
    order = TakeStep(step=Step.SUPERVISION, text="限期清偿。")
    asked = in_arrears().given(
        TakeStep(step=Step.INQUIRY, text="请说明情况。"), at="2022-10-20T09:00+08:00"
    )
    answered_late = after_time(asked, "2022-11-02T09:00+08:00").given(
        AnswerStep(number=1, text="资金已申请。"), at="2022-11-02T10:00+08:00", actor=DEBTOR
    )
    given = taken(answered_late, order, "2022-11-02T11:00+08:00")
    unanswered = (
        "我局询问函（临翔清欠询〔2022〕1号）要求于2022年10月27日前书面答复，你单位未按期答复。"
    )
    assert worded(given)["grounds"] == unanswered
    assert worded(replace(given, grounds=given.grounds * 2))["grounds"] == unanswered


def test_a_missing_plan_and_the_second_missed_instalment_are_named() -> None:
    """1.7, lines 1 and 3."""
    inquiry = TakeStep(step=Step.INQUIRY, text="请说明情况。")
    unplanned = after_time(verified(), "2022-09-06T00:00+08:00")
    given = taken(unplanned, inquiry, "2022-09-06T09:00+08:00")
    assert worded(given)["grounds"] == "你单位未在2022年9月5日前清偿，也未在此前明确还款计划。"
    talk = TakeStep(step=Step.TALK, text="约谈。")
    missed = after_time(in_arrears(), "2022-12-31T12:00+08:00").given(talk)
    again = after_time(missed, "2023-01-01T00:00+08:00")
    given = taken(again, talk, "2023-01-03T09:00+08:00")
    assert worded(given)["grounds"] == "你单位先后有2期款项未按期付清。"


def test_a_duty_that_a_new_plan_took_away_has_only_its_day() -> None:
    given = step_taken(Step.TALK)
    replaced = replace(given.item, schedule=replace(given.item.schedule, duties=()))
    assert worded(replace(given, item=replaced))["grounds"] == (
        "应于2022年10月31日前付清的款项，你单位逾期多日仍未付清。"
    )


@pytest.mark.parametrize(
    "name", ["甲&乙<丙>\"'公司", "{{ 7*7 }}", "{% for x in y %}", "{_{ a_b }_}"]
)
def test_what_a_name_holds_is_text_and_nothing_else(name: str) -> None:
    given = with_debtor(step_taken(Step.INQUIRY), name=name)
    assert f"{name}：" in paragraphs(of(given))


@pytest.mark.parametrize(
    ("actor", "steps"),
    [
        (OFFICE, set(Step)),
        (SUPERVISION_OFFICE, set(Step)),
        (AUDIT, set(Step)),
        (IN_CHARGE, set(Step)),
        (DEBTOR, {Step.INQUIRY, Step.SUPERVISION, Step.TALK, Step.NOTICE}),
        (PLATFORM, {Step.INQUIRY, Step.SUPERVISION, Step.NOTICE}),
        (Actor(id="ops-1", role=Role.OPS), set()),
    ],
    ids=lambda value: value.id if isinstance(value, Actor) else "",
)
def test_what_is_about_persons_is_for_officials_and_what_goes_above_not_for_the_debtor(
    actor: Actor, steps: set[Step]
) -> None:
    item = item_of(verified())
    assert item.debtor == THE_DEBTOR
    assert {step for step in Step if may_read_document(step, item, actor)} == steps


def test_whom_a_correction_makes_the_debtor_is_not_told_by_reading_the_item_as_it_was() -> None:
    now = item_of(verified())
    then = replace(now, debtor=replace(now.debtor, unit="CAST"))
    fact = recorded(step_taken(Step.INSPECTION).step)
    told = told_of([then, now], DEBTOR, MODEL.registry)
    assert not told(fact)
    assert told_of([then, now], OFFICE, MODEL.registry)(fact)
    assert told(recorded(step_taken(Step.INQUIRY).step))


def recorded(fact: Event) -> Recorded:
    name, schema_version, data = MODEL.registry.encode(fact)
    at = instant("2022-09-06T10:00+08:00")
    return Recorded(1, new_id(), 1, name, schema_version, at, data, b"{}", b"")


@pytest.mark.parametrize(
    ("fen", "zh"),
    [
        (0, "人民币零元整"),
        (5, "人民币伍分"),
        (180_000_000, "人民币壹佰捌拾万元整"),
        (199_999_999, "人民币壹佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分"),
        (100_010_003, "人民币壹佰万零壹佰元零叁分"),
        (1_000_000_000_150, "人民币壹佰亿零壹元伍角整"),
        (1_010_000, "人民币壹万零壹佰元整"),
        (102_000_300_040_000, "人民币壹万亿零贰佰亿零叁佰万零肆佰元整"),
    ],
)
def test_a_sum_in_capitals_reads_as_a_cheque_does(fen: int, zh: str) -> None:
    assert in_capitals(fen) == zh
