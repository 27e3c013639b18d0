"""The documents of an item: with every order, by themselves, and kept from the commit on (1.9)."""

from datetime import date

import msgspec
import pytest
from msgspec.structs import replace

from services.arrears.commands import (
    AddEvidence,
    AnswerStep,
    ClearArrears,
    DisputeArrears,
    ExcludeArrears,
    ReopenArrears,
    StartJudicial,
    TakeStep,
)
from services.arrears.events import (
    ArrearsEvidenceAdded,
    Evidence,
    ExclusionReason,
    JudicialWay,
    Step,
    evidence_of,
)
from services.arrears.evidence_answers import CAME_WITH_ZH
from services.arrears.model import MODEL, REGISTRY
from services.arrears.refusals import EvidenceComesLate, EvidenceMissing
from services.arrears.state import State
from shared.kernel.attachments import Attachment
from shared.kernel.decider import Claim, Command
from shared.testing.specs import Spec, instant
from tests.builders.arrears import (
    DEBTOR,
    OFFICE,
    PLATFORM,
    item_of,
    pay,
    registered,
    verified,
)
from tests.builders.golden import full_file, golden_file
from tests.unit.arrears.test_clearance import cleared

LATER = "2022-10-10T10:00+08:00"
SCAN = Evidence(
    "结算书", "sha256:00", file=Attachment("sha256:00", "结算书.pdf", "application/pdf", 9)
)
PAPER = Evidence("工程施工合同（原件）", kept_at="区住房城乡建设局档案室")
BY_NAME_ONLY = Evidence("结算书", "sha256:00")
CARRYING = [
    listed.name
    for listed in REGISTRY.types
    if "evidence" in [field.name for field in msgspec.structs.fields(listed.shape)]
]


def paid_with(*evidence: Evidence) -> Command:
    return replace(pay("V1", 100, "2022-09-05"), evidence=evidence)


ORDERS: dict[str, tuple[Spec[State], Command]] = {
    "exclude": (
        registered(),
        ExcludeArrears(reason=ExclusionReason.UNFOUNDED, note="查无此合同", evidence=(SCAN,)),
    ),
    "pay": (verified(), paid_with(SCAN)),
    "dispute": (verified(), DisputeArrears(disputed_fen=100, reason="质量", evidence=(SCAN,))),
    "go to court": (
        verified(),
        StartJudicial(
            way=JudicialWay.LITIGATION,
            body="临翔区人民法院",
            case_number="（2022）云0902民初345号",
            filed_on=date(2022, 9, 10),
            evidence=(SCAN,),
        ),
    ),
    "reopen": (cleared(), ReopenArrears(reason="凭证系重复使用。", evidence=(SCAN,))),
    "answer": (
        verified().given(TakeStep(step=Step.INQUIRY, text="请说明。"), at="2022-09-06T10:00+08:00"),
        AnswerStep(number=1, text="资金已申请。", evidence=(SCAN,)),
    ),
}


@pytest.mark.parametrize("name", CARRYING)
def test_every_fact_with_documents_is_named_in_the_list_and_keeps_its_files(name: str) -> None:
    full = full_file("arrears", name, 1)
    path = full if full.exists() else golden_file("arrears", name, 1)
    event = replace(REGISTRY.decode(name, 1, path.read_bytes()), evidence=(SCAN, PAPER))
    [aggregate] = [one for one in MODEL.aggregates if type(event) in one.events]
    assert name in CAME_WITH_ZH
    assert Claim("file/sha256:00", 9) in list(aggregate.claims(event))


@pytest.mark.parametrize("name", ORDERS)
def test_an_order_files_its_documents_with_the_item(name: str) -> None:
    situation, order = ORDERS[name]
    after = situation.given(order, at=LATER)
    assert evidence_of(after.history[-1]) == (SCAN,)
    assert item_of(after).evidence == (SCAN,)


def test_documents_known_by_their_digest_alone_stay_in_the_list() -> None:
    item = item_of(registered(evidence=(BY_NAME_ONLY, PAPER)))
    assert item.evidence == (BY_NAME_ONLY, PAPER)


def test_documents_are_added_by_whoever_has_to_do_with_the_item_at_any_time() -> None:
    order = AddEvidence(evidence=(SCAN, PAPER), note="现补充。")
    for situation in (registered(), verified(), cleared()):
        for actor in (OFFICE, PLATFORM, DEBTOR):
            situation.when(order, at=LATER, actor=actor).then(
                ArrearsEvidenceAdded(
                    evidence=(SCAN, PAPER),
                    note="现补充。",
                    added_by=actor.id,
                    added_at=instant(LATER),
                )
            )


def test_adding_nothing_is_refused() -> None:
    verified().when(AddEvidence(evidence=()), at=LATER).then_refused(EvidenceMissing)


def test_documents_added_again_are_quiet_and_only_new_ones_are_filed() -> None:
    added = verified().given(AddEvidence(evidence=(SCAN,)), at=LATER)
    added.when(AddEvidence(evidence=(SCAN,)), at=LATER).then_nothing()
    [fact] = added.when(AddEvidence(evidence=(SCAN, PAPER)), at=LATER).facts
    assert evidence_of(fact) == (PAPER,)


def test_the_file_of_a_document_known_by_its_digest_can_be_brought_later() -> None:
    known = registered(evidence=(BY_NAME_ONLY,))
    known.when(AddEvidence(evidence=(BY_NAME_ONLY,)), at=LATER).then_nothing()
    [fact] = known.when(AddEvidence(evidence=(SCAN,)), at=LATER).facts
    assert evidence_of(fact) == (SCAN,)


def test_the_place_a_paper_is_kept_at_can_be_told_later() -> None:
    known = registered(evidence=(Evidence(PAPER.title),))
    [fact] = known.when(AddEvidence(evidence=(PAPER,)), at=LATER).facts
    assert evidence_of(fact) == (PAPER,)


def test_a_repeated_order_is_quiet_and_never_drops_a_document() -> None:
    paid = verified().given(paid_with(SCAN), at=LATER)
    paid.when(paid_with(SCAN), at=LATER).then_nothing()
    late = paid_with(SCAN, PAPER)
    paid.when(late, at=LATER).then_refused(EvidenceComesLate, title=PAPER.title)
    again = ClearArrears(note="已清偿。", evidence=(PAPER,))
    cleared().when(again, at=LATER).then_refused(EvidenceComesLate)
