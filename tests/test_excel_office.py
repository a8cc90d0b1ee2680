"""What LibreOffice and the Open XML SDK make of the workbooks."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

import pypdfium2
import pytest

from docgen.document import Cell, CellRange, CellRef, Document, Row, RowKind
from docgen.readers.xlsx import read
from docgen.renderers.excel.renderer import render
from docgen.renderers.ooxml import read_parts, write_parts
from tests.excel_samples import (
    completion_document,
    document,
    header,
    liability_document,
    number_cell,
    quota_document,
    table,
    template,
    text_cell,
    workbook,
)
from tests.office import recalculate, schema_errors, to_pdf

_SAMPLES = [quota_document, completion_document, liability_document]


def _half_up(value: Fraction, places: int = 0) -> Fraction:
    scaled = abs(value) * 10**places
    rounded = Fraction(int(scaled + Fraction(1, 2)), 10**places)
    return -rounded if value < 0 else rounded


def _computed(row: int, value: Fraction) -> Row:
    """Return a row of every kind of formula that quota tables print, over `value` in the first column."""
    at = CellRef(row, 0)
    day = date(2025, 1, 1) + timedelta(days=row)
    columns: list[Cell] = [
        number_cell(value),
        number_cell(_half_up(value * Fraction(1, 2)), formula=("ROUND(", at, "*50/100,0)")),
        number_cell(_half_up(value / 100, 2), number_format="0.00", formula=("ROUND(", at, "*100/10000,2)")),
        number_cell(_half_up(value / 200, 2), number_format="0.00", formula=("ROUND(", at, "*50/10000,2)")),
        number_cell(_half_up(value / 1000, 3), number_format="0.0%", formula=("ROUND(", at, "/1000,3)")),
        number_cell(value / 3, number_format="0.00", formula=(at, "/3")),
        number_cell(day, number_format="yyyy-mm-dd", formula=(f"DATE(2025,1,1)+{row}",)),
    ]
    return Row(tuple(columns))


def _computed_document() -> Document:
    """Return halves, money like 1.005, percents, thirds, dates and sums, of positive and negative numbers."""
    values = [Fraction(number) for number in (*range(-60, 61), 201, 203, 743, 522, 1065, 35285, 100500)]
    rows = [header("数", "半数", "万元", "半价", "比例", "三分之一", "日期")]
    rows += [_computed(row, value) for row, value in enumerate(values, 1)]
    count = len(values)
    sums: list[Cell] = [text_cell("合计")]
    for column in range(1, 5):
        total = sum((_number(row.cells[column]) for row in rows[1:]), Fraction(0))
        area = CellRange(CellRef(1, column), CellRef(count, column))
        sums.append(number_cell(total, formula=("ROUND(SUM(", area, "),3)")))
    rows.append(Row((*sums, text_cell(""), text_cell("")), RowKind.TOTAL))
    return document(table(rows))


def _number(cell: Cell | None) -> Fraction:
    assert cell is not None
    assert isinstance(cell.value, Fraction)
    return cell.value


def _values(data: bytes) -> list[object]:
    return [cell.value for sheet in read(data) for row in sheet.cells for cell in row if cell]


def _as_saved(value: object) -> object:
    """Return a number with the 15 digits that LibreOffice saves."""
    return Fraction(f"{float(value):.15g}") if isinstance(value, Fraction) else value


def test_libreoffice_computes_what_the_workbook_holds(tmp_path: Path) -> None:
    written = workbook(_computed_document())
    computed = _values(recalculate(written, tmp_path))
    assert [_as_saved(value) for value in _values(written)] == [_as_saved(value) for value in computed]


@pytest.mark.parametrize("make", _SAMPLES)
def test_libreoffice_agrees_with_the_tables_of_the_real_notices(
    make: Callable[[], Document], tmp_path: Path
) -> None:
    ((_, written),) = render(make(), template())
    assert _values(recalculate(written, tmp_path)) == _values(written)


def test_a_wrong_result_would_be_noticed(tmp_path: Path) -> None:
    parts = read_parts(workbook(quota_document()))
    name = "xl/worksheets/sheet1.xml"
    parts[name] = parts[name].replace(b"<v>13636</v>", b"<v>13634</v>")
    wrong = write_parts(parts)
    assert Fraction(13634) in _values(wrong)
    assert Fraction(13636) in _values(recalculate(wrong, tmp_path))


def test_libreoffice_reads_every_character(tmp_path: Path) -> None:
    texts = [
        "=1+1",
        "@A1",
        "_x0041_",
        "_x005F_",
        " 前后 ",
        "两\n行",
        "👨‍👩‍👧",
        "𠮷",
        "#N/A",
        "0123",
        "'1",
        "<&>",
    ]
    written = workbook(document(table([Row((text_cell(text),)) for text in texts])))
    assert _values(recalculate(written, tmp_path)) == texts


@pytest.mark.parametrize("make", [*_SAMPLES, _computed_document])
def test_the_schema_has_nothing_to_say_of_a_workbook(make: Callable[[], Document], tmp_path: Path) -> None:
    ((_, written),) = render(make(), template())
    assert schema_errors(written, "xlsx", tmp_path) == []


def test_the_schema_has_nothing_to_say_of_the_template(tmp_path: Path) -> None:
    assert schema_errors(template(), "xlsx", tmp_path) == []


def test_a_template_saved_by_libreoffice_gives_the_same_layout(tmp_path: Path) -> None:
    ((_, data),) = render(quota_document(), recalculate(template(), tmp_path))
    assert schema_errors(data, "xlsx", tmp_path) == []
    assert _values(data) == _values(workbook(quota_document()))
    assert [line.text for line in read(data)[0].above] == ["附件1", "示例镇2025年度“安康关爱行动”目标分配表"]


def test_header_rows_are_repeated_on_every_printed_page(tmp_path: Path) -> None:
    printed = pypdfium2.PdfDocument(to_pdf(workbook(_computed_document()), "xlsx", tmp_path))
    texts = [page.get_textpage().get_text_range() for page in printed]
    assert len(texts) > 1
    assert all("半数" in text for text in texts)
    assert [re.findall(r"— (\d+) —", text) for text in texts] == [
        [str(page)] for page in range(1, len(texts) + 1)
    ]


def test_a_table_is_printed_one_page_wide(tmp_path: Path) -> None:
    printed = pypdfium2.PdfDocument(to_pdf(workbook(quota_document()), "xlsx", tmp_path))
    assert len(printed) == 1
    assert "备注" in printed[0].get_textpage().get_text_range()
