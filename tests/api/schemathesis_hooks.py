"""What a schema cannot say about positive data.

A cursor is opaque: the schema knows its length, only the service knows which ones exist.
"""

from typing import Any

import schemathesis


@schemathesis.hook
def before_call(_context: Any, case: schemathesis.Case, _kwargs: dict[str, Any]) -> None:
    positive = case.meta is not None and case.meta.generation.mode.is_positive
    if positive and case.query and "cursor" in case.query:
        del case.query["cursor"]
