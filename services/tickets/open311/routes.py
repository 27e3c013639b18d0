"""`/open311`: the six methods of GeoReport v2, its discovery, and the updates it lacks."""

from typing import Annotated, Any

from fastapi import Body, Query
from starlette.responses import Response

from services.tickets.open311 import mapping
from services.tickets.open311.dialect import OPEN311, encoded
from services.tickets.open311.discovery import discovery
from services.tickets.open311.form import RequestForm
from services.tickets.open311.kinds import REQUEST_UNKNOWN, TOKEN_UNKNOWN
from services.tickets.open311.notes import service_notice
from services.tickets.open311.parameters import (
    REQUESTS_MAX,
    Declared,
    Extensions,
    Instant,
    Jurisdiction,
    RequestId,
    ResponseFormat,
    ServiceCode,
    check_jurisdiction,
    check_service,
    request_filter,
)
from services.tickets.open311.reading import Found, RequestFilter, find
from services.tickets.open311.services import definition, services
from services.tickets.open311.shapes import (
    Discovery,
    ExtendedServiceRequest,
    Filed,
    RequestUpdate,
    Service,
    ServiceDefinition,
    ServiceRequest,
    TokenAnswer,
)
from services.tickets.open311.updates import updates
from services.tickets.state import Ticket
from shared.kernel.clock import shanghai_date
from shared.kernel.ids import new_id
from shared.runtime import Runtime
from shared.web.answers import Encoded
from shared.web.caller import Caller
from shared.web.forms import MEDIA_TYPE
from shared.web.problem_kinds import ProblemKind
from shared.web.problems import ProblemError
from shared.web.routing import CurrentCaller, CurrentErrand, Routes

Requests = list[ServiceRequest | ExtendedServiceRequest]


def open311_routes(runtime: Runtime) -> Routes:
    routes = Routes(prefix="/open311", tag="open311", dialect=OPEN311)
    _declare_services(routes, runtime)
    _declare_filing(routes, runtime)
    _declare_reading(routes, runtime)
    return routes


def _declare_services(routes: Routes, runtime: Runtime) -> None:
    @routes.query("/discovery.{response_format}", "open311.discovery", answer=Discovery)
    async def discover(response_format: ResponseFormat) -> Response:
        """Where the endpoint is, its formats, and how one gets a key. Needs no token."""
        return _answer("discovery", discovery(runtime.settings), response_format)

    @routes.query("/v2/services.{response_format}", "open311.services", answer=list[Service])
    async def list_services(
        response_format: ResponseFormat, jurisdiction_id: Jurisdiction = None
    ) -> Response:
        """The categories a difficulty can be filed under. Needs no token."""
        check_jurisdiction(jurisdiction_id)
        return _answer("services", services(), response_format)

    @routes.query(
        "/v2/services/{service_code}.{response_format}",
        "open311.service",
        answer=ServiceDefinition,
    )
    async def service_definition(
        service_code: ServiceCode,
        response_format: ResponseFormat,
        jurisdiction_id: Jurisdiction = None,
    ) -> Response:
        """The form of a service, with its code lists as of today. Needs no token."""
        check_jurisdiction(jurisdiction_id)
        check_service(service_code)
        today = shanghai_date(runtime.clock.now())
        return _answer("service_definition", definition(service_code, today), response_format)


def _declare_filing(routes: Routes, runtime: Runtime) -> None:
    @routes.command(
        "/v2/requests.{response_format}", "open311.submit", answer=list[Filed], versioned=False
    )
    async def submit(
        response_format: ResponseFormat,
        form: Annotated[RequestForm, Body(media_type=MEDIA_TYPE)],
        errand: CurrentErrand,
    ) -> Response:
        """File a firm's difficulty. Its clock starts now (T-1); the answer has its number."""
        check_jurisdiction(form.jurisdiction_id)
        check_service(form.service_code)
        once = errand.repeatable_on(shanghai_date(runtime.clock.now()))
        outcome = await runtime.store.writer.submit(once.order(form.command(), new_id()))
        ticket = outcome.state
        if not isinstance(ticket, Ticket):
            raise TypeError("an accepted order leaves a ticket")
        filed = Filed(ticket.number, service_notice(ticket) or "", None)
        replayed = {"idempotency-replayed": "true"} if outcome.replayed else {}
        return _answer("service_requests", [filed], response_format, replayed)


