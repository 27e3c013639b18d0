"""Schemathesis holds the web layer to what the demo's OpenAPI description promises."""

import json
from pathlib import Path

import httpx
import pytest

from shared.kernel.actor import Role
from tests.api.schemathesis_run import conform
from tests.api.web_demo import demo_app, served, settings_in, token_for


@pytest.mark.parametrize("seed", [1, 2])
def test_every_schemathesis_check_passes(seed: int, tmp_path: Path) -> None:
    settings = settings_in(tmp_path)
    with served(demo_app(settings)) as url:
        said = conform(url, token_for(settings, Role.COORDINATOR), tmp_path, examples=25, seed=seed)
    assert "6 selected / 6 total" in said


def test_the_description_is_openapi_3_1_with_problems_examples_and_stable_operation_ids(
    tmp_path: Path,
) -> None:
    with served(demo_app(settings_in(tmp_path))) as url:
        document = httpx.get(f"{url}/openapi.json").json()
    assert document["openapi"] == "3.1.0"
    write = document["paths"]["/v1/notes"]["post"]
    assert write["operationId"] == "notes.write"
    assert write["security"] == [{"bearer": []}]
    assert write["x-permissions"] == {"coordinator": "any", "platform": "any"}
    assert document["paths"]["/livez"]["get"]["security"] == []
    problem = document["components"]["responses"]["Problem422"]["content"]
    assert list(problem) == ["application/problem+json"]
    example = problem["application/problem+json"]["example"]
    assert example["errors"][0]["pointer"] == "/firm/name"
    assert "HTTPValidationError" not in json.dumps(document)
