"""How the `eventsourcing` library is set up: on the same server, as fast as it can be set."""

from typing import Final

from deploy.local.postgres import PORT, SUPERUSER
from tests.bench.stage import Stage

POOL_SIZE: Final = "10"


def library_environment(stage: Stage, database: str, *, functions: bool = False) -> dict[str, str]:
    """Environment variables that point the library at `database`.

    By default it locks its table for each save, so that readers skip nothing. With its database
    functions it is faster, and does without that lock.
    """
    return {
        "PERSISTENCE_MODULE": "eventsourcing.postgres",
        "POSTGRES_DBNAME": database,
        "POSTGRES_HOST": str(stage.postgres.socket_folder),
        "POSTGRES_PORT": str(PORT),
        "POSTGRES_USER": SUPERUSER,
        "POSTGRES_PASSWORD": stage.postgres.passwords.of(SUPERUSER),
        "POSTGRES_POOL_SIZE": POOL_SIZE,
        "POSTGRES_ENABLE_DB_FUNCTIONS": "y" if functions else "n",
    }
