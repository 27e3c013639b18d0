"""A template filled with facts: the same facts give the same bytes for ever."""

import re
import zipfile
from collections.abc import Mapping, Sequence
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any, Final

from docxtpl import DocxTemplate
from jinja2 import StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

Facts = Mapping[str, str | Sequence[str]]

_LONG_AGO: Final = (1980, 1, 1, 0, 0, 0)  # the first day a zip knows
_NOT_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def rendered(template: Path, facts: Facts, made_at: datetime) -> bytes:
    """The document, with `made_at` among its properties.

    A fact the template names and nobody gave raises jinja2.UndefinedError.
    """
    document = DocxTemplate(template)
    sandbox = ImmutableSandboxedEnvironment(undefined=StrictUndefined, finalize=_inert)
    document.render(dict(facts), sandbox, autoescape=True)
    properties = document.docx.core_properties
    properties.created = properties.modified = made_at
    written = BytesIO()
    document.save(written)
    return _same_bytes(written)


def _inert(value: Any) -> Any:
    """Docxtpl turns `{_{` of a text into `{{` after rendering; a fact stays what it is."""
    if not isinstance(value, str):
        return value
    return Markup(str(escape(_NOT_XML.sub("", value))).replace("_", "&#95;"))  # noqa: S704


def _same_bytes(package: BytesIO) -> bytes:
    """Parts stored as they are, in one order, without a time: no compressor has a say in it."""
    stable = BytesIO()
    with zipfile.ZipFile(package) as source, zipfile.ZipFile(stable, "w") as target:
        for name in sorted(source.namelist()):
            target.writestr(zipfile.ZipInfo(name, _LONG_AGO), source.read(name))
    return stable.getvalue()
