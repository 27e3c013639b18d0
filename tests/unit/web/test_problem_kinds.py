"""The catalogue of problems is complete and says each thing in both languages."""

import string

import pytest

from shared.kernel.refusal import RefusalKind
from shared.web import problem_kinds
from shared.web.problem_kinds import REFUSAL_STATUS, TITLES, Bilingual, ProblemKind

KINDS = [kind for kind in vars(problem_kinds).values() if isinstance(kind, ProblemKind)]


def names(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}


def is_chinese(text: str) -> bool:
    return any("\u4e00" <= letter <= "\u9fff" for letter in text)


def test_every_status_the_design_lists_has_a_title() -> None:
    expected = {400, 401, 403, 404, 405, 409, 412, 413, 415, 422, 428, 429, 500, 503}
    assert set(TITLES) == expected


def test_every_kind_of_refusal_has_a_status_with_a_title() -> None:
    assert set(REFUSAL_STATUS) == set(RefusalKind)
    assert set(REFUSAL_STATUS.values()) <= set(TITLES)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.code)
def test_both_languages_say_the_same_with_the_same_values(kind: ProblemKind) -> None:
    for text in (kind.title, kind.detail):
        assert is_chinese(text.zh)
        assert not is_chinese(text.en)
    assert names(kind.detail.en) <= names(kind.detail.zh)


def test_codes_are_unique() -> None:
    assert len({kind.code for kind in KINDS}) == len(KINDS)


def test_a_value_with_braces_is_not_taken_for_a_template() -> None:
    assert Bilingual("{a}", "{a}").in_("en", a="{b}") == "{b}"
