"""A file as a request's body, taken as it comes."""

from collections.abc import AsyncIterator

from starlette.requests import ClientDisconnect
from starlette.types import Receive

from shared.web.facts import Facts
from shared.web.problem_kinds import FILE_BODY_EXPECTED
from shared.web.problems import ProblemError


class Content:
    """The body in the pieces it arrives in; `declared` is the Content-Type as it was sent.

    Raises ProblemError (415) for a form or an encoded body, which is no file.
    """

    def __init__(self, receive: Receive, facts: Facts) -> None:
        self._receive = receive
        self.declared = facts.headers.get(b"content-type")
        encoded = facts.headers.get(b"content-encoding", "identity") != "identity"
        if encoded or (self.declared or "").lower().startswith("multipart/"):
            raise ProblemError(FILE_BODY_EXPECTED)

    async def __aiter__(self) -> AsyncIterator[bytes]:
        """Raises ClientDisconnect when the client goes away before the end, ProblemError (413)."""
        while True:
            message = await self._receive()
            if message["type"] == "http.disconnect":
                raise ClientDisconnect
            yield message.get("body", b"")
            if not message.get("more_body", False):
                return
