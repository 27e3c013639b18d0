"""The permission table, proven on the wire: every operation × every role, and no role at all."""

from collections.abc import Iterator
from uuid import uuid4

import pytest

from shared.kernel.actor import Role
from tests.api.web_demo import ROLES, SEEN, TABLE, Demo, running_demo

REQUESTS = {
    "notes.write": ("POST", "/v1/notes"),
    "notes.read": ("GET", f"/v1/notes/{uuid4()}"),
    "notes.list": ("GET", "/v1/notes"),
    "notes.close": ("POST", f"/v1/notes/{uuid4()}/closing"),
    "notes.broken": ("GET", "/v1/broken/busy"),
    "livez": ("GET", "/livez"),
    "readyz": ("GET", "/readyz"),
    "metrics": ("GET", "/metrics"),
    "openapi": ("GET", "/openapi.json"),
    "docs": ("GET", "/docs"),
    "docs_asset": ("GET", "/docs/start.js"),
}


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    with running_demo(tmp_path_factory.mktemp("demo")) as running:
        yield running


def test_the_matrix_covers_every_operation_and_every_role() -> None:
    assert set(REQUESTS) == {*TABLE.granted, *TABLE.public}
    assert set(ROLES) == set(Role) - {Role.SYSTEM}


@pytest.mark.parametrize("role", [None, *ROLES], ids=lambda role: str(role or "nobody"))
@pytest.mark.parametrize("operation", REQUESTS)
def test_each_role_may_do_what_the_table_grants_and_nothing_else(
    demo: Demo, operation: str, role: Role | None
) -> None:
    method, path = REQUESTS[operation]
    with demo.client(role) as client:
        status = client.request(method, path).status_code
    if operation in TABLE.public:
        assert status == 200
    elif role is None:
        assert status == 401
    else:
        granted = TABLE.allowed(operation, role) is not None
        assert (status != 403, status != 401) == (granted, True)


@pytest.mark.parametrize(("role", "scope"), TABLE.granted["notes.list"].items())
def test_the_route_learns_how_far_the_grant_reaches(demo: Demo, role: Role, scope: str) -> None:
    with demo.client(role) as client:
        assert client.get("/v1/notes").status_code == 200
    assert SEEN[-1].scope == scope
