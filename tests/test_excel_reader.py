"""Reading workbooks back."""

from io import BytesIO

import openpyxl
import pytest

from docgen.diagnostics import DocgenError
from docgen.document import Role, Row
from docgen.readers.xlsx import read
from docgen.renderers.excel.addresses import Area
from docgen.renderers.excel.annexes import annexes
from docgen.renderers.excel.renderer import render
from docgen.renderers.ooxml import write_parts
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


def test_shared_and_rich_strings_of_other_programs_are_read() -> None:
    book = openpyxl.load_workbook(BytesIO(workbook(document(table([Row((text_cell("甲"),))])))))
    buffer = BytesIO()
    book.save(buffer)
    (found,) = read(buffer.getvalue())
    assert found.cells[0][0] is not None
    assert found.cells[0][0].value == "甲"
