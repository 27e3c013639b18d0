"""Write the calendar data files under `shared/kernel/data`.

    python tools/make_calendar_data.py

`official_lists.json`  the State Council's day lists 2022-2026, taken from `chinesecalendar`, with
                       the number and the date of each notice (table below).
`festivals.json`       the movable festivals of each year, taken from `lunardate` and the solar
                       terms of `chinesecalendar`. A year in which the `holidays` package names
                       another day stops the script.

Run it again, with newer packages, when a new notice is out. The files are checked in, so nothing
of this is needed to run Shukun.
"""

import json
from collections.abc import Iterable
from datetime import date, timedelta
from importlib.metadata import version
from pathlib import Path
from typing import Any

import holidays
from chinese_calendar import get_solar_terms
from chinese_calendar.constants import holidays as days_off
from chinese_calendar.constants import workdays as make_up_days
from lunardate import LunarDate
from rich.progress import track

DATA = Path(__file__).parents[1] / "shared" / "kernel" / "data"

NOTICES = {
    2022: ("国办发明电〔2021〕11号", date(2021, 10, 25)),
    2023: ("国办发明电〔2022〕16号", date(2022, 12, 8)),
    2024: ("国办发明电〔2023〕7号", date(2023, 10, 25)),
    2025: ("国办发明电〔2024〕12号", date(2024, 11, 12)),
    2026: ("国办发明电〔2025〕7号", date(2025, 11, 4)),
}
FESTIVAL_YEARS = range(2022, 2100)
NEW_YEAR_BREAK = (12, 28)  # a day off from then on belongs to the next year's New Year


def list_year(day: date) -> int:
    """The year whose notice names `day`: 2022-12-31 stands in the list of 2023."""
    return day.year + ((day.month, day.day) >= NEW_YEAR_BREAK)


def named_in(year: int, days: Iterable[date]) -> list[str]:
    return [day.isoformat() for day in sorted(days) if list_year(day) == year]


def official_list(year: int) -> dict[str, Any]:
    document_no, published_on = NOTICES[year]
    return {
        "year": year,
        "status": "final",
        "document_no": document_no,
        "source": f"国务院办公厅关于{year}年部分节假日安排的通知",
        "published_on": published_on.isoformat(),
        "holidays": named_in(year, days_off),
        "workdays": named_in(year, make_up_days),
    }


def festivals(year: int) -> dict[str, date]:
    [(qingming, _)] = [
        term for term in get_solar_terms(date(year, 4, 1), date(year, 4, 10)) if term[1] == "清明"
    ]
    return {
        "spring_festival": LunarDate(year, 1, 1).to_solar_date(),
        "qingming": qingming,
        "dragon_boat": LunarDate(year, 5, 5).to_solar_date(),
        "mid_autumn": LunarDate(year, 8, 15).to_solar_date(),
    }


def check_against_holidays(year: int, found: dict[str, date]) -> None:
    """Raises SystemExit when the `holidays` package does not name the same days."""
    known = holidays.country_holidays("CN", years=year, language="zh_CN")
    wanted = {
        found["spring_festival"]: "春节",
        found["spring_festival"] + timedelta(days=2): "春节",
        found["qingming"]: "清明节",
        found["dragon_boat"]: "端午节",
        found["mid_autumn"]: "中秋节",
    }
    for day, name in wanted.items():
        if name not in known.get(day, "").split("; "):
            raise SystemExit(f"{day}: not {name} according to holidays {version('holidays')}")


def write(name: str, content: dict[str, Any]) -> None:
    text = json.dumps(content, ensure_ascii=False, indent=1)
    (DATA / name).write_text(text + "\n", encoding="utf-8")


def main() -> None:
    write(
        "official_lists.json",
        {
            "source": f"chinesecalendar {version('chinesecalendar')}",
            "lists": [official_list(year) for year in NOTICES],
        },
    )
    table = {}
    for year in track(FESTIVAL_YEARS, "festivals"):
        found = festivals(year)
        check_against_holidays(year, found)
        table[str(year)] = {name: day.isoformat() for name, day in found.items()}
    sources = ("lunardate", "chinesecalendar", "holidays")
    write(
        "festivals.json",
        {"source": ", ".join(f"{name} {version(name)}" for name in sources), "years": table},
    )


if __name__ == "__main__":
    main()
