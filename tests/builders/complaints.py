"""Builders of complaints: the vector of 1.4 under 国令802, received in the autumn of 2025."""

from datetime import date
from typing import Any, Final

from services.arrears.codes import CreditorKind, DebtorKind
from services.arrears.complaints import commands
from services.arrears.complaints.limits import ComplaintSource
from services.arrears.complaints.state import Complaint, State
from services.arrears.complaints.values import Complainant, Outcome, Respondent, StepKind
from services.arrears.model import COMPLAINT
from shared.testing.specs import Spec
from tests.builders.arrears import CREDITOR_USCC, DEBTOR_USCC, under
from tests.builders.arrears_bodies import yuan

RECORDED: Final = "2025-10-24T10:00+08:00"
DIRECTLY: Final = "2025-09-22T10:00+08:00"
COMPLAINANT: Final = Complainant(
    uscc=CREDITOR_USCC, name="临翔区宏达市政工程有限公司", kind=CreditorKind.SMALL
)
RESPONDENT: Final = Respondent(
    uscc=DEBTOR_USCC, name="临沧市临翔区住房和城乡建设局", kind=DebtorKind.STATE_ORGAN, unit="HOUSE"
)
CONCLUSION: Final = commands.ConcludeComplaint(
    outcome=Outcome.PAID,
    result="经协调，款项已付清。",
    document_no="临翔发改函〔2025〕40号",
    told_complainant_on=date(2025, 11, 21),
    told_acceptor_on=date(2025, 11, 21),
)
EXTENSION: Final = commands.ExtendComplaint(
    days=90, approved_by="区发展改革局局长", reason="需委托第三方审计。"
)


def record_complaint(**changes: Any) -> commands.RecordComplaint:
    """From the province, with its file, for 区发展改革局 to handle."""
    fields: dict[str, Any] = {
        "source": ComplaintSource.PROVINCE_TRANSFER,
        "upstream_number": "YN-TS-2025-00731",
        "received_on": date(2025, 10, 24),
        "complainant": COMPLAINANT,
        "respondent": RESPONDENT,
        "claimed_fen": 180_000_000,
        "facts": "合同约定的工程款于2025年6月到期，至今未付。",
        "handler": "DRC",
    }
    return commands.RecordComplaint(**{**fields, **changes})


def record_directly(**changes: Any) -> commands.RecordComplaint:
    """By the local channel, to be reviewed first."""
    fields: dict[str, Any] = {
        "source": ComplaintSource.DIRECT,
        "upstream_number": None,
        "received_on": date(2025, 9, 22),
        "handler": None,
    }
    return record_complaint(**{**fields, **changes})


def step(kind: StepKind, number: int = 1) -> commands.TakeComplaintStep:
    return commands.TakeComplaintStep(
        step=kind, document_no=f"临翔发改函〔2025〕3{number}号", text="请书面说明付款情况。"
    )


def complaints() -> Spec[State]:
    return Spec(COMPLAINT, policies=under())


def handled(**changes: Any) -> Spec[State]:
    """办理中: from the province, received on Friday 2025-10-24."""
    return complaints().given(record_complaint(**changes), at=RECORDED)


def received() -> Spec[State]:
    """待审查: directly, on Monday 2025-09-22."""
    return complaints().given(record_directly(), at=DIRECTLY)


def complaint_of(spec: Spec[State]) -> Complaint:
    assert isinstance(spec.state, Complaint)
    return spec.state


def complaint_body(**changes: Any) -> dict[str, Any]:
    """A complaint from the province over HTTP; a part of the body is changed whole."""
    body: dict[str, Any] = {
        "source": "province_transfer",
        "upstream_number": "YN-TS-2022-00731",
        "received_on": "2022-08-19",
        "complainant": {"uscc": CREDITOR_USCC, "name": COMPLAINANT.name, "kind": "small"},
        "respondent": {
            "uscc": DEBTOR_USCC,
            "name": RESPONDENT.name,
            "kind": "state_organ",
            "unit": "HOUSE",
        },
        "claimed": yuan("1800000.00"),
        "facts": "合同约定的工程款于2022年6月到期，至今未付。",
        "handler": "DRC",
    }
    return {**body, **changes}
