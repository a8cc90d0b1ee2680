"""Rows are high enough for their text as LibreOffice itself would set it, in merged cells too."""

from copy import copy
from io import BytesIO
from pathlib import Path

import openpyxl
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from docgen.document import Document, Role, Row
from docgen.renderers.excel.renderer import render
from tests.excel_samples import document, header, table, template, text_cell
from tests.office import recalculate, require_page_fonts

_CHINESE = "本项工作由镇卫生健康办公室牵头，各村（居）配合，逐户核对60周岁以上人口的参保情况（一式两份）。"
_ENGLISH = (
    "Administration, registration and verification: internationally standardised identification numbers."
)
_MIXED = "于2025年3月20日前报送Excel汇总表至szb@example.gov.cn，联系电话0598-1234567，逾期通报。"
_LINES = "一是摸清底数\n二是逐户宣传\n\n三是按时报送"


def _long_document() -> Document:
    rows = [header("序号", "村（居）", "工作任务及主要措施", "责任单位", "备注说明")]
    for number, text in enumerate((_CHINESE, _ENGLISH, _MIXED, _LINES), 1):
        cells = (text_cell(str(number), Role.CELL_CENTER), text_cell("示例村"), text_cell(text))
        rows.append(Row((*cells, text_cell(text * 2), text_cell(text * 3))))
    tall = (text_cell(_CHINESE * 2, rows=3), text_cell(_MIXED, rows=3), text_cell("甲"))
    rows.append(Row((text_cell("5", rows=3), *tall, text_cell("乙"))))
    rows.append(Row((None, None, None, text_cell(_MIXED * 3, columns=2), None)))
    rows.append(Row((None, None, None, text_cell(_ENGLISH * 3, rows=1, columns=2), None)))
    rows.append(Row((text_cell("6"), text_cell(_CHINESE * 6, columns=4), None, None, None)))
    return document(table(rows), title=_CHINESE * 2)


def test_no_text_is_cut_off(tmp_path: Path) -> None:
    require_page_fonts()
    ((_, data),) = render(_long_document(), template())
    book = openpyxl.load_workbook(BytesIO(data))
    offered = _set_alone(book.worksheets[0], book.create_sheet("各格"))
    saved = BytesIO()
    book.save(saved)
    needed = openpyxl.load_workbook(BytesIO(recalculate(saved.getvalue(), tmp_path)))["各格"]
    short = {
        place: (height, needed.row_dimensions[row].height)
        for row, (place, height) in enumerate(offered.items(), 1)
        if height < (needed.row_dimensions[row].height or 0)
    }
    assert short == {}
    assert all(needed.row_dimensions[row].height for row in range(1, len(offered) + 1))


def _set_alone(sheet: Worksheet, alone: Worksheet) -> dict[str, float]:
    """Copy each text to a row and a column of its own, as wide as its place; return the heights of places."""
    merges = {(area.min_row, area.min_col): area for area in sheet.merged_cells.ranges}
    offered: dict[str, float] = {}
    texts = (cell for row in sheet.iter_rows() for cell in row if cell.value)
    for number, cell in enumerate(texts, 1):
        area = merges.get((cell.row, cell.column))
        last_row, last_column = (area.max_row, area.max_col) if area else (cell.row, cell.column)
        letters = map(get_column_letter, range(cell.column, last_column + 1))
        there = alone.cell(number, number, cell.value)
        there.font, there.alignment = copy(cell.font), copy(cell.alignment)  # type: ignore[assignment]
        width = sum(sheet.column_dimensions[letter].width for letter in letters)
        alone.column_dimensions[get_column_letter(number)].width = width
        heights = (sheet.row_dimensions[row].height or 0 for row in range(cell.row, last_row + 1))
        offered[cell.coordinate] = sum(heights)
    return offered
