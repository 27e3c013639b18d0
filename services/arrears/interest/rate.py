"""Which rate overdue interest runs at (domain rules 1.3). Pure."""

from collections.abc import Iterator

from services.arrears.codes import CreditorKind
from services.arrears.interest.lpr import LprPoint, LprTable
from services.arrears.interest.model import (
    STATUTORY_RATE,
    InterestFlag,
    Per,
    Rate,
    RateBasis,
    RateDecision,
    RateTerms,
)
from services.arrears.terms.regulations import (
    BACK_TO_BACK_REPLY,
    SELF_EMPLOYED_RULE,
    Regulation,
    regulation_of,
)
from shared.kernel.sentences import Sentence


def rate_of(terms: RateTerms, table: LprTable) -> RateDecision:
    """The agreed rate, not below the LPR on the contract's day; 0.05 % a day where none is agreed.

    Where the regulation does not reach (an older contract, a self-employed creditor, no contract
    date) only an agreed rate is used, as it stands; nothing is guessed.
    """
    applied = regulation_of(terms.contract_on) if terms.contract_on else None
    judged_by = None if terms.creditor is CreditorKind.SELF_EMPLOYED else applied
    lpr = table.latest(terms.contract_on) if terms.contract_on else None
    rate, basis = _decided(terms, judged_by, lpr)
    return RateDecision(
        rate=rate,
        basis=basis,
        agreed=terms.agreed,
        lpr=lpr,
        lpr_version=table.version,
        year_days=terms.year_days,
        decree=judged_by.decree if judged_by else None,
        flags=tuple(_flags(terms, judged_by, lpr, basis, table)),
        citations=tuple(_citations(terms, judged_by)),
    )


def _decided(
    terms: RateTerms, judged_by: Regulation | None, lpr: LprPoint | None
) -> tuple[Rate | None, RateBasis | None]:
    floor = Rate(lpr.percent, Per.YEAR) if lpr and judged_by else None
    if terms.agreed is not None:
        if floor is None or _at_least(terms.agreed, floor, terms):
            return terms.agreed, RateBasis.AGREED
        return floor, RateBasis.LPR_COURT if terms.back_to_back_void else RateBasis.LPR_FLOOR
    if judged_by is None:
        return None, None
    if terms.back_to_back_void:
        return (floor, RateBasis.LPR_COURT) if floor else (None, None)
    return STATUTORY_RATE, RateBasis.STATUTORY


def _at_least(agreed: Rate, floor: Rate, terms: RateTerms) -> bool:
    return agreed.daily(terms.year_days) >= floor.daily(terms.year_days)


def _flags(
    terms: RateTerms,
    judged_by: Regulation | None,
    lpr: LprPoint | None,
    basis: RateBasis | None,
    table: LprTable,
) -> Iterator[InterestFlag]:
    if terms.contract_on is None:
        yield InterestFlag.CONTRACT_DATE_MISSING
    if terms.creditor is CreditorKind.SELF_EMPLOYED:
        yield InterestFlag.SELF_EMPLOYED_OWN_RULE
    elif terms.contract_on and judged_by is None:
        yield InterestFlag.BEFORE_REGULATION
    if terms.back_to_back_void:
        yield InterestFlag.BACK_TO_BACK_VOID
    if basis is None:
        yield InterestFlag.RATE_UNKNOWN
    regulated = terms.creditor is not CreditorKind.SELF_EMPLOYED
    compared = regulated and (terms.agreed is not None or terms.back_to_back_void)
    if compared and lpr is None:
        yield InterestFlag.FLOOR_UNKNOWN
    if compared and terms.contract_on and not table.covers(terms.contract_on):
        yield InterestFlag.LPR_MAY_BE_NEWER
    if terms.agreed is not None and basis in {RateBasis.LPR_FLOOR, RateBasis.LPR_COURT}:
        yield InterestFlag.RATE_BELOW_FLOOR


def _citations(terms: RateTerms, judged_by: Regulation | None) -> Iterator[Sentence]:
    if terms.creditor is CreditorKind.SELF_EMPLOYED:
        yield SELF_EMPLOYED_RULE.citation
    if judged_by:
        yield judged_by.cite(judged_by.interest)
    if terms.back_to_back_void:
        yield BACK_TO_BACK_REPLY.citation
