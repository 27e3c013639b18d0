"""登记、核实、剔除、转让."""

from collections.abc import Iterator
from datetime import date

from services.arrears import refusals
from services.arrears.commands import (
    AssignClaim,
    EraseContact,
    ExcludeArrears,
    ImportArrears,
    RegisterArrears,
    VerifyArrears,
)
from services.arrears.decide.guards import (
    blank,
    check_not_debtor,
    check_past,
    check_reason,
    require,
    world_of,
)
from services.arrears.events import (
    ArrearsClaimAssigned,
    ArrearsContactErased,
    ArrearsExcluded,
    ArrearsRegistered,
    ArrearsVerified,
    Party,
)
from services.arrears.numbers import claims, contract_key, next_number, number_held, upstream_key
from services.arrears.rules.contract import contract_due
from services.arrears.rules.due import within
from services.arrears.rules.people import is_known_department
from services.arrears.rules.policies import programme_of, programmes
from services.arrears.rules.schedule import first_schedule
from services.arrears.state import INITIAL, Amounts, Item, State, Status
from services.arrears.terms.model import PaymentDue
from shared.kernel.clock import shanghai_date
from shared.kernel.decider import Context, Event, On
from shared.kernel.imports import in_turn, was_imported
from shared.kernel.money import format_amount


def register(command: RegisterArrears, state: State, context: Context) -> list[Event]:
    """A-1, A-2: a debt enters the ledger under the campaign of its day."""
    if isinstance(state, Item):
        raise refusals.ArrearsExists
    if was_imported(command.imported_from, context):
        return []
    _check_parties(command)
    check_past(command.discovered_on, context, "/claim/discovered_on")
    check_past(command.contract.signed_on, context, "/contract/signed_on")
    if command.claimed_fen <= 0:
        raise refusals.AmountNotPositive
    today = shanghai_date(context.now)
    programme = programmes(context).for_registration(today)
    if programme is None:
        raise refusals.NoProgramme(day=today.isoformat())
    _check_upstream(command, context)
    split_of = _split_of(command, context)
    number, sequence = next_number(context)
    split = command.split
    return [
        ArrearsRegistered(
            number=number,
            sequence=sequence,
            debtor=command.debtor,
            creditor=command.creditor,
            contract=command.contract,
            claimed_fen=command.claimed_fen,
            channel=command.channel,
            discovered_on=command.discovered_on,
            upstream_number=command.upstream_number,
            ticket_id=command.ticket_id,
            creditor_contact_id=command.creditor_contact_id,
            debtor_contact_id=command.debtor_contact_id,
            evidence=command.evidence,
            split_of=split_of,
            split_reason=split.reason if split else "",
            split_approved_by=split.approved_by if split else "",
            client=context.actor.client,
            unit=context.actor.unit,
            programme=programme.programme.code,
            registered_by=context.actor.id,
            registered_at=context.now,
            imported_from=command.imported_from,
        )
    ]


def import_all(command: ImportArrears, state: State, context: Context) -> list[On]:
    """Each registration is decided on top of the ones before it; the first refusal refuses all."""
    if any(isinstance(each, Item) for each in (state, *context.others.values())):
        raise refusals.ArrearsExists

    def one(_item_id: str, registration: RegisterArrears, meanwhile: Context) -> list[Event]:
        return register(registration, INITIAL, meanwhile)

    return in_turn(zip(command.ids, command.registrations, strict=True), one, claims, context)


def _check_parties(command: RegisterArrears) -> None:
    debtor = command.debtor
    if debtor.uscc == command.creditor.uscc:
        raise refusals.SamePartyTwice
    for department in (debtor.supervising, *([debtor.unit] if debtor.unit else [])):
        if not is_known_department(department):
            raise refusals.UnknownDepartment(department=department)


def _check_upstream(command: RegisterArrears, context: Context) -> None:
    if command.upstream_number is None:
        return
    held = context.claims.get(upstream_key(command.channel, command.upstream_number))
    if held is not None:
        raise refusals.UpstreamNumberKnown(
            upstream_number=command.upstream_number,
            number=number_held(held),
            arrears_id=held.stream_id,
        )


def _split_of(command: RegisterArrears, context: Context) -> str | None:
    """A-2: the item that holds the contract already, when splitting it was approved."""
    key = contract_key(command.debtor.uscc, command.creditor.uscc, command.contract.number)
    held, split = context.claims.get(key), command.split
    if held is None:
        if split is not None:
            raise refusals.NothingToSplit
        return None
    number = number_held(held)
    if split is None:
        raise refusals.ContractRegistered(number=number, arrears_id=held.stream_id)
    approver = split.approved_by.strip()
    if blank(split.reason) or not approver or approver == context.actor.id:
        raise refusals.SplitWithoutGround
    return number


