import pytest

from shared.web.language import preferred


@pytest.mark.parametrize(
    ("header", "language"),
    [
        (None, "zh-CN"),
        ("", "zh-CN"),
        ("en", "en"),
        ("EN-us", "en"),
        ("zh-TW, en", "zh-CN"),
        ("en;q=0.4, zh;q=0.9", "zh-CN"),
        ("zh;q=0.4, en;q=0.9", "en"),
        ("fr, de", "zh-CN"),
        ("fr, en;q=0.1", "en"),
        ("*, en;q=0.5", "zh-CN"),
        ("en;q=0, *", "zh-CN"),
        ("en;q=nonsense", "zh-CN"),
        (",;,q=;", "zh-CN"),
    ],
)
def test_the_heaviest_language_we_speak_wins_and_chinese_is_the_default(
    header: str | None, language: str
) -> None:
    assert preferred(header) == language
