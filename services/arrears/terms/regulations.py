"""《保障中小企业款项支付条例》 in its two versions, and what stands beside it, as dated data (1.1).

A regulation is chosen by the day of the contract: neither text has a transition clause, so whatever
runs on under a later one is marked for legal review by whoever asks.
"""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from msgspec import Struct

from services.arrears.codes import DebtorKind
from shared.kernel.sentences import Sentence, day_zh

AGREED_DAYS_MAX: Final = 60  # 728 art. 8 ¶1; 802 art. 9 ¶1

LARGE_ENTERPRISES: Final = frozenset(
    {DebtorKind.STATE_OWNED_ENTERPRISE, DebtorKind.OTHER_LARGE_ENTERPRISE}
)


class Decree(StrEnum):
    """The version of the Payment Regulation, by the State Council decree that issued it."""

    DECREE_728 = "decree_728"
    DECREE_802 = "decree_802"


class TermRule(Struct, frozen=True, gc=False, kw_only=True):
    """The limits for one kind of debtor.

    statutory_days   where the contract agrees none; None where the regulation names no number
    agreed_days_max  the longest term to agree; None where there is no number to compare with
    binding          a longer agreed term is cut down to the longest; otherwise it is reviewed
    """

    statutory_days: int | None
    agreed_days_max: int | None
    binding: bool
    article: Sentence


class Regulation(Struct, frozen=True, gc=False, kw_only=True):
    """One version of the regulation.

    other_law  None where it does not yield to other terms
    pressing   what lets a county ask, admonish and report (函询约谈、督办通报); None where it names none
    """

    decree: Decree
    document: Sentence
    in_force_on: date
    terms: Mapping[DebtorKind, TermRule]
    settlement: Sentence
    acceptance: Sentence
    acceptance_delayed: Sentence
    other_law: Sentence | None
    back_to_back: Sentence
    excuses: Sentence
    interest: Sentence
    pressing: Sentence | None

    @property
    def title(self) -> Sentence:
        """The regulation with the decree that issued it."""
        return Sentence(
            f"《保障中小企业款项支付条例》（{self.document.zh}）",
            f"Payment Regulation ({self.document.en})",
        )

    @property
    def citation(self) -> Sentence:
        """The regulation with its decree and the day it came into force."""
        return Sentence(
            f"《保障中小企业款项支付条例》（{self.document.zh}，{day_zh(self.in_force_on)}起施行）",
            f"Payment Regulation ({self.document.en}, in force {self.in_force_on})",
        )

    def cite(self, article: Sentence) -> Sentence:
        """An article with the version it stands in."""
        return Sentence(f"{self.title.zh}{article.zh}", f"{self.title.en} {article.en}")


class Document(Struct, frozen=True, gc=False):
    """A text beside the regulation, from the day it is in force."""

    citation: Sentence
    in_force_on: date


def _public(article: Sentence) -> TermRule:
    return TermRule(
        statutory_days=30, agreed_days_max=AGREED_DAYS_MAX, binding=True, article=article
    )


def _terms(
    public: Sentence, organisations: Sentence, large: TermRule
) -> Mapping[DebtorKind, TermRule]:
    """Organisations with fiscal funds follow the rules for state organs by analogy."""
    return MappingProxyType(
        {
            DebtorKind.STATE_ORGAN: _public(public),
            DebtorKind.PUBLIC_INSTITUTION: _public(public),
            DebtorKind.FISCAL_ORGANISATION: _public(organisations),
            DebtorKind.STATE_OWNED_ENTERPRISE: large,
            DebtorKind.OTHER_LARGE_ENTERPRISE: large,
        }
    )


DECREE_728: Final = Regulation(
    decree=Decree.DECREE_728,
    document=Sentence("国务院令第728号", "State Council Decree 728"),
    in_force_on=date(2020, 9, 1),
    terms=_terms(
        Sentence("第八条第一款", "art. 8 ¶1"),
        Sentence("第八条第一款、第二十八条第一款", "art. 8 ¶1 and 28 ¶1"),
        TermRule(
            statutory_days=None,
            agreed_days_max=None,
            binding=False,
            article=Sentence("第八条第二款", "art. 8 ¶2"),
        ),
    ),
    settlement=Sentence("第八条第三款", "art. 8 ¶3"),
    acceptance=Sentence("第九条第一款", "art. 9 ¶1"),
    acceptance_delayed=Sentence("第九条第二款", "art. 9 ¶2"),
    other_law=None,
    back_to_back=Sentence("第六条、第八条", "art. 6 and 8"),
    excuses=Sentence("第十三条", "art. 13"),
    interest=Sentence("第十五条", "art. 15"),
    pressing=None,
)
DECREE_802: Final = Regulation(
    decree=Decree.DECREE_802,
    document=Sentence("国务院令第802号", "State Council Decree 802"),
    in_force_on=date(2025, 6, 1),
    terms=_terms(
        Sentence("第九条第一款", "art. 9 ¶1"),
        Sentence("第九条第一款、第三十六条第一款", "art. 9 ¶1 and 36 ¶1"),
        TermRule(
            statutory_days=60,
            agreed_days_max=60,
            binding=False,
            article=Sentence("第九条第二款", "art. 9 ¶2"),
        ),
    ),
    settlement=Sentence("第九条第四款", "art. 9 ¶4"),
    acceptance=Sentence("第十条第一款", "art. 10 ¶1"),
    acceptance_delayed=Sentence("第十条第二款", "art. 10 ¶2"),
    other_law=Sentence("第九条第三款", "art. 9 ¶3"),
    back_to_back=Sentence("第九条第二款", "art. 9 ¶2"),
    excuses=Sentence("第十四条", "art. 14"),
    interest=Sentence("第十七条", "art. 17"),
    pressing=Sentence("第二十三条第二款", "art. 23 ¶2"),
)
REGULATIONS: Final = (DECREE_728, DECREE_802)  # in the order of their coming into force

BACK_TO_BACK_REPLY: Final = Document(
    Sentence(
        "《最高人民法院关于大型企业与中小企业约定以第三方支付款项为付款前提条款效力问题的批复》（法释〔2024〕11号）",
        "Supreme People's Court reply on back-to-back clauses (法释〔2024〕11号)",
    ),
    date(2024, 8, 27),
)
SELF_EMPLOYED_RULE: Final = Document(
    Sentence(
        "《促进个体工商户发展条例》（国务院令第755号）第三十一条",
        "Regulation on the Development of the Self-Employed (State Council Decree 755) art. 31",
    ),
    date(2022, 11, 1),
)


def regulation_of(contract_on: date) -> Regulation | None:
    """The version in force on the day of the contract; None before the first (1.1)."""
    return next((r for r in reversed(REGULATIONS) if r.in_force_on <= contract_on), None)


def successor_of(contract_on: date) -> Regulation | None:
    """The first version that came into force after the day of the contract."""
    return next((r for r in REGULATIONS if r.in_force_on > contract_on), None)


def regulation(decree: Decree) -> Regulation:
    return next(r for r in REGULATIONS if r.decree is decree)
