"""`/v1/arrears`: request to command to answer, and the queries.

No branch here depends on an item's state.
"""

from services.arrears.routes import (
    clearing,
    deriving,
    disputing,
    documents,
    inspecting,
    intake,
    paying,
    reading,
)
from shared.runtime import Runtime
from shared.web.routing import Routes


def arrears_routes(runtime: Runtime) -> Routes:
    """`/v1/arrears`: 清欠台账, from 登记 to 销号."""
    routes = Routes(prefix="/v1/arrears", tag="arrears")
    subjects = (intake, disputing, paying, clearing, inspecting, reading, deriving, documents)
    for subject in subjects:
        subject.declare(routes, runtime)
    return routes
