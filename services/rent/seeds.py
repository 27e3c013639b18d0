"""The policy facts every installation of the rent service starts with."""

from datetime import date
from typing import Final

from services.rent.codes import OwnerKind, RiskLevel
from services.rent.months.granted import Proration
from services.rent.programme.commands import PublishProgramme
from services.rent.programme.state import Programme, Scheme
from services.rent.size.classify import SizeClass
from shared.kernel.divisions import DISTRICT

# 一(十一): 3 months of 2022, 6 in all where the district was listed. That it is the county-level
# district that is listed stands in 发改财金〔2022〕271号; twice the months for all tenants of one
# premises in the Kunming rule; pro rata by days for central enterprises in the notice of their
# regulator (domain rules 4.1, R-8, R-9). The medium class of risk areas ended on 2022-11-11.
FIRST_PROGRAMME: Final = PublishProgramme(
    programme=Programme(
        code="2022",
        name="2022年国有房屋租金减免",
        year=2022,
        adcode=DISTRICT,
        base_months=3,
        listed_months=6,
        premises_factor=2,
        owners=(
            OwnerKind.STATE_ORGAN,
            OwnerKind.PUBLIC_INSTITUTION,
            OwnerKind.STATE_ENTERPRISE,
            OwnerKind.CENTRAL_ENTERPRISE,
        ),
        sizes=(SizeClass.SMALL, SizeClass.MICRO),
        self_employed_requires_service=True,
        proration=((OwnerKind.CENTRAL_ENTERPRISE, Proration.PRO_RATA_DAYS),),
        schemes=(
            Scheme(date(2021, 5, 1), "第八版、第九版防控方案", (RiskLevel.MEDIUM, RiskLevel.HIGH)),
            Scheme(date(2022, 11, 11), "优化防控二十条措施", (RiskLevel.HIGH,)),
        ),
        care_until=date(2022, 12, 31),
        main_by=date(2022, 6, 30),
        done_by=date(2022, 11, 30),
        summary_by=date(2022, 12, 10),
        top_up_months=2,
    ),
    effective_on=date(2022, 8, 19),
    document_no="临翔政办发〔2022〕56号",
    author="区国资委",
)
