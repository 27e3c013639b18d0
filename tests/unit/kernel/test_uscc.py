import pytest
from stdnum.cn import uscc as oracle

from shared.kernel.uscc import (
    AcceptedUscc,
    CheckStatus,
    UsccException,
    UsccNotAcceptable,
    UsccProblemCode,
    accept_with_exception,
    check_uscc,
)

VALID = [
    "91530902MA6XTXT19B",
    "91530902MA6K00014K",
    "91530902MA7LX2W83E",
    "91530900MA6N8T5Q6J",
    "92530902MA6LXA012M",
    "92530902MA6LXB0231",
    "93530902MA6NHC0391",
    "11530902015309027N",
    "12530902431900238A",
    "52530902MJT3090260",
]
REAL = [
    "914403001922038216",
    "9144030071526726XG",
    "91330100799655058B",
    "91110108551385082Q",
    "91350200776049653A",
]
PILOT = ["91350100M0001TGQXM", "91350211M0000XUF46", "91350203M0001FUE2P"]
EVIDENCE = UsccException(evidence="营业执照影像 2022-0917-03", approved_by="wang.l")


@pytest.mark.parametrize("code", [*VALID, *REAL])
def test_a_lawful_code_passes_without_warning(code: str) -> None:
    check = check_uscc(code)
    assert (check.code, check.problem, check.warnings) == (code, None, ())
    assert oracle.is_valid(code)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("91530902MA6XTXT19C", "CHECK_DIGIT"),
        ("91530902MA6XTXT1B9", "CHECK_DIGIT"),
        ("91530920MA6XTXT19B", "CHECK_DIGIT"),
        ("91530902MA6XTXT19", "LENGTH"),
        ("91530902MA6XTXT19B0", "LENGTH"),
        ("91530902MA6STXT19B", "CHARSET"),
        ("91530902MA6OTXT19B", "CHARSET"),
        ("530902600012345", "LENGTH"),
        ("91530902MA6XTXT15Y", "ORG_CHECK"),
        ("000000000000000000", "PREFIX"),
        ("", "LENGTH"),
        ("91530902-MA6XTXT19B", "LENGTH"),
        ("9153090２MA6XTXT1９é", "CHARSET"),
    ],
)
def test_a_wrong_code_is_refused_with_its_reason(text: str, code: str) -> None:
    check = check_uscc(text)
    assert check.problem is not None
    assert check.problem.code == code
    assert check.problem.zh
    assert check.problem.en
    assert check.warnings == ()
    assert not check.ok


@pytest.mark.parametrize(
    ("text", "warnings"),
    [
        ("94530902MA6XTXT192", ["PREFIX"]),
        ("91530999MA6XTXT19U", ["REGION"]),
        ("91530902MA6XTXT19B", []),
    ],
)
def test_a_doubtful_code_is_accepted_with_a_warning(text: str, warnings: list[str]) -> None:
    check = check_uscc(text)
    assert check.ok
    assert [warning.code for warning in check.warnings] == warnings


@pytest.mark.parametrize("first_two", ["N2", "A1", "31", "81", "Y9", "1A"])
def test_other_authorities_and_kinds_are_accepted_with_a_warning(first_two: str) -> None:
    code = _complete(first_two + "530902MA6XTXT19")
    check = check_uscc(code)
    assert check.ok
    assert [warning.code for warning in check.warnings] == [UsccProblemCode.PREFIX]


def test_prefix_and_region_can_both_be_doubtful() -> None:
    check = check_uscc(_complete("94530999MA6XTXT19"))
    assert [warning.code for warning in check.warnings] == ["PREFIX", "REGION"]


@pytest.mark.parametrize(
    "region", ["110302", "320594", "610131", "310141", "100000", "440101", "530901"]
)
def test_registrars_of_zones_and_of_the_nation_raise_no_warning(region: str) -> None:
    assert check_uscc(_complete(f"91{region}MA6XTXT19")).warnings == ()


