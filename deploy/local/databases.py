"""The database of each service on the embedded server: its roles, its passwords, its addresses."""

import re
from dataclasses import dataclass
from pathlib import Path

from deploy.local.postgres import PostgresServer

PROVISION = Path(__file__).parents[1] / "postgres" / "service.sql"
IDENTIFIER = re.compile(r"[a-z_][a-z0-9_]{0,62}")


@dataclass(frozen=True)
class Database:
    """`app_url` is for the service, `owner_url` for migrations and rebuilds."""

    name: str
    app_url: str
    owner_url: str


def database_of(server: PostgresServer, service: str, name: str | None = None) -> Database:
    """The addresses of a service's database; `name` is another database with the same roles."""
    app = f"shukun_{service}"
    database = name or app
    return Database(database, server.url(database, app), server.url(database, f"{app}_owner"))


def provision(server: PostgresServer, service: str) -> Database:
    """Create the service's roles and database where missing, and set the roles' passwords."""
    if not IDENTIFIER.fullmatch(service):
        raise ValueError(f"'{service}' is no name for a service")
    app, owner = f"shukun_{service}", f"shukun_{service}_owner"
    passwords = "".join(
        f"ALTER ROLE {role} PASSWORD '{server.passwords.of(role)}';\n" for role in (app, owner)
    )
    server.execute(PROVISION.read_text() + passwords, variables={"service": service})
    return database_of(server, service)
