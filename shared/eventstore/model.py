"""A service's model as the event store sees it: aggregates, event names, read models, policies."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlmodel import SQLModel

from shared.eventstore.codec import EventRegistry
from shared.kernel.decider import Aggregate, Event

Row = Callable[[Any, int], dict[str, Any] | None]


@dataclass(frozen=True, kw_only=True)
class ReadModel:
    """A table whose rows are folded states, flattened.

    `row(state, version)` gives the row by column name, or None when the state has none. The
    table's primary key is the stream id in a column `id`, which the event store fills.
    """

    table: type[SQLModel]
    row: Row

    @property
    def name(self) -> str:
        return str(self.table.__table__.name)  # type: ignore[attr-defined]

    @property
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
        by_command = {c: a for a in self.aggregates for c in a.commands}
        by_event = {e: a for a in self.aggregates for e in a.events}
        by_name = {
            t.name: by_event[t.shape] for t in (*self.registry.types, *self.registry.retired)
        }
        object.__setattr__(self, "_by_command", by_command)
        object.__setattr__(self, "_by_event_name", by_name)
        object.__setattr__(self, "_by_event", by_event)

    def aggregate_for(self, command: object) -> Aggregate[Any]:
        """The aggregate that decides a command."""
        by_command: dict[type, Aggregate[Any]] = self._by_command  # type: ignore[attr-defined]
        return by_command[type(command)]

    @property
    def aggregates_by_event(self) -> Mapping[type[Event], Aggregate[Any]]:
        """The aggregate that each type of event belongs to."""
        by_event: dict[type[Event], Aggregate[Any]] = self._by_event  # type: ignore[attr-defined]
        return by_event

    def aggregate_of_event(self, name: str) -> Aggregate[Any]:
        """The aggregate an event name belongs to; the name must be in the registry."""
        self.registry.shape_of(name)
        by_name: dict[str, Aggregate[Any]] = self._by_event_name  # type: ignore[attr-defined]
        return by_name[name]
