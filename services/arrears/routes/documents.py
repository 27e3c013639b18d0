"""The documents of the ladder, each as it read when its step was taken (1.7)."""

import asyncio
from typing import Annotated, Final

from fastapi import Path
from starlette.responses import Response

from services.arrears import queries
from services.arrears.documents.editions import document
from services.arrears.documents.issued import Issued, issued
from services.arrears.events import ArrearsStepTaken
from services.arrears.model import ITEM, PROGRAMME
from services.arrears.programme.state import PROGRAMME as PROGRAMME_ID
from services.arrears.refusals import DocumentNotForYou, StepNotTaken
from services.arrears.routes.carrying import ArrearsId
from services.arrears.routes.reading import read_item
from services.arrears.rules.people import may_read_document
from shared.eventstore.log import Recorded
from shared.files.digests import digest_of, new_hash
from shared.runtime import Runtime
from shared.web.files import file_answer
from shared.web.routing import CurrentCaller, Routes

WORD_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
StepNumber = Annotated[int, Path(title="措施序号", ge=1, le=10_000, examples=[1])]


def declare(routes: Routes, runtime: Runtime) -> None:
    @routes.query(
        "/{arrears_id}/steps/{number}/document", "arrears.step_document", gives=(WORD_TYPE,)
    )
    async def step_document(
        arrears_id: ArrearsId, number: StepNumber, caller: CurrentCaller
    ) -> Response:
        """The numbered document of a step, with the facts and in the edition of its own day."""
        item, _ = await read_item(runtime, caller, arrears_id)
        recorded = await queries.step_taken(runtime.store.pool, arrears_id, number)
        if recorded is None:
            raise StepNotTaken(number=number)
        given = await _issued(runtime, recorded)
        step = given.step
        if not may_read_document(step.step, item, caller.actor):
            raise DocumentNotForYou
        content = await asyncio.to_thread(document, given, recorded.recorded_at)
        plain = f"{step.step}-{given.day.year}-{step.sequence}.docx"
        running = new_hash()
        running.update(content)
        return file_answer(
            content,
            WORD_TYPE,
            f"{step.document_no}.docx",
            plain=plain,
            digest=digest_of(running),
        )


async def _issued(runtime: Runtime, recorded: Recorded) -> Issued:
    """The step, the item in front of it, and the campaign's versions, of which none changes."""
    reader, decode = runtime.store.reader, runtime.model.registry.decode
    step = decode(recorded.name, recorded.schema_version, recorded.data)
    if not isinstance(step, ArrearsStepTaken):
        raise TypeError(f"{recorded.name} is no step of the ladder")
    before, _ = await reader.state(ITEM, recorded.stream_id, upto_version=recorded.version - 1)
    programmes, _ = await reader.state(PROGRAMME, PROGRAMME_ID)
    return issued(before, step, programmes)
