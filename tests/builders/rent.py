"""The rent waiver of 2022 in the words of its rules."""

from datetime import date
from typing import Any, Final

from msgspec.structs import replace

from services.rent.codes import OwnerKind, RiskLevel, TenantKind
from services.rent.eligibility.answer import Answer, answer
from services.rent.eligibility.question import Premises, Question, Tenant
from services.rent.leases.commands import NoteEarlierWaiver, RecordLease
from services.rent.leases.state import State as LeaseState
from services.rent.leases.values import Content, Lessor
from services.rent.listings.commands import CheckListing, RecordListing
from services.rent.listings.events import Announcer, Listing
from services.rent.listings.state import Listings
from services.rent.model import LEASE, LISTINGS, PREMISES, PROGRAMME
from services.rent.months.exact import Exact
from services.rent.months.waived import Freed
from services.rent.parties import Landlord, TenantParty
from services.rent.premises.commands import RecordPremises
from services.rent.premises.state import State as PremisesState
from services.rent.premises.values import Details
from services.rent.programme.state import PROGRAMME as PROGRAMME_ID
from services.rent.programme.state import Programmes
from services.rent.seeds import FIRST_PROGRAMME
from services.rent.size.classify import Figures
from shared.kernel.actor import Actor, Role
from shared.testing.specs import Spec
from tests.builders.rent_leases import day, lease

CLERK: Final = Actor(id="sasac-1", role=Role.COORDINATOR, client="console")
COLLEAGUE: Final = Actor(id="sasac-2", role=Role.COORDINATOR, client="console")
PUBLISHED: Final = "2022-08-22T09:00+08:00"
PROGRAMME_2022: Final = FIRST_PROGRAMME.programme

CAFE: Final = Tenant(kind=TenantKind.FIRM, industry="6210", figures=Figures(8, 90_000_000, None))
SHOP: Final = Tenant(kind=TenantKind.SELF_EMPLOYED, industry="5211")
STATE_PREMISES: Final = Premises("530902001", OwnerKind.STATE_ENTERPRISE)


def programmes() -> Programmes:
    return Spec(PROGRAMME).given(FIRST_PROGRAMME, at=PUBLISHED).state


def listing(from_on: str = "2022-08-31", **changes: Any) -> Listing:
    fields: dict[str, Any] = {
        "adcode": "530902001",
        "place": "凤翔街道某小区",
        "level": RiskLevel.MEDIUM,
        "announcer": Announcer.COUNTY,
        "body": "临翔区应对新冠肺炎疫情工作领导小组指挥部",
        "document_no": "临翔疫指〔2022〕31号",
        "effective_from": date.fromisoformat(from_on),
        "effective_to": None,
        "scheme": "第九版",
        "notice_digest": "sha256:" + "0" * 64,
    }
    return Listing(**{**fields, **changes})


def registry() -> Spec[Listings]:
    """Nothing is listed."""
    return Spec(LISTINGS, policies={PROGRAMME_ID: programmes()}, actor=CLERK)


def entered(
    one: Listing, listing_id: str = "L1", at: str = "2023-01-04T09:00+08:00"
) -> Spec[Listings]:
    return registry().given(RecordListing(listing_id=listing_id, listing=one), at=at)


def confirmed(one: Listing, listing_id: str = "L1") -> Spec[Listings]:
    check = CheckListing(listing_id=listing_id, confirmed=True)
    return entered(one, listing_id).given(check, actor=COLLEAGUE)


def ask(listings: Listings | None = None, **changes: Any) -> Answer:
    """A café in state premises all year, unless the changes say otherwise."""
    fields: dict[str, Any] = {
        "tested_on": date(2022, 8, 22),
        "premises": STATE_PREMISES,
        "tenant": CAFE,
        "terms": lease(monthly=5000),
    }
    question = Question(**{**fields, **changes})
    return answer(question, PROGRAMME_2022, listings or Listings(), ())


LANDLORD: Final = Landlord("LXCT", "91530902MA6K000019", "临翔区城市建设投资有限公司")
DETAILS: Final = Details(
    number="云（2019）临翔区不动产权第0001234号",
    name="南天路商铺12号",
    address="凤翔街道南天路12号",
    township="530902001",
    owner=OwnerKind.STATE_ENTERPRISE,
    landlord=LANDLORD,
    supervising="SASAC",
    area_dm2=12_050,
)
TENANT: Final = TenantParty(
    uscc="91530902MA6XTXT19B",
    name="临翔区某餐饮店",
    kind=TenantKind.FIRM,
    industry="6210",
)
PREMISES_ID: Final = "01836ce8-3a00-7000-8000-00000000000a"
LEASE_ID: Final = "01836ce8-3a00-7000-8000-00000000000b"
RECORDED: Final = "2022-08-22T10:00+08:00"


def premises(**changes: Any) -> Spec[PremisesState]:
    order = RecordPremises(details=replace(DETAILS, **changes))
    return Spec(PREMISES, stream_id=PREMISES_ID, actor=CLERK).given(order, at=RECORDED)


def content(**changes: Any) -> Content:
    """A lease of the landlord's own over the year, 5,000 yuan a month."""
    fields: dict[str, Any] = {
        "number": "CT-2022-012",
        "premises_id": PREMISES_ID,
        "lessor": Lessor(LANDLORD.uscc, LANDLORD.name, state_owned=True),
        "tenant": TENANT,
        "terms": lease(monthly=5000),
    }
    return Content(**{**fields, **changes})


def no_lease() -> Spec[LeaseState]:
    return Spec(
        LEASE,
        stream_id=LEASE_ID,
        policies={PROGRAMME_ID: programmes()},
        others={PREMISES_ID: premises().state},
        actor=CLERK,
    )


def recorded(**changes: Any) -> Spec[LeaseState]:
    return no_lease().given(RecordLease(content=content(**changes)), at=RECORDED)


def earlier(
    months: Exact, a: str = "2022-02-01", b: str = "2022-03-31", **changes: Any
) -> NoteEarlierWaiver:
    """What the landlord waived of those days before the plan (R-14)."""
    fields: dict[str, Any] = {
        "lease_id": LEASE_ID,
        "programme": "2022",
        "freed": Freed(day(a), day(b), months),
        "amount_fen": 1_000_000,
        "document_no": "城投办〔2022〕3号",
    }
    return NoteEarlierWaiver(**{**fields, **changes})
