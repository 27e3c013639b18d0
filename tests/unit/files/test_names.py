"""A file keeps its name, less what could do harm where it is saved."""

import pytest

from shared.files.names import NAME_BYTES_MAX, clean_name
from shared.files.refusals import FileNameMismatch, FileNameUnusable
from shared.files.types import DOC, JPEG, PDF


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("流动资金贷款合同（2022）.pdf", "流动资金贷款合同（2022）.pdf"),
        ("合同.PDF", "合同.PDF"),
        ("../../etc/合同.pdf", "合同.pdf"),
        ("C:\\Users\\张三\\合同.pdf", "合同.pdf"),
        ("合\r\n同\x00\x1b.pdf", "合同.pdf"),
        ("合同\u202efdp.pdf", "合同fdp.pdf"),
        ("合\u200b同\ufeff.pdf", "合同.pdf"),
        ('a<b>:"|?*.pdf', "a_b______.pdf"),
        ("  合同   一 .pdf. ", "合同 一.pdf"),
        ("扫描件", "扫描件.pdf"),
        ("e\u0301.pdf", "\u00e9.pdf"),
        (".pdf", "pdf.pdf"),
    ],
)
def test_a_name_is_kept_less_what_could_do_harm(given: str, kept: str) -> None:
    assert clean_name(given, PDF) == kept
    assert clean_name(kept, PDF) == kept


def test_a_long_name_is_cut_between_characters_and_keeps_its_extension() -> None:
    kept = clean_name("纾" * 300 + ".jpeg", JPEG)
    assert len(kept.encode()) <= NAME_BYTES_MAX
    assert kept == "纾" * 65 + ".jpeg"


@pytest.mark.parametrize("given", ["", "..", "/", "\u202e", " . "])
def test_a_name_of_which_nothing_is_left_is_refused(given: str) -> None:
    with pytest.raises(FileNameUnusable):
        clean_name(given, PDF)


def test_the_extension_of_another_type_is_refused_with_the_right_one() -> None:
    with pytest.raises(FileNameMismatch) as refused:
        clean_name("合同.docx", DOC)
    assert refused.value.params["extensions"] == ".doc"
    assert "请把后缀改为 .doc" in refused.value.sentence("zh-CN")
