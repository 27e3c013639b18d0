"""Query parameters of every read of one case: as of an instant, or as of a version."""

from typing import Annotated

from fastapi import Query

from shared.web.fields import Instant

AsOf = Annotated[
    Instant | None,
    Query(title="截至时刻", description="The case as it was known at this instant."),
]
AsOfVersion = Annotated[
    int | None,
    Query(title="截至版本", ge=1, le=2**31 - 1, description="The case as of this version."),
]
