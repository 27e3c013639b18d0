"""The clearing campaigns as dated data: no number of theirs stands in code (A-3, A-8, A-9)."""

from datetime import date
from typing import Any, Final

from msgspec import Struct

from shared.kernel import dated
from shared.kernel.ids import derived_id

PROGRAMME: Final = derived_id("policy", "programme")


class Programme(Struct, frozen=True, kw_only=True, gc=False):
    """One campaign's rules.

    code                its name in the ledger, `2022`
    registered_from     items registered from this day on belong to it, until a later one begins
    threshold_fen       principal up to and including this is in the lower class (Civil Code 1259)
    within, above       the codes of the two classes (A-3)
    final_on            the lower class is cleared by 24:00 of this day, whatever day it is (A-8, A-10)
    plan_on             by when plans are due; for items found later `plan_workdays` after (A-9)
    immediate_workdays  paid within so many, no plan is needed (A-6)
    base_on             what falls due after this day is a new debt (A-23)
    resolved_workdays   time for what became undisputed after the final day (A-11)
    objection_workdays  time for the creditor to object to the clearance (A-18)
    inquiry_workdays    time to answer an inquiry (1.7)
    reminder_workdays   after a missed duty: reminder and 督办 (1.7)
    talk_workdays       after a missed duty: 约谈 (1.7)
    talk_missed         so many missed duties: 约谈 (1.7)
    final_warnings      working days before the final day on which the debtor is warned
    instalment_warnings the same before any other duty's day
    plan_warnings       the same before the day for plans (A-10)
    """

    code: str
    name: str
    registered_from: date
    threshold_fen: int
    within: str
    above: str
    final_on: date
    plan_on: date
    base_on: date
    plan_workdays: int = 10
    immediate_workdays: int = 5
    resolved_workdays: int = 10
    objection_workdays: int = 5
    inquiry_workdays: int = 5
    reminder_workdays: int = 1
    talk_workdays: int = 10
    talk_missed: int = 2
    final_warnings: tuple[int, ...] = (30, 10, 3, 1)
    instalment_warnings: tuple[int, ...] = (3, 1)
    plan_warnings: tuple[int, ...] = (1,)

    def size_class(self, principal_fen: int) -> str:
        """`200万元以下` includes the number itself (A-3; Civil Code art. 1259)."""
        return self.within if principal_fen <= self.threshold_fen else self.above


class Version(dated.Version[Programme], frozen=True):
    """A programme in force from a day on; `version` counts over all programmes."""

    @property
    def programme(self) -> Programme:
        return self.content


class Programmes(dated.CodedVersions[Version], frozen=True):
    """Every version in the order of publication, which for one programme is that of effect."""

    def for_registration(self, day: date) -> Version | None:
        """The programme an item registered on `day` belongs to; None before the first begins."""
        begun = [
            version
            for code in dict.fromkeys(v.programme.code for v in self.versions)
            if (version := self.of(code, day)) and version.programme.registered_from <= day
        ]
        return max(begun, key=lambda v: v.programme.registered_from, default=None)


INITIAL: Final = Programmes()


def evolve(state: Programmes, event: Any) -> Programmes:
    """The programmes with one more version."""
    version = Version(
        state.next_number,
        event.programme,
        event.effective_on,
        event.document_no,
        event.author,
    )
    return state.followed_by(version)
