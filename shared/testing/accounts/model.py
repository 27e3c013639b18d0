"""The toy accounts: events, commands, state, decisions and row, small enough for one file."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy import Column, DateTime
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field, SQLModel

from shared.eventstore.codec import EventRegistry, EventType
from shared.eventstore.model import Model, ReadModel
from shared.kernel.actor import Actor
from shared.kernel.clock import shanghai_date
from shared.kernel.decider import Aggregate, Claim, Command, Context, Event, On
from shared.kernel.refusal import Refusal, RefusalKind

COUNTER: Final = "account_number"


class AccountOpened(Event, frozen=True, kw_only=True):
    number: int
    owner: str
    reference: str | None
    tags: tuple[str, ...]
    opened_at: datetime


class Deposited(Event, frozen=True, kw_only=True):
    amount: int


class MovedOut(Event, frozen=True, kw_only=True):
    amount: int
    to: str


class MovedIn(Event, frozen=True, kw_only=True):
    amount: int
    source: str


class ReviewSet(Event, frozen=True, kw_only=True):
    due_at: datetime


class Reviewed(Event, frozen=True, kw_only=True):
    due_at: datetime


class OpenAccount(Command, frozen=True, kw_only=True):
    owner: str = "office-1"
    reference: str | None = None
    tags: tuple[str, ...] = ()


class Deposit(Command, frozen=True, kw_only=True):
    amount: int


class Move(Command, frozen=True, kw_only=True):
    """Names two streams: the account the amount leaves, and `to`."""

    amount: int
    to: str


class SetReview(Command, frozen=True, kw_only=True):
    due_at: datetime


class Review(Command, frozen=True, kw_only=True):
    """The timer's order; quiet unless `due_at` is still the account's own."""

    due_at: datetime


class Look(Command, frozen=True, kw_only=True):
    """Changes nothing, on any stream."""


class Stumble(Command, frozen=True, kw_only=True):
    """Its decider crashes."""


class NoSuchAccount(Refusal):
    code = "no_such_account"
    kind = RefusalKind.NOT_FOUND
    zh = "账户不存在。"
    en = "There is no such account."


class AccountExists(Refusal):
    code = "account_exists"
    kind = RefusalKind.CONFLICT
    zh = "账户已存在。"
    en = "The account exists already."


class ReferenceTaken(Refusal):
    code = "reference_taken"
    kind = RefusalKind.CONFLICT
    zh = "编号 {reference} 已被占用。"
    en = "The reference {reference} is taken."


class NotEnough(Refusal):
    code = "not_enough"
    kind = RefusalKind.CONFLICT
    zh = "余额不足。"
    en = "The balance does not suffice."


class ReviewForbidden(Refusal):
    code = "review_forbidden"
    kind = RefusalKind.CONFLICT
    zh = "该账户不得复核。"
    en = "An account tagged 'stuck' is not reviewed."


class Account(Struct, frozen=True, kw_only=True, gc=False):
    number: int
    owner: str
    reference: str | None
    tags: tuple[str, ...]
    opened_at: datetime
    balance: int = 0
    due_at: datetime | None = None
    reviews: int = 0


def decide(  # noqa: C901, PLR0911  one branch an order
    command: Any, account: Account | None, context: Context
) -> list[Event | On]:
    match command:
        case OpenAccount():
            return _open(command, account, context)
        case Look():
            return []
        case Stumble():
            raise ValueError("stumbled on purpose")
        case _ if account is None:
            raise NoSuchAccount
        case Deposit():
            return [Deposited(amount=command.amount)]
        case Move():
            return _move(command, account, context)
        case SetReview():
            return [ReviewSet(due_at=command.due_at)]
        case Review() if "stuck" in account.tags:
            raise ReviewForbidden
        case Review() if account.due_at == command.due_at and command.due_at <= context.now:
            return [Reviewed(due_at=command.due_at)]
        case Review():
            return []
        case _:
            raise TypeError(f"{type(command).__name__} is no order of an account")


def _open(command: OpenAccount, account: Account | None, context: Context) -> list[Event | On]:
    if account is not None:
        raise AccountExists
    reference = command.reference
    if reference is not None and context.claims.get(_reference_key(reference)) is not None:
        raise ReferenceTaken(reference=reference)
    last = context.claims.get(COUNTER)
    return [
        AccountOpened(
            number=last.value + 1 if last else 1,
            owner=command.owner,
            reference=reference,
            tags=command.tags,
            opened_at=context.now,
        )
    ]


def _move(command: Move, account: Account, context: Context) -> list[Event | On]:
    if context.others.get(command.to, account) is None:
        raise NoSuchAccount
    if account.balance < command.amount:
        raise NotEnough
    source = f"A-{account.number:06d}"
    return [
        MovedOut(amount=command.amount, to=command.to),
        On(command.to, MovedIn(amount=command.amount, source=source)),
    ]


def evolve(account: Account | None, event: Any) -> Account:
    """Raises ValueError when history does not begin with the opening."""
    if isinstance(event, AccountOpened):
        return Account(
            number=event.number,
            owner=event.owner,
            reference=event.reference,
            tags=event.tags,
            opened_at=event.opened_at,
        )
    if account is None:
        raise ValueError(f"{type(event).__name__} before the account was opened")
    match event:
        case Deposited() | MovedIn():
            return replace(account, balance=account.balance + event.amount)
        case MovedOut():
            return replace(account, balance=account.balance - event.amount)
        case ReviewSet():
            return replace(account, due_at=event.due_at)
        case Reviewed():
            return replace(account, due_at=None, reviews=account.reviews + 1)
        case _:
            raise TypeError(f"{type(event).__name__} is no event of an account")


def _reference_key(reference: str) -> str:
    return f"reference/{reference}"


def _asks(command: Any) -> Iterable[str]:
    if isinstance(command, OpenAccount) and command.reference is not None:
        yield _reference_key(command.reference)


def _claims(event: Any) -> Iterable[Claim]:
    if isinstance(event, AccountOpened):
        yield Claim(COUNTER, event.number)
        if event.reference is not None:
            yield Claim(_reference_key(event.reference))


def _owned_by(account: Account | None, actor: Actor) -> bool:
    return account is not None and account.owner == actor.id


class AccountRow(SQLModel, table=True):
    __tablename__ = "account"

    id: UUID = Field(primary_key=True)
    version: int
    number: int = Field(unique=True)
    owner: str
    reference: str | None
    tags: list[str] = Field(sa_column=Column(JSONB, nullable=False))
    balance: int
    empty: bool
    opened_at: datetime = Field(sa_column=Column(DateTime(timezone=True), nullable=False))
    opened_on: date
    due_at: datetime | None = Field(sa_column=Column(DateTime(timezone=True)))


def row(account: Account | None, version: int) -> dict[str, Any] | None:
    if account is None:
        return None
    return {
        "version": version,
        "number": account.number,
        "owner": account.owner,
        "reference": account.reference,
        "tags": list(account.tags),
        "balance": account.balance,
        "empty": account.balance == 0,
        "opened_at": account.opened_at,
        "opened_on": shanghai_date(account.opened_at),
        "due_at": account.due_at,
    }


REGISTRY: Final = EventRegistry(
    EventType("account_opened", 1, AccountOpened),
    EventType("deposited", 1, Deposited),
    EventType("moved_out", 1, MovedOut),
    EventType("moved_in", 1, MovedIn),
    EventType("review_set", 1, ReviewSet),
    EventType("reviewed", 1, Reviewed),
)

ACCOUNT: Final = Aggregate[Any](
    name="account",
    initial=None,
    decide=decide,
    evolve=evolve,
    commands=frozenset({OpenAccount, Deposit, Move, SetReview, Review, Look, Stumble}),
    events=frozenset(t.shape for t in REGISTRY.types),
    begins=frozenset({OpenAccount}),
    owned_by=_owned_by,
    asks=_asks,
    claims=_claims,
)

MODEL: Final = Model(
    service="accounts",
    registry=REGISTRY,
    aggregates=(ACCOUNT,),
    read_models={"account": (ReadModel(table=AccountRow, row=row),)},
)
