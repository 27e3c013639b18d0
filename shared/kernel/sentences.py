"""What an official reads, in both languages, and how days are written in it. Pure."""

from datetime import date

from msgspec import Struct

from shared.kernel.deadlines import WEEKDAYS_EN, WEEKDAYS_ZH


class Sentence(Struct, frozen=True, gc=False):
    """The same statement in Chinese, as it goes into a file, and in English."""

    zh: str
    en: str


def day_zh(day: date) -> str:
    """A day as an official writes it: `2022年9月1日`."""
    return f"{day.year}年{day.month}月{day.day}日"


def weekday_zh(day: date) -> str:
    """`2022年10月8日（星期六）`."""
    return f"{day_zh(day)}（{WEEKDAYS_ZH[day.weekday()]}）"


def weekday_en(day: date) -> str:
    """`2022-10-08 (Saturday)`."""
    return f"{day} ({WEEKDAYS_EN[day.weekday()]})"
