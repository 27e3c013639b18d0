"""Personal data as lists, exports, notices and logs may show it (domain rules 6.3).

What a rule does not recognise is hidden whole: a mask that fails must fail towards silence.
Nothing stays nothing.
"""

import re
import unicodedata
from functools import cache

from shared.kernel.divisions import COUNTY_KINDS, TOWNSHIP_KINDS, DivisionKind, divisions

HIDDEN = "***"

_MOBILE = re.compile(r"1[3-9][0-9]{9}")
# 010 and 02x are the three-digit area codes; every other one has four digits.
_LANDLINE = re.compile(r"(010|02[0-9]|0[3-9][0-9]{2})-?([0-9]{7,8})")
_ID_NUMBER = re.compile(r"[0-9]{17}[0-9X]")
_ACCOUNT = re.compile(r"[0-9]{9,32}")
_ACCOUNT_SEPARATORS = str.maketrans(dict.fromkeys(" -"))
_LEVELS = (
    frozenset({DivisionKind.PROVINCE}),
    frozenset({DivisionKind.PREFECTURE}),
    COUNTY_KINDS,
    TOWNSHIP_KINDS,
)
_EMAIL = re.compile(r"([A-Za-z0-9._%+-]+)@((?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,})")


def mask_name(name: str) -> str:
    """First character, then one star for each further one: 欧阳某某 is 欧***."""
    shown = _clean(name)
    if len(shown) == 1:
        return "*"
    return shown[:1] + "*" * (len(shown) - 1)


def mask_phone(phone: str) -> str:
    """Mobile: first 3 and last 4 digits. Landline with area code: area code and last 2."""
    number = _clean(phone)
    if _MOBILE.fullmatch(number):
        return f"{number[:3]}****{number[-4:]}"
    if landline := _LANDLINE.fullmatch(number):
        area, local = landline.groups()
        return f"{area}-{'*' * (len(local) - 2)}{local[-2:]}"
    return _hidden(number)


def mask_id_number(number: str) -> str:
    """Resident identity number: first 3 and last 2 of the 18 characters."""
    shown = _clean(number).upper()
    if _ID_NUMBER.fullmatch(shown):
        return f"{shown[:3]}{'*' * 13}{shown[-2:]}"
    return _hidden(shown)


def mask_bank_account(account: str) -> str:
    """The last 4 digits; blanks and hyphens between groups are dropped."""
    digits = _clean(account).translate(_ACCOUNT_SEPARATORS)
    if _ACCOUNT.fullmatch(digits):
        return "*" * (len(digits) - 4) + digits[-4:]
    return _hidden(digits)


def mask_email(address: str) -> str:
    """First character of the local part and the domain; a one-letter local part is hidden."""
    shown = _clean(address)
    if found := _EMAIL.fullmatch(shown):
        local, domain = found.groups()
        return f"{local[0] if len(local) > 1 else ''}***@{domain}"
    return _hidden(shown)


def mask_address(address: str) -> str:
    """A person's address down to the township, as far as its divisions are known ones.

    `云南省临沧市临翔区凤翔街道南屏路1号` is `云南省临沧市临翔区凤翔街道***`; of an address elsewhere nothing
    is kept, since no list says where its township ends.
    """
    shown = _clean(address)
    return _known_divisions().sub(rf"\1{HIDDEN}", shown, count=1) if shown else ""


def _clean(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip()


def _hidden(text: str) -> str:
    return HIDDEN if text else ""


@cache
def _known_divisions() -> re.Pattern[str]:
    """Province, prefecture, county and township names, each optional, in this order; the rest.

    Names of every edition count: an address may have been written years ago.
    """

    def any_of(kinds: frozenset[DivisionKind]) -> str:
        names = [re.escape(division.name) for division in divisions() if division.kind in kinds]
        return f"(?:{'|'.join(names)})?"

    return re.compile(f"({''.join(map(any_of, _LEVELS))}).*", re.DOTALL)
