"""After a migration the read models are made anew: a new column is filled by the fold, not by hand.

Which revision the rows were made by is a comment on the log's head, so that a process that dies
between the migration and the rebuild leaves the work to the next one.
"""

from typing import Final

import asyncpg

from shared.eventstore.model import Model
from shared.eventstore.rebuild import rebuild

_HEAD: Final = "SELECT position FROM log_head"
_MADE_BY: Final = "SELECT obj_description('log_head'::regclass)"


async def refresh_rows(model: Model, connection: asyncpg.Connection, revision: str) -> int | None:
    """Rebuild the read models unless they were made by `revision`; events folded, or None.

    `connection` belongs to the tables' owner and to nobody else.
    """
    mark = f"rows made by revision {revision}"
    if not model.read_models or await connection.fetchval(_MADE_BY) == mark:
        return None
    folded = None
    if await connection.fetchval(_HEAD):
        folded = (await rebuild(model, connection, lambda _events: None)).position
    await connection.execute(f"COMMENT ON TABLE log_head IS '{mark}'")
    return folded
