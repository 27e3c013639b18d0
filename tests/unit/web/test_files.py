"""Names of files in headers (RFC 6266, RFC 8187), whoever gives the file out."""

import pytest

from shared.web.files import content_disposition, file_answer


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("清欠台账_20220901_0900.xlsx", "_____20220901_0900.xlsx"),
        ('a"b\\c%41.pdf', "a_b_c_41.pdf"),
        ("a\r\nset-cookie: b=1.xlsx", "a__set-cookie: b=1.xlsx"),
    ],
)
def test_a_name_stays_within_its_quotes_and_its_line(name: str, shown: str) -> None:
    plain, _, exact = content_disposition(name).partition("; filename*=")
    assert plain == f'attachment; filename="{shown}"'
    assert exact.isascii()
    assert not {"\r", "\n", '"', " "} & set(exact)


def test_a_file_that_has_a_plain_name_shows_it_beside_its_own() -> None:
    answer = file_answer(
        b"", "text/plain", "临翔清欠询〔2022〕1号.docx", plain="inquiry-2022-1.docx"
    )
    told = dict(answer.raw_headers)[b"content-disposition"]
    assert told.startswith(b'attachment; filename="inquiry-2022-1.docx"; filename*=UTF-8')
