"""What came with a ticket: listed, and given out to whoever may see it."""

from starlette.responses import Response

from services.tickets.answers.attachments import AttachmentsAnswer, attachments_answer
from services.tickets.routes.carrying import TicketId
from services.tickets.routes.reading import AsOf, AsOfVersion, read_ticket
from shared.parts.uploads import MEDIA_TYPES, FileDigest, attachment_response
from shared.runtime import Runtime
from shared.web.answers import json_response
from shared.web.routing import CurrentCaller, Routes


def declare(routes: Routes, runtime: Runtime) -> None:
    @routes.query("/{ticket_id}/attachments", "tickets.attachments", answer=AttachmentsAnswer)
    async def attachments(
        ticket_id: TicketId,
        caller: CurrentCaller,
        as_of: AsOf = None,
        as_of_version: AsOfVersion = None,
    ) -> Response:
        """What came with the ticket, and with which step of it."""
        ticket, version = await read_ticket(
            runtime, caller, ticket_id, as_of=as_of, as_of_version=as_of_version
        )
        answer = attachments_answer(ticket_id, version, ticket.attachments)
        return json_response(answer, etag=version)

    @routes.query(
        "/{ticket_id}/attachments/{digest}",
        "tickets.attachment",
        answer=None,
        gives=MEDIA_TYPES,
    )
    async def attachment(
        ticket_id: TicketId, digest: FileDigest, caller: CurrentCaller
    ) -> Response:
        """The file itself, to be saved; its digest is checked on the way."""
        ticket, _ = await read_ticket(runtime, caller, ticket_id)
        return await attachment_response(runtime, (e.file for e in ticket.attachments), digest)
