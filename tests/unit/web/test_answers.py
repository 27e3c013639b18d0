"""Answers are JSON with the version as ETag, and instants as officials read them."""

import json
from datetime import UTC, datetime

import msgspec

from shared.web.answers import json_response, shown


class Ticket(msgspec.Struct):
    number: str
    received_at: datetime


def test_instants_are_shown_with_the_offset_of_shanghai() -> None:
    at = shown(datetime(2022, 9, 30, 16, 30, tzinfo=UTC))
    answer = json_response(Ticket("LX-T-2022-000001", at), 201, etag=3, headers={"Location": "/x"})
    assert json.loads(bytes(answer.body)) == {
        "number": "LX-T-2022-000001",
        "received_at": "2022-10-01T00:30:00+08:00",
    }
    headers = dict(answer.raw_headers)
    assert answer.status_code == 201
    assert headers[b"etag"] == b'"3"'
    assert headers[b"location"] == b"/x"
    assert int(headers[b"content-length"]) == len(answer.body)
