"""What of a ticket's history the firm is told (5.5): its own steps, and nothing between officials."""

from collections.abc import Callable

import pytest

from services.tickets.commands import (
    DecideExtension,
    DecideReclassification,
    ReopenTicket,
)
from services.tickets.events import ReopenGround
from services.tickets.model import TICKET
from services.tickets.open311.updates import _TOLD, Step, updates
from services.tickets.state import State
from shared.testing.specs import Spec, instant
from tests.builders.ticket_situations import (
    DECIDED,
    PLANNED,
    closed_explained,
    decide_return,
    extension_pending,
    merged,
    not_accepted,
    plan_active,
    reclassification_pending,
    return_requested,
    waiting,
)
from tests.builders.tickets import (
    HOTLINE,
    closed,
    dispatched,
    in_progress,
    second_cycle,
    submitted,
)

# Left out: requests between officials, helpers, targets, reminders, supervision, recusals, ratings.
HIDDEN = {
    "TicketAbsorbed", "TicketStaffRecused", "TicketContactErased", "TicketCaseRequested",
    "TicketReturnRequested", "TicketReturnDecided", "TicketReclassificationRequested",
    "TicketExtensionRequested", "TicketHelperReplied", "TicketCalledBack", "TicketRated",
    "TicketTargetMissed", "TicketDueSoon", "TicketClockRanOut", "TicketSupervised",
}  # fmt: skip


def told(spec: Spec[State]) -> list[str]:
    steps = [Step(n, event, instant(DECIDED)) for n, event in enumerate(spec.history, 1)]
    return [update.description for update in updates(steps)]


def test_every_event_is_either_told_or_hidden_on_purpose() -> None:
    assert {event.__name__ for event in TICKET.events} == HIDDEN | {t.__name__ for t in _TOLD}
    assert not HIDDEN & {event.__name__ for event in _TOLD}


@pytest.mark.parametrize(
    ("situation", "last"),
    [
        (submitted, "已收到诉求，办理期限至2022年9月30日。"),
        (lambda: dispatched("FIN"), "已交办区政府金融办，区财政局协办。"),
        (in_progress, "区政府金融办已开始办理。"),
        (
            plan_active,
            (
                "区政府金融办已制定办理方案：与承贷银行会商（2022年10月14日前）；"
                "与承贷银行会商（2022年10月25日前）。计划于2022年10月31日前办结。"
            ),
        ),
        (
            waiting,
            (
                "请于2022年10月9日前补充材料：贷款合同。原因：核实贷款到期日。"
                "等待补充材料的时间不计入办理期限。"
            ),
        ),
        (closed, "已销号（企业满意）。"),
        (
            closed_explained,
            "已销号（依法只能办理至此，已向企业说明）。利率由承贷银行依法自主确定。",
        ),
        (not_accepted, "不予受理：依法应当或者已经通过诉讼途径解决。请通过诉讼途径解决。"),
        (merged, "已并入工单LX-T-2022-000002一并办理，办理结果以该工单为准。"),
        (
            second_cycle,
            "经回访，问题尚未解决，由区政府金融办继续办理，办理期限至2022年10月11日。",
        ),
    ],
)
def test_a_step_is_told_in_an_officials_words(
    situation: Callable[[], Spec[State]], last: str
) -> None:
    assert told(situation())[-1] == last


def test_a_return_and_its_decision_are_between_officials() -> None:
    before = told(dispatched("FIN"))
    assert told(return_requested()) == before
    after = told(return_requested().given(decide_return("FIN"), at=DECIDED))
    assert after == [*before, "已交办区财政局。"]


def test_an_approved_extension_is_told_with_the_leads_reason_and_a_refused_one_not() -> None:
    pending = extension_pending()
    approved = pending.given(DecideExtension(reason="情况属实。", approved=True), at=PLANNED)
    assert told(approved)[-1] == "办理期限延长至2022年10月12日，原因：银行总行审批尚需时日。"
    assert told(
        pending.given(DecideExtension(reason="情况属实。", approved=False), at=PLANNED)
    ) == told(pending)


def test_only_an_approved_reclassification_is_told() -> None:
    pending = reclassification_pending()
    approved = pending.given(DecideReclassification(reason="情况属实。", approved=True), at=PLANNED)
    assert told(approved)[-1] == "经研究，属复杂问题，由区政府金融办在原期限内制定办理方案。"
    assert told(
        pending.given(DecideReclassification(reason="情况属实。", approved=False), at=PLANNED)
    ) == told(pending)


def test_each_update_has_an_id_and_the_status_of_its_time() -> None:
    steps = [Step(n, e, instant(DECIDED)) for n, e in enumerate(closed().history, 1)]
    found = list(updates(steps))
    assert [each.status for each in found] == ["open"] * 5 + ["closed"]
    assert len({each.update_id for each in found}) == len(found)
    assert found[-1].update_id == f"LX-T-2022-000001-{len(steps)}"


def test_a_reopened_ticket_is_told_its_new_date() -> None:
    order = ReopenTicket(ground=ReopenGround.NEW_FACT, statement="银行撤回展期。")
    again = closed().given(order, at="2022-10-10T09:00+08:00", actor=HOTLINE)
    assert told(again)[-2] == "已重新办理，办理期限至2022年10月17日。"
