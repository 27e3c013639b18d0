"""The first steps that `make run` prints, and that both READMEs show."""

import json
from pathlib import Path

import pytest

from deploy.local.welcome import DISPATCH, FIRST_TICKET, first_steps

REPOSITORY = Path(__file__).parents[3]


@pytest.mark.parametrize("readme", ["README.md", "README.zh-CN.md"])
def test_the_readme_sends_the_same_first_ticket(readme: str) -> None:
    text = (REPOSITORY / readme).read_text()
    begin = text.index("-d '{") + len("-d '")

    assert json.loads(text[begin : text.index("}')", begin) + 1]) == FIRST_TICKET
    assert json.dumps(DISPATCH) in text


def test_the_commands_can_be_pasted() -> None:
    steps = first_steps("http://127.0.0.1:8101")

    assert steps.count("curl ") == 3
    assert json.dumps(FIRST_TICKET, ensure_ascii=False) in steps
    assert "'If-Match: \"1\"'" in steps
