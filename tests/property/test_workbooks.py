"""Whatever is written is read back as it was, and no cell ever becomes a formula."""

import io
import zipfile
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import load_workbook

from shared.kernel.money import AMOUNT_FEN_MAX, parse_amount
from shared.workbooks.cells import value_of
from shared.workbooks.export import Export
from shared.workbooks.looks import FORMULA_STARTS
from shared.workbooks.sheets import Column, Kind, Report
from tests.unit.workbooks.test_writing import MADE_AT

TEXT = Column(key="text", heading="文字", kind=Kind.TEXT, width=20)
MONEY = Column(key="amount", heading="金额", kind=Kind.MONEY, width=20)
REPORT = Report(name="清单", title="清单", columns=(TEXT, MONEY), told=())
# XML knows no lone surrogates; the two noncharacters are no text either.
TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\ufffe\uffff"))
DANGEROUS = st.builds(str.__add__, st.sampled_from(FORMULA_STARTS), TEXTS)
AMOUNTS = st.integers(-AMOUNT_FEN_MAX, AMOUNT_FEN_MAX)


@settings(max_examples=40)
@given(st.lists(st.tuples(TEXTS | DANGEROUS, AMOUNTS), min_size=1, max_size=20))
def test_any_text_and_any_amount_come_back_and_nothing_is_a_formula(
    rows: list[tuple[str, int]],
) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "list.xlsx"
        export = Export(path, REPORT, MADE_AT)
        export.append({"text": text, "amount": amount} for text, amount in rows)
        export.close()
        content = path.read_bytes()
    sheets = load_workbook(io.BytesIO(content)).get_sheet_by_name("清单").to_python()
    for (text, amount), (cell, money, *_) in zip(rows, sheets[2:], strict=True):
        assert cell == text
        number = Decimal(f"{money:.15g}" if isinstance(money, float) else str(money))
        assert number * 100 == amount
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")


@given(st.integers(0, 10**15 - 1))
def test_an_amount_typed_as_a_number_is_read_to_the_fen(amount_fen: int) -> None:
    typed = float(amount_fen) / 100
    text = f"{amount_fen // 100}.{amount_fen % 100:02d}"
    assert value_of(typed, MONEY) == parse_amount(text) == amount_fen
