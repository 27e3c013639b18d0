"""The XML of GeoReport v2: what the JSON says, element by element.

The standard's JSON is a mapping of its XML (the Spark convention): a list is an element that holds
one element for each item, an empty element is null. Nothing here reads XML.
"""

import re
from datetime import datetime
from typing import Any, Final
from xml.etree import ElementTree as ET

# What stands inside an element that holds a list.
ITEMS: Final = {
    "services": "service",
    "attributes": "attribute",
    "values": "value",
    "service_requests": "request",
    "service_request_updates": "request_update",
    "endpoints": "endpoint",
    "formats": "format",
    "errors": "error",
}
_DECLARATION: Final = b'<?xml version="1.0" encoding="UTF-8"?>\n'
# XML 1.0, 2.2 (Char): what is not among these cannot stand in a document, escaped or not.
_ILLEGAL: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def document(root: str, value: Any) -> bytes:
    """`value` (dicts, lists and plain values, as JSON would hold them) as a document in UTF-8."""
    written: bytes = ET.tostring(_element(root, value), encoding="utf-8")
    return _DECLARATION + written


def _element(name: str, value: Any) -> ET.Element:
    element = ET.Element(name)
    if isinstance(value, dict):
        element.extend(_element(key, inner) for key, inner in value.items())
    elif isinstance(value, list | tuple):
        element.extend(_element(ITEMS[name], inner) for inner in value)
    elif value is not None:
        element.text = _text(value)
    return element


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return value.isoformat()
    # A parser reads every line end as \n (XML 1.0, 2.11); written so, it reads what JSON says.
    return _ILLEGAL.sub("", str(value)).replace("\r\n", "\n").replace("\r", "\n")
