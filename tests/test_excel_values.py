"""What a workbook holds for numbers, dates, formulas and text."""

from datetime import date
from fractions import Fraction
from io import BytesIO

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docgen.diagnostics import DocgenError
from docgen.document import Cell, CellRange, CellRef, Row
from docgen.readers.xlsx import SheetCell
from docgen.renderers.excel.values import held_value
from docgen.renderers.ooxml import read_parts
from tests.excel_samples import document, header, number_cell, one_text, sheet, table, text_cell, workbook

_EXTREMES = [
    "=1+1",
    "+8613800000000",
    "-5",
    "@SUM(A1)",
    "\t=1+1",
    "'0001",
    "0001",
    "1.10",
    "1e3",
    "#N/A",
    "TRUE",
    "2025-02-01",
    "_x0041_",
    "_x005F_x0041_",
    "_x0041_x0042_",
    "＝全角",
    "  前后空格  ",
    "\u3000全角空格\u3000",
    "第一行\n\n第三行",
    "制表\t符",
    "<b>&amp;\"'",
    "{{ name }}｛｛",
    "👨‍👩‍👧😀",
    "𠮷𬴂㐱",
    "〇〔2025〕“”—…",
]
_PRINTABLE = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Cn")) | st.sampled_from("\n\t_x0041=+-@'"), max_size=40
)


def _stored(cell: Cell) -> SheetCell:
    found = sheet(document(table([Row((cell,))]))).cells[0][0]
    assert found is not None
    return found


def _xml(cell: Cell) -> str:
    return read_parts(workbook(document(table([Row((cell,))]))))["xl/worksheets/sheet1.xml"].decode()


@pytest.mark.parametrize("text", _EXTREMES)
def test_a_text_keeps_every_character_and_is_never_a_formula(text: str) -> None:
    found = _stored(text_cell(text))
    assert (found.value, found.formula) == (text, "")


@given(_PRINTABLE)
@settings(max_examples=40, deadline=None)
def test_any_text_comes_back_as_it_was(text: str) -> None:
    assert _stored(text_cell(text)).value == (text or None)


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@A1", "\t1", "'1", "0123", "2025年2月1日"])
def test_a_text_that_excel_would_read_otherwise_is_marked_as_text(text: str) -> None:
    cell = openpyxl.load_workbook(BytesIO(workbook(one_text(text)))).worksheets[0]["A3"]
    assert (cell.data_type, cell.quotePrefix) == ("s", True)


def test_a_text_longer_than_a_cell_is_refused_by_its_opening_words() -> None:
    with pytest.raises(DocgenError) as refused:
        workbook(one_text("很长的文字" + "长" * 33000))
    assert "很长的文字" in refused.value.message.zh
    assert "33005" in refused.value.message.zh


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (Fraction(3529, 100), "35.29"),
        (Fraction(-1, 8), "-0.125"),
        (Fraction(1, 200), "0.005"),
        (Fraction(0), "0"),
        (Fraction(16041), "16041"),
        (Fraction(999999999999999), "999999999999999"),
        (Fraction(1, 3), "0.3333333333333333"),
        (Fraction(10**18), "1000000000000000000"),
    ],
)
def test_a_number_is_written_exactly(value: Fraction, written: str) -> None:
    assert f"<v>{written}</v>" in _xml(number_cell(value))


@given(st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**10), max_value=10**10))
@settings(max_examples=30, deadline=None)
def test_a_number_of_up_to_15_digits_comes_back_exactly(value: object) -> None:
    exact = Fraction(str(value))
    assert _stored(number_cell(exact)).value == exact


@pytest.mark.parametrize(
    "value", [Fraction(440101199001011234), Fraction(1234567890123456, 1000), Fraction(10**400)]
)
def test_a_number_of_more_than_15_digits_is_written_as_its_printed_text(value: Fraction) -> None:
    assert _stored(number_cell(value, "如印")).value == "如印"


def test_a_date_is_written_as_a_serial_number() -> None:
    cell = number_cell(date(2025, 3, 31), "2025年3月31日", 'yyyy"年"m"月"d"日"')
    assert "<v>45747</v>" in _xml(cell)
    assert _stored(cell).value == date(2025, 3, 31)


def test_a_date_before_the_leap_day_that_excel_invented_is_written_as_printed() -> None:
    assert _stored(number_cell(date(1900, 2, 28), "1900年2月28日")).value == "1900年2月28日"


def test_a_formula_carries_its_result() -> None:
    rows = [
        header("人数", "目标"),
        Row((number_cell(525), number_cell(446, formula=("ROUND(", CellRef(1, 0), "*85/100,0)")))),
        Row(
            (number_cell(525, formula=("SUM(", CellRange(CellRef(1, 0), CellRef(1, 0)), ")")), text_cell(""))
        ),
    ]
    found = sheet(document(table(rows))).cells
    assert found[1][1] == SheetCell(Fraction(446), "ROUND(A4*85/100,0)")
    assert found[2][0] == SheetCell(Fraction(525), "SUM(A4:A4)")


def test_a_formula_for_text_carries_its_text() -> None:
    found = _stored(Cell(text_cell("_x0041_").paragraphs, formula=('"_x0041_"',)))
    assert (found.value, found.formula) == ("_x0041_", '"_x0041_"')


def test_a_result_without_end_is_the_nearest_number_that_excel_has() -> None:
    found = _stored(number_cell(Fraction(2, 3), "66.7%", "0.0%", ("2/3",)))
    assert found == SheetCell(Fraction("0.6666666666666666"), "2/3", "0.0%")


@pytest.mark.parametrize(
    "cell",
    [
        text_cell("甲"),
        text_cell(""),
        number_cell(Fraction(1, 3)),
        number_cell(Fraction(10**17 + 1), "10…1"),
        number_cell(date(2025, 1, 1), number_format="yyyy-mm-dd"),
        number_cell(Fraction(7, 8), formula=("7/8",)),
    ],
)
def test_the_held_value_is_what_a_reader_finds(cell: Cell) -> None:
    assert _stored(cell).value == held_value(cell)
