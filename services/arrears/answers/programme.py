"""The clearing programmes: every version of every campaign."""

from datetime import date, datetime

from services.arrears.programme.state import Programme, Programmes, Version
from shared.kernel.clock import shanghai_date
from shared.web.answers import Answer
from shared.web.money import MoneyAnswer, money


class ProgrammeAnswer(Answer, kw_only=True):
    """One campaign's rules, as one version sets them (A-3, A-6 to A-11, A-18, A-23, 1.7)."""

    code: str
    name: str
    registered_from: date
    threshold: MoneyAnswer
    within: str
    above: str
    final_on: date
    plan_on: date
    base_on: date
    plan_workdays: int
    immediate_workdays: int
    resolved_workdays: int
    objection_workdays: int
    inquiry_workdays: int
    reminder_workdays: int
    talk_workdays: int
    talk_missed: int
    final_warnings: tuple[int, ...]
    instalment_warnings: tuple[int, ...]
    plan_warnings: tuple[int, ...]


class ProgrammeVersionAnswer(Answer):
    """A programme in force from a day on, and the document that set it."""

    version: int
    programme: ProgrammeAnswer
    effective_on: date
    document_no: str
    author: str


class ProgrammesAnswer(Answer):
    """All versions in the order of publication; `version` is the stream's, for If-Match.

    `registers` is the code of the campaign that items registered today belong to, null while none
    has begun.
    """

    id: str
    version: int
    registers: str | None
    versions: list[ProgrammeVersionAnswer]


def programmes_answer(
    stream_id: str, version: int, programmes: Programmes, now: datetime
) -> ProgrammesAnswer:
    current = programmes.for_registration(shanghai_date(now))
    return ProgrammesAnswer(
        stream_id,
        version,
        current.programme.code if current else None,
        [_version(each) for each in programmes.versions],
    )


def _version(version: Version) -> ProgrammeVersionAnswer:
    return ProgrammeVersionAnswer(
        version.version,
        _programme(version.programme),
        version.effective_on,
        version.document_no,
        version.author,
    )


def _programme(programme: Programme) -> ProgrammeAnswer:
    told = {name: getattr(programme, name) for name in programme.__struct_fields__}
    threshold = money(told.pop("threshold_fen"))
    return ProgrammeAnswer(threshold=threshold, **told)
