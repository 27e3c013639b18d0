"""Which cases of the coverage phase are left out: more of the same, of which there are thousands.

A field is given every wrong type there is, in each operation it is part of, and a path every method
it has not. Each keeps the first of these and a quarter of the others, another quarter than its
neighbours keep; all other cases are run.
"""

from collections import Counter
from typing import Any, Final
from zlib import crc32

import schemathesis
from schemathesis.generation.meta import CoveragePhaseData, CoverageScenario

_OF_WHICH_ONE_IS_KEPT: Final = 4
_MANY: Final = frozenset(
    {CoverageScenario.INCORRECT_TYPE, CoverageScenario.UNSPECIFIED_HTTP_METHOD}
)
_met: Counter[str] = Counter()


@schemathesis.hook
def filter_case(_context: Any, case: schemathesis.Case[Any]) -> bool:
    told = case.meta.phase.data if case.meta is not None else None
    if not isinstance(told, CoveragePhaseData) or told.scenario not in _MANY:
        return True
    where = f"{case.operation.label} {told.parameter_location} {told.parameter} {told.location}"
    place = _met[where]
    _met[where] += 1
    return not place or (place + crc32(where.encode())) % _OF_WHICH_ONE_IS_KEPT == 0
