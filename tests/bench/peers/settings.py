"""Where a peer finds its database: in its environment."""

import os


def database_url() -> str:
    """A libpq address, as deploy/local/postgres.py makes it."""
    return os.environ["BENCH_DATABASE_URL"]
