"""Which language an answer is written in: Chinese unless the caller prefers English."""

from functools import lru_cache

from shared.kernel.refusal import Language

DEFAULT: Language = "zh-CN"
_BY_TAG: dict[str, Language] = {"zh": "zh-CN", "*": DEFAULT, "en": "en"}


@lru_cache(maxsize=256)
def preferred(accept_language: str | None) -> Language:
    """The language of an `Accept-Language` header (RFC 9110, 12.5.4), zh-CN when it names neither.

    The highest weight wins, the earlier of equals; a weight of 0 means "not this one". A header
    that cannot be read asks for nothing.
    """
    best, best_weight = DEFAULT, 0.0
    for entry in (accept_language or "").split(","):
        tag, _, parameter = entry.partition(";")
        language = _BY_TAG.get(tag.strip().lower().partition("-")[0])
        weight = _weight(parameter)
        if language is not None and weight > best_weight:
            best, best_weight = language, weight
    return best


def _weight(parameter: str) -> float:
    name, _, value = parameter.partition("=")
    if name.strip().lower() != "q":
        return 1.0
    try:
        return float(value)
    except ValueError:
        return 0.0