@pytest.mark.parametrize("region", ["990100", "160000", "53A902", "530920"])
def test_a_region_that_cannot_be_raises_a_warning(region: str) -> None:
    check = check_uscc(_complete(f"91{region}MA6XTXT19"))
    assert [warning.code for warning in check.warnings] == ["REGION"]


def test_an_old_registration_number_has_a_message_of_its_own() -> None:
    old, short = check_uscc("530902600012345"), check_uscc("53090260001234X")
    assert old.problem is not None
    assert short.problem is not None
    assert "15位旧版工商注册号" in old.problem.zh
    assert "15-digit" in old.problem.en
    assert "旧版" not in short.problem.zh


@pytest.mark.parametrize(
    "text",
    [
        "９１５３０９０２ＭＡ６ＸＴＸＴ１９Ｂ",
        "91530902ma6xtxt19b",
        "  91530902MA6XTXT19B\n",
        "\u300091530902MA6XTXT19B",
    ],
)
def test_full_width_small_letters_and_blanks_around_are_the_same_code(text: str) -> None:
    check = check_uscc(text)
    assert check.ok
    assert check.code == "91530902MA6XTXT19B"


@pytest.mark.parametrize(
    "text",
    [
        "9153O9O2MA6XTXT19B",
        "9I530902MA6XTXT19B",
        "9i53o902ma6xtxti9b",
        "91530902 MA6XTXT1 9B",
        "91530902-MA6XTXT19B",
        "91530902MA6XTXT19B\u200b",
    ],
)
def test_a_likely_slip_is_offered_but_never_put_in_place(text: str) -> None:
    check = check_uscc(text)
    assert not check.ok
    assert check.code != "91530902MA6XTXT19B"
    assert check.suggestion == "91530902MA6XTXT19B"


def test_nothing_is_offered_that_would_be_refused_as_well() -> None:
    assert check_uscc("91530902MA6OTXT19B").suggestion is None


@pytest.mark.parametrize("code", PILOT)
def test_a_pilot_code_is_accepted_on_evidence_and_a_second_persons_word(code: str) -> None:
    problem = check_uscc(code).problem
    assert problem is not None
    assert problem.code is UsccProblemCode.CHECK_DIGIT
    assert accept_with_exception(code.lower(), EVIDENCE, entered_by="zhang.s") == AcceptedUscc(
        code, CheckStatus.EXCEPTION, EVIDENCE
    )


@pytest.mark.parametrize(
    ("exception", "message"),
    [
        (UsccException("", "wang.l"), "licence"),
        (UsccException(" ", "wang.l"), "licence"),
        (UsccException("影像", ""), "second person"),
        (UsccException("影像", "zhang.s"), "second person"),
        (UsccException("影像", " zhang.s "), "second person"),
    ],
)
def test_an_exception_needs_evidence_and_another_person(
    exception: UsccException, message: str
) -> None:
    with pytest.raises(UsccNotAcceptable, match=message) as refused:
        accept_with_exception(PILOT[0], exception, entered_by="zhang.s")
    assert refused.value.zh


@pytest.mark.parametrize("text", ["91530902MA6XTXT19", "91530902MA6STXT19B", "000000000000000000"])
def test_no_exception_helps_a_malformed_code(text: str) -> None:
    with pytest.raises(UsccNotAcceptable):
        accept_with_exception(text, EVIDENCE, entered_by="zhang.s")


def test_a_wrong_inner_check_may_be_excepted() -> None:
    accepted = accept_with_exception("91530902MA6XTXT15Y", EVIDENCE, entered_by="zhang.s")
    assert accepted.check_status is CheckStatus.EXCEPTION


def test_a_code_that_passes_needs_no_exception() -> None:
    accepted = accept_with_exception(VALID[0], EVIDENCE, entered_by="zhang.s")
    assert accepted == AcceptedUscc(VALID[0], CheckStatus.VALID, None)


def _complete(first_17: str) -> str:
    return first_17 + oracle.calc_check_digit(first_17)
