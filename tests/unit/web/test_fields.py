"""Instants in bodies: a text with its offset, and nothing that would have to be guessed."""

from datetime import UTC, datetime
from typing import Any

import msgspec
import pytest
from pydantic import ValidationError

from services.tickets.schemas import SubmissionBody
from tests.builders.bodies import submission


def limit_of(given: Any) -> datetime | None:
    raw = msgspec.json.encode(submission(upstream_limit=given))
    return SubmissionBody.model_validate_json(raw).upstream_limit


def test_an_instant_with_its_offset_is_taken() -> None:
    assert limit_of("2022-09-30T17:30:00+08:00") == datetime(2022, 9, 30, 9, 30, tzinfo=UTC)
    assert limit_of(None) is None


@pytest.mark.parametrize(
    "given", ["2022-09-30", "2022-09-30T17:30:00", 1664530200, True, "1664530200"]
)
def test_what_would_have_to_be_guessed_is_refused(given: Any) -> None:
    with pytest.raises(ValidationError) as refused:
        limit_of(given)
    [error] = refused.value.errors()
    assert error["type"] == "datetime_parsing"
