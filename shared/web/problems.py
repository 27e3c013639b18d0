"""Problems over HTTP: RFC 9457 `application/problem+json`, in the caller's language."""

from collections.abc import Mapping
from typing import Annotated, Any

import msgspec
from msgspec import Meta
from starlette.exceptions import HTTPException
from starlette.responses import Response

from shared.kernel.refusal import Refusal
from shared.web.answers import Encoded
from shared.web.facts import Facts
from shared.web.problem_kinds import CONTENT_INVALID, REFUSAL_STATUS, TITLES, ProblemKind

MEDIA_TYPE = "application/problem+json"
RETRY_AFTER_SECONDS = 1
_BODY = MEDIA_TYPE.encode()
_RETRYABLE = frozenset({429, 503})


class FieldProblem(msgspec.Struct, frozen=True, omit_defaults=True):
    """One thing to mend; `pointer` for a field of a JSON body, `sheet` and `cell` for a workbook's,
    `parameter` for anything else.
    """

    code: Annotated[str, Meta(description="Stable code of what is wrong with the field.")]
    detail: Annotated[str, Meta(description="The same as a sentence.")]
    field: Annotated[str, Meta(description="What the field is called, in the answer's language.")]
    pointer: Annotated[
        str | None, Meta(description="JSON pointer (RFC 6901) into the request body.")
    ] = None
    parameter: Annotated[str | None, Meta(description="Name of a path or query parameter.")] = None
    sheet: Annotated[str | None, Meta(description="Sheet of the workbook that was sent.")] = None
    cell: Annotated[str | None, Meta(description="Cell in it, such as D17.")] = None
    shown: Annotated[
        str | None, Meta(description="What stands in the cell; personal data masked.")
    ] = None


class Problem(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Why a request was not carried out (RFC 9457)."""

    type: Annotated[str, Meta(description="urn:shukun:problem:<code>")]
    title: Annotated[str, Meta(description="What sort of problem it is, in the answer's language.")]
    status: Annotated[int, Meta(description="The HTTP status.", ge=400, le=599)]
    code: Annotated[str, Meta(description="Stable code; decide by this, never by a sentence.")]
    detail: Annotated[str, Meta(description="What happened, as a sentence to the caller.")]
    instance: Annotated[str, Meta(description="The path that was asked for.")]
    request_id: Annotated[str, Meta(description="Quote this when asking for help.")]
    errors: Annotated[
        tuple[FieldProblem, ...], Meta(description="Each field to mend, where fields are at fault.")
    ] = ()
    params: Annotated[
        dict[str, Any], Meta(description="The values inside the sentence, for programs.")
    ] = {}


class ProblemError(HTTPException):
    """Raised by the web layer to answer with a problem of a given kind."""

    def __init__(
        self, kind: ProblemKind, *, headers: Mapping[str, str] | None = None, **params: Any
    ) -> None:
        self.kind = kind
        self.params = params
        super().__init__(kind.status, kind.code, headers)


def problem_response(
    kind: ProblemKind,
    facts: Facts,
    *,
    params: Mapping[str, Any] | None = None,
    errors: tuple[FieldProblem, ...] = (),
    headers: Mapping[str, str] | None = None,
) -> Response:
    """Answer with a problem; a `Bilingual` among the params is said in the caller's language."""
    language = facts.language
    said = {
        name: value.in_(language) if hasattr(value, "in_") else value
        for name, value in (params or {}).items()
    }
    problem = Problem(
        type=f"urn:shukun:problem:{kind.code}",
        title=kind.title.in_(language),
        status=kind.status,
        code=kind.code,
        detail=kind.detail.in_(language, **said),
        instance=facts.path,
        request_id=facts.request_id,
        errors=errors,
        params=said,
    )
    return _answer(problem, facts, headers)


def refusal_response(refusal: Refusal, facts: Facts, label: str | None) -> Response:
    """Answer with the domain's own "no"; `label` is the display name of the field it points at."""
    language = facts.language
    status = REFUSAL_STATUS[refusal.kind]
    sentence = refusal.sentence(language)
    pointer = refusal.pointer
    problem = Problem(
        type=f"urn:shukun:problem:{refusal.code}",
        title=TITLES[status].in_(language),
        status=status,
        code=refusal.code,
        detail=sentence,
        instance=facts.path,
        request_id=facts.request_id,
        errors=(FieldProblem(refusal.code, sentence, label or pointer, pointer),)
        if pointer
        else (),
        params=refusal.params,
    )
    return _answer(problem, facts, None)


def content_invalid_response(errors: tuple[FieldProblem, ...], facts: Facts) -> Response:
    return problem_response(CONTENT_INVALID, facts, params={"count": len(errors)}, errors=errors)


def _answer(problem: Problem, facts: Facts, headers: Mapping[str, str] | None) -> Response:
    raw = [
        (b"content-language", facts.language.encode()),
        (b"vary", b"Accept-Language"),
    ]
    given = {name.lower(): value for name, value in (headers or {}).items()}
    if problem.status in _RETRYABLE:
        given.setdefault("retry-after", str(RETRY_AFTER_SECONDS))
    raw += [(name.encode(), value.encode("latin-1")) for name, value in given.items()]
    if facts.teller is not None:
        status, media_type, body = facts.teller(problem)
        return Encoded(body, status, media_type, raw)
    return Encoded(msgspec.json.encode(problem, enc_hook=str), problem.status, _BODY, raw)
