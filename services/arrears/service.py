"""The arrears service: names its parts and nothing else."""

from pathlib import Path
from typing import Final

from fastapi import FastAPI

from services.arrears.complaint_routes import complaint_routes
from services.arrears.disclosure_routes import disclosure_routes
from services.arrears.evidence_routes import evidence_routes
from services.arrears.model import MODEL
from services.arrears.overview_routes import overview_routes
from services.arrears.payment_file_routes import payment_file_routes
from services.arrears.policy_routes import (
    averages_routes,
    calendar_routes,
    feed_routes,
    lpr_routes,
    programme_routes,
)
from services.arrears.retaliation_routes import retaliation_routes
from services.arrears.routes import arrears_routes
from services.arrears.seeds import seeds
from services.arrears.statistics_routes import statistics_routes
from services.arrears.work import (
    recalculate,
    recalculate_complaints,
    watch_complaints,
    watch_due_dates,
)
from services.arrears.workbooks.routes import workbook_routes
from shared.parts.calendar_following import calendar_probe, follow_calendar
from shared.parts.uploads import clean_uploads
from shared.runtime import Runtime
from shared.service import Service
from shared.settings import Settings
from shared.web import app
from shared.web.identity import TokenVerifier

TITLE_ZH: Final = "清欠台账"
MIGRATIONS: Final = Path(__file__).parent / "migrations"


def create_app(settings: Settings) -> FastAPI:
    """The service, ready to be served with these settings."""
    runtime = Runtime(
        settings,
        MODEL,
        MIGRATIONS,
        seeds=seeds(),
        work=(
            watch_due_dates,
            watch_complaints,
            follow_calendar,
            recalculate,
            recalculate_complaints,
            clean_uploads,
        ),
    )
    return app.create_app(
        service=MODEL.service,
        title_zh=TITLE_ZH,
        settings=settings,
        routers=(
            statistics_routes(runtime),
            overview_routes(runtime),
            workbook_routes(runtime),
            disclosure_routes(runtime),
            arrears_routes(runtime),
            programme_routes(runtime),
            averages_routes(runtime),
            lpr_routes(runtime),
            complaint_routes(runtime),
            retaliation_routes(runtime),
            *evidence_routes(runtime),
            payment_file_routes(runtime),
            calendar_routes(runtime),
            feed_routes(runtime),
        ),
        lifespan=runtime.lifespan,
        verifier=TokenVerifier(settings.jwks_location, settings.issuer, settings.audience),
        probes={**runtime.probes(), "calendar": calendar_probe(runtime)},
        registry=runtime.registry,
    )


SERVICE: Final = Service(
    name=MODEL.service,
    title_zh=TITLE_ZH,
    model=MODEL,
    create_app=create_app,
    migrations=MIGRATIONS,
)
