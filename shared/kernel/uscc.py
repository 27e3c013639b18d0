"""Unified social credit codes 统一社会信用代码 (GB 32100-2015; domain rules 6.1)."""

import unicodedata
from enum import StrEnum

import msgspec

from shared.kernel.divisions import is_known_registrar

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # no I, O, S, V, Z
LENGTH = 18
OLD_REGISTRATION_LENGTH = 15

_VALUES = {character: value for value, character in enumerate(ALPHABET)}
_WEIGHTS = tuple(3**i % 31 for i in range(LENGTH - 1))
_CHARSET = frozenset(ALPHABET)

# Organisation code, GB 11714: here the whole alphabet counts.
_ORGANISATION_VALUES = {c: v for v, c in enumerate("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")}
_ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_ORGANISATION_CHECKS = "0X987654321"  # by the sum modulo 11

_KINDS = {"1": "1239", "5": "1239", "9": "123", "Y": "1"}  # by authority
_NO_AUTHORITY = "0"

# Letters of like shape become digits; what copying and pasting leaves behind goes.
_LIKELY_MEANT = str.maketrans({"O": "0", "I": "1", **dict.fromkeys(" -\u200b\u200c\u200d\ufeff")})


class UsccProblemCode(StrEnum):
    LENGTH = "LENGTH"
    CHARSET = "CHARSET"
    CHECK_DIGIT = "CHECK_DIGIT"
    ORG_CHECK = "ORG_CHECK"
    PREFIX = "PREFIX"
    REGION = "REGION"


class UsccProblem(msgspec.Struct, frozen=True, gc=False):
    """What is wrong, or only doubtful, with a sentence to the person who typed the code."""

    code: UsccProblemCode
    zh: str
    en: str


class UsccCheck(msgspec.Struct, frozen=True):
    """`code` is the normalised text. With a `problem` it is not acceptable, warnings do not matter.

    `suggestion` is a valid code that may have been meant (letter O for 0, I for 1, blanks inside):
    to be offered, never to be put in its place.
    """

    code: str
    problem: UsccProblem | None = None
    warnings: tuple[UsccProblem, ...] = ()
    suggestion: str | None = None

    @property
    def ok(self) -> bool:
        return self.problem is None


class CheckStatus(StrEnum):
    """How a stored code came to be accepted."""

    VALID = "VALID"
    EXCEPTION = "EXCEPTION"


class UsccException(msgspec.Struct, frozen=True, gc=False):
    """Why a code that fails the arithmetic is accepted: the pilot codes of 2015 are lawful.

    `evidence` refers to the copy of the licence, `approved_by` is the second person's id.
    """

    evidence: str
    approved_by: str


class AcceptedUscc(msgspec.Struct, frozen=True, gc=False):
    """A code as it may be stored."""

    code: str
    check_status: CheckStatus
    exception: UsccException | None = None


class UsccNotAcceptable(ValueError):
    """No exception helps here. `zh` and `en` say why; `str()` is `en`."""

    def __init__(self, zh: str, en: str) -> None:
        self.zh = zh
        self.en = en
        super().__init__(en)


_OLD_NUMBER = UsccProblem(
    UsccProblemCode.LENGTH,
    "所填为15位旧版工商注册号，请填写营业执照上的18位统一社会信用代码",
    "this is an old 15-digit registration number; give the 18-character unified social credit "
    "code on the licence",
)
_LENGTH = UsccProblem(
    UsccProblemCode.LENGTH,
    "统一社会信用代码应为18位，请对照营业执照核对",
    "a unified social credit code has 18 characters; check it against the licence",
)
_BAD_CHARACTER = UsccProblem(
    UsccProblemCode.CHARSET,
    "统一社会信用代码只含数字和大写字母，且不使用字母I、O、S、V、Z，请对照营业执照核对",
    "a unified social credit code consists of digits and capital letters other than I, O, S, V "
    "and Z; check it against the licence",
)
_NO_SUCH_AUTHORITY = UsccProblem(
    UsccProblemCode.PREFIX,
    "统一社会信用代码第1位（登记管理部门代码）不能为0，请对照营业执照核对",
    "the first character of a unified social credit code, the registration authority, cannot be "
    "0; check it against the licence",
)
_CHECK_DIGIT = UsccProblem(
    UsccProblemCode.CHECK_DIGIT,
    "统一社会信用代码第18位校验码不符，请对照营业执照逐位核对",
    "the last character does not fit the first 17; check each character against the licence",
)
_ORGANISATION_CHECK = UsccProblem(
    UsccProblemCode.ORG_CHECK,
    "统一社会信用代码第9至17位（主体标识码）的校验码不符，请对照营业执照逐位核对",
    "the check character of the organisation code, positions 9 to 17, does not fit; check each "
    "character against the licence",
)
_UNUSUAL_PREFIX = UsccProblem(
    UsccProblemCode.PREFIX,
    "统一社会信用代码前两位（登记管理部门和机构类别）不常见，请对照证照核对",
    "the first two characters, registration authority and kind, are unusual; check them against "
    "the licence",
)
_UNKNOWN_REGION = UsccProblem(
    UsccProblemCode.REGION,
    "统一社会信用代码第3至8位（登记管理机关行政区划码）不在已知区划之列，请对照证照核对",
    "positions 3 to 8, the division of the registrar, are not a known division; check them "
    "against the licence",
)
_ARITHMETIC = frozenset({UsccProblemCode.CHECK_DIGIT, UsccProblemCode.ORG_CHECK})


