"""Each row of the table in domain rules 5.5, in its order."""

from collections.abc import Callable

import pytest

from services.tickets.codes import CATEGORY_ZH
from services.tickets.commands import NoteTimePassed
from services.tickets.open311.mapping import extended, service_request
from services.tickets.open311.services import definition, services
from services.tickets.open311.shapes import ServiceRequest
from services.tickets.state import State, Status
from shared.kernel.clock import shanghai_date
from shared.kernel.departments import DEPARTMENTS
from shared.kernel.divisions import DISTRICT, divisions
from shared.testing.specs import Spec, instant
from tests.builders.ticket_situations import (
    closed_explained,
    merged,
    not_accepted,
    plan_active,
    plan_pending,
    return_requested,
    ticket_of,
    waiting,
    withdrawn,
)
from tests.builders.tickets import (
    CALLED_BACK,
    RECEIVED,
    REPLIED,
    TIMER,
    closed,
    dispatched,
    in_progress,
    registered,
    replied,
    submitted,
)

DUE = "2022-10-01T00:00+08:00"
ON = shanghai_date(instant(RECEIVED))


def told(spec: Spec[State], last_event_at: str = REPLIED) -> ServiceRequest:
    return service_request(ticket_of(spec), instant(last_event_at))


OPEN: list[Callable[[], Spec[State]]] = [
    submitted, registered, dispatched, in_progress, plan_pending, plan_active, replied,
]  # fmt: skip


def test_service_request_id_is_the_ticket_number() -> None:
    assert told(submitted()).service_request_id == "LX-T-2022-000001"


def test_service_code_and_its_fellows_are_the_problem_category() -> None:
    assert [each.service_code for each in services()] == list(CATEGORY_ZH)
    assert [each.service_name for each in services()] == list(CATEGORY_ZH.values())
    assert all(each.description and each.keywords and each.group for each in services())
    request = told(submitted())
    assert (request.service_code, request.service_name) == ("financing", "融资便利")


def test_metadata_is_true_and_type_is_realtime() -> None:
    assert {(each.metadata, each.type) for each in services()} == {(True, "realtime")}


@pytest.mark.parametrize("situation", [*OPEN, return_requested])
def test_status_is_open_in_every_state_until_the_end(situation: Callable[[], Spec[State]]) -> None:
    assert told(situation()).status == "open"


@pytest.mark.parametrize(
    ("situation", "state"),
    [
        (closed, Status.CLOSED),
        (closed_explained, Status.CLOSED_EXPLAINED),
        (not_accepted, Status.NOT_ACCEPTED),
        (merged, Status.MERGED),
        (withdrawn, Status.WITHDRAWN),
    ],
)
def test_status_is_closed_in_the_five_last_states(
    situation: Callable[[], Spec[State]], state: Status
) -> None:
    assert ticket_of(situation()).status is state
    assert told(situation()).status == "closed"


@pytest.mark.parametrize(
    ("situation", "notes"),
    [
        (submitted, "已收到，待受理。"),
        (registered, "已受理，待交办。"),
        (dispatched, "已交办区政府金融办。"),
        (return_requested, "正在核定承办部门。"),
        (in_progress, "区政府金融办正在办理。"),
        (plan_pending, "属复杂问题，区政府金融办正在制定办理方案。"),
        (plan_active, "区政府金融办正在按办理方案推进，计划于2022年10月31日前办结。"),
        (replied, "区政府金融办答复：已协调承贷银行办理展期六个月。"),
        (closed, "已销号（企业满意）。区政府金融办答复：已协调承贷银行办理展期六个月。"),
        (
            closed_explained,
            (
                "已销号（依法只能办理至此，已向企业说明）。区政府金融办答复：已协调承贷银行办理展期六个月。"
                "利率由承贷银行依法自主确定。"
            ),
        ),
        (not_accepted, "不予受理：依法应当或者已经通过诉讼途径解决。请通过诉讼途径解决。"),
        (merged, "已并入工单LX-T-2022-000002一并办理，办理结果以该工单为准。"),
        (withdrawn, "企业已撤回诉求。"),
    ],
)
def test_status_notes_are_the_answer_or_where_it_stands_and_for_a_merged_one_the_master(
    situation: Callable[[], Spec[State]], notes: str
) -> None:
    assert told(situation()).status_notes == notes


def test_agency_responsible_is_the_name_of_the_lead_department() -> None:
    assert told(submitted()).agency_responsible is None
    assert told(dispatched("FIN")).agency_responsible == "区政府金融办"


def test_service_notice_is_the_due_date_and_the_supervision_level() -> None:
    assert told(in_progress()).service_notice == "办理期限至2022年9月30日。"
    due = NoteTimePassed(at=instant(DUE))
    late = in_progress().given(due, at=DUE, actor=TIMER)
    assert told(late).service_notice == "办理期限至2022年9月30日。本工单已列入一级督办。"
    assert told(closed()).service_notice is None


def test_service_notice_asks_for_the_documents_that_are_waited_for() -> None:
    assert told(waiting()).service_notice == (
        "办理期限至2022年10月12日。请于2022年10月9日前补充材料：贷款合同。"
    )


def test_the_three_instants_are_received_last_event_and_the_firms_due() -> None:
    request = told(in_progress(), REPLIED)
    assert request.requested_datetime.isoformat() == "2022-09-24T10:00:00+08:00"
    assert request.updated_datetime.isoformat() == "2022-09-28T15:00:00+08:00"
    assert request.expected_datetime.isoformat() == "2022-09-30T23:59:59+08:00"


def test_a_closed_request_was_updated_when_it_was_closed() -> None:
    rated_later = told(closed(), "2022-10-05T10:00+08:00")
    assert rated_later.updated_datetime == instant(CALLED_BACK)


def test_address_is_the_township_with_its_nine_digits_and_the_rest_is_empty() -> None:
    request = told(submitted())
    assert (request.address, request.address_id) == ("邦东乡", "530902208")
    assert (request.zipcode, request.lat, request.long) == (None, None, None)


def test_media_url_is_null_because_no_attachment_is_public() -> None:
    assert told(submitted()).media_url is None


def test_provisional_is_an_extension() -> None:
    ticket = ticket_of(submitted())
    more = extended(ticket, instant(RECEIVED)).extended_attributes
    assert (more.provisional, more.title, more.cycle) == (False, ticket.title, 1)
    assert ticket_of(merged()).master_number == "LX-T-2022-000002"


def test_the_lists_of_the_definition_are_those_of_our_own_interface() -> None:
    attributes = {each.code: each for each in definition("rent", ON).attributes}
    towns = {each.code: each.name for each in divisions().townships_of(DISTRICT, ON)}
    assert {each.key: each.name for each in attributes["township_code"].values} == towns
    departments = {each.key: each.name for each in attributes["complained_unit"].values}
    assert departments == dict(DEPARTMENTS)
    orders = [each.order for each in definition("rent", ON).attributes]
    assert orders == list(range(1, len(orders) + 1))
