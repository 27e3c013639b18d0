"""The one thing a route needs to know about who is asking."""

from collections.abc import Mapping

import msgspec

from shared.kernel.actor import Actor, Role
from shared.kernel.refusal import Language
from shared.web.facts import Facts
from shared.web.permissions import ROLE_NAMES, Scope
from shared.web.problem_kinds import ROLE_NOT_PERMITTED
from shared.web.problems import ProblemError


class Caller(msgspec.Struct, frozen=True, kw_only=True):
    """A verified caller of an operation it may use.

    With `scope` OWN it may see and change its own cases only; the writer holds commands to that,
    a query must filter by it.
    """

    actor: Actor
    scope: Scope
    language: Language
    request_id: str
    correlation_id: str
    causation_id: str | None = None
    traceparent: str | None = None


def admit(actor: Actor, facts: Facts, operation: str, grants: Mapping[Role, Scope]) -> Caller:
    """The actor as a caller of `operation`. Raises ProblemError (403) when it may not use it."""
    scope = grants.get(actor.role)
    if scope is None:
        raise ProblemError(ROLE_NOT_PERMITTED, role=ROLE_NAMES[actor.role], operation=operation)
    return Caller(
        actor=actor,
        scope=scope,
        language=facts.language,
        request_id=facts.request_id,
        correlation_id=facts.correlation_id,
        causation_id=facts.causation_id,
        traceparent=facts.traceparent,
    )
