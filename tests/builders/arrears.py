"""Builders of the arrears service: who acts, what is ordered, and where an item comes to.

The situations tell one story: 区住房城乡建设局 owes a local builder 1,800,000.00 for a drainage
contract of 2021; found on Monday 2022-08-22, verified on the 24th, so under the plan a plan is
owed by Monday 2022-09-05 and all of it by the end of 2022.
"""

from datetime import date
from typing import Any, Final

from services.arrears.codes import CreditorKind, DebtorKind, Subject
from services.arrears.commands import (
    DecidePlan,
    RecordPayment,
    RegisterArrears,
    SubmitPlan,
    VerifyArrears,
)
from services.arrears.events import (
    Channel,
    Contract,
    Creditor,
    Debtor,
    Evidence,
    Instalment,
    PaymentMethod,
    Share,
    Voucher,
)
from services.arrears.model import ITEM
from services.arrears.programme import state as programme_state
from services.arrears.programme.commands import PublishProgramme
from services.arrears.programme.events import ProgrammePublished
from services.arrears.programme.state import PROGRAMME, Programmes
from services.arrears.seeds import FIRST_PROGRAMME
from services.arrears.state import Item, State
from shared.kernel.actor import Actor, Role
from shared.kernel.calendars import CALENDAR, seeded_calendar
from shared.kernel.followed_calendar import FollowedCalendar
from shared.kernel.workdays import WorkCalendar
from shared.testing.orders import COORDINATOR
from shared.testing.specs import STREAM, Spec

OFFICE: Final = COORDINATOR
COLLEAGUE: Final = Actor(id="office-2", role=Role.COORDINATOR, client="console")
DEBTOR: Final = Actor(id="house-1", role=Role.DEPARTMENT, unit="HOUSE", client="console")
IN_CHARGE: Final = Actor(id="drc-1", role=Role.DEPARTMENT, unit="DRC", client="console")
OTHER_DEPARTMENT: Final = Actor(id="com-1", role=Role.DEPARTMENT, unit="COM", client="console")
PLATFORM: Final = Actor(id="platform", role=Role.PLATFORM, client="arrears-platform")
SUPERVISION_OFFICE: Final = Actor(id="superv-1", role=Role.SUPERVISOR, client="console")
TIMER: Final = Actor(id="timer:due", role=Role.SYSTEM, client="timer")

DEBTOR_USCC: Final = "115309020152603829"
CREDITOR_USCC: Final = "91530902MA6XTXT19B"

THE_DEBTOR: Final = Debtor(
    uscc=DEBTOR_USCC,
    name="临沧市临翔区住房和城乡建设局",
    kind=DebtorKind.STATE_ORGAN,
    supervising="DRC",
    township_code="530902001",
    unit="HOUSE",
    leader="局长",
)
THE_CREDITOR: Final = Creditor(
    uscc=CREDITOR_USCC,
    name="临翔区宏达市政工程有限公司",
    kind=CreditorKind.SMALL,
    township_code="530902002",
    industry_code="4819",
    size_evidence="2021年度从业人员及营业收入声明",
)
THE_CONTRACT: Final = Contract(
    number="LXZJ-2021-017",
    signed_on=date(2021, 3, 15),
    subject=Subject.WORKS,
    amount_fen=500_000_000,
    delivered_on=date(2021, 11, 30),
)

REGISTERED: Final = "2022-08-22T10:00+08:00"
VERIFIED: Final = "2022-08-24T10:00+08:00"
PLANNED: Final = "2022-08-30T10:00+08:00"
APPROVED: Final = "2022-09-01T10:00+08:00"

PRINCIPAL: Final = 180_000_000
PROOF: Final = (Evidence("工程结算审核报告"),)


def yuan(amount: int) -> int:
    """Whole yuan as fen."""
    return amount * 100


def register_arrears(**changes: Any) -> RegisterArrears:
    fields: dict[str, Any] = {
        "debtor": THE_DEBTOR,
        "creditor": THE_CREDITOR,
        "contract": THE_CONTRACT,
        "claimed_fen": PRINCIPAL,
        "channel": Channel.SELF_CHECK,
        "discovered_on": date(2022, 8, 20),
    }
    return RegisterArrears(**{**fields, **changes})


def verify_arrears(principal_fen: int = PRINCIPAL, disputed_fen: int = 0) -> VerifyArrears:
    reason = "工程量尾项有争议" if disputed_fen else ""
    return VerifyArrears(
        principal_fen=principal_fen, disputed_fen=disputed_fen, dispute_reason=reason
    )


def voucher(number: str, amount_fen: int, on: str, /, **changes: Any) -> Voucher:
    """A payment of the debtor on this one item, all of it principal."""
    fields: dict[str, Any] = {
        "number": number,
        "payer_uscc": DEBTOR_USCC,
        "payer_name": THE_DEBTOR.name,
        "payee_uscc": CREDITOR_USCC,
        "amount_fen": amount_fen,
        "value_on": date.fromisoformat(on),
        "method": PaymentMethod.TREASURY,
        "shares": (Share(STREAM, amount_fen, amount_fen),),
    }
    return Voucher(**{**fields, **changes})


def pay(number: str, amount_fen: int, on: str, /, **changes: Any) -> RecordPayment:
    return RecordPayment(voucher=voucher(number, amount_fen, on, **changes))


def submit_plan(*instalments: tuple[str, int]) -> SubmitPlan:
    """Instalments as `("2022-10-31", fen)`."""
    return SubmitPlan(
        difficulty="本年度预算已下达，专项债券资金预计十月到位。",
        instalments=tuple(Instalment(date.fromisoformat(day), fen) for day, fen in instalments),
    )


def items() -> Spec[State]:
    """No item yet, under the official calendar and the plan's programme."""
    return Spec(ITEM, policies=under())


def under(
    calendar: WorkCalendar | None = None, programmes: Programmes | None = None
) -> dict[str, Any]:
    """The policies in force: as shipped, where nothing else is said."""
    return {
        CALENDAR: FollowedCalendar(calendar or seeded_calendar()),
        PROGRAMME: programmes or with_programmes(FIRST_PROGRAMME),
    }


def with_programmes(*orders: PublishProgramme) -> Programmes:
    programmes = Programmes()
    for order in orders:
        fact = ProgrammePublished(
            programme=order.programme,
            effective_on=order.effective_on,
            document_no=order.document_no,
            author=order.author,
        )
        programmes = programme_state.evolve(programmes, fact)
    return programmes


def registered(**changes: Any) -> Spec[State]:
    """待核实"""
    return items().given(register_arrears(**changes), at=REGISTERED)


def verified(principal_fen: int = PRINCIPAL, disputed_fen: int = 0) -> Spec[State]:
    """清偿中: of the lower class, unless another principal is given."""
    return registered().given(verify_arrears(principal_fen, disputed_fen), at=VERIFIED)


def planned() -> Spec[State]:
    """With an approved plan: half by the end of October, half by the last day of the year."""
    half = PRINCIPAL // 2
    return (
        verified()
        .given(submit_plan(("2022-10-31", half), ("2022-12-31", half)), at=PLANNED, actor=DEBTOR)
        .given(DecidePlan(approved=True, reason="情况属实，同意。"), at=APPROVED, actor=IN_CHARGE)
    )


def item_of(spec: Spec[State]) -> Item:
    assert isinstance(spec.state, Item)
    return spec.state
