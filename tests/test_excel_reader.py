"""Reading workbooks back."""

from collections.abc import Callable
from io import BytesIO

import openpyxl
import pytest

from docgen.diagnostics import DocgenError
from docgen.document import Cell, Document, Role, Row
from docgen.readers.xlsx import SheetCell, read
from docgen.renderers.excel.addresses import Area, formula_text
from docgen.renderers.excel.annexes import annexes
from docgen.renderers.excel.renderer import render
from docgen.renderers.excel.values import held_value
from docgen.renderers.ooxml import read_parts, write_parts
from tests.excel_samples import (
    completion_document,
    document,
    liability_document,
    line,
    quota_document,
    sheet,
    table,
    template,
    text_cell,
    workbook,
)


def test_lines_around_the_table_come_back_as_planned() -> None:
    for one in (quota_document(), completion_document(), liability_document()):
        (planned,) = annexes(one)
        ((_, data),) = render(one, template())
        found = read(data)
        assert [(part.name, part.above, part.below) for part in found] == [
            (part.name, part.above, part.below) for part in planned.sheets
        ]


@pytest.mark.parametrize("make", [quota_document, completion_document, liability_document])
def test_every_cell_comes_back_with_value_formula_and_extent(make: Callable[[], Document]) -> None:
    one = make()
    (planned,) = annexes(one)
    ((_, data),) = render(one, template())
    for meant, found in zip(planned.sheets, read(data), strict=True):
        assert [[cell and _meant(cell, found.area) for cell in row.cells] for row in meant.table.rows] == [
            [cell and (cell.value, cell.formula, cell.rows, cell.columns) for cell in row]
            for row in found.cells
        ]


def _meant(cell: Cell, area: Area) -> tuple[object, str, int, int]:
    return (held_value(cell), formula_text(cell.formula or (), area.row), cell.rows, cell.columns)


def test_the_place_of_the_table_is_that_of_its_name() -> None:
    found = sheet(completion_document())
    assert (found.table_name, found.area) == ("results", Area(4, 1, 11, 4))


@pytest.mark.parametrize("title", ["它的's 表", "逗号,分隔!叹号", "$A$1", "a.b", "“引号”", "2025"])
def test_a_sheet_of_any_name_is_found(title: str) -> None:
    found = sheet(document(table([Row((text_cell("甲"),))]), title=title))
    assert (found.name, found.area) == (title, Area(3, 1, 1, 1))


def test_a_title_of_two_lines_keeps_its_break() -> None:
    found = sheet(document(table([Row((text_cell("甲"),))]), title="第一行\n第二行"))
    assert found.above[1] == line(Role.ANNEX_TITLE, "第一行\n第二行")


def test_a_workbook_of_someone_else_is_refused_by_its_sheet() -> None:
    book = openpyxl.Workbook()
    buffer = BytesIO()
    book.save(buffer)
    with pytest.raises(DocgenError, match="Sheet"):
        read(buffer.getvalue())


@pytest.mark.parametrize(
    "data", [b"", b"text", write_parts({"xl/workbook.xml": b"<x"}), write_parts({"a": b""})]
)
def test_a_damaged_workbook_is_refused(data: bytes) -> None:
    with pytest.raises(DocgenError, match="sound"):
        read(data)


def test_shared_strings_of_other_programs_are_read_without_their_phonetic_guides() -> None:
    parts = read_parts(workbook(document(table([Row((text_cell("甲"),))]))))
    cell = "<is><t>甲</t></is>"
    name = "xl/worksheets/sheet1.xml"
    sheet_xml = parts[name].decode()
    shared = sheet_xml.replace(f't="inlineStr">{cell}', 't="s"><v>0</v>')
    assert shared != sheet_xml
    strings = (
        '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><r><t>甲_x0041_</t></r>'
        '<r><t xml:space="preserve"> 乙</t></r><rPh sb="0" eb="1"><t>jia</t></rPh></si></sst>'
    )
    parts |= {name: shared.encode(), "xl/sharedStrings.xml": strings.encode()}
    (found,) = read(write_parts(parts))
    assert found.cells == ((SheetCell("甲A 乙"),),)
