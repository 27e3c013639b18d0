"""A service's model as the event store sees it: aggregates, event names, read models, policies."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from sqlmodel import SQLModel

from shared.eventstore.codec import EventRegistry
from shared.kernel.decider import Aggregate, Event

Row = Callable[[Any, int], dict[str, Any] | None]


@dataclass(frozen=True, kw_only=True)
class ReadModel:
    """A table whose rows are folded states, flattened.

    `row(state, version)` makes a row by column name, or None when the state has none. The
    table's primary key is the stream id in a column `id`, which the event store fills.
    """

    table: type[SQLModel]
    row: Row

    @cached_property
    def name(self) -> str:
        return str(self.table.__table__.name)  # type: ignore[attr-defined]

    @cached_property
    def columns(self) -> list[str]:
        return [column.name for column in self.table.__table__.columns]  # type: ignore[attr-defined]


@dataclass(frozen=True, kw_only=True)
class Model:
    """Everything needed to decide, fold, rebuild and verify one service's log.

    `policies` maps the stream id of each policy to its aggregate; their folded states reach every
    decision of the service.
    """

    service: str
    registry: EventRegistry
    aggregates: tuple[Aggregate[Any], ...]
    read_models: Mapping[str, tuple[ReadModel, ...]]
    policies: Mapping[str, Aggregate[Any]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Raises KeyError for an event in the registry that no aggregate lists."""
        self._by_event_name  # noqa: B018  found out now, not at the first such event

    @cached_property
    def aggregates_by_event(self) -> Mapping[type[Event], Aggregate[Any]]:
        """The aggregate that each type of event belongs to."""
        return {event: a for a in self.aggregates for event in a.events}

    @cached_property
    def _by_command(self) -> Mapping[type, Aggregate[Any]]:
        return {command: a for a in self.aggregates for command in a.commands}

    @cached_property
    def _begins(self) -> frozenset[type]:
        return frozenset(command for a in self.aggregates for command in a.begins)

    @cached_property
    def _by_event_name(self) -> Mapping[str, Aggregate[Any]]:
        types = (*self.registry.types, *self.registry.retired)
        return {t.name: self.aggregates_by_event[t.shape] for t in types}

    def aggregate_for(self, command: object) -> Aggregate[Any]:
        """The aggregate that decides a command."""
        return self._by_command[type(command)]

    def begins_stream(self, command: object) -> bool:
        """Whether a command is the first on its stream."""
        return type(command) in self._begins

    def claims_asked_by(self, command: object) -> Iterable[str]:
        """The claims that the decision on a command will look at, as far as the command says."""
        return self.aggregate_for(command).asks(command)

    def aggregate_of_event(self, name: str) -> Aggregate[Any]:
        """The aggregate an event name belongs to; the name must be in the registry."""
        self.registry.shape_of(name)
        return self._by_event_name[name]
