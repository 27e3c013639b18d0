"""Workbooks as bodies that Schemathesis sends."""

from collections.abc import Callable
from typing import Any

import schemathesis


def sent(
    context: schemathesis.SerializationContext, value: Any, made: Callable[[], bytes]
) -> bytes:
    """Bytes that are meant to be taken are a workbook; any others are sent as they are."""
    meta = context.case.meta
    if meta is not None and meta.generation.mode.is_positive:
        return made()
    given: bytes = value if isinstance(value, bytes) else getattr(value, "data", b"")
    return given or str(value).encode()
