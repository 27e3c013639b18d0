"""The tickets service: names its parts and nothing else."""

from pathlib import Path
from typing import Final

from fastapi import FastAPI

from services.tickets.model import MODEL
from services.tickets.open311.routes import open311_routes
from services.tickets.policy_routes import (
    calendar_routes,
    feed_routes,
    policy_routes,
    routing_routes,
)
from services.tickets.routes import ticket_routes
from services.tickets.seeds import seeds
from services.tickets.statistics_routes import statistics_routes
from services.tickets.work import follow_calendar, link_cases, watch_due_dates
from services.tickets.workbooks.routes import workbook_routes
from shared.parts.uploads import clean_uploads, upload_routes
from shared.runtime import Runtime
from shared.service import Service
from shared.settings import Settings
from shared.web import app
from shared.web.identity import TokenVerifier

TITLE_ZH: Final = "企业诉求工单"
MIGRATIONS: Final = Path(__file__).parent / "migrations"


def create_app(settings: Settings) -> FastAPI:
    """The service, ready to be served with these settings."""
    runtime = Runtime(
        settings,
        MODEL,
        MIGRATIONS,
        seeds=seeds(),
        work=(watch_due_dates, follow_calendar, clean_uploads, link_cases),
    )
    return app.create_app(
        service=MODEL.service,
        title_zh=TITLE_ZH,
        settings=settings,
        routers=(
            statistics_routes(runtime),
            workbook_routes(runtime),
            ticket_routes(runtime),
            upload_routes(runtime, "/v1/attachments", "attachments"),
            calendar_routes(runtime),
            policy_routes(runtime),
            routing_routes(runtime),
            feed_routes(runtime),
            open311_routes(runtime),
        ),
        lifespan=runtime.lifespan,
        verifier=TokenVerifier(settings.jwks_location, settings.issuer, settings.audience),
        probes=runtime.probes(),
        registry=runtime.registry,
    )


SERVICE: Final = Service(
    name=MODEL.service,
    title_zh=TITLE_ZH,
    model=MODEL,
    create_app=create_app,
    migrations=MIGRATIONS,
)
