"""From the digests that a body names to the files that the event will hold."""

from typing import TypeVar

from msgspec.structs import replace

from services.arrears.events import Evidence, evidence_of
from services.arrears.refusals import EvidenceNotUploaded
from shared.files.refusals import FileUnknown
from shared.kernel.decider import Command
from shared.parts.uploads import named_files
from shared.runtime import Runtime
from shared.web.preconditions import Errand

C = TypeVar("C", bound=Command)


async def filed(runtime: Runtime, errand: Errand, command: C) -> C:
    """The order with the files that its documents name, of the caller's own uploads.

    Raises EvidenceNotUploaded with the document's place, FilesUnavailable.
    """
    evidence = evidence_of(command)
    expected = [one.digest for one in evidence if one.is_expected_here]
    if not expected:
        return command
    try:
        files = await named_files(runtime, errand, expected)
    except FileUnknown as unknown:
        raise _not_uploaded(evidence, unknown.params["digest"]) from None
    by_digest = {file.digest: file for file in files}
    documents = tuple(
        replace(one, file=by_digest[one.digest]) if one.is_expected_here else one
        for one in evidence
    )
    return replace(command, evidence=documents)


def _not_uploaded(evidence: tuple[Evidence, ...], digest: str) -> EvidenceNotUploaded:
    place, one = next(
        (place, one)
        for place, one in enumerate(evidence)
        if one.is_expected_here and one.digest == digest
    )
    refusal = EvidenceNotUploaded(title=one.title, digest=digest)
    return refusal.at(f"/evidence/{place}/digest")