def normalise(text: str) -> str:
    """NFKC, trimmed, upper case: `９１…` and small letters are the same code.

    Text that is not ASCII even then is no code and keeps its case, so that repeating changes
    nothing.
    """
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text).strip()
        if not text.isascii():
            return text
    return text.strip().upper()


def check_uscc(text: str) -> UsccCheck:
    """Judge a code as a person typed it. The first problem found is reported."""
    code = normalise(text)
    problem = _problem(code)
    if problem is None:
        return UsccCheck(code, None, _warnings(code))
    meant = normalise(code.translate(_LIKELY_MEANT))
    if meant != code and _problem(meant) is None:
        return UsccCheck(code, problem, (), meant)
    return UsccCheck(code, problem)


def accept_with_exception(text: str, exception: UsccException, *, entered_by: str) -> AcceptedUscc:
    """Accept a code that fails only the arithmetic, on evidence and a second person's word.

    A code that passes needs no exception and is VALID. Raises UsccNotAcceptable when the code is
    malformed, when there is no evidence, or when the second person is the first.
    """
    check = check_uscc(text)
    if check.problem is None:
        return AcceptedUscc(check.code, CheckStatus.VALID)
    if check.problem.code not in _ARITHMETIC:
        raise UsccNotAcceptable(check.problem.zh, check.problem.en)
    if not exception.evidence.strip():
        raise UsccNotAcceptable("请附营业执照影像", "attach a copy of the licence")
    if exception.approved_by.strip() in {"", entered_by.strip()}:
        raise UsccNotAcceptable(
            "须由录入人以外的第二人审核", "a second person must approve, not the one who entered it"
        )
    return AcceptedUscc(check.code, CheckStatus.EXCEPTION, exception)


def check_character(first_17: str) -> str:
    """Position 18: c18 = alphabet[(31 - sum(value * 3^i) mod 31) mod 31]."""
    total = sum(_VALUES[c] * weight for c, weight in zip(first_17, _WEIGHTS, strict=True))
    return ALPHABET[-total % len(ALPHABET)]


def organisation_check_character(first_8: str) -> str:
    """Position 9 of an organisation code (GB 11714), position 17 of the whole."""
    values, weights = _ORGANISATION_VALUES, _ORGANISATION_WEIGHTS
    total = sum(values[c] * weight for c, weight in zip(first_8, weights, strict=True))
    return _ORGANISATION_CHECKS[total % 11]


def _problem(code: str) -> UsccProblem | None:
    if len(code) != LENGTH:
        old = len(code) == OLD_REGISTRATION_LENGTH and code.isascii() and code.isdigit()
        return _OLD_NUMBER if old else _LENGTH
    if not _CHARSET.issuperset(code):
        return _BAD_CHARACTER
    if code[0] == _NO_AUTHORITY:
        return _NO_SUCH_AUTHORITY
    if code[17] != check_character(code[:17]):
        return _CHECK_DIGIT
    if code[16] != organisation_check_character(code[8:16]):
        return _ORGANISATION_CHECK
    return None


def _warnings(code: str) -> tuple[UsccProblem, ...]:
    """Doubts that stop nobody: there are further authorities (3 law firms, N farm collectives)."""
    found = []
    if code[1] not in _KINDS.get(code[0], ""):
        found.append(_UNUSUAL_PREFIX)
    if not is_known_registrar(code[2:8]):
        found.append(_UNKNOWN_REGION)
    return tuple(found)