def _declare_reading(routes: Routes, runtime: Runtime) -> None:
    @routes.query("/v2/requests.{response_format}", "open311.list", answer=Requests)
    async def list_requests(  # noqa: PLR0913, PLR0917  one parameter a filter
        response_format: ResponseFormat,
        caller: CurrentCaller,
        jurisdiction_id: Jurisdiction = None,
        service_request_id: Declared = [],  # noqa: B006  FastAPI copies it
        service_code: Declared = [],  # noqa: B006
        status: Declared = [],  # noqa: B006
        start_date: Annotated[Instant | None, Query(title="起始时刻")] = None,
        end_date: Annotated[Instant | None, Query(title="截止时刻")] = None,
        page: Annotated[int, Query(title="页码", ge=1, le=10_000)] = 1,
        page_size: Annotated[int, Query(title="每页条数", ge=1, le=REQUESTS_MAX)] = REQUESTS_MAX,
        extensions: Extensions = False,  # noqa: FBT002  a parameter of the address
    ) -> Response:
        """Your requests, the latest first: of the last 90 days unless dates are given, at most 1,000.

        `page` and `page_size` are the customary extension. A confidential request is listed to the
        platform that filed it and to nobody else here.
        """
        check_jurisdiction(jurisdiction_id)
        narrowed = request_filter(
            runtime.clock.now(), service_request_id, service_code, status, start_date, end_date
        )
        offset = (page - 1) * page_size
        found = await find(runtime.store.pool, caller, narrowed, limit=page_size, offset=offset)
        told = [_request(each, extensions=extensions) for each in found]
        return _answer("service_requests", told, response_format)

    @routes.query(
        "/v2/requests/{service_request_id}.{response_format}", "open311.get", answer=Requests
    )
    async def get_request(
        service_request_id: RequestId,
        response_format: ResponseFormat,
        caller: CurrentCaller,
        jurisdiction_id: Jurisdiction = None,
        extensions: Extensions = False,  # noqa: FBT002
    ) -> Response:
        """One of your requests: where it stands, by when, and what was answered."""
        check_jurisdiction(jurisdiction_id)
        found = await _one(runtime, caller, service_request_id, REQUEST_UNKNOWN)
        told = [_request(found, extensions=extensions)]
        return _answer("service_requests", told, response_format)

    @routes.query(
        "/v2/requests/{service_request_id}/updates.{response_format}",
        "open311.updates",
        answer=list[RequestUpdate],
    )
    async def list_updates(
        service_request_id: RequestId,
        response_format: ResponseFormat,
        caller: CurrentCaller,
        jurisdiction_id: Jurisdiction = None,
    ) -> Response:
        """What has happened to a request, oldest first. An extension of the standard."""
        check_jurisdiction(jurisdiction_id)
        found = await _one(runtime, caller, service_request_id, REQUEST_UNKNOWN)
        return _answer("service_request_updates", list(updates(found.steps)), response_format)

    @routes.query("/v2/tokens/{token}.{response_format}", "open311.token", answer=list[TokenAnswer])
    async def get_by_token(
        token: RequestId,
        response_format: ResponseFormat,
        caller: CurrentCaller,
        jurisdiction_id: Jurisdiction = None,
    ) -> Response:
        """The request behind a token. All services are `realtime`: a request's id is its token."""
        check_jurisdiction(jurisdiction_id)
        found = await _one(runtime, caller, token, TOKEN_UNKNOWN)
        answer = [TokenAnswer(found.ticket.number, token)]
        return _answer("service_requests", answer, response_format)


async def _one(runtime: Runtime, caller: Caller, number: str, otherwise: ProblemKind) -> Found:
    """The ticket of this number, if the caller may see it. Raises ProblemError (404): numbers are
    consecutive, so whether another's exists is not told.
    """
    found = await find(runtime.store.pool, caller, RequestFilter(numbers=(number,)), limit=1)
    if not found:
        raise ProblemError(otherwise, given=number)
    return found[0]


def _request(found: Found, *, extensions: bool) -> ServiceRequest:
    told = mapping.extended if extensions else mapping.service_request
    return told(found.ticket, found.last_event_at)


def _answer(
    root: str, value: Any, response_format: str, headers: dict[str, str] | None = None
) -> Response:
    media_type, body = encoded(root, value, response_format)
    raw = [(name.encode(), text.encode()) for name, text in (headers or {}).items()]
    return Encoded(body, 200, media_type, raw)
