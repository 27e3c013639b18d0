"""Where in a body an error lies: its JSON pointer, and what the field is called there.

Chinese names are the `title` of each pydantic field along the way; English ones are the JSON
names themselves.
"""

import types
from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Literal, NamedTuple, Union, get_args, get_origin

from pydantic import BaseModel, Tag
from pydantic.fields import FieldInfo
from typing_extensions import TypeAliasType

from shared.kernel.refusal import Language

_ROOT: dict[Language, str] = {"zh-CN": "请求正文", "en": "body"}


class Place(NamedTuple):
    """A spot in the body: `pointer` for programs, `names` for people, outermost first."""

    pointer: str
    zh: tuple[str, ...] = ()
    en: tuple[str, ...] = ()

    def label(self, language: Language) -> str:
        if not self.zh:
            return _ROOT[language]
        return "·".join(self.zh) if language == "zh-CN" else ".".join(self.en)


def place(annotation: Any, loc: Sequence[str | int]) -> Place:
    """Follow pydantic's `loc` through the body's type.

    What `loc` adds for itself (the arm of a union, the mark of a dictionary's key) is left out.
    """
    found = Place("")
    for part in loc:
        arms = _arms(annotation)
        if len(arms) > 1:
            annotation = _arm(arms, str(part))
            continue
        if part == "[key]":
            continue
        annotation, title = _inside(arms[0], part)
        escaped = str(part).replace("~", "~0").replace("/", "~1")
        found = Place(f"{found.pointer}/{escaped}", (*found.zh, title), (*found.en, str(part)))
    return found


def place_of_pointer(annotation: Any, pointer: str) -> Place:
    """The place a JSON pointer names, for refusals that point at a field themselves."""
    parts = [part.replace("~1", "/").replace("~0", "~") for part in pointer.split("/")[1:]]
    return place(annotation, [int(part) if part.isdecimal() else part for part in parts])


def _bare(annotation: Any) -> Any:
    """The type behind Annotated and named aliases."""
    while True:
        if isinstance(annotation, TypeAliasType):
            annotation = annotation.__value__
        elif get_origin(annotation) is Annotated:
            annotation = get_args(annotation)[0]
        else:
            return annotation


def _arms(annotation: Any) -> list[Any]:
    """The arms of a union less None, else the type itself."""
    bare = _bare(annotation)
    if get_origin(bare) not in (Union, types.UnionType):
        return [bare]
    arms = [arm for arm in get_args(bare) if arm is not types.NoneType]
    return _arms(arms[0]) if len(arms) == 1 else arms


def _arm(arms: list[Any], tag: str) -> Any:
    """The arm that pydantic calls `tag`: by Tag, by the discriminator's value or by class name."""
    for arm in arms:
        bare = _bare(arm)
        tags = {item.tag for item in getattr(arm, "__metadata__", ()) if isinstance(item, Tag)}
        if tag in tags or tag == getattr(bare, "__name__", None) or tag in _constants(bare):
            return bare
    return Any


def _constants(annotation: Any) -> set[str]:
    if not _is_model(annotation):
        return set()
    kinds = (field.annotation for field in annotation.model_fields.values())
    return {str(value) for kind in kinds if get_origin(kind) is Literal for value in get_args(kind)}


def _inside(annotation: Any, part: str | int) -> tuple[Any, str]:
    """The type and the Chinese name of what `part` selects from a value of this type."""
    if _is_model(annotation):
        field = _field(annotation.model_fields, str(part))
        return (field.annotation, field.title or str(part)) if field else (Any, str(part))
    arguments = get_args(annotation)
    if isinstance(part, int):
        return (arguments[0] if arguments else Any), f"第 {part + 1} 项"
    is_mapping = isinstance(get_origin(annotation), type) and issubclass(
        get_origin(annotation), Mapping
    )
    return (arguments[1] if is_mapping and len(arguments) > 1 else Any), str(part)


def _field(fields: Mapping[str, FieldInfo], name: str) -> FieldInfo | None:
    for attribute, field in fields.items():
        if name in (field.validation_alias, field.alias, attribute):
            return field
    return None


def _is_model(annotation: Any) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)