def verify(command: VerifyArrears, item: Item, context: Context) -> list[Event]:
    """A-3 to A-5, A-8, A-9: the principal, the class it makes, and the days that follow."""
    check_not_debtor(item, context)
    if item.status is Status.OPEN and _same_verification(command, item):
        return []
    require(item, Status.REGISTERED)
    _check_principal(command, item)
    version, world = programme_of(item, context), world_of(item, context)
    size_class = world.programme.size_class(command.principal_fen)
    amounts = Amounts(command.principal_fen, disputed_fen=command.disputed_fen)
    registered_on = shanghai_date(item.registered_at)
    due = contract_due(item, context)
    immediate = within(world.calendar, registered_on, world.programme.immediate_workdays)
    return [
        ArrearsVerified(
            principal_fen=command.principal_fen,
            disputed_fen=command.disputed_fen,
            dispute_reason=command.dispute_reason,
            size_class=size_class,
            new=is_new(due, item, world.programme.base_on),
            payment_due=due,
            immediate_until=immediate if amounts.payable_fen else None,
            schedule=first_schedule(amounts, size_class, registered_on, world),
            evidence=command.evidence,
            programme=version.programme.code,
            programme_version=version.version,
            verified_by=context.actor.id,
            verified_at=context.now,
        )
    ]


def is_new(due: PaymentDue, item: Item, base_on: date) -> bool:
    """A-23; where the contract's day cannot be told yet, by the day it was signed."""
    return (due.due_on or item.contract.signed_on) > base_on


def _same_verification(command: VerifyArrears, item: Item) -> bool:
    said = (command.principal_fen, command.disputed_fen, command.dispute_reason)
    return said == (item.money.verified_fen, item.money.disputed_fen, item.dispute_reason)


def _check_principal(command: VerifyArrears, item: Item) -> None:
    principal, contract = command.principal_fen, item.contract.amount_fen
    if principal <= 0:
        raise refusals.AmountNotPositive
    if principal > contract:
        raise refusals.PrincipalAboveContract(
            principal=format_amount(principal), contract=format_amount(contract)
        )
    if not 0 <= command.disputed_fen <= principal:
        raise refusals.DisputedAbovePrincipal(
            disputed=format_amount(command.disputed_fen), principal=format_amount(principal)
        )
    if command.disputed_fen and blank(command.dispute_reason):
        raise refusals.DisputeWithoutReason


def exclude(command: ExcludeArrears, item: Item, context: Context) -> list[Event]:
    """A-1: no item of this ledger; what was verified leaves it by correction, not by exclusion."""
    check_not_debtor(item, context)
    check_reason(command.note)
    if item.status is Status.EXCLUDED and item.excluded is command.reason:
        return []
    require(item, Status.REGISTERED)
    return [
        ArrearsExcluded(
            reason=command.reason,
            note=command.note,
            excluded_by=context.actor.id,
            excluded_at=context.now,
            evidence=command.evidence,
        )
    ]


def assign(command: AssignClaim, item: Item, context: Context) -> list[Event]:
    """债权转让 (Civil Code art. 545, 546): effective for the debtor once it was told."""
    check_not_debtor(item, context)
    if command.creditor == item.creditor:
        return []
    require(item, Status.REGISTERED, Status.OPEN, Status.JUDICIAL)
    check_past(command.notified_on, context)
    if command.creditor.uscc == item.debtor.uscc:
        raise refusals.SamePartyTwice
    check_contract_free(
        item,
        item.debtor.uscc,
        command.creditor.uscc,
        item.contract.number,
        "/creditor/uscc",
        context,
    )
    return [
        *_contact_left(item, context),
        ArrearsClaimAssigned(
            number=item.number,
            debtor_uscc=item.debtor.uscc,
            contract_number=item.contract.number,
            creditor=command.creditor,
            notified_on=command.notified_on,
            evidence=command.evidence,
            assigned_by=context.actor.id,
            assigned_at=context.now,
            creditor_contact_id=command.creditor_contact_id,
        ),
    ]


def _contact_left(item: Item, context: Context) -> Iterator[Event]:
    """PIPL art. 47: whoever is creditor no more need not be called any more."""
    contact_id = item.creditor_contact_id
    if contact_id is not None and contact_id not in item.erased_contacts:
        yield ArrearsContactErased(
            party=Party.CREDITOR,
            contact_id=contact_id,
            ground="债权已转让，原债权人的联系人信息不再需要",
            erased_by=context.actor.id,
            erased_at=context.now,
        )


def erase_contact(command: EraseContact, item: Item, context: Context) -> list[Event]:
    """PIPL art. 47, once."""
    contact_id = {
        Party.DEBTOR: item.debtor_contact_id,
        Party.CREDITOR: item.creditor_contact_id,
    }[command.party]
    if contact_id is None:
        raise refusals.NoContact
    if contact_id in item.erased_contacts:
        return []
    return [
        ArrearsContactErased(
            party=command.party,
            contact_id=contact_id,
            ground=command.ground,
            erased_by=context.actor.id,
            erased_at=context.now,
        )
    ]


def check_contract_free(
    item: Item,
    debtor_uscc: str,
    creditor_uscc: str,
    contract_number: str,
    pointer: str | None,
    context: Context,
) -> None:
    """A-2 holds for the parties as they will be."""
    held = context.claims.get(contract_key(debtor_uscc, creditor_uscc, contract_number))
    if held is not None and number_held(held) != item.number:
        raise refusals.ContractRegistered(number=number_held(held), arrears_id=held.stream_id).at(
            pointer
        )
