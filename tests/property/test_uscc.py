from hypothesis import assume, example, given
from hypothesis import strategies as st
from stdnum.cn import uscc as oracle

from shared.kernel.uscc import (
    ALPHABET,
    check_character,
    check_uscc,
    normalise,
    organisation_check_character,
)

CHARACTERS = st.sampled_from(ALPHABET)
DIGITS = st.sampled_from("0123456789")


@st.composite
def valid_codes(draw: st.DrawFn, authorities: str = ALPHABET[1:]) -> str:
    authority = draw(st.sampled_from(authorities))
    kind_and_region = "".join(draw(st.lists(DIGITS, min_size=7, max_size=7)))
    organisation = "".join(draw(st.lists(CHARACTERS, min_size=8, max_size=8)))
    first_17 = authority + kind_and_region + organisation
    first_17 += organisation_check_character(organisation)
    return first_17 + check_character(first_17)


@given(valid_codes())
def test_a_completed_code_passes(code: str) -> None:
    check = check_uscc(code)
    assert check.ok
    assert check.code == code


@given(valid_codes(authorities="123456789"))
def test_a_completed_code_passes_in_stdnum_too(code: str) -> None:
    assert oracle.is_valid(code)


@given(st.text(DIGITS, min_size=8, max_size=8), st.text(CHARACTERS, min_size=9, max_size=9))
def test_what_stdnum_accepts_is_refused_only_for_the_parts_it_does_not_check(
    digits: str, rest: str
) -> None:
    first_17 = digits + rest
    check = check_uscc(first_17 + oracle.calc_check_digit(first_17))
    assert check.problem is None or check.problem.code in {"PREFIX", "ORG_CHECK"}


@given(st.text(DIGITS, min_size=8, max_size=8), st.text(CHARACTERS, min_size=9, max_size=9))
def test_the_check_character_is_that_of_stdnum(digits: str, rest: str) -> None:
    assert check_character(digits + rest) == oracle.calc_check_digit(digits + rest)


@given(valid_codes(), st.integers(0, 17), CHARACTERS)
def test_one_wrong_character_is_always_noticed(code: str, place: int, other: str) -> None:
    """Weights are powers of 3 and 31 is prime, so no single change keeps the sum."""
    assume(code[place] != other)
    assert not check_uscc(code[:place] + other + code[place + 1 :]).ok


@given(valid_codes(), st.integers(0, 15))
def test_two_neighbours_swapped_are_always_noticed(code: str, place: int) -> None:
    one, two = code[place], code[place + 1]
    assume(one != two)
    assert not check_uscc(code[:place] + two + one + code[place + 2 :]).ok


@given(st.text())
@example("i\u0307")  # upper-cased it would compose to one letter the second time
def test_normalising_twice_is_normalising_once(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once


@given(st.text() | valid_codes().map(str.lower) | st.text(CHARACTERS, min_size=17, max_size=19))
def test_any_text_gets_an_answer(text: str) -> None:
    check = check_uscc(text)
    assert check.ok == (check.problem is None)
    assert check.suggestion is None or check_uscc(check.suggestion).ok


@given(valid_codes())
def test_look_alike_letters_are_offered_back_as_digits(code: str) -> None:
    assume("0" in code or "1" in code)
    slipped = code.replace("0", "O").replace("1", "I")
    check = check_uscc(slipped)
    assert not check.ok
    assert check.code == slipped
    assert check.suggestion == code
