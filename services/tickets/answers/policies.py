"""The three policy streams: calendar, service policy, routing table."""

from datetime import date, datetime

from services.tickets.policy.state import Policies, Version
from services.tickets.routing.state import Table, Tables
from shared.web.answers import Answer


class OfficeHoursAnswer(Answer):
    """A stretch of a working day in minutes after midnight, Beijing time."""

    begins: int
    ends: int


class NumbersAnswer(Answer, kw_only=True):
    """Every number that no law fixes, as one version sets it (domain rules section 5)."""

    office_hours: list[OfficeHoursAnswer]
    dispatch_same_day_until: int
    dispatch_next_day_by: int
    takeover_hours: int
    helper_workdays: int
    return_workdays: int
    return_decision_workdays: int
    extensions_max: int
    extension_notice_workdays: int
    general_months: int
    supplement_workdays: int
    call_attempts: int
    call_days: int
    reopen_days: int
    rating_change_days: int
    level2_workdays: int
    level3_workdays: int
    due_soon_hours: int
    duplicate_similarity: int


class PolicyVersionAnswer(Answer):
    """The numbers that hold from a day on, and the document that set them."""

    version: int
    effective_on: date
    document_no: str
    author: str
    numbers: NumbersAnswer


class PolicyAnswer(Answer):
    """All versions in the order of their effect; `version` is the stream's, for If-Match.

    `in_force` is the number of the version that judges a decision now.
    """

    id: str
    version: int
    in_force: int
    versions: list[PolicyVersionAnswer]


class RouteAnswer(Answer):
    """Where it applies and to whom it leads; null and an empty prefix leave a criterion open."""

    category: str | None
    industry: str
    township: str | None
    lead: str
    helpers: tuple[str, ...]
    kind: str
    grounds: tuple[str, ...]


class RoutingTableAnswer(Answer):
    """A routing table and the document that set it."""

    version: int
    effective_on: date
    document_no: str
    author: str
    routes: list[RouteAnswer]


class RoutingAnswer(Answer):
    """All tables in the order of their effect; `version` is the stream's, for If-Match.

    `in_force` is the number of the table that dispatches now, 0 while none does.
    """

    id: str
    version: int
    in_force: int
    tables: list[RoutingTableAnswer]


def policy_answer(stream_id: str, version: int, policies: Policies, now: datetime) -> PolicyAnswer:
    return PolicyAnswer(
        stream_id,
        version,
        policies.in_force(now).version,
        [_policy_version(each) for each in policies.versions],
    )


def _policy_version(version: Version) -> PolicyVersionAnswer:
    numbers = {name: getattr(version.numbers, name) for name in version.numbers.__struct_fields__}
    numbers["duplicate_similarity"] = version.numbers.least_similarity
    hours = [OfficeHoursAnswer(each.begins, each.ends) for each in version.numbers.office_hours]
    return PolicyVersionAnswer(
        version.version,
        version.effective_on,
        version.document_no,
        version.author,
        NumbersAnswer(**{**numbers, "office_hours": hours}),
    )


def routing_answer(stream_id: str, version: int, tables: Tables, now: datetime) -> RoutingAnswer:
    return RoutingAnswer(
        stream_id,
        version,
        tables.in_force(now).version,
        [_routing_table(each) for each in tables.versions],
    )


def _routing_table(table: Table) -> RoutingTableAnswer:
    routes = [
        RouteAnswer(
            route.category,
            route.industry,
            route.township,
            route.lead,
            route.helpers,
            route.kind,
            route.grounds,
        )
        for route in table.routes
    ]
    return RoutingTableAnswer(
        table.version, table.effective_on, table.document_no, table.author, routes
    )
