"""A stand-in for the services: so small that only the runner itself is under test.

`install` writes it into a folder that goes onto PYTHONPATH; every Python of the run then knows one
service, `standin`, whose `/readyz` says yes once its database and its NATS let it in.
"""

from pathlib import Path

SITE = """
import services
import shared.settings

services.__path__.append({folder!r})
shared.settings.SERVICES = ("standin",)
shared.settings.PORT_OFFSETS = {{"standin": 1}}
"""

SERVICE = """
import os
from pathlib import Path
from types import SimpleNamespace

import asyncpg
import nats
from fastapi import FastAPI


def create_app(settings):
    app = FastAPI()

    @app.get("/readyz")
    async def readyz():
        database = await asyncpg.connect(settings.database_url_of("standin"))
        visits = await database.fetchval("INSERT INTO visits DEFAULT VALUES RETURNING id")
        await database.close()
        client = await nats.connect(
            settings.nats_url_of("standin"), nkeys_seed=str(settings.nats_seed_file)
        )
        await client.close()
        return {"visits": visits, "pid": os.getpid()}

    return app


SERVICE = SimpleNamespace(
    name="standin", create_app=create_app, migrations=Path(__file__).parent / "m",
    model=SimpleNamespace(read_models={}),
)
"""

MIGRATION = """
from alembic import op

revision = "0001"
down_revision = None


def upgrade():
    op.execute("CREATE TABLE visits (id int GENERATED ALWAYS AS IDENTITY)")
    op.execute("GRANT SELECT, INSERT ON visits TO shukun_app")


def downgrade():
    op.execute("DROP TABLE visits")
"""


def install(folder: Path) -> Path:
    """Write the stand-in; the answer belongs onto PYTHONPATH."""
    versions = folder / "services" / "standin" / "m" / "versions"
    versions.mkdir(parents=True)
    (folder / "sitecustomize.py").write_text(SITE.format(folder=str(folder / "services")))
    (versions / "0001.py").write_text(MIGRATION)
    (folder / "services" / "standin" / "__init__.py").touch()
    (folder / "services" / "standin" / "service.py").write_text(SERVICE)
    return folder
