"""A refusal: the domain's "no", with a stable code and a sentence in each language.

A broken rule is a refusal; an expected bad outcome is an event; a programmer's error crashes.
"""

from enum import StrEnum
from typing import Any, ClassVar, Literal, Self

Language = Literal["zh-CN", "en"]


class RefusalKind(StrEnum):
    """What sort of "no" it is; the web layer maps each kind to one HTTP status."""

    INVALID = "invalid"  # 422: the order itself is malformed or breaks a fixed rule
    NOT_FOUND = "not_found"  # 404: there is no such case, or the caller may not know of it
    FORBIDDEN = "forbidden"  # 403: this caller may not do this here
    CONFLICT = "conflict"  # 409: the case is not in a state that allows it
    STALE = "stale"  # 412: the case has moved on since the caller looked
    UNAVAILABLE = "unavailable"  # 503: not now; the same order may succeed later


class Refusal(Exception):
    """Base of every refusal. Subclasses set `code`, `kind`, `zh` and `en`; the sentences are
    `str.format` templates over the keyword arguments, which also travel in the answer as `params`.

    `pointer` is the JSON pointer (RFC 6901) of the body field to mend, where there is one; `at`
    names another where an order calls it otherwise.
    """

    code: ClassVar[str]
    kind: ClassVar[RefusalKind]
    zh: ClassVar[str]
    en: ClassVar[str]
    pointer: str | None = None

    def __init__(self, **params: Any) -> None:
        self.params = params
        super().__init__(self.sentence("en"))

    def at(self, pointer: str | None) -> Self:
        """The same about another field of the body, or about none of it."""
        self.pointer = pointer
        return self

    def sentence(self, language: Language) -> str:
        """The refusal as one sentence to the caller, in Chinese or English."""
        template = self.zh if language == "zh-CN" else self.en
        return template.format(**self.params)
