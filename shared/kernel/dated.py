"""Policies as dated versions: each holds from its day on, on the authority of a document.

Versions take effect in the order of their publication, and none but the first reaches back before
its own day, so that what was decided under one is never judged again by another. The fact that
stores a version is the service's own, flat and under its own name; so is what makes its content
sound.
"""

from datetime import date, datetime
from typing import Any, Generic, Protocol, Self, TypeVar

from msgspec import Struct

from shared.kernel.clock import shanghai_date
from shared.kernel.refusal import Refusal, RefusalKind

T = TypeVar("T")


class Version(Struct, Generic[T], frozen=True):
    """`content` holds from `effective_on`; `version` is its place in the order, from 1."""

    version: int
    content: T
    effective_on: date
    document_no: str
    author: str


V = TypeVar("V", bound=Version[Any])


class Published(Protocol):
    """What an order to publish says beside the content."""

    @property
    def effective_on(self) -> date: ...

    @property
    def document_no(self) -> str: ...

    @property
    def author(self) -> str: ...


class Versions(Struct, Generic[V], frozen=True):
    """The versions in the order of their publication, which is also that of their effect."""

    versions: tuple[V, ...] = ()

    @property
    def next_number(self) -> int:
        return len(self.versions) + 1

    def in_force(self, at: datetime) -> V | None:
        """The version that judges a decision at `at`; None before the first takes effect."""
        if not self.versions:
            return None
        day = shanghai_date(at)
        held = (version for version in reversed(self.versions) if version.effective_on <= day)
        return next(held, None)

    def followed_by(self, version: V) -> Self:
        return type(self)((*self.versions, version))

    def repeats(self, content: object, order: Published) -> bool:
        """Whether the last version says just what the order says."""
        if not self.versions:
            return False
        last = self.versions[-1]
        same_effect = (content, order.effective_on) == (last.content, last.effective_on)
        return same_effect and (order.document_no, order.author) == (last.document_no, last.author)

    def earliest(self, now: datetime) -> date:
        """The first day from which a further version can hold when it is published at `now`."""
        today = shanghai_date(now)
        return max(today, self.versions[-1].effective_on) if self.versions else today


class CodedVersions(Versions[V], Generic[V], frozen=True):
    """Versions of several things, each with its `code`; those of one take effect in their order."""

    def of(self, code: str, day: date) -> V | None:
        """The version in force on a day; before the first takes effect, the first.

        None for a code that was never published.
        """
        own = [version for version in self.versions if version.content.code == code]
        held = (version for version in reversed(own) if version.effective_on <= day)
        return next(held, own[0] if own else None)

    def last(self, code: str) -> V | None:
        """The version published last, in force already or not."""
        own = (version for version in reversed(self.versions) if version.content.code == code)
        return next(own, None)


def has_authority(order: Published) -> bool:
    return bool(order.document_no.strip() and order.author.strip())


class VersionWithoutAuthority(Refusal):
    code = "version_without_authority"
    kind = RefusalKind.INVALID
    zh = "发布政策参数应当注明文号和发布人。"
    en = "A version of a policy names its document and its author."
    pointer = "/document_no"


class VersionTooEarly(Refusal):
    code = "version_too_early"
    kind = RefusalKind.CONFLICT
    zh = "生效日期 {effective_on} 过早：新版本不得溯及既往，也不得早于上一版本生效，最早自 {earliest} 起生效。"
    en = "{effective_on} is too early; a further version can hold from {earliest} at the earliest."
    pointer = "/effective_on"


def is_new(state: Versions[Any], content: object, order: Published, now: datetime) -> bool:
    """Whether there is something to publish, the content being sound; a repeat is quiet.

    Raises VersionWithoutAuthority, and VersionTooEarly for any but the first version.
    """
    if not has_authority(order):
        raise VersionWithoutAuthority
    if state.repeats(content, order):
        return False
    earliest = state.earliest(now)
    if state.versions and order.effective_on < earliest:
        raise VersionTooEarly(
            effective_on=order.effective_on.isoformat(), earliest=earliest.isoformat()
        )
    return True


def follows(known: Version[Any] | None, content: object, order: Published, now: datetime) -> bool:
    """Whether there is something to publish after the last version of the same code; a repeat is
    quiet. Raises VersionTooEarly.
    """
    if known is None:
        return True
    said = (content, order.effective_on, order.document_no, order.author)
    if said == (known.content, known.effective_on, known.document_no, known.author):
        return False
    earliest = max(known.effective_on, shanghai_date(now))
    if order.effective_on < earliest:
        raise VersionTooEarly(
            effective_on=order.effective_on.isoformat(), earliest=earliest.isoformat()
        )
    return True
