"""Sums in 大写, as a document that demands money writes them."""

from typing import Final

_DIGITS: Final = "零壹贰叁肆伍陆柒捌玖"
_PLACES: Final = ("", "拾", "佰", "仟")
_GROUPS: Final = ("", "万", "亿", "万亿", "亿亿")


def in_capitals(amount_fen: int) -> str:
    """`人民币壹佰捌拾万元整`. Raises ValueError for a negative sum."""
    if amount_fen < 0:
        raise ValueError("a sum in capitals is not negative")
    yuan, rest = divmod(amount_fen, 100)
    jiao, fen = divmod(rest, 10)
    whole = f"{_whole(yuan)}元" if yuan or not rest else ""
    if not rest:
        return f"人民币{whole}整"
    tenths = f"{_DIGITS[jiao]}角" if jiao else "零" * bool(yuan)
    return f"人民币{whole}{tenths}" + (f"{_DIGITS[fen]}分" if fen else "整")


def _whole(yuan: int) -> str:
    digits = str(yuan)
    text = ""
    for index, digit in enumerate(digits):
        group, place = divmod(len(digits) - 1 - index, 4)
        if digit != "0":
            text += _DIGITS[int(digit)] + _PLACES[place]
        elif not text.endswith("零"):
            text += "零"
        if place == 0 and int(digits[max(0, index - 3) : index + 1]):
            text = text.removesuffix("零") + _GROUPS[group] + "零" * (digit == "0")
    return text.rstrip("零") or "零"
