"""What a list that is taken away as a workbook says of itself: what was asked, by whom, as of when."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import msgspec

from shared.kernel.actor import Actor
from shared.kernel.clock import SHANGHAI
from shared.kernel.departments import DEPARTMENTS
from shared.kernel.divisions import divisions
from shared.web.permissions import ROLE_NAMES


def told(
    *, title: str, known_at: datetime, asked: str, reach: str, actor: Actor, personal: str
) -> tuple[tuple[str, str], ...]:
    """The lines of the sheet that goes with it; `personal` says what is in it of persons."""
    at = known_at.astimezone(SHANGHAI)
    return (
        ("导出内容", title),
        ("数据截至", f"{at:%Y年%m月%d日 %H:%M:%S}（北京时间）"),
        ("查询条件", asked),
        ("数据范围", reach),
        ("导出单位", unit_zh(actor)),
        ("个人信息", personal),
    )


def conditions(
    narrowed: msgspec.Struct,
    titles: Mapping[str, str],
    labels: Mapping[str, Mapping[Any, str]],
    *,
    none: str,
) -> str:
    """What a list was narrowed to, as a sentence; `none` where it was not."""
    asked = [
        f"{titles[name]}：{_shown(name, value, labels)}"
        for name, value in msgspec.structs.asdict(narrowed).items()
        if value is not None
    ]
    return "；".join(asked) if asked else none


def unit_zh(actor: Actor) -> str:
    """The department or the role that somebody acts for; nobody's name."""
    return DEPARTMENTS.get(actor.unit, actor.unit) if actor.unit else ROLE_NAMES[actor.role].zh


def by_code(labels: Mapping[Any, str]) -> dict[str, str]:
    """Labels by the text of their codes, as columns take them."""
    return {str(code): label for code, label in labels.items()}


def _shown(name: str, value: Any, labels: Mapping[str, Mapping[Any, str]]) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime):
        return f"{value.astimezone(SHANGHAI):%Y-%m-%d %H:%M:%S}"
    if name == "township_code":
        return _township_names().get(value, value)
    return str(labels.get(name, {}).get(value, value))


def _township_names() -> Mapping[str, str]:
    """Names of every edition: a list may be about a township that is no more."""
    return {each.code: each.name for each in divisions()}
