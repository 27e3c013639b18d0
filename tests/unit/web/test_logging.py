"""Which log levels exist, and what a log line must not quote."""

import pytest

from shared.web.logging import configure_logging, scrubbed


def test_an_unknown_level_is_named() -> None:
    with pytest.raises(ValueError, match="'loud'"):
        configure_logging(service="x", level="loud")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Key (phone)=(13812345678)", "Key (phone)=(138****5678)"),
        ("order 2013812345678901", "order 2013812345678901"),
        ("Bearer eyJhbGciOi.eyJpc3Mi.sig_na-ture end", "Bearer eyJ*** end"),
    ],
)
def test_phones_and_tokens_are_masked_in_messages_and_tracebacks(text: str, expected: str) -> None:
    assert scrubbed(None, "error", {"event": "request failed", "exception": text}) == {
        "event": "request failed",
        "exception": expected,
    }
    assert scrubbed(None, "error", {"event": text})["event"] == expected
