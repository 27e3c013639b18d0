"""Why a complaint is not accepted (domain rules 1.4, after the cities' notices)."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from shared.kernel.sentences import Sentence


class NotAccepted(StrEnum):
    """The last two are found in local rules only."""

    NOT_A_PURCHASE_DEBT = "not_a_purchase_debt"
    ALREADY_ELSEWHERE = "already_elsewhere"
    OTHER_LAW = "other_law"
    NOTHING_NEW = "nothing_new"
    NOT_YET_DUE = "not_yet_due"
    NO_CONTRACT = "no_contract"


LOCAL_ONLY: Final = frozenset({NotAccepted.NOT_YET_DUE, NotAccepted.NO_CONTRACT})

SENTENCE: Final[Mapping[NotAccepted, Sentence]] = MappingProxyType(
    {
        NotAccepted.NOT_A_PURCHASE_DEBT: Sentence(
            "所涉款项不属于机关、事业单位或者大型企业采购货物、工程、服务产生的欠款，不予受理。",
            "Not a debt from goods, works or services bought by a public body or a large enterprise.",
        ),
        NotAccepted.ALREADY_ELSEWHERE: Sentence(
            "该事项已由人民法院、仲裁机构、其他行政机关或者调解组织受理或者处理，不予受理。",
            "A court, an arbitration body, another agency or a mediation body already has the matter.",
        ),
        NotAccepted.OTHER_LAW: Sentence(
            "法律、行政法规或者国家有关规定对该事项的处理另有规定，不予受理。",
            "Another law, regulation or State rule says how the matter is handled.",
        ),
        NotAccepted.NOTHING_NEW: Sentence(
            "该事项已经处理终结，没有新的事实或者理由再次投诉，不予受理。",
            "The matter was handled before, and there is no new fact or reason.",
        ),
        NotAccepted.NOT_YET_DUE: Sentence(
            "付款期限尚未届满，不予受理；期满仍未付款的，可以再次投诉。",
            "Payment is not due yet; the firm may complain again once it is.",
        ),
        NotAccepted.NO_CONTRACT: Sentence(
            "投诉人未能证明与被投诉人存在合同关系，不予受理。",
            "The complainant shows no contract with the respondent.",
        ),
    }
)
