"""The yearly disclosure as it is published: firms by name, the self-employed masked, no contacts."""

from datetime import date, datetime
from typing import Annotated

from pydantic import Field

from services.arrears.codes import (
    CREDITOR_KIND_ZH,
    DEBTOR_KIND_ZH,
    SUBJECT_ZH,
    CreditorKind,
)
from services.arrears.disclosure_reading import Disclosure, last_day
from services.arrears.events import Creditor
from services.arrears.statistics import Disclosed, Overdue
from shared.kernel.departments import DEPARTMENTS
from shared.kernel.masking import mask_name
from shared.web.answers import Answer, shown
from shared.web.money import MoneyAnswer, money


class OverdueContractAnswer(Answer, kw_only=True):
    """A contract not paid at the end of the year. The name of a self-employed creditor is a person's:
    it is masked, and the code that tells the person is left out (6.3). `due_on` is null where the
    day of payment cannot be told.
    """

    number: str
    contract_number: str
    signed_on: date
    subject: str
    subject_zh: str
    creditor_name: str
    creditor_uscc: str | None
    creditor_kind: str
    creditor_kind_zh: str
    due_on: date | None
    contract_amount: MoneyAnswer
    principal: MoneyAnswer
    outstanding: MoneyAnswer
    disputed: Annotated[MoneyAnswer, Field(description="Of what is outstanding.")]
    judicial: Annotated[bool, Field(description="Before a court or an arbitration body.")]


class DebtorDisclosureAnswer(Answer, kw_only=True):
    """What one debtor has to publish: `contracts` were overdue, `outstanding` of their principal was
    not paid. `undetermined` are contracts whose day of payment cannot be told; they are in no sum.
    What is owed to the self-employed, who are no firms, is told apart and is in both.
    """

    uscc: str
    name: str
    kind: str
    kind_zh: str
    department: str
    department_zh: str
    contracts: int
    outstanding: MoneyAnswer
    disputed: MoneyAnswer
    self_employed_contracts: int
    self_employed: MoneyAnswer
    overdue: list[OverdueContractAnswer]
    undetermined: list[OverdueContractAnswer]


class DisclosureAnswer(Answer, kw_only=True):
    """Contracts and amounts that state organs and public institutions had not paid at the end of
    `as_of`, as it was known at `known_at` (A-22). `final` says that the same question always has
    this answer from now on.
    """

    year: int
    as_of: date
    known_at: datetime
    position: Annotated[int, Field(description="The last event of the log that was counted.")]
    final: bool
    basis_zh: str
    publish_by: date
    contracts: int
    outstanding: MoneyAnswer
    self_employed_contracts: int
    self_employed: Annotated[MoneyAnswer, Field(description="Of what is outstanding.")]
    debtors: list[DebtorDisclosureAnswer]


def disclosure_answer(told: Disclosure) -> DisclosureAnswer:
    apart = [each for one in told.debtors for each in one.self_employed]
    return DisclosureAnswer(
        year=told.year,
        as_of=last_day(told.year),
        known_at=shown(told.known_at),
        position=told.position,
        final=told.final,
        basis_zh=told.basis.zh,
        publish_by=told.publish_by,
        contracts=sum(len(one.overdue) for one in told.debtors),
        outstanding=money(sum(one.outstanding_fen for one in told.debtors)),
        self_employed_contracts=len(apart),
        self_employed=money(sum(each.outstanding_fen for each in apart)),
        debtors=[_debtor(one) for one in told.debtors],
    )


def public_name(creditor: Creditor) -> str:
    """A shop often bears its keeper's name (6.3)."""
    return mask_name(creditor.name) if _is_person(creditor) else creditor.name


def _is_person(creditor: Creditor) -> bool:
    return creditor.kind is CreditorKind.SELF_EMPLOYED


def _debtor(one: Disclosed) -> DebtorDisclosureAnswer:
    debtor = one.debtor
    return DebtorDisclosureAnswer(
        uscc=debtor.uscc,
        name=debtor.name,
        kind=debtor.kind,
        kind_zh=DEBTOR_KIND_ZH[debtor.kind],
        department=debtor.supervising,
        department_zh=DEPARTMENTS.get(debtor.supervising, debtor.supervising),
        contracts=len(one.overdue),
        outstanding=money(one.outstanding_fen),
        disputed=money(one.disputed_fen),
        self_employed_contracts=len(one.self_employed),
        self_employed=money(sum(each.outstanding_fen for each in one.self_employed)),
        overdue=[_contract(each) for each in one.overdue],
        undetermined=[_contract(each) for each in one.undetermined],
    )


def _contract(one: Overdue) -> OverdueContractAnswer:
    contract, creditor = one.contract, one.creditor
    return OverdueContractAnswer(
        number=one.number,
        contract_number=contract.number,
        signed_on=contract.signed_on,
        subject=contract.subject,
        subject_zh=SUBJECT_ZH[contract.subject],
        creditor_name=public_name(creditor),
        creditor_uscc=None if _is_person(creditor) else creditor.uscc,
        creditor_kind=creditor.kind,
        creditor_kind_zh=CREDITOR_KIND_ZH[creditor.kind],
        due_on=one.due_on,
        contract_amount=money(contract.amount_fen),
        principal=money(one.principal_fen),
        outstanding=money(one.outstanding_fen),
        disputed=money(one.disputed_fen),
        judicial=one.judicial,
    )
